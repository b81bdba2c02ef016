from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsguide.directory import Card, directory
from opsguide.editions import per_edition
from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import SOURCE_KINDS, glossary_list
from opsguide.listings import source_list as listed_sources
from opsguide.models import ENTRY_MODELS
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, glossary_csv, sources_csv
from opsguide.views.lists import render_list

MOST_NAMES = 600  # on one page; beyond, one letter at a time, unless all are asked for
MOST_EXPLAINED = 600  # names with their summary; beyond, names only


@require_safe
def glossary(request: HtmxHttpRequest) -> HttpResponse:
    """Every word of every type once, A to Z; ?all=1 puts them on one page, to be looked through with the browser."""
    result = narrow(*glossary_list(), request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return glossary_csv(request, result.rows)
    alphabet = next((facet.options for facet in result.facets if facet.name == "letter"), [])
    result.facets = [facet for facet in result.facets if facet.name != "letter"]
    crowded = len(result.rows) > MOST_NAMES and request.GET.get("all") != "1"
    first = next((option.value for option in alphabet if option.value.isalpha()), None)
    rows = [row for row in result.rows if not crowded or row.extra["letter"] == first]
    letters = {letter: list(found) for letter, found in groupby(rows, key=lambda row: row.extra["letter"])}
    context = {
        "letters": letters,
        "alphabet": alphabet,
        "crowded": crowded,
        "here": len(letters) == len(alphabet),
        "brief": len(rows) > MOST_EXPLAINED,
    }
    return render_list(request, "opsguide/glossary.html", result, base="/glossary/", count=result.total, **context)


@require_safe
def term_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    term = get_entry_or_404("term", entry_id, request)
    explains = directory().cards.get(term.explains) if term.explains else None
    first = term.title[0].upper()
    letter = first if first.isascii() and first.isalpha() else "0-9"
    context = {"page": build_page(term), "entry": term, "explains": explains, "letter": letter}
    return render(request, "opsguide/term_detail.html", context)


@require_safe
def source_list(request: HtmxHttpRequest) -> HttpResponse:
    result = narrow(*listed_sources(), request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return sources_csv(request, result.rows, cited_by())
    kinds = {
        kind: (SOURCE_KINDS[kind], [row.extra["source"] for row in found])
        for kind, found in groupby(result.rows, key=lambda row: next(iter(row.values["kind"])))
    }
    context = {"kinds": kinds, "count": result.total, "cited": cited_by()}
    return render_list(request, "opsguide/source_list.html", result, base="/sources/", **context)


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
