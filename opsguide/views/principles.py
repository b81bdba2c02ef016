from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.http import HtmxHttpRequest
from opsguide.models import Discipline, Practice, Principle
from opsguide.pages import build_page, get_entry_or_404


@require_safe
def principle_list(request: HtmxHttpRequest) -> HttpResponse:
    return render(request, "opsguide/principle_list.html", {"principles": Principle.objects.published()})


@require_safe
def principle_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    principle = get_entry_or_404("principle", entry_id, request)
    context = {
        "page": build_page(principle),
        "entry": principle,
        "nuances": principle.nuances.filter(parent__status="published")
        .select_related("parent")
        .order_by("parent__order"),
        "practices": Practice.objects.published().filter(principles=principle).select_related("home"),
    }
    return render(request, "opsguide/principle_detail.html", context)


@require_safe
def principle_matrix(request: HtmxHttpRequest) -> HttpResponse:
    return render(request, "opsguide/principle_matrix.html", matrix())


def matrix() -> dict[str, object]:
    """The principle x discipline matrix: a drawing and the table behind it from the same cells."""
    principles = list(Principle.objects.published())
    disciplines = list(Discipline.objects.published().prefetch_related("nuances"))
    cells = {(n.principle_id, d.pk): n for d in disciplines for n in d.nuances.all()}
    rows = [(p, [(d, cells.get((p.pk, d.pk))) for d in disciplines]) for p in principles]
    return {
        "principles": principles,
        "disciplines": disciplines,
        "rows": rows,
        "drawing": _drawing(principles, disciplines, cells),
    }


CELL, LEFT = 46, 190
LETTER = 8.4  # about as wide as one letter of a name, which leans by 52 degrees: 0.79 of it up, 0.62 to the right
RADIUS = {"core": 16, "adapted": 10.5, "minor": 5}


def _drawing(principles: list[Principle], disciplines: list[Discipline], cells: dict) -> dict[str, object]:
    """Positions for the SVG: bigger circle = the principle weighs more in that discipline. The longest name fits."""
    longest = LETTER * max((len(d.title) for d in disciplines), default=0)
    top = round(longest * 0.79) + 22
    dots = [
        {
            "x": LEFT + CELL * column + CELL / 2,
            "y": top + CELL * line + CELL / 2,
            "r": RADIUS[cell.weight],
            "cell": cell,
            "discipline": d,
            "principle": p,
        }
        for line, p in enumerate(principles)
        for column, d in enumerate(disciplines)
        if (cell := cells.get((p.pk, d.pk)))
    ]
    return {
        "width": LEFT + CELL * len(disciplines) + round(longest * 0.62),
        "height": top + CELL * len(principles) + 8,
        "left": LEFT,
        "right": LEFT + CELL * len(disciplines),
        "dots": dots,
        "rows": [(p, top + CELL * i + CELL / 2) for i, p in enumerate(principles)],
        "columns": [(d, LEFT + CELL * i + CELL / 2, top - 14) for i, d in enumerate(disciplines)],
    }
