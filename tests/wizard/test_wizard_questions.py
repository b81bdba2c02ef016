from __future__ import annotations

import pytest
from walking import HTMX, LEA, answered, say, started, text_of

pytestmark = pytest.mark.usefixtures("shipped")


def stored(assessment):
    assessment.refresh_from_db()
    return assessment.answers


def page(client, assessment, question, **more):
    return client.get(f"/wizard/{assessment.token}/{question}/", **more)


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        ("hosting", "air-gapped", "air-gapped"),
        ("hosting", "unsure", "unsure"),
        ("delivers", ["reports", "data"], ["data", "reports"]),
        ("delivers", "none-of-these", []),
        ("delivers", "unsure", "unsure"),
        ("regulations", ["none"], ["none"]),
        (
            "headcount",
            {"data-engineer": "2", "qa-engineer": "", "bi-analyst": "1 200"},
            {"data-engineer": 2, "bi-analyst": 1200},
        ),
        ("headcount", {"instead": "unsure"}, "unsure"),
        ("pipelines", "12", 12),
        ("pipelines", "0", 0),
        ("pipelines", {"instead": "does-not-apply"}, "does-not-apply"),
        (
            "in-place-testing",
            {"test-automation": "partly", "data-testing": "unsure"},
            {"test-automation": "partly", "data-testing": "unsure"},
        ),
    ],
)
def test_every_kind_of_answer_is_saved_as_it_is_given(client, question, answer, kept):
    assessment = started(client, "full")
    assert say(client, assessment, question, answer).status_code == 302
    assert stored(assessment) == {question: kept}


