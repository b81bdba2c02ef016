from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.http import HtmxHttpRequest
from opsguide.models import Pain, Practice, Role
from opsguide.pages import build_page, get_entry_or_404
from opsguide.views.exports import CSV_FORMATS, roles_csv

TEAMS = {
    "software": "Software",
    "operations": "Operations",
    "analytics": "Analytics",
    "ai": "AI",
    "security": "Security",
    "network": "Network",
    "business": "Business",
}


@require_safe
def role_list(request: HtmxHttpRequest) -> HttpResponse:
    if request.GET.get("format") in CSV_FORMATS:
        return roles_csv(request)
    roles = list(Role.objects.published())
    teams = [(label, [r for r in roles if r.team == team]) for team, label in TEAMS.items()]
    return render(request, "opsguide/role_list.html", {"teams": [t for t in teams if t[1]]})


@require_safe
def role_detail(request: HtmxHttpRequest, entry_id: str) -> HttpResponse:
    role = get_entry_or_404(
        "role", entry_id, request, "works_with", "worked_with_by", "discipline_parts__parent", "stage_tasks__parent"
    )
    others = {r.pk: r for r in [*role.works_with.all(), *role.worked_with_by.all()] if r.status == "published"}
    stage_tasks = sorted(role.stage_tasks.all(), key=lambda t: (t.parent.order, t.position))
    context = {
        "page": build_page(role),
        "entry": role,
        "team": TEAMS[role.team],
        "works_with": sorted(others.values(), key=lambda r: r.title),
        "disciplines": sorted(role.discipline_parts.all(), key=lambda p: p.parent.order),
        "leads": Practice.objects.published().filter(lead_roles__role=role).select_related("home").distinct(),
        "stage_tasks": [(stage, list(found)) for stage, found in groupby(stage_tasks, key=lambda task: task.parent)],
        "pains": Pain.objects.published().filter(roles=role),
    }
    return render(request, "opsguide/role_detail.html", context)
