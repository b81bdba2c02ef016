from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsguide.comparison import asked_for
from opsguide.http import HtmxHttpRequest
from opsguide.models import Discipline, Nuance, Pain, Practice, Principle, Tool
from opsguide.pages import build_page, get_entry_or_404

LEVELS = (("start", "To begin with"), ("grow", "To grow into"), ("mature", "When the rest works"))


@require_safe
def discipline_list(request: HtmxHttpRequest) -> HttpResponse:
    disciplines = Discipline.objects.published().prefetch_related("builds_on", "role_parts__role")
    return render(request, "opsguide/discipline_list.html", {"disciplines": disciplines})


@require_safe
def discipline_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    discipline = get_entry_or_404(
        "discipline",
        entry_id,
        request,
        "nuances__principle",
        "role_parts__role",
        "tasks__practice",
        "built_on_by",
        "stages",
    )
    practices = list(Practice.objects.published().filter(disciplines=discipline).order_by("title"))
    own = [p for p in practices if p.home_id == discipline.pk]
    page = build_page(discipline)
    context = {
        "page": page,
        "begin": page.prose.section("First steps"),
        "leave": page.prose.section("When you do not need it"),
        "entry": discipline,
        "nuances": sorted(discipline.nuances.all(), key=lambda n: n.principle.order),
        "leaders": [part.role for part in discipline.role_parts.all() if part.part == "leads"],
        "roles": _roles_by_part(discipline),
        "levels": _by_level(own),
        "shared": _by_level([p for p in practices if p.home_id != discipline.pk]),
        "practice_count": len(practices),
        "pains": Pain.objects.published().filter(remedies__practice__home=discipline).distinct(),
        "tool_count": Tool.objects.published().filter(fits__practice__home=discipline).distinct().count(),
    }
    return render(request, "opsguide/discipline_detail.html", context)


def _by_level(practices: list[Practice]) -> list[tuple[str, list[Practice]]]:
    levels = [(label, [p for p in practices if p.level == level]) for level, label in LEVELS]
    return [(label, found) for label, found in levels if found]


def _roles_by_part(discipline: Discipline) -> list[tuple[str, list]]:
    parts = list(discipline.role_parts.all())
    labels = {"works": "Work in it", "benefits": "Gain from it"}
    return [
        (label, [p.role for p in parts if p.part == part])
        for part, label in labels.items()
        if any(p.part == part for p in parts)
    ]


@require_safe
def discipline_compare(request: HtmxHttpRequest) -> HttpResponse:
    """Two to four disciplines side by side along the seven principles. The address is the state."""
    asked = asked_for("discipline", request.GET.getlist("d"))
    if not (asked.canonical or asked.unknown or asked.too_many):
        return redirect(asked.address(request.path, "d") if asked.cards else request.path)
    found = (
        Discipline.objects.visible()
        .prefetch_related("nuances", "tasks", "role_parts__role", "builds_on")
        .in_bulk([card.id for card in asked.cards])
    )
    chosen = [found[card.id] for card in asked.cards if card.id in found]
    context = {
        "everything": Discipline.objects.published(),
        "chosen": chosen,
        "chosen_ids": [d.pk for d in chosen],
        "rows": _principle_rows(chosen) if len(chosen) > 1 else [],
        "unknown": asked.unknown,
        "too_many": asked.too_many,
        "confusions": _confusions_between(chosen),
    }
    return render(request, "opsguide/discipline_compare.html", context)


def _principle_rows(chosen: list[Discipline]) -> list[tuple[Principle, list[Nuance | None], bool]]:
    """Each principle, the disciplines' nuances of it, and whether it weighs differently in them."""
    rows = []
    for principle in Principle.objects.published():
        cells = [next((n for n in d.nuances.all() if n.principle_id == principle.pk), None) for d in chosen]
        rows.append((principle, cells, len({n.weight for n in cells if n}) > 1))
    return rows


def _confusions_between(chosen: list[Discipline]) -> list[tuple[Discipline, Discipline, str]]:
    by_reference = {d.reference: d for d in chosen}
    return [
        (d, by_reference[c["entry"]], c["why"]) for d in chosen for c in d.confused_with if c["entry"] in by_reference
    ]
