"""The door of the wizard, and the way out: starting, going on, deleting."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opsguide.reporting import sender_of
from wizard import actions
from wizard.engine import questions_to_ask
from wizard.guide import catalogue
from wizard.journey import Journey
from wizard.models import Assessment

from .access import needs_method, owner_page, too_many_starts

MODES = ("quick", "full")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_method
def start(request: HttpRequest) -> HttpResponse:
    """GET says what is asked and what for; POST begins."""
    if request.method == "POST" and request.POST.get("mode", "quick") in MODES:
        return _begin(request)
    guide = catalogue()
    context = {
        "quick": len(questions_to_ask(guide, {}, "quick")),
        "full": len(questions_to_ask(guide, {}, "full")),
        "practices": len(guide.practices),
        "days": settings.ASSESSMENT_DAYS,
        "deleted": "deleted" in request.GET,
        "error": request.method == "POST",
    }
    return render(request, "wizard/start.html", context, status=422 if context["error"] else 200)


def _begin(request: HttpRequest) -> HttpResponse:
    mode = "full" if request.POST.get("mode") == "full" else "quick"
    first = questions_to_ask(catalogue(), {}, mode)
    try:
        assessment = actions.start_assessment(mode=mode, sender=sender_of(request))
    except actions.TooManyStarts:
        return too_many_starts(request)
    if not first:
        return redirect("wizard:check", token=assessment.token)
    return redirect("wizard:question", token=assessment.token, question=first[0].question.id)


@require_safe
@owner_page
@needs_method
def resume(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The address of an assessment without a question leads to where one left off."""
    following = Journey.of(catalogue(), assessment).next_open()
    if following is None:
        return redirect("wizard:check", token=assessment.token)
    return redirect("wizard:question", token=assessment.token, question=following)


@require_POST
@owner_page
@needs_method
def more(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """From quick to full: what has been answered stays, and the rest is asked."""
    assessment = actions.change_mode(assessment=assessment, mode="full")
    following = Journey.of(catalogue(), assessment).next_open()
    name = "wizard:question" if following else "wizard:check"
    return redirect(reverse(name, args=[assessment.token, *([following] if following else [])]))


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def delete(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    if request.method == "POST":
        actions.delete_assessment(assessment=assessment)
        return redirect(f"{reverse('wizard:start')}?deleted")
    return render(request, "wizard/delete.html", {"assessment": assessment})
