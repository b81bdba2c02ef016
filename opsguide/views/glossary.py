from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsguide.directory import Card, directory
from opsguide.editions import per_edition
from opsguide.http import HtmxHttpRequest
from opsguide.models import ENTRY_MODELS, Source
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import glossary_csv, sources_csv


@require_safe
def glossary(request: HtmxHttpRequest) -> HttpResponse:
    """Every word of every type once, A to Z."""
    if request.GET.get("format") == "csv":
        return glossary_csv(request)
    letters = directory().letters
    return render(request, "opsguide/glossary.html", {"letters": letters, "count": sum(map(len, letters.values()))})


@require_safe
def term_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    term = get_entry_or_404("term", entry_id, request)
    explains = directory().cards.get(term.explains) if term.explains else None
    return render(request, "opsguide/term_detail.html", {"page": build_page(term), "entry": term, "explains": explains})


@require_safe
def source_list(request: HtmxHttpRequest) -> HttpResponse:
    if request.GET.get("format") == "csv":
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
