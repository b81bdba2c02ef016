"""The wizard's part of the API: the questions, and a plan for any answers. Nothing is stored."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from ninja import Router

from opsguide.api import specification
from opsguide.api.answers import SCHEMA_VERSION, Problem, answer
from opsguide.api.entries import READ

from .api_specification import EXAMPLE, KINDS, MOST_IGNORED
from .engine import Catalogue, Choice, Condition, IncompleteMethodError, NumberTest, Question, recommend
from .guide import catalogue

router = Router()
LARGEST_BODY = 100_000  # bytes; a whole assessment is under 20 kB


def _current() -> Catalogue:
    try:
        return catalogue()
    except IncompleteMethodError as error:
        raise Problem(503, "The guide has no method to advise by yet.", str(error)[:300]) from error


# GET /questions


@router.api_operation(
    READ,
    "/questions",
    operation_id="questions",
    summary="The questions of the wizard",
    tags=["wizard"],
    openapi_extra={
        "responses": {
            200: {
                "description": "All questions, in order.",
                "content": specification.content(specification.ref("Questions")),
            },
            **specification.problem_responses(503),
        }
    },
)
def questions(request: HttpRequest) -> HttpResponse:
    """Every question with its choices, ready to be asked. `/api/v1/question/` has them as they stand in the content."""
    current = _current()
    return answer(
        {"total": len(current.questions), "items": [described(current, q) for q in current.questions.values()]}
    )


def described(current: Catalogue, question: Question) -> dict[str, Any]:
    """A question with the choices that come from elsewhere filled in."""
    return {
        "id": question.id,
        "title": question.title,
        "summary": question.summary,
        "why_we_ask": question.why_we_ask,
        "section": question.section,
        "kind": question.kind,
        "answer": KINDS[question.kind],
        "quick": question.quick,
        "options": _options(current, question),
        "chosen_in": question.chosen_in,
        "rows": [
            {"id": row.id, "label": row.label, "help": row.help, "ask_if": _condition(row.ask_if)}
            for row in question.rows
        ],
        "max_choices": question.max_choices,
        "unit": question.unit,
        "unsure": question.unsure,
        "not_applicable": question.not_applicable,
        "find_out": question.find_out,
        "ask_if": _condition(question.ask_if),
    }


def _options(current: Catalogue, question: Question) -> list[dict[str, Any]]:
    if question.options_from == "pain":
        return [
            {
                "id": pain.id,
                "label": pain.title,
                "help": pain.summary,
                "group": pain.area,
                "ask_if": _condition(pain.ask_if),
            }
            for pain in current.pains.values()
        ]
    return [
        {"id": option.id, "label": option.label, "help": option.help, "excludes_others": option.excludes_others}
        for option in question.options
    ]


def _condition(condition: Condition | None) -> dict[str, list[Any]] | None:
    """A condition as the content files write it."""
    if condition is None:
        return None
    parts = {"all": condition.all, "any": condition.any, "none": condition.none}
    return {name: [_atom(atom) for atom in atoms] for name, atoms in parts.items() if atoms}


def _atom(atom: Choice | NumberTest) -> str | dict[str, Any]:
    if isinstance(atom, Choice):
        return str(atom)
    bounds = {"at_least": atom.at_least, "at_most": atom.at_most}
    number = f"{atom.question}.{atom.row}" if atom.row else atom.question
    return {"number": number, **{name: bound for name, bound in bounds.items() if bound is not None}}


# POST /plans


@router.post(
    "/plans",
    operation_id="make_plan",
    summary="A plan for these answers",
    tags=["wizard"],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": specification.ref("Answers"), "example": EXAMPLE}},
        },
        "responses": {
            200: {"description": "The plan.", "content": specification.content(specification.ref("Plan"))},
            **specification.problem_responses(413, 422, 503),
        },
    },
)
def make_plan(request: HttpRequest) -> HttpResponse:
    """Answers in, plan out; nothing is kept. Answers the guide does not know are named in `ignored` and have no effect."""
    answers = _answers(request)
    try:
        plan = recommend(_current(), answers).as_dict()
    except RecursionError:
        _refuse("The answers are nested far deeper than any question asks for.")
    ignored = plan["ignored"]
    # thousands of strangers would only be echoed back
    shown = {"schema_version": SCHEMA_VERSION, **plan, "ignored": ignored[:MOST_IGNORED], "ignored_count": len(ignored)}
    response = JsonResponse(shown)
    patch_cache_control(response, no_store=True)
    return response


def _answers(request: HttpRequest) -> dict[str, Any]:
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise Problem(
            413,
            "The body is larger than 100 kB.",
            "A whole assessment is under 20 kB: send the answers and nothing else.",
        )
    try:
        given = json.loads(body, parse_constant=_no_number, parse_int=_whole_number)
    except RecursionError:
        _refuse("The body is nested far deeper than any question asks for.")
    except ValueError as error:
        _refuse(f"The body is not JSON: {str(error)[:200]}.")
    if not isinstance(given, dict) or not isinstance(given.get("answers"), dict):
        _refuse("The body has no object called answers.")
    return given["answers"]


def _whole_number(digits: str) -> int:
    if len(digits) > 300:
        raise ValueError(f"a number of {len(digits)} digits counts nothing")
    return int(digits)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _refuse(detail: str) -> NoReturn:
    hint = 'Send {"answers": {"question-id": "option" | ["option", …] | number | {"row": …}}}; GET /api/v1/questions lists the ids.'
    raise Problem(422, detail, hint)
