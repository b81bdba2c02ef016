"""The wizard's part of the OpenAPI document: the shapes of questions, answers and plans, and a plan really made."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from opsguide.api import specification
from opsguide.api.answers import SCHEMA_VERSION
from opsguide.api.openapi import finishing

from .engine import IncompleteMethodError, Plan, recommend
from .guide import catalogue

MOST_IGNORED = 100
KINDS = {
    "one": "The id of one option.",
    "many": "A list of option ids; an empty list says “none of these”.",
    "number": "A whole number.",
    "counts": "An object: row id to a whole number. A row left out is nobody.",
    "grid": "An object: row id to not-yet, partly, routine, unsure or does-not-apply.",
}
EXAMPLE = {
    "answers": {
        "delivers": ["data"],
        "headcount": {"data-engineer": 3, "bi-analyst": 2},
        "pains": ["pipelines-fail-at-night", "the-boss-finds-the-error"],
        "hosting": "own-cloud",
    }
}
PLAN_KEYS = {
    "edition": "The edition of the guide the plan was made with, as text.",
    "primary": "Id of the discipline that leads; null when none does.",
    "nothing_urgent": "True when no answer makes anything urgent.",
    "verdict": "The plan in a sentence.",
    "disciplines": "Every discipline and its part in this plan.",
    "steps": "What to adopt, in order.",
    "not_now": "What can wait, why, and until when.",
    "not_for_you": "What does not concern this team, and why.",
    "runners_up": "The practices that came next.",
    "runners_up_count": "How many there were.",
    "excluded_tools": "Tools that fit a step and break a limit, and which.",
    "excluded_tools_count": "How many there were.",
    "warnings": "Contradictions, and what else should be said.",
    "find_out": "What to find out, because it was not known.",
    "levels": "Per principle, the lowest state among its practices.",
    "profile": "What the engine understood of the team.",
    "ignored": f"Answers without effect, and why; at most {MOST_IGNORED}.",
    "ignored_count": "How many there were.",
}


def _text(words: str) -> dict[str, Any]:
    return {"type": "string", "description": words}


ANYTHING = {"type": "object", "additionalProperties": True}
ANSWERS = {
    "type": "object",
    "required": ["answers"],
    "properties": {
        "answers": {
            **ANYTHING,
            "description": "Question id to answer; GET /api/v1/questions says which ids and shapes there are.",
        }
    },
}
QUESTION = {
    "type": "object",
    "required": ["id", "title", "kind", "answer", "options", "rows"],
    "properties": {
        "id": _text("The key of the answer."),
        "title": _text("The question."),
        "summary": _text("What to keep in mind."),
        "why_we_ask": _text("What the answer is used for."),
        "section": _text("The part of the wizard it stands in."),
        "kind": {"type": "string", "enum": list(KINDS)},
        "answer": _text("The shape of an answer, in words."),
        "quick": {"type": "boolean", "description": "Whether the quick mode asks it too."},
        "options": {"type": "array", "items": ANYTHING, "description": "The choices: id, label, help."},
        "chosen_in": {"type": ["string", "null"], "description": "The question whose ticked options are the choices."},
        "rows": {"type": "array", "items": ANYTHING, "description": "The lines of counts and grid: id, label, help."},
        "max_choices": {"type": ["integer", "null"], "description": "How many may be ticked."},
        "unit": _text("What the number counts."),
        "unsure": {"type": "boolean", "description": "Whether “unsure” is an answer."},
        "not_applicable": {"type": "boolean", "description": "Whether “does-not-apply” is an answer."},
        "find_out": _text("What to do when nobody knows."),
        "ask_if": {"type": ["object", "null"], "description": "The condition under which the wizard asks it."},
    },
}
QUESTIONS = {
    "allOf": [
        specification.ref("Frame"),
        {
            "type": "object",
            "required": ["total", "items"],
            "properties": {
                "total": {"type": "integer", "description": "How many questions there are."},
                "items": {"type": "array", "items": specification.ref("AskedQuestion")},
            },
        },
    ]
}


@finishing
def describe_wizard(document: dict[str, Any]) -> None:
    document["components"]["schemas"] |= {
        **_plan_components(),
        "Answers": ANSWERS,
        "AskedQuestion": QUESTION,
        "Questions": QUESTIONS,
    }
    try:
        plan = recommend(catalogue(), EXAMPLE["answers"]).as_dict()
    except IncompleteMethodError:
        return  # a guide without its weights still has an API, and no plan to show
    shown = {**plan, "excluded_tools": plan["excluded_tools"][:2], "ignored_count": len(plan["ignored"])}
    ok = document["paths"]["/api/v1/plans"]["post"]["responses"][200]
    ok["content"]["application/json"]["example"] = {"schema_version": SCHEMA_VERSION, **shown}


def _plan_components() -> dict[str, Any]:
    """From the engine's own types, so that the description cannot fall behind."""
    plan = TypeAdapter(Plan).json_schema(mode="serialization", ref_template="#/components/schemas/Plan{model}")
    parts = {f"Plan{name}": shape for name, shape in plan.pop("$defs").items()}
    properties = {"schema_version": {"type": "string"}, **plan["properties"], "ignored_count": {"type": "integer"}}
    for key, words in PLAN_KEYS.items():
        properties[key]["description"] = words
    return {**parts, "Plan": {**plan, "properties": properties, "required": list(properties)}}
