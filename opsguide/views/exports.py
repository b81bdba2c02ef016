"""Lists as CSV, entries and lists as Markdown: the same facts for other programs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from opsguide.as_markdown import entry_markdown, list_markdown
from opsguide.as_markdown_facts import PREFETCH
from opsguide.directory import SINGULARS
from opsguide.editions import current_edition
from opsguide.facets import Definition, Row
from opsguide.models import Pain, Role, Tool
from opsguide.pages import Moved, build_page, get_entry_or_404

CSV_FORMATS = ("csv", "excel")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the alphabet of its country; programs trip over it
TOOL_FACTS = ("vendor", "licence id", "lifecycle since", "use instead", "homepage", "repository", "reviewed")


def root_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


# CSV


def safe_cell(value: object) -> str:
    """Spreadsheets run cells that begin like a formula; a leading apostrophe keeps them text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def csv_response(
    request: HttpRequest, name: str, header: Iterable[str], rows: Iterable[Iterable[object]]
) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="opsguide-{name}-edition-{current_edition()}.csv"'
    if request.GET.get("format") == "excel":
        response.write(BYTE_ORDER_MARK)
    out = csv.writer(response)
    out.writerow(header)
    out.writerows(map(safe_cell, row) for row in rows)
    return response


def csv_of(request: HttpRequest, name: str, rows: list[Row], definition: Definition) -> HttpResponse:
    """A narrowed list with a column for each facet; tools also with the facts that are no facets."""
    root, facets = root_of(request), list(definition)
    tools = name == "tools"
    successors = _successors() if tools else {}
    header = ["id", "title", "summary", "also known as", *facets, *(TOOL_FACTS if tools else ()), "address"]

    def cells(row: Row) -> list[object]:
        card = row.card
        values = ["; ".join(sorted(row.values[facet])) for facet in facets]
        more = _tool_facts(row.extra["tool"], successors) if tools else []
        return [card.id, card.title, card.summary, "; ".join(card.aka), *values, *more, root + card.url]

    return csv_response(request, name, header, map(cells, rows))


def _tool_facts(tool: object, successors: dict[str, list[str]]) -> list[object]:
    assert isinstance(tool, Tool)
    instead = "; ".join(successors.get(tool.pk, []))
    return [tool.vendor, tool.licence, tool.lifecycle_since, instead, tool.homepage, tool.repository, tool.reviewed_on]


def _successors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    pairs = Tool.lifecycle_successors.through.objects.order_by("to_tool_id").values_list("from_tool_id", "to_tool_id")
    for tool, successor in pairs:
        found[tool].append(successor)
    return found


def pains_csv(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    root = root_of(request)
    pains = Pain.objects.published().defer("body", "origin").prefetch_related("remedies", "roles").in_bulk()
    found = (
        [
            pain.pk,
            pain.title,
            pain.summary,
            pain.area,
            "; ".join(r.practice_id for r in sorted(pain.remedies.all(), key=lambda r: -r.strength)),
            "; ".join(sorted(role.pk for role in pain.roles.all())),
            root + pain.get_absolute_url(),
        ]
        for pain in (pains[row.card.id] for row in rows if row.card.id in pains)
    )
    return csv_response(
        request, "pains", ["id", "title", "summary", "area", "practices that help", "felt by", "address"], found
    )


def roles_csv(request: HttpRequest) -> HttpResponse:
    root = root_of(request)
    rows = (
        [
            role.pk,
            role.title,
            role.summary,
            "; ".join(role.aka),
            role.team,
            "; ".join(role.tasks),
            "; ".join(sorted(other.pk for other in role.works_with.all())),
            root + role.get_absolute_url(),
        ]
        for role in Role.objects.published().prefetch_related("works_with")
    )
    return csv_response(
        request, "roles", ["id", "title", "summary", "also known as", "team", "tasks", "works with", "address"], rows
    )


def glossary_csv(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    """Every name, as on the page: with the title it leads to, when it is another name."""
    root = root_of(request)
    names = ((row.extra["name"], row.card) for row in rows)
    found = (
        [name, "" if name == card.title else card.title, card.type_name.lower(), card.id, card.summary, root + card.url]
        for name, card in names
    )
    return csv_response(request, "glossary", ["word", "see", "type", "id", "summary", "address"], found)


def sources_csv(request: HttpRequest, found: list[Row], cited: dict[str, list]) -> HttpResponse:
    root = root_of(request)
    sources = [row.extra["source"] for row in found]
    rows = (
        [
            source.pk,
            source.title,
            source.summary,
            source.kind,
            "; ".join(source.authors),
            source.publisher,
            source.published,
            source.url,
            source.get_checked_display(),
            source.accessed,
            "; ".join(card.reference for card in cited.get(source.pk, [])),
            f"{root}/sources/#{source.pk}",
        ]
        for source in sources
    )
    header = [
        "id",
        "title",
        "summary",
        "kind",
        "authors",
        "publisher",
        "published",
        "url",
        "checked",
        "accessed",
        "cited by",
        "address",
    ]
    return csv_response(request, "sources", header, rows)


# Markdown


def _markdown(text: str, page: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Link"] = f'<{page}>; rel="canonical"'  # search engines should send people to the page
    return response


@require_safe
def entry_as_markdown(request: HttpRequest, plural: str, entry_id: str) -> HttpResponse:
    kind = SINGULARS.get(plural)
    if kind is None or kind == "source":
        raise Http404(f"no Markdown at {plural}")
    try:
        entry = get_entry_or_404(kind, entry_id, request, *PREFETCH.get(kind, ()))
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.url.rstrip("/") + ".md")
    root = root_of(request)
    return _markdown(entry_markdown(build_page(entry), root), root + entry.get_absolute_url())


@require_safe
def list_as_markdown(request: HttpRequest, plural: str) -> HttpResponse:
    if plural not in SINGULARS:
        raise Http404(f"no Markdown at {plural}")
    root = root_of(request)
    return _markdown(list_markdown(SINGULARS[plural], root), f"{root}/{plural}/")
