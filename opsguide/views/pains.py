from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.http import HtmxHttpRequest
from opsguide.models import Pain
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import pains_csv

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
    if request.GET.get("format") == "csv":
        return pains_csv(request)
    pains = list(Pain.objects.published())
    areas = [(label, area, [p for p in pains if p.area == area]) for area, label in AREAS.items()]
    return render(request, "opsguide/pain_list.html", {"areas": [a for a in areas if a[2]], "count": len(pains)})


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
