"""The data flow through an organisation: eight steps, who hands what to whom, drawn by the server."""

from __future__ import annotations

from math import cos, pi, sin
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
        Stage.objects.published().prefetch_related("handovers__to", "handovers__giver", "handovers__taker", "tasks__role", "disciplines")
    )


def _timeline(stages: list[Stage]) -> list[tuple[Role, list[tuple[Stage, list[str]]]]]:
    """role -> its tasks per step: the article's graph of job functions along the timeline, as a table."""
    roles: dict[str, Role] = {}
    for stage in stages:
        for task in stage.tasks.all():
            roles.setdefault(task.role_id, task.role)
    return [
        (role, [(stage, [t.task for t in stage.tasks.all() if t.role_id == role.pk]) for stage in stages]) for role in roles.values()
    ]


WIDTH, HEIGHT, RX, RY = 760, 470, 270, 165


def flow_drawing(stages: list[Stage] | None = None) -> dict[str, Any]:
    """The cycle as positions on an ellipse: stations with their numbers, arrows for the hand-overs."""
    stages = _stages() if stages is None else stages
    count = max(len(stages), 1)
    place = {}
    for index, stage in enumerate(stages):
        angle = 2 * pi * index / count - pi / 2 - pi / count
        place[stage.pk] = (WIDTH / 2 + RX * cos(angle), HEIGHT / 2 + RY * sin(angle))
    stations = [_station(index, stage, *place[stage.pk]) for index, stage in enumerate(stages, start=1)]
    arrows = [_arrow(place[s.pk], place[h.to_id], h) for s in stages for h in s.handovers.all() if h.to_id in place and h.to_id != s.pk]
    return {"width": WIDTH, "height": HEIGHT, "stations": stations, "arrows": arrows}


def _station(number: int, stage: Stage, x: float, y: float) -> dict[str, Any]:
    words, lines = stage.title.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 17 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    main = next(iter(stage.disciplines.all()), None)
    return {
        "number": number,
        "stage": stage,
        "x": round(x, 1),
        "y": round(y, 1),
        "lines": [(line, round(y + 42 + 17 * i, 1)) for i, line in enumerate(lines)],
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
    stage = get_entry_or_404("stage", entry_id, request, "handovers__to", "handovers__giver", "handovers__taker", "tasks__role", "disciplines")
    siblings = list(Stage.objects.published())
    index = next((i for i, s in enumerate(siblings) if s.pk == stage.pk), 0)
    context = {
        "page": build_page(stage),
        "entry": stage,
        "number": index + 1,
        "count": len(siblings),
        "before": siblings[index - 1] if siblings else None,
        "after": siblings[(index + 1) % len(siblings)] if siblings else None,
        "received": stage.handovers_in.filter(parent__status="published").select_related("parent", "giver", "taker"),
        "practices": Practice.objects.published().filter(stages=stage).select_related("home"),
    }
    return render(request, "opsguide/stage_detail.html", context)