@pytest.mark.parametrize(
    ("question", "answer", "advice"),
    [
        ("hosting", "", "Choose one answer"),
        ("hosting", "on-the-moon", "There is no answer “on-the-moon”"),
        ("hosting", ["own-cloud", "air-gapped"], "Choose one answer only"),
        ("delivers", [], "Tick what fits"),
        ("delivers", ["data", "cheese"], "There is no choice “cheese”"),
        ("delivers", ["data", "unsure"], "together with something else"),
        ("regulations", ["gdpr", "none"], "together with something else"),
        ("headcount", {}, "at least one line"),
        ("headcount", {"data-engineer": "two"}, "“two” is not a whole number"),
        ("headcount", {"data-engineer": "-1"}, "is not a whole number"),
        ("headcount", {"data-engineer": "1.5"}, "is not a whole number"),
        ("headcount", {"data-engineer": "99999999999999999999"}, "is not a whole number"),
        ("headcount", {"data-engineer": "1", "instead": "unsure"}, "Keep one of them"),
        ("headcount", {"unicorn": "1"}, "no line “unicorn”"),
        ("pipelines", "", "Write a number"),
        ("pipelines", "many", "“many” is not a whole number"),
        ("in-place-testing", {}, "Answer at least one line"),
        ("in-place-testing", {"data-testing": "splendid"}, "no answer “splendid”"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_and_says_what_to_do(client, question, answer, advice):
    assessment = started(client, "full")
    response = say(client, assessment, question, answer)
    assert response.status_code == 422
    assert advice in text_of(response)
    assert 'role="alert"' in text_of(response)
    assert stored(assessment) == {}


def test_more_than_the_most_that_may_be_chosen_is_refused_with_the_count(client):
    assessment = started(client, "full")
    choices = list(page(client, assessment, "pains").context["form"].groups)
    six = [choice.value for group in choices for choice in group.choices][:6]
    response = say(client, assessment, "pains", six)
    assert response.status_code == 422
    assert "Choose 5 at most: you ticked 6" in text_of(response)
    assert text_of(response).count(" checked") == 6


def test_a_refused_form_keeps_everything_that_was_entered(client):
    assessment = started(client, "full")
    body = text_of(say(client, assessment, "headcount", {"data-engineer": "3", "bi-analyst": "<b>x</b>"}))
    assert 'name="headcount.data-engineer" value="3"' in body
    assert 'value="&lt;b&gt;x&lt;/b&gt;"' in body


def test_the_summary_of_errors_links_to_the_field(client):
    assessment = started(client, "full")
    body = text_of(say(client, assessment, "headcount", {"bi-analyst": "x"}))
    assert 'href="#f-headcount-bi-analyst"' in body
    assert 'id="f-headcount-bi-analyst"' in body
    assert 'aria-invalid="true"' in body


def test_a_question_comes_back_as_it_was_left(client):
    assessment = answered(client)
    assert 'value="data" checked' in text_of(page(client, assessment, "delivers"))
    assert 'name="headcount.bi-analyst" value="3"' in text_of(page(client, assessment, "headcount"))


def test_every_question_says_why_it_is_asked_and_takes_i_do_not_know(client):
    assessment = started(client, "full")
    for asked in ("delivers", "headcount", "hosting", "pipelines", "in-place-testing"):
        body = text_of(page(client, assessment, asked))
        assert "Why we ask" in body
        assert "I don’t know" in body


def test_a_question_can_be_skipped_and_is_then_not_asked_again(client):
    assessment = started(client)
    response = client.post(f"/wizard/{assessment.token}/delivers/", {"skip": "1"})
    assert response.url.endswith("/headcount/")
    assert stored(assessment) == {}
    assert client.get(f"/wizard/{assessment.token}/").url.endswith("/headcount/")


def test_an_answer_can_be_taken_back(client):
    assessment = answered(client)
    client.post(f"/wizard/{assessment.token}/capacity/", {"skip": "1"})
    assert "capacity" not in stored(assessment)


def test_progress_counts_the_questions_that_apply_now(client):
    body = text_of(page(client, started(client), "headcount"))
    assert "Question 2 of about" in body


def test_the_worst_pain_is_asked_only_among_those_that_were_ticked(client):
    assessment = answered(client, answers={"pains": LEA["pains"]})
    form = page(client, assessment, "worst-pain").context["form"]
    assert {choice.value for choice in form.groups[0].choices} == set(LEA["pains"])


def test_pains_stand_under_their_areas(client):
    groups = page(client, started(client), "pains").context["form"].groups
    assert [group.title for group in groups][:2] == ["Building and releasing", "Quality"]


def test_back_leads_to_the_question_before(client):
    assessment = started(client)
    assert f'href="/wizard/{assessment.token}/delivers/"' in text_of(page(client, assessment, "headcount"))
    assert 'class="back" href="/wizard/"' in text_of(page(client, assessment, "delivers"))


def test_what_was_said_of_hidden_rows_is_kept(client):
    assessment = answered(
        client,
        answers={"delivers": ["models"], "in-place-testing": {"model-testing": "partly", "test-automation": "partly"}},
    )
    say(client, assessment, "delivers", ["software"])
    say(client, assessment, "in-place-testing", {"test-automation": "routine"})
    assert stored(assessment)["in-place-testing"] == {"model-testing": "partly", "test-automation": "routine"}


def test_a_question_that_no_longer_applies_says_so_and_saves_nothing(client):
    assessment = answered(client, answers={"delivers": ["network"]})
    response = page(client, assessment, "retraining")
    assert "no longer concerns you" in text_of(response)
    assert say(client, assessment, "retraining", "daily").status_code == 422
    assert "retraining" not in stored(assessment)


@pytest.mark.parametrize("question", ["cheese", "delivers' OR 1=1 --", "x" * 300])
def test_an_unknown_question_is_a_page_not_an_error(client, question):
    assessment = started(client)
    assert client.get(f"/wizard/{assessment.token}/{question}/").status_code == 404


def test_htmx_gets_the_next_step_alone_and_its_address(client):
    assessment = started(client)
    response = client.post(f"/wizard/{assessment.token}/delivers/", {"delivers": "data"}, headers=HTMX)
    body = text_of(response)
    assert response.status_code == 200
    assert response["HX-Push-Url"] == f"/wizard/{assessment.token}/headcount/"
    assert body.strip().startswith('<div id="step"')
    assert "<title>" in body
    assert "<html" not in body


def test_htmx_gets_a_refused_form_with_its_errors_and_no_new_address(client):
    assessment = started(client)
    response = client.post(f"/wizard/{assessment.token}/delivers/", {}, headers=HTMX)
    assert response.status_code == 422
    assert "HX-Push-Url" not in response
    assert 'role="alert"' in text_of(response)


def test_the_last_question_leads_htmx_to_the_check_page(client):
    assessment = answered(client, answers={k: v for k, v in LEA.items() if k != "capacity"})
    response = client.post(f"/wizard/{assessment.token}/capacity/", {"capacity": "one-day"}, headers=HTMX)
    assert response["HX-Push-Url"] == f"/wizard/{assessment.token}/check/"
    assert "Check your answers" in text_of(response)


def test_caches_keep_pages_and_fragments_apart(client):
    vary = page(client, started(client), "delivers")["Vary"]
    assert "HX-Request" in vary
    assert "HX-Request-Type" in vary


def test_a_full_page_has_one_title_and_no_inline_style_or_script(client):
    body = text_of(page(client, started(client), "delivers"))
    assert body.count("<title>") == 1
    assert "style=" not in body
    assert "<script>" not in body
