"""The OpenAPI document: ninja's paths, our components, and examples that are real answers of this edition."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Router

from opsguide.editions import per_edition
from opsguide.models import ENTRY_MODELS

from .answers import root_of
from .entries import READ, example_of
from .finding import HIT
from .specification import components, problem_responses

router = Router()
EXAMPLE_ROOT = "https://guide.example.org"
Finisher = Callable[[dict[str, Any]], None]
_finishers: list[Finisher] = []


def finishing(finisher: Finisher) -> Finisher:
    """Register what adds a part's own components and examples: the wizard's, which the guide does not know."""
    _finishers.append(finisher)
    return finisher


@router.api_operation(READ, "/openapi.json", operation_id="openapi", summary="This document", tags=["guide"])
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 description of this API."""
    from .v1 import api  # the document describes the whole of which this is a part

    return JsonResponse({**document(api), "servers": [{"url": root_of(request)}]})


@per_edition
def document(api: NinjaAPI) -> dict[str, Any]:
    found = copy.deepcopy(dict(api.get_openapi_schema()))
    found["components"]["schemas"] = {**found["components"]["schemas"], **components(), "Hit": HIT}
    for path, methods in found["paths"].items():
        methods.pop("head", None)  # every GET answers HEAD; said once in docs/api.md
        for method, operation in methods.items():
            _finish(path, method, operation)
    for kind in ENTRY_MODELS:
        if example := example_of(kind, EXAMPLE_ROOT):
            _give_examples(found["paths"], kind, example)
    for finisher in _finishers:
        finisher(found)
    return found


def _finish(path: str, method: str, operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if parameter["name"] == "entry_id":
            parameter["description"] = "The id: lower-case words joined by hyphens. Old ids answer 301."
        parameter["schema"].pop("description", None)  # stands on the parameter already
        parameter["schema"].pop("title", None)
        if examples := parameter.pop("examples", None):  # a list is right in JSON Schema and wrong in OpenAPI
            parameter["example"] = examples[0]
            parameter["schema"].pop("examples")
    operation["responses"] |= problem_responses(400)
    if path.endswith("/openapi.json"):
        operation["responses"][200]["content"] = {"application/json": {"schema": {"type": "object"}}}
    if method == "get":
        etag = "Names the edition; send it back as If-None-Match to get 304."
        operation["responses"][200]["headers"] = {"ETag": {"description": etag, "schema": {"type": "string"}}}


def _give_examples(paths: dict[str, Any], kind: str, example: dict[str, Any]) -> None:
    one = paths[f"/api/v1/{kind}/{{entry_id}}/"]["get"]
    many = paths[f"/api/v1/{kind}/"]["get"]
    for parameter in one["parameters"]:
        parameter["example"] = example["id"]
    one["responses"][200]["content"]["application/json"]["example"] = example
    frame = {key: example[key] for key in ("schema_version", "edition", "generated_at")}
    item = {key: value for key, value in example.items() if key not in (*frame, "body")}
    item["computed"] = {key: value for key, value in item["computed"].items() if key != "html"}
    page = {**frame, "total": 1, "items": [item], "next": None}
    many["responses"][200]["content"]["application/json"]["example"] = page
