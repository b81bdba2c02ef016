"""Lists and entries of every type: `/api/v1/tool/`, `/api/v1/tool/dvc/`, and the index of what there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from ninja import Query, Router

from opsguide.directory import SINGULARS
from opsguide.facets import Definition, Row, narrow
from opsguide.library import schema
from opsguide.listings import pain_list, practice_list, tool_list
from opsguide.models import ENTRY_MODELS
from opsguide.modified import last_changes

from .answers import Problem, answer, frame, root_of
from .documents import old_ids, public, public_in_full, relation_ids
from .specification import content, entry_responses, filter_parameters, list_responses, ref

router = Router()
READ = ["GET", "HEAD"]
MOST = 200
USUAL = 50
UNSLASHED = ("search", "questions", "plans", "changes", "openapi.json")  # what is no list has no slash at its end
FURTHEST = 1_000_000  # an offset beyond any list, and still a number every database can hold

# In the order in which a reader meets them; ENTRY_MODELS has them in the order in which they can be written.
TYPES = [name for name in schema.TYPES if name in ENTRY_MODELS]

Limit = Annotated[int, Query(ge=1, le=MOST, description=f"How many items at most, up to {MOST}.")]
Offset = Annotated[int, Query(ge=0, le=FURTHEST, description="How many items to leave out at the beginning.")]
Listing = Callable[[], tuple[list[Row], Definition]]
# The lists that have facets on their pages have them here too, under the same names.
FACETED: dict[str, Listing] = {"tool": tool_list, "practice": practice_list, "pain": pain_list}


def list_of(request: HttpRequest, kind: str, limit: int, offset: int) -> HttpResponse:
    """Published entries, in the order of their page. The number of queries does not depend on the number of items."""
    ids, ignored = _matching(request, kind)
    wanted = ids[offset : offset + limit]
    model, root, changes = ENTRY_MODELS[kind], root_of(request), last_changes()
    rows = model.objects.published().defer("origin").prefetch_related(*relation_ids(model)).in_bulk(wanted)
    page = {
        "total": len(ids),
        "items": [public(rows[i], root, changes) for i in wanted if i in rows],
        "next": _next(request, offset + limit) if offset + limit < len(ids) else None,
    }
    return answer({**page, "ignored": ignored} if ignored else page)


def _matching(request: HttpRequest, kind: str) -> tuple[list[str], list[dict[str, str]]]:
    """The ids that fit the query, and the parts of the query that nothing could be done with."""
    definition: Definition = {}
    if kind in FACETED:
        rows, definition = FACETED[kind]()
        ids = [row.card.id for row in narrow(rows, definition, request.GET).rows]
    else:
        ids = list(ENTRY_MODELS[kind].objects.published().in_order().values_list("pk", flat=True))
    known = {"limit", "offset", *definition, *(["q"] if definition else [])}
    ignored = [
        {
            "parameter": name[:60],
            "value": value[:60],
            "why": "unknown-value" if name in definition else "unknown-parameter",
        }
        for name, values in request.GET.lists()
        for value in values
        if (name not in known) or (name in definition and value and value not in definition[name][1])
    ]
    return ids, ignored[:20]


def _next(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"{root_of(request)}{request.path}?{query.urlencode()}"


def entry_of(request: HttpRequest, kind: str, entry_id: str) -> HttpResponse:
    """A published or retired entry; 301 from an old id."""
    model = ENTRY_MODELS[kind]
    row = model.objects.visible().prefetch_related(*relation_ids(model)).filter(pk=entry_id).first()
    new = old_ids(kind).get(entry_id) if row is None or row.status == "retired" else None
    if row is not None and not new:
        document = public_in_full(row, root_of(request), last_changes())
        return answer(document)
    if new:
        return HttpResponsePermanentRedirect(
            f"{root_of(request)}/api/v1/{kind}/{new}/", content_type="application/json"
        )
    raise Problem(
        404,
        f"There is no {kind} with the id “{entry_id[:60]}”.",
        f"GET /api/v1/{kind}/ lists the ids; GET /api/v1/search?q=… finds one by its name or an old name.",
    )


def _register(kind: str) -> None:
    plural = schema.TYPES[kind].plural

    def list_entries(request: HttpRequest, limit: Limit = USUAL, offset: Offset = 0) -> HttpResponse:
        return list_of(request, kind, limit, offset)

    def get_entry(request: HttpRequest, entry_id: str) -> HttpResponse:
        return entry_of(request, kind, entry_id)

    list_entries.__name__, get_entry.__name__ = f"list_{plural}", f"get_{kind}"
    router.api_operation(
        READ,
        f"/{kind}/",
        operation_id=f"list_{plural}",
        summary=f"List the {plural}",
        description=f"The published {plural}, without their texts, in a fixed order.",
        tags=[kind],
        openapi_extra={"parameters": filter_parameters(kind), "responses": list_responses(kind)},
    )(list_entries)
    router.api_operation(
        READ,
        f"/{kind}/{{entry_id}}/",
        operation_id=f"get_{kind}",
        summary=f"Read one {kind}",
        description=f"The {kind} with its text, as Markdown and as HTML. Retired entries keep their address.",
        tags=[kind],
        openapi_extra={"responses": entry_responses(kind)},
    )(get_entry)


@router.api_operation(
    READ,
    "/",
    operation_id="index",
    summary="What there is",
    tags=["guide"],
    openapi_extra={"responses": {200: {"description": "The types and addresses.", "content": content(ref("Index"))}}},
)
def index(request: HttpRequest) -> HttpResponse:
    """The types with their addresses and how many published entries each has."""
    base = f"{root_of(request)}/api/v1"
    types = [
        {
            "type": kind,
            "plural": schema.TYPES[kind].plural,
            "total": ENTRY_MODELS[kind].objects.published().count(),
            "api_url": f"{base}/{kind}/",
        }
        for kind in TYPES
    ]
    more = {
        name: f"{base}/{path}"
        for name, path in (("search", "search?q="), ("questions", "questions"), ("plans", "plans"))
    }
    return answer({"types": types, **more, "openapi": f"{base}/openapi.json"})


for _kind in TYPES:
    _register(_kind)


# After all others: a type that does not exist, in JSON and with the likely spelling.
@router.api_operation([*READ, "POST"], "/{kind}/", include_in_schema=False)
def unknown_type(request: HttpRequest, kind: str) -> HttpResponse:
    raise _no_such_type(kind)


@router.api_operation(READ, "/{kind}/{entry_id}/", include_in_schema=False)
def entry_of_unknown_type(request: HttpRequest, kind: str, entry_id: str) -> HttpResponse:
    raise _no_such_type(kind)


def _no_such_type(kind: str) -> Problem:
    plurals = {model.plural: name for name, model in schema.TYPES.items() if name in ENTRY_MODELS} | SINGULARS
    if kind in UNSLASHED:
        return Problem(
            404, "There is nothing at this address.", f"Write it without the slash at its end: /api/v1/{kind}."
        )
    hint = (
        f"Write the type in the singular: /api/v1/{plurals[kind]}/."
        if kind in plurals
        else f"The types are {', '.join(TYPES)}."
    )
    return Problem(404, f"There is no type “{kind[:60]}”.", hint)


def example_of(kind: str, root: str) -> dict[str, Any] | None:
    """The first published entry in full: the examples of the specification are real answers."""
    model = ENTRY_MODELS[kind]
    row = model.objects.published().prefetch_related(*relation_ids(model)).in_order().first()
    return {**frame(), **public_in_full(row, root, last_changes())} if row else None
