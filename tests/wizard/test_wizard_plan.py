from __future__ import annotations

import pytest
from walking import LEA, planned, say, started, text_of

from opsguide.editions import publish_edition
from wizard.models import Assessment

pytestmark = pytest.mark.usefixtures("shipped")


def plan_page(client, token):
    return client.get(f"/plan/{token}/")


def test_the_plan_is_made_from_the_answers_and_stored_with_its_edition(client):
    assessment = planned(client)
    assert assessment.plan["steps"]
    assert assessment.plan["edition"] == str(assessment.plan_edition)
    assert assessment.plan_answers == assessment.answers


def test_the_plan_shows_steps_with_reasons_owners_and_first_steps(client):
    assessment = planned(client)
    body = text_of(plan_page(client, assessment.token))
    step = assessment.plan["steps"][0]
    for words in ("Start here", step["title"], "First step", "Done when", "Because you said", "No new tool."):
        assert words in body
    assert f'id="step-{step["practice"]}"' in body


def test_the_road_has_a_station_for_each_step(client):
    assessment = planned(client)
    response = plan_page(client, assessment.token)
    assert len(response.context["wide"].stations) == len(assessment.plan["steps"])
    assert len(response.context["tall"].stations) == len(assessment.plan["steps"])
    assert 'class="drawing road road-wide"' in text_of(response)


def test_the_owner_may_change_share_and_delete(client):
    assessment = planned(client)
    body = text_of(plan_page(client, assessment.token))
    assert f"/plan/{assessment.read_token}/" in body
    assert f"/wizard/{assessment.token}/delete/" in body
    assert f"/wizard/{assessment.token}/pains/?back=plan" in body


def test_a_reader_may_read_and_nothing_else(client):
    assessment = planned(client)
    body = text_of(plan_page(client, assessment.read_token))
    assert assessment.plan["steps"][0]["title"] in body
    assert assessment.token not in body
    assert "<form method" not in body
    assert "Delete" not in body


def test_the_read_link_does_not_open_the_questions(client):
    assessment = planned(client)
    for path in ("", "check/", "delivers/", "delete/"):
        assert client.get(f"/wizard/{assessment.read_token}/{path}").status_code == 404
    assert client.post(f"/wizard/{assessment.read_token}/delete/").status_code == 404
    assert Assessment.objects.filter(pk=assessment.pk).exists()


def test_without_a_plan_the_owner_is_led_to_the_check_page_and_a_reader_is_told(client):
    assessment = started(client)
    assert plan_page(client, assessment.token).url == f"/wizard/{assessment.token}/check/"
    assert "There is no plan yet" in text_of(plan_page(client, assessment.read_token))


def test_a_plan_from_no_answers_says_that_nothing_is_urgent(client):
    assessment = started(client)
    client.post(f"/wizard/{assessment.token}/check/")
    body = text_of(plan_page(client, assessment.token))
    assert "<h1>Nothing is urgent</h1>" in body
    assert "Start here" not in body


def test_contradictions_stand_first_as_notices(client):
    answers = {**LEA, "hosting": "air-gapped", "platform": ["aws"]}
    assessment = planned(client, answers)
    body = text_of(plan_page(client, assessment.token))
    assert body.index("closed network") < body.index("wave-start")


def test_a_plan_of_the_same_edition_and_answers_has_no_news(client):
    assessment = planned(client)
    assert "Renew the plan" not in text_of(plan_page(client, assessment.token))


def test_a_newer_edition_is_said_and_blamed_on_the_guide_alone(client):
    assessment = planned(client)
    assessment.plan["steps"] = assessment.plan["steps"][1:]  # as if an older guide had not known the first step
    assessment.save()
    publish_edition(cause="test", changes=[])
    body = text_of(plan_page(client, assessment.token))
    assert "The guide has changed since" in body
    assert "is new, under “Start here”" in body
    assert "Because your answers changed" not in body


def test_changed_answers_are_said_and_blamed_on_the_answers_alone(client):
    assessment = planned(client)
    say(client, assessment, "pains", ["cloud-bill-surprises-us"], back="plan")
    response = plan_page(client, assessment.token)
    assert response.context["by_guide"] == []
    assert response.context["by_answers"]
    assert "Your answers have changed since" in text_of(response)


def test_a_reader_does_not_see_what_the_owner_is_changing(client):
    assessment = planned(client)
    say(client, assessment, "pains", ["cloud-bill-surprises-us"], back="plan")
    assert "have changed since" not in text_of(plan_page(client, assessment.read_token))


def test_the_plan_stays_as_it_was_until_it_is_renewed(client):
    assessment = planned(client)
    before = assessment.plan
    say(client, assessment, "pains", ["cloud-bill-surprises-us"], back="plan")
    assessment.refresh_from_db()
    assert assessment.plan == before
    client.post(f"/wizard/{assessment.token}/check/")
    assessment.refresh_from_db()
    assert assessment.plan != before
    assert "have changed since" not in text_of(plan_page(client, assessment.token))


def test_a_change_from_the_plan_leads_back_to_it(client):
    assessment = planned(client)
    response = say(client, assessment, "capacity", "dedicated", back="plan")
    assert response.url == f"/plan/{assessment.token}/"


@pytest.mark.parametrize(
    "key", ["warnings", "levels", "runners_up", "profile", "said", "find_out", "not_now", "disciplines", "verdict"]
)
def test_an_older_snapshot_without_a_key_is_still_a_page(client, key):
    assessment = planned(client)
    del assessment.plan[key]
    assessment.save()
    assert plan_page(client, assessment.token).status_code == 200
    assert client.get(f"/plan/{assessment.token}.md").status_code == 200


def test_a_practice_that_left_the_guide_keeps_its_name_in_an_old_plan(client):
    assessment = planned(client)
    assessment.plan["steps"][0] |= {"practice": "long-gone", "title": "A practice of long ago"}
    assessment.save()
    assert "A practice of long ago" in text_of(plan_page(client, assessment.token))


def test_what_rests_on_one_answer_is_said_in_one_breath(client):
    assessment = planned(client)
    for step in plan_page(client, assessment.token).context["plan"].steps:
        answers = [tuple(words for words, _ in reason.said) for reason in step.main_reasons if reason.said]
        assert len(answers) == len(set(answers)), step.raw["title"]
        assert all(reason.points >= 0 for reason in step.main_reasons)


def test_a_role_that_the_note_names_first_is_not_named_twice(client):
    assessment = planned(client, {"delivers": ["software"]})
    body = text_of(plan_page(client, assessment.token))
    assert "<dd>Usually: Software engineer." in body
    assert "<strong>Software engineer.</strong> Usually: Software engineer." not in body


def test_many_changes_are_folded_behind_the_first_five(client):
    assessment = planned(client)
    say(client, assessment, "delivers", ["models", "llm", "software"], back="plan")
    say(client, assessment, "pains", ["cloud-bill-surprises-us", "too-many-alerts"], back="plan")
    response = plan_page(client, assessment.token)
    more = len(response.context["by_answers"]) - 5
    assert more > 0
    assert f"And {more} more" in text_of(response)
