from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.drawings import prerequisite_graph
from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import practice_list as listed_practices
from opsguide.models import Fit, Pain
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, csv_of
from opsguide.views.lists import render_list


@require_safe
def practice_list(request: HtmxHttpRequest) -> HttpResponse:
    rows, definition = listed_practices()
    result = narrow(rows, definition, request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return csv_of(request, "practices", result.rows, definition)
    return render_list(request, "opsguide/practice_list.html", result, base="/practices/")


TOOL_GROUPS = (  # fit -> heading, what a fold says behind its number
    ("first", "Look at these first", "more to look at first"),
    ("main", "Made for it", "more that are made for it"),
    ("also", "Do it beside their main purpose", "more that do it beside their main purpose"),
)
MOST_OPEN, OPENERS = 8, 6  # tools in sight; of a longer list without first ones so many


def _tool_groups(fits: list[Fit]) -> list[tuple[str, str, list[Fit], list[Fit]]]:
    """Tools by fit, as (heading, words of the fold, in sight, folded): a list of twenty helps nobody to begin."""
    groups, in_sight, full = [], 0, False
    for fit, label, more in TOOL_GROUPS:
        found = [f for f in fits if f.fit == fit]
        fits_in = not full and in_sight + len(found) <= MOST_OPEN
        opened = found if fits_in else found[: 0 if in_sight else OPENERS]
        full, in_sight = not fits_in, in_sight + len(opened)
        if found:
            groups.append((label, more, opened, found[len(opened) :]))
    return groups


@require_safe
def practice_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    practice = get_entry_or_404("practice", entry_id, request, "lead_roles__role", "home")
    fits = list(Fit.objects.for_practice(practice))
    context: dict[str, Any] = {
        "page": build_page(practice),
        "entry": practice,
        "requires": list(practice.requires.exclude(status="draft")),
        "required_by": list(practice.required_by.published()),
        "graph": prerequisite_graph(practice.pk),
        "pains": Pain.objects.published().filter(remedies__practice=practice).order_by("-remedies__strength", "title"),
        "tool_groups": _tool_groups(usable := [f for f in fits if f.parent.usable]),
        "tool_count": len(usable),
        "past_fits": [f for f in fits if not f.parent.usable],
        "effort": [
            ("Knowledge", practice.effort_knowledge),
            ("Time", practice.effort_time),
            ("People", practice.effort_people),
        ],
    }
    return render(request, "opsguide/practice_detail.html", context)
