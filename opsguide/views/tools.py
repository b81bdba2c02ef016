from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsguide.comparison import MOST_COMPARED, asked_for, compare_tools
from opsguide.directory import directory
from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import tool_list as listed_tools
from opsguide.models import Practice, Tool
from opsguide.models.tool import COSTS, HOSTING, LICENCE_CLASSES, Fit
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, csv_of
from opsguide.views.lists import page_of, render_list

PER_PAGE = 60
MOST_OFFERED = 1_000  # names to choose from while typing; any other can be typed in full


@require_safe
def tool_list(request: HtmxHttpRequest) -> HttpResponse:
    rows, definition = listed_tools()
    result = narrow(rows, definition, request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return csv_of(request, "tools", result.rows, definition)
    shown = page_of(request, result, PER_PAGE)
    return render_list(request, "opsguide/tool_list.html", result, base="/tools/", shown=shown)


@require_safe
def tool_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    tool = get_entry_or_404(
        "tool", entry_id, request, "fits__practice__home", "lifecycle_successors", "succeeds", "worked_with_by"
    )
    others = {t.pk: t for t in [*tool.works_with.all(), *tool.worked_with_by.all()] if t.status == "published"}
    fits = [f for f in tool.fits.all() if f.practice.status == "published"]
    main = next((f.practice for f in fits if f.made_for_it), fits[0].practice if fits else None)
    context = {
        "page": build_page(tool),
        "entry": tool,
        "fits": fits,
        "home": main.home if main else None,
        "main": main,
        "licence_label": LICENCE_CLASSES[tool.licence_class],
        "hosting": [HOSTING[h] for h in tool.hosting],
        "cost": COSTS[tool.cost],
        "works_with": sorted(others.values(), key=lambda t: t.title),
        "successors": [t for t in tool.lifecycle_successors.all() if t.status != "draft"],
        "predecessors": tool.succeeds.visible(),
        "alternatives": _alternatives(tool, main),
    }
    return render(request, "opsguide/tool_detail.html", context)


def _alternatives(tool: Tool, main: Practice | None) -> list[Fit]:
    """Usable tools whose main purpose is the same, those to look at first in front."""
    if main is None:
        return []
    return [f for f in Fit.objects.for_practice(main) if f.made_for_it and f.parent.usable and f.parent_id != tool.pk]


@require_safe
def tool_compare(request: HtmxHttpRequest) -> HttpResponse:
    """Two to four tools side by side. The address is the state, so it can be shared and printed."""
    asked = asked_for("tool", request.GET.getlist("t"))
    if not (asked.canonical or asked.unknown or asked.too_many):
        return redirect(asked.address(request.path, "t") if asked.cards else request.path)
    found = (
        Tool.objects.visible()
        .prefetch_related("fits__practice", "cells", "lifecycle_successors")
        .in_bulk([card.id for card in asked.cards])
    )
    chosen = [found[card.id] for card in asked.cards if card.id in found]
    comparison = compare_tools(chosen) if len(chosen) > 1 else None
    only_differences = comparison is not None and request.GET.get("rows") == "differing"
    context = {
        "chosen": chosen,
        "unknown": asked.unknown,
        "too_many": asked.too_many,
        "comparison": comparison.only_differences() if comparison and only_differences else comparison,
        "only_differences": only_differences,
        "everything": directory().of_type("tool")[:MOST_OFFERED],
        "suggestions": _suggestions(chosen),
    }
    return render(request, "opsguide/tool_compare.html", context)


def _suggestions(chosen: list[Tool]) -> list[Tool]:
    if not 1 <= len(chosen) < MOST_COMPARED:
        return []
    main = next((f.practice for f in chosen[0].fits.all() if f.made_for_it), None)
    return [fit.parent for fit in _alternatives(chosen[0], main) if fit.parent not in chosen][:8]
