from __future__ import annotations

import pytest
from walking import LEA, answered, say, started, text_of

pytestmark = pytest.mark.usefixtures("shipped")


def check(client, assessment):
    return text_of(client.get(f"/wizard/{assessment.token}/check/"))


def test_every_answer_stands_there_in_words_with_a_way_to_change_it(client):
    assessment = answered(client)
    body = check(client, assessment)
    assert "Data pipelines and data sets" in body
    assert "2 data engineers" in body
    assert f'href="/wizard/{assessment.token}/delivers/?back=check"' in body


def test_unanswered_questions_are_named(client):
    assessment = answered(client, answers={"delivers": ["data"]})
    body = check(client, assessment)
    assert "Not answered:" in body
    assert f'href="/wizard/{assessment.token}/hosting/?back=check"' in body


def test_without_any_answer_the_page_says_what_a_plan_from_nothing_holds(client):
    assert "You have not answered anything yet" in check(client, started(client))


def test_change_leads_straight_back(client):
    assessment = answered(client)
    assert "Back to your answers" in " ".join(
        text_of(client.get(f"/wizard/{assessment.token}/hosting/?back=check")).split()
    )
    response = say(client, assessment, "hosting", "air-gapped", back="check")
    assert response.url == f"/wizard/{assessment.token}/check/"


def test_a_change_that_opens_a_question_asks_it_first(client):
    full = answered(client, "full", answers={"delivers": ["network"]})
    for question in full_questions(client, full):
        client.post(f"/wizard/{full.token}/{question}/", {"skip": "1"})
    response = say(client, full, "delivers", ["network", "models"], back="check")
    assert response.url.endswith("?back=check")
    assert response.url.split("/")[3] in ("pipelines", "models-in-production", "releases")


def full_questions(client, assessment):
    """Every question as the wizard leads to it, until the check page."""
    while True:
        url = client.get(f"/wizard/{assessment.token}/").url
        if url.endswith("/check/"):
            return
        yield url.split("/")[3]


def test_a_change_asks_again_where_the_answer_has_fallen_away(client):
    assessment = answered(client)
    response = say(client, assessment, "pains", [LEA["pains"][1], "nobody-finds-the-data"], back="check")
    assert response.url == f"/wizard/{assessment.token}/worst-pain/?back=check"


def test_answers_that_no_longer_apply_are_named_and_kept(client):
    assessment = answered(
        client, "full", answers={"delivers": ["models"], "retraining": "daily", "models-in-production": "3"}
    )
    say(client, assessment, "delivers", ["network"])
    body = check(client, assessment)
    assert "These no longer count" in body
    assert "no longer applies after your other answers" in body
    assessment.refresh_from_db()
    assert assessment.answers["retraining"] == "daily"


def test_answers_the_guide_no_longer_knows_are_named(client):
    assessment = answered(client)
    assessment.answers = {**assessment.answers, "hosting": "on-the-moon", "shoe-size": 43}
    assessment.save()
    body = check(client, assessment)
    assert "on-the-moon" in body
    assert "shoe-size" in body


def test_a_table_of_answers_is_summed_up_in_one_line(client):
    assessment = answered(
        client, "full", answers={"in-place-testing": {"test-automation": "partly", "data-testing": "routine"}}
    )
    assert "1 partly, 1 routine" in check(client, assessment)


def test_going_on_to_the_full_set_keeps_the_answers(client):
    assessment = answered(client)
    response = client.post(f"/wizard/{assessment.token}/more/")
    assert response.url == f"/wizard/{assessment.token}/industry/"
    assessment.refresh_from_db()
    assert assessment.mode == "full"
    assert assessment.answers["headcount"] == LEA["headcount"]


def test_the_full_set_asks_only_what_has_not_been_answered(client):
    assessment = answered(client)
    client.post(f"/wizard/{assessment.token}/more/")
    asked = []
    for question in full_questions(client, assessment):
        asked.append(question)
        client.post(f"/wizard/{assessment.token}/{question}/", {"skip": "1"})
    assert not set(asked) & set(LEA)
    assert "goal" in asked
