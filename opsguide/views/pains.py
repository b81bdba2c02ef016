from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.facets import narrow
from opsguide.http import HtmxHttpRequest
from opsguide.listings import pain_list as listed_pains
from opsguide.models import Pain
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, pains_csv
from opsguide.views.lists import render_list

AREAS = {
    "delivery": "Delivering changes",
    "quality": "Quality",
    "operations": "Running it",
    "data": "Data",
    "models": "Models",
    "llm": "Language models",
    "security": "Security and compliance",
    "network": "Network",
    "cost": "Cost",
    "people": "People and priorities",
}


@require_safe
def pain_list(request: HtmxHttpRequest) -> HttpResponse:
    result = narrow(*listed_pains(), request.GET)
    if request.GET.get("format") in CSV_FORMATS:
        return pains_csv(request, result.rows)
    areas = [(label, area, [r.card for r in result.rows if r.extra["area"] == area]) for area, label in AREAS.items()]
    areas = [(label, area, cards) for label, area, cards in areas if cards]
    return render_list(request, "opsguide/pain_list.html", result, base="/pains/", areas=areas, count=result.total)


@require_safe
def pain_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    pain = get_entry_or_404("pain", entry_id, request, "remedies__practice__home")
    remedies = sorted((r for r in pain.remedies.all() if r.practice.status == "published"), key=lambda r: -r.strength)
    context = {
        "page": build_page(pain),
        "entry": pain,
        "area": AREAS[pain.area],
        "remedies": remedies,
        "neighbours": Pain.objects.published().filter(area=pain.area).exclude(pk=pain.pk),
    }
    return render(request, "opsguide/pain_detail.html", context)
