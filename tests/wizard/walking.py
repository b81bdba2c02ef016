"""Walking through the wizard as a browser without JavaScript does: plain forms, one POST per question."""

from __future__ import annotations

from typing import Any

from django.test import Client

from wizard.models import Assessment

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}

# Lea leads a data team; her answers name real pains and practices of the shipped guide.
LEA = {
    "delivers": ["data", "reports"],
    "headcount": {"data-engineer": 2, "bi-analyst": 3},
    "hosting": "own-cloud",
    "pains": ["pipelines-fail-at-night", "the-boss-finds-the-error"],
    "worst-pain": "pipelines-fail-at-night",
    "capacity": "one-day",
}


def started(client: Client, mode: str = "quick") -> Assessment:
    response = client.post("/wizard/", {"mode": mode})
    assert response.status_code == 302, response.content[:300]
    return Assessment.objects.get(token=response.url.split("/")[2])


def as_form(question: str, answer: Any) -> dict[str, Any]:
    """A raw answer as the fields that the page would post."""
    if isinstance(answer, dict):
        return {f"{question}.{row}": said for row, said in answer.items()}
    return {question: answer}


def say(client: Client, assessment: Assessment, question: str, answer: Any, **more: Any):
    return client.post(f"/wizard/{assessment.token}/{question}/", {**as_form(question, answer), **more})


def answered(client: Client, mode: str = "quick", answers: dict[str, Any] = LEA) -> Assessment:
    assessment = started(client, mode)
    for question, answer in answers.items():
        response = say(client, assessment, question, answer)
        assert response.status_code == 302, (question, response.status_code)
    assessment.refresh_from_db()
    return assessment


def planned(client: Client, answers: dict[str, Any] = LEA) -> Assessment:
    assessment = answered(client, answers=answers)
    assert client.post(f"/wizard/{assessment.token}/check/").status_code == 302
    assessment.refresh_from_db()
    return assessment


def text_of(response: Any) -> str:
    return response.content.decode()
