"""The plan: its page, its downloads, and what has changed since it was made."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opsguide.editions import current_edition
from opsguide.models import Edition
from opsguide.views.exports import BYTE_ORDER_MARK
from wizard.engine import IncompleteMethodError
from wizard.exports import plan_csv, plan_markdown
from wizard.guide import catalogue
from wizard.models import Assessment
from wizard.presenting import PlanShown
from wizard.review import review
from wizard.road import tall_road, wide_road
from wizard.snapshots import Difference, differences, snapshot

from .access import plan_page


@require_safe
@plan_page
def plan(request: HttpRequest, assessment: Assessment, *, owner: bool) -> HttpResponse:
    """The snapshot as it was made. Its owner may change answers, renew, share and delete; a reader may read."""
    if assessment.plan is None:
        return redirect("wizard:check", token=assessment.token) if owner else render(request, "wizard/no_plan.html", {})
    shown = PlanShown(assessment.plan, assessment.token if owner else "")
    read_address = reverse("wizard:plan", args=[assessment.read_token])
    context = {
        "assessment": assessment,
        "owner": owner,
        "plan": shown,
        "wide": wide_road(shown),
        "tall": tall_road(shown),
        "read_link": request.build_absolute_uri(read_address),
        "base": (reverse("wizard:plan", args=[assessment.token]) if owner else read_address).rstrip("/"),
        **_news(assessment, owner=owner),
    }
    return render(request, "wizard/plan.html", context)


def _news(assessment: Assessment, *, owner: bool) -> dict[str, object]:
    """What a plan made now would say otherwise: because the guide changed, and because the answers did.

    The snapshot's own answers under today's guide stand between the two, so neither is blamed for the other.
    What the owner has changed since and not yet turned into a plan is not a reader's business.
    """
    newer_guide = assessment.plan_edition != current_edition()
    newer_answers = owner and assessment.answers != assessment.plan_answers
    if not (newer_guide or newer_answers):
        return {"outdated": False}
    try:
        today = snapshot(catalogue(), assessment.plan_answers) if newer_guide else assessment.plan
        by_guide: list[Difference] = differences(assessment.plan, today)
        by_answers = differences(today, snapshot(catalogue(), assessment.answers)) if newer_answers else []
    except IncompleteMethodError:  # an old plan stays readable while the guide is being mended
        return {"outdated": False}
    return {
        "outdated": True,
        "newer_guide": newer_guide,
        "newer_answers": newer_answers,
        "by_guide": by_guide,
        "by_answers": by_answers,
        "newest": Edition.objects.first(),
    }


@require_safe
@plan_page
def plan_as(request: HttpRequest, assessment: Assessment, *, owner: bool, suffix: str) -> HttpResponse:
    """The same plan as JSON, as a Markdown document, or as a table for a spreadsheet."""
    if assessment.plan is None:
        return render(request, "wizard/no_plan.html", {}, status=404)
    root = request.build_absolute_uri("/").rstrip("/")
    if suffix == "json":
        document = {**assessment.plan, "planned_at": assessment.planned_at.isoformat(timespec="seconds")}
        text, kind = json.dumps(document, indent=2, ensure_ascii=False), "application/json"
    elif suffix == "md":
        sections = _sections(assessment)
        text, kind = (
            plan_markdown(assessment.plan, made=assessment.planned_at, root=root, sections=sections),
            "text/markdown",
        )
    else:
        mark = BYTE_ORDER_MARK if request.GET.get("format") == "excel" else ""
        text, kind = mark + plan_csv(assessment.plan, root=root), "text/csv"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    name = f"opsguide-plan-{assessment.planned_at:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'{"inline" if suffix == "json" else "attachment"}; filename="{name}"'
    return response


def _sections(assessment: Assessment):
    try:
        return review(catalogue(), assessment.plan_answers, "quick", {})
    except IncompleteMethodError:
        return []
