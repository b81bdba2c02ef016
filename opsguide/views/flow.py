"""The data flow through an organisation: eight steps, who hands what to whom, drawn by the server."""

from __future__ import annotations

from itertools import groupby
from math import cos, pi, sin
from textwrap import wrap
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.http import HtmxHttpRequest
from opsguide.models import Practice, Role, Stage
from opsguide.pages import build_page, get_entry_or_404


@require_safe
def flow_map(request: HtmxHttpRequest) -> HttpResponse:
    stages = _stages()
    context = {"stages": stages, "drawing": flow_drawing(stages), "timeline": _timeline(stages)}
    return render(request, "opsguide/flow_map.html", context)


def _stages() -> list[Stage]:
    return list(
        Stage.objects.published().prefetch_related(
            "handovers__to", "handovers__giver", "handovers__taker", "tasks__role", "disciplines"
        )
    )


def _timeline(stages: list[Stage]) -> list[tuple[Role, list[tuple[Stage, list[str]]]]]:
    """role -> its tasks per step: the article's graph of job functions along the timeline, as a table."""
    roles: dict[str, Role] = {}
    for stage in stages:
        for task in stage.tasks.all():
            roles.setdefault(task.role_id, task.role)
    return [
        (role, [(stage, [t.task for t in stage.tasks.all() if t.role_id == role.pk]) for stage in stages])
        for role in roles.values()
    ]


def _in_role_order(stage: Stage) -> list[Any]:
    """The tasks of a step, those of one role together, the roles in the order of their first task."""
    tasks = list(stage.tasks.all())
    order = list(dict.fromkeys(task.role_id for task in tasks))
    return sorted(tasks, key=lambda task: order.index(task.role_id))


WIDTH, HEIGHT, RX, RY = 900, 430, 250, 145


def flow_drawing(stages: list[Stage] | None = None) -> dict[str, Any]:
    """The cycle as positions on an ellipse: stations with their numbers, arrows for the hand-overs."""
    stages = _stages() if stages is None else stages
    count = max(len(stages), 1)
    angles = {stage.pk: 2 * pi * i / count - pi / 2 - pi / count for i, stage in enumerate(stages)}
    place = {pk: (WIDTH / 2 + RX * cos(angle), HEIGHT / 2 + RY * sin(angle)) for pk, angle in angles.items()}
    stations = [
        _station(number, stage, place[stage.pk], angles[stage.pk]) for number, stage in enumerate(stages, start=1)
    ]
    arrows = [
        _arrow(place[s.pk], place[h.to_id], h)
        for s in stages
        for h in s.handovers.all()
        if h.to_id in place and h.to_id != s.pk
    ]
    return {"width": WIDTH, "height": HEIGHT, "stations": stations, "arrows": arrows}


def _station(number: int, stage: Stage, place: tuple[float, float], angle: float) -> dict[str, Any]:
    """Names stand outside the ring, where no arrow runs: above, below, or beside their station."""
    x, y = place
    lines = wrap(stage.title, 19)
    if abs(cos(angle)) > 0.5:
        anchor, text_x = ("start", x + 34) if cos(angle) > 0 else ("end", x - 34)
        first = y + 6 - 9 * (len(lines) - 1)
    else:
        anchor, text_x = "middle", x
        first = y - 36 - 18 * (len(lines) - 1) if sin(angle) < 0 else y + 46
    main = next(iter(stage.disciplines.all()), None)
    return {
        "number": number,
        "stage": stage,
        "x": round(x, 1),
        "y": round(y, 1),
        "anchor": anchor,
        "lines": [(line, round(text_x, 1), round(first + 18 * i, 1)) for i, line in enumerate(lines)],
        "family": main.family if main else "data",
    }


def _arrow(start: tuple[float, float], end: tuple[float, float], handover: Any) -> dict[str, Any]:
    """A curve bent outwards, shortened so that it ends at the edge of a station."""
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    gap = 30
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    cx, cy = mx + (mx - WIDTH / 2) * 0.16, my + (my - HEIGHT / 2) * 0.16
    path = f"M{x1 + ux * gap:.1f} {y1 + uy * gap:.1f} Q{cx:.1f} {cy:.1f} {x2 - ux * gap:.1f} {y2 - uy * gap:.1f}"
    return {"path": path, "handover": handover}


@require_safe
def stage_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    stage = get_entry_or_404(
        "stage",
        entry_id,
        request,
        "handovers__to",
        "handovers__giver",
        "handovers__taker",
        "tasks__role",
        "disciplines",
    )
    siblings = list(Stage.objects.published())
    index = next((i for i, s in enumerate(siblings) if s.pk == stage.pk), 0)
    context = {
        "page": build_page(stage),
        "entry": stage,
        "number": index + 1,
        "count": len(siblings),
        "duties": [(role, list(found)) for role, found in groupby(_in_role_order(stage), key=lambda task: task.role)],
        "received": stage.handovers_in.filter(parent__status="published").select_related("parent", "giver", "taker"),
        "practices": Practice.objects.published().filter(stages=stage).select_related("home"),
    }
    return render(request, "opsguide/stage_detail.html", context)
