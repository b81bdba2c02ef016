"""Search over everything, as the search page does it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from opsguide.search import LIMIT, Hit, search

from .answers import answer, root_of
from .entries import READ
from .specification import content, problem_responses, ref

router = Router()
USUAL = 20
Words = Annotated[
    str,
    Query(
        description="What a person would type: a word, an old name, a symptom. Only the first 200 characters count.",
        examples=["too many alerts"],
    ),
]
Most = Annotated[int, Query(ge=1, le=LIMIT, description=f"How many hits at most, up to {LIMIT}.")]

HITS = {
    "allOf": [
        ref("Frame"),
        {
            "type": "object",
            "required": ["query", "suggestion", "total", "items"],
            "properties": {
                "query": {"type": "string", "description": "What was searched for, after tidying."},
                "suggestion": {
                    "type": "string",
                    "description": "The query with likely typos mended; empty when there is nothing to mend.",
                },
                "total": {"type": "integer", "description": "How many hits there are in this answer."},
                "items": {"type": "array", "items": ref("Hit"), "description": "The best first."},
            },
        },
    ]
}


@router.api_operation(
    READ,
    "/search",
    operation_id="search",
    summary="Search everything",
    tags=["guide"],
    openapi_extra={
        "responses": {200: {"description": "The hits.", "content": content(HITS)}, **problem_responses(422)}
    },
)
def search_all(request: HttpRequest, q: Words, limit: Most = USUAL) -> HttpResponse:
    """Titles, aliases, old names and texts of every type, with prefixes, stems and typos, as on the search page."""
    query = " ".join(q.split())[:200]
    found = search(query, limit)
    root = root_of(request)
    items = [_hit(hit, root) for hit in found.hits]
    return answer({"query": query, "suggestion": found.suggestion, "total": len(items), "items": items})


def _hit(hit: Hit, root: str) -> dict[str, Any]:
    card = hit.card
    return {
        "type": card.type,
        "id": card.id,
        "title": card.title,
        "summary": card.summary,
        "status": card.status,
        "matched_as": hit.via,
        "score": round(hit.score, 3),
        "url": root + card.url,
        "api_url": f"{root}/api/v1/{card.type}/{card.id}/",
    }


HIT = {
    "type": "object",
    "required": ["type", "id", "title", "summary", "status", "matched_as", "score", "url", "api_url"],
    "properties": {
        "type": {"type": "string"},
        "id": {"type": "string"},
        "title": {"type": "string"},
        "summary": {"type": "string"},
        "status": {"type": "string", "enum": ["published", "retired"]},
        "matched_as": {
            "type": "string",
            "description": "The alias or old name that was matched; empty when the title was.",
        },
        "score": {"type": "number", "description": "Only the order means anything; the scale may change."},
        "url": {"type": "string"},
        "api_url": {"type": "string"},
    },
}
