"""The wizard over the API: questions to ask, and a plan for any answers, with nothing kept."""

from __future__ import annotations

import json

import pytest

from opsguide.models import Weight
from wizard.models import Assessment

pytestmark = pytest.mark.django_db


def post(client, body, content_type="application/json"):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post("/api/v1/plans", data=data, content_type=content_type)


def test_the_questions_come_ready_to_be_asked(client):
    found = client.get("/api/v1/questions").json()
    by_id = {question["id"]: question for question in found["items"]}
    assert found["total"] == len(by_id) > 10
    pains = {option["id"] for option in by_id["pains"]["options"]}
    assert "too-many-alerts" in pains
    assert by_id["headcount"]["rows"][0]["id"]
    assert all(question["answer"] for question in by_id.values())


def test_conditions_of_questions_are_written_as_in_the_content(client):
    found = client.get("/api/v1/questions").json()["items"]
    conditions = [question["ask_if"] for question in found if question["ask_if"]]
    assert conditions
    assert all(set(condition) <= {"all", "any", "none"} for condition in conditions)


def test_answers_give_a_plan_and_leave_nothing_behind(client):
    response = post(client, {"answers": {"delivers": ["data"], "pains": ["pipelines-fail-at-night"]}})
    plan = response.json()
    assert response.status_code == 200
    assert plan["steps"][0]["reasons"]
    assert {"edition", "primary", "steps", "not_now", "not_for_you", "warnings", "ignored"} <= set(plan)
    assert "no-store" in response["Cache-Control"]
    assert not Assessment.objects.exists()


def test_the_same_answers_in_another_order_give_the_same_plan(client):
    answers = {"delivers": ["data", "models"], "pains": ["pipelines-fail-at-night", "model-decays-unseen"]}
    turned = {"pains": answers["pains"][::-1], "delivers": answers["delivers"][::-1]}
    assert post(client, {"answers": answers}).json() == post(client, {"answers": turned}).json()


def test_no_answers_at_all_still_give_a_plan(client):
    assert post(client, {"answers": {}}).json()["nothing_urgent"] is True


def test_unknown_questions_and_options_are_named_and_ignored(client):
    plan = post(client, {"answers": {"shoe-size": 44, "pains": ["my-feet"]}}).json()
    assert {(i["question"], i["why"]) for i in plan["ignored"]} == {
        ("shoe-size", "unknown-question"),
        ("pains", "unknown-option"),
    }


def test_a_flood_of_unknown_answers_is_counted_and_not_echoed(client):
    plan = post(client, {"answers": {f"q{n}": 1 for n in range(3000)}}).json()
    assert len(plan["ignored"]) == 100
    assert plan["ignored_count"] == 3000


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('{"answers": {"pipelines": ' + "9" * 5000 + "}}", "a number of 5000 digits counts nothing"),
        ("", "not JSON"),
        ("{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ('{"answers": {"a": NaN}}', "NaN"),
        ("[" * 40_000, "nested"),
        ('{"answers": {"pains": ' + "[" * 900 + "]" * 900 + "}}", "nested"),
        ('{"answers": {"a": ' + "9" * 5000 + "}}", "not JSON"),
        ("[]", "answers"),
        ('{"answer": {}}', "answers"),
        ('{"answers": []}', "answers"),
    ],
    ids=[
        "a number of 5,000 digits",
        "empty",
        "cut off",
        "bytes",
        "not a number",
        "deep",
        "deep answers",
        "long number",
        "list",
        "misspelt",
        "answers as list",
    ],
)
def test_a_body_that_cannot_be_understood_is_refused_with_a_clear_message(client, body, says):
    response = post(client, body)
    assert response.status_code == 422
    assert says in response.json()["detail"]
    assert "/api/v1/questions" in response.json()["hint"]


@pytest.mark.parametrize("size", [100_001, 2_000_000])
def test_a_body_of_more_than_100_kb_is_refused(client, size):
    response = post(client, '{"answers": {"a": "' + "x" * size + '"}}')
    assert response.status_code == 413
    assert "100 kB" in response.json()["detail"]


def test_odd_but_valid_json_is_no_error(client):
    assert (
        post(
            client, '{"answers": {"pains": "\\ud800", "\\udc00": 1e400, "": null, "delivers": {"a": [true]}}}'
        ).status_code
        == 200
    )


def test_no_token_is_needed_since_nothing_is_written(client):
    from django.test import Client

    assert post(Client(enforce_csrf_checks=True), {"answers": {}}).status_code == 200


def test_without_its_weights_the_guide_says_that_it_has_no_method(client):
    Weight.objects.update(status="draft")
    response = post(client, {"answers": {}})
    assert response.status_code == 503
    assert response.json()["hint"]
    assert client.get("/api/v1/questions").status_code == 503
    assert client.get("/api/v1/openapi.json").status_code == 200
