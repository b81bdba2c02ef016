from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.directory import directory
from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import tool_list as listed_tools
from opsguide.models import Practice, Tool
from opsguide.models.tool import COSTS, HOSTING, LICENCE_CLASSES, STATES
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import csv_of
from opsguide.views.lists import page_of, render_list

MOST_COMPARED = 4
PER_PAGE = 60


@require_safe
def tool_list(request: HtmxHttpRequest) -> HttpResponse:
    rows, definition = listed_tools()
    result = narrow(rows, definition, request.GET)
    if request.GET.get("format") == "csv":
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
    main = next((f.practice for f in fits if f.fit == "main"), fits[0].practice if fits else None)
    context = {
        "page": build_page(tool),
        "entry": tool,
        "fits": fits,
        "home": main.home if main else None,
        "main": main,
        "state_label": STATES[tool.lifecycle_state],
        "licence_label": LICENCE_CLASSES[tool.licence_class],
        "hosting": [HOSTING[h] for h in tool.hosting],
        "cost": COSTS[tool.cost],
        "works_with": sorted(others.values(), key=lambda t: t.title),
        "successors": [t for t in tool.lifecycle_successors.all() if t.status != "draft"],
        "predecessors": tool.succeeds.visible(),
        "alternatives": _alternatives(tool, main),
    }
    return render(request, "opsguide/tool_detail.html", context)


def _alternatives(tool: Tool, main: Practice | None) -> list[Tool]:
    """Usable tools whose main purpose is the same; what a reader would compare this one with."""
    if main is None:
        return []
    same = (
        Tool.objects.published().filter(fits__practice=main, fits__fit="main").exclude(pk=tool.pk).in_order().distinct()
    )
    return [other for other in same if other.usable]


@require_safe
def tool_compare(request: HtmxHttpRequest) -> HttpResponse:
    """Two to four tools side by side. The address is the state, so it can be shared and printed."""
    asked = list(dict.fromkeys(request.GET.getlist("t")))
    redirects = directory().redirects
    ids = list(dict.fromkeys(redirects.get(("tool", a), a) for a in asked if a))
    found = (
        Tool.objects.visible()
        .prefetch_related("fits__practice", "cells__practice", "lifecycle_successors")
        .in_bulk(ids)
    )
    known = [i for i in ids if i in found]
    chosen = [found[i] for i in known[:MOST_COMPARED]]
    context = {
        "chosen": chosen,
        "chosen_ids": [t.pk for t in chosen],
        "unknown": [i[:60] for i in ids if i not in found][:5],
        "too_many": [found[i] for i in known[MOST_COMPARED:]],
        "groups": _comparison(chosen) if len(chosen) > 1 else [],
        "everything": directory().of_type("tool"),
        "suggestions": _suggestions(chosen),
    }
    return render(request, "opsguide/tool_compare.html", context)


def _suggestions(chosen: list[Tool]) -> list[Tool]:
    if not 1 <= len(chosen) < MOST_COMPARED:
        return []
    main = next((f.practice for f in chosen[0].fits.all() if f.fit == "main"), None)
    return [t for t in _alternatives(chosen[0], main) if t not in chosen][:8]


def _comparison(tools: list[Tool]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups of rows: the common facts, then one group per practice that all of these tools serve."""
    facts = [
        ("In one sentence", [t.summary for t in tools]),
        ("Life sign", [STATES[t.lifecycle_state] for t in tools]),
        ("Licence", [t.licence.replace("LicenseRef-proprietary", "Proprietary") for t in tools]),
        ("Licence class", [LICENCE_CLASSES[t.licence_class] for t in tools]),
        ("Hosting", [", ".join(HOSTING[h] for h in t.hosting) for t in tools]),
        ("Cost", [COSTS[t.cost] for t in tools]),
        ("Needs", [", ".join(t.needs) or "nothing special" for t in tools]),
        ("Upkeep", [t.burden for t in tools]),
        ("Made by", [t.vendor or "unknown" for t in tools]),
        (
            "Packages",
            ["; ".join(f"{m}: {', '.join(names)}" for m, names in t.packages.items()) or "none listed" for t in tools],
        ),
        ("Last reviewed", [str(t.reviewed_on or "not yet") for t in tools]),
    ]
    groups = [
        (
            "The facts",
            [
                {"label": label, "cells": [{"text": v} for v in values], "differs": len(set(values)) > 1}
                for label, values in facts
            ],
        )
    ]
    shared = {}
    for tool in tools:
        for fit in tool.fits.all():
            shared.setdefault(fit.practice_id, fit.practice)
    purposes = [
        {
            "label": practice.title,
            "url": practice.get_absolute_url(),
            "cells": [_purpose(tool, practice) for tool in tools],
            "differs": len({_purpose(tool, practice)["text"] for tool in tools}) > 1,
        }
        for practice in shared.values()
        if practice.status == "published"
    ]
    groups.append(("What they are for", purposes))
    groups += [(practice.title, rows) for practice in shared.values() if (rows := _compare_rows(practice, tools))]
    return groups


def _purpose(tool: Tool, practice: Practice) -> dict[str, Any]:
    fit = next((f for f in tool.fits.all() if f.practice_id == practice.pk), None)
    if fit is None:
        return {"text": "no"}
    return {"text": "main purpose" if fit.fit == "main" else "also", "note": fit.note}


def _compare_rows(practice: Practice, tools: list[Tool]) -> list[dict[str, Any]]:
    """The practice's own rows (`compare_on`), for those where at least one tool has an answer."""
    rows = []
    for row in practice.compare_on:
        cells = [
            next((c for c in t.cells.all() if c.practice_id == practice.pk and c.row == row["id"]), None) for t in tools
        ]
        if any(cells):
            shown = [{"text": c.value, "note": c.note, "at": c.at} if c else {"text": "unknown"} for c in cells]
            rows.append(
                {
                    "label": row["label"],
                    "help": row["help"],
                    "cells": shown,
                    "differs": len({c["text"] for c in shown}) > 1,
                }
            )
    return rows
