from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsguide.directory import Card, directory
from opsguide.editions import per_edition
from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import glossary_list
from opsguide.models import ENTRY_MODELS, Source
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, glossary_csv, sources_csv
from opsguide.views.lists import render_list

MOST_NAMES = 6_000  # on one page; beyond, one letter at a time
MOST_EXPLAINED = 600  # names with their summary; beyond, names only


@require_safe
def glossary(request: HtmxHttpRequest) -> HttpResponse:
    """Every word of every type once, A to Z."""
    result = narrow(*glossary_list(), request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return glossary_csv(request, result.rows)
    alphabet = next((facet.options for facet in result.facets if facet.name == "letter"), [])
    result.facets = [facet for facet in result.facets if facet.name != "letter"]
    crowded = len(result.rows) > MOST_NAMES
    rows = [r for r in result.rows if not crowded or r.extra["letter"] == alphabet[0].value]
    letters = {letter: list(found) for letter, found in groupby(rows, key=lambda row: row.extra["letter"])}
    context = {"letters": letters, "alphabet": alphabet, "crowded": crowded, "brief": len(rows) > MOST_EXPLAINED}
    return render_list(request, "opsguide/glossary.html", result, base="/glossary/", count=result.total, **context)


@require_safe
def term_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    term = get_entry_or_404("term", entry_id, request)
    explains = directory().cards.get(term.explains) if term.explains else None
    return render(request, "opsguide/term_detail.html", {"page": build_page(term), "entry": term, "explains": explains})


@require_safe
def source_list(request: HtmxHttpRequest) -> HttpResponse:
    if request.GET.get("format") in CSV_FORMATS:
        return sources_csv(request, cited_by())
    sources = list(Source.objects.visible())
    kinds: dict[str, list[Source]] = {}
    for source in sources:
        kinds.setdefault(source.kind, []).append(source)
    return render(
        request,
        "opsguide/source_list.html",
        {"kinds": sorted(kinds.items()), "count": len(sources), "cited": cited_by()},
    )


@per_edition
def cited_by() -> dict[str, list[Card]]:
    """source id -> the entries that cite it."""
    found: dict[str, list[Card]] = {}
    names = directory()
    for kind, model in ENTRY_MODELS.items():
        if kind == "source":
            continue
        field = model._meta.get_field("sources")
        for entry_id, source in field.remote_field.through.objects.values_list(
            field.m2m_column_name(), field.m2m_reverse_name()
        ).order_by("id"):
            if card := names.get(kind, entry_id):
                found.setdefault(source, []).append(card)
    return found


@require_safe
def source_redirect(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    return redirect(f"/sources/#{entry_id}", permanent=True)
