"""One question per page, and the page on which all answers are checked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opsguide.http import HtmxHttpRequest, render_page, wants_fragment
from wizard import actions, answering
from wizard.engine import Asked, questions_to_ask
from wizard.fields import build_form
from wizard.guide import catalogue
from wizard.journey import SECTIONS, Journey
from wizard.models import Assessment
from wizard.review import left_out, review

from .access import link_gone, needs_method, owner_page

BACK = ("check", "plan")  # where *Change* was pressed, and where the answer leads back to


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
@needs_method
def question_page(request: HtmxHttpRequest, assessment: Assessment, question: str) -> HttpResponse:
    """GET shows one question as it was left; POST saves the answer and goes on."""
    guide = catalogue()
    if question not in guide.questions:
        return link_gone(request)
    asked = next((a for a in questions_to_ask(guide, assessment.answers, "full") if a.question.id == question), None)
    if asked is None:
        return _no_longer_asked(request, assessment, question)
    if request.method != "POST":
        return _show(request, assessment, asked, answering.entered(asked, assessment.answers.get(question)))
    if "skip" in request.POST:
        return _saved(request, assessment, asked, None)
    given = answering.read(asked, request.POST, assessment.answers.get(question))
    if given.problems:
        posted = {name: request.POST.getlist(name) for name in request.POST}
        return _show(request, assessment, asked, posted, given.problems)
    return _saved(request, assessment, asked, given.answer)


def _back(request: HtmxHttpRequest) -> str:
    asked = request.POST.get("back") or request.GET.get("back", "")
    return asked if asked in BACK else ""


def _show(
    request: HtmxHttpRequest,
    assessment: Assessment,
    asked: Asked,
    entered: answering.Entered,
    problems: list[answering.Problem] | None = None,
    back: str | None = None,
) -> HttpResponse:
    guide = catalogue()
    journey, back = Journey.of(guide, assessment), _back(request) if back is None else back
    name = asked.question.id
    context = {
        "assessment": assessment,
        "form": build_form(guide, asked, entered, problems or ()),
        "question": asked.question,
        "section": SECTIONS.get(asked.question.section, ""),
        "position": journey.position(name),
        "total": len(journey.asked),
        "back": back if back != "plan" or assessment.plan else "",
        "back_address": _address_behind(assessment, journey, name, back),
        "answered": name in assessment.answers,
        "fragment": wants_fragment(request),
    }
    return render_page(request, "wizard/step.html", context, partial="step", status=422 if problems else 200)


def _address_behind(assessment: Assessment, journey: Journey, question: str, back: str) -> str:
    if back == "plan" and assessment.plan:
        return reverse("wizard:plan", args=[assessment.token])
    before = journey.before(question)
    if back or (before is None and journey.position(question) is None):
        return reverse("wizard:check", args=[assessment.token])
    return reverse("wizard:question", args=[assessment.token, before]) if before else reverse("wizard:start")


def _no_longer_asked(request: HtmxHttpRequest, assessment: Assessment, question: str) -> HttpResponse:
    """The address of a question that other answers have made meaningless: say so, and lead on."""
    context = {
        "assessment": assessment,
        "question": catalogue().questions[question],
        "form": None,
        "fragment": wants_fragment(request),
    }
    return render_page(
        request, "wizard/step.html", context, partial="step", status=422 if request.method == "POST" else 200
    )


def _saved(request: HtmxHttpRequest, assessment: Assessment, asked: Asked, answer: Any) -> HttpResponse:
    """Save, then lead to what is open: behind this question, or only what the answer has opened after a *Change*."""
    guide, name, back = catalogue(), asked.question.id, _back(request)
    open_before = set(Journey.of(guide, assessment).open())
    assessment = actions.save_answer(
        assessment=assessment, question=name, answer=answer, shown=answering.offered(asked)
    )
    journey = Journey.of(guide, assessment)
    following = journey.next_open(after=name)
    if back:
        opened = [q for q in journey.open() if q not in open_before and q != name]
        following = next(iter(opened), None)
    if following is None:
        return _go(request, assessment, "plan" if back == "plan" and assessment.plan else "check")
    return _go(request, assessment, following, back)


def _go(request: HtmxHttpRequest, assessment: Assessment, where: str, back: str = "") -> HttpResponse:
    """A redirect for browsers; for htmx the next step itself, with the address it has."""
    if where == "plan":
        return _away(request, reverse("wizard:plan", args=[assessment.token]))
    if where == "check":
        address = reverse("wizard:check", args=[assessment.token])
    else:
        address = reverse("wizard:question", args=[assessment.token, where]) + (f"?back={back}" if back else "")
    if not wants_fragment(request):
        return redirect(address)
    response = _check_page(request, assessment) if where == "check" else _next_step(request, assessment, where, back)
    response["HX-Push-Url"] = address
    return response


def _away(request: HtmxHttpRequest, address: str) -> HttpResponse:
    """To a page that is no step of the wizard: htmx must leave, not swap."""
    if not wants_fragment(request):
        return redirect(address)
    response = HttpResponse(status=200)
    response["HX-Redirect"] = address
    return response


def _next_step(request: HtmxHttpRequest, assessment: Assessment, question: str, back: str) -> HttpResponse:
    asked = next(a for a in questions_to_ask(catalogue(), assessment.answers, "full") if a.question.id == question)
    return _show(request, assessment, asked, answering.entered(asked, assessment.answers.get(question)), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
@needs_method
def check(request: HtmxHttpRequest, assessment: Assessment) -> HttpResponse:
    """GET shows every answer with a way to change it; POST makes the plan."""
    if request.method == "POST":
        actions.make_plan(assessment=assessment, catalogue=catalogue())
        return redirect("wizard:plan", token=assessment.token)
    return _check_page(request, assessment)


def _check_page(request: HtmxHttpRequest, assessment: Assessment) -> HttpResponse:
    guide = catalogue()
    sections = review(guide, assessment.answers, assessment.mode, assessment.seen)
    said = [answer for section in sections for answer in section.answers]
    context = {
        "assessment": assessment,
        "sections": sections,
        "unanswered": [answer for answer in said if not answer.answered],
        "answered": sum(answer.answered for answer in said),
        "left_out": list(dict.fromkeys(lost.text for lost in left_out(guide, assessment.answers))),
        "fragment": wants_fragment(request),
        "more": len(Journey.of(guide, assessment, "full").open()) if assessment.mode == "quick" else 0,
    }
    return render_page(request, "wizard/check.html", context, partial="step")
