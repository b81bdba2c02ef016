"""The method for everybody, and the rules for editors."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from opsguide.directory import directory
from opsguide.http import HtmxHttpRequest, render_page
from wizard.engine import Catalogue, Finding, lint
from wizard.graph import whole_graph
from wizard.guide import draft_catalogue
from wizard.journey import SECTIONS
from wizard.method import method
from wizard.phrases import condition_in_words
from wizard.presenting import PlanShown
from wizard.reading import UnreadableAnswers, read_answers
from wizard.snapshots import snapshot

from .access import needs_method

EXAMPLE = "delivers: [data, reports]\nheadcount: {data-engineer: 2, bi-analyst: 3}\npains: [pipelines-fail-at-night, the-boss-finds-the-error]\n"
FINDINGS = {
    "never-recommended": "Practices that nothing recommends",
    "cannot-fire": "Rules that cannot fire",
    "unused": "Options that nothing uses",
    "leads-nowhere": "Conditions and effects that lead nowhere",
    "asks-ahead": "Questions that depend on later ones",
    "circle": "Circles of prerequisites",
}


@require_safe
@needs_method
def method_page(request: HttpRequest) -> HttpResponse:
    """Every question, weight and rule behind a plan, generated from the data, so that it cannot be out of date."""
    return render(request, "wizard/method.html", method())


@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required(login_url="admin:login")
@never_cache
@needs_method
def rules(request: HtmxHttpRequest) -> HttpResponse:
    """The rules as editors need them, drafts included: what hangs on what, what is idle, and what answers would give."""
    guide, unreadable = draft_catalogue()
    context: dict[str, Any] = {"text": EXAMPLE, "edition_with_drafts": guide.edition}
    if request.method == "POST":
        context |= _tried(guide, request.POST.get("answers", ""))
    if request.method != "POST" or not request.htmx:
        context |= _overview(guide, unreadable)
    return render_page(
        request, "wizard/rules.html", context, partial="tried", status=422 if context.get("error") else 200
    )


def _overview(guide: Catalogue, unreadable: dict[str, str]) -> dict[str, Any]:
    graph = whole_graph(guide)
    names = directory()
    needed_by: dict[str, list[str]] = {practice: [] for practice in guide.practices}
    for practice in guide.practices:
        for n in guide.requires(practice):
            needed_by[n].append(practice)
    return {
        "graph": graph,
        "practices": [
            (
                p,
                names.get("practice", p.id),
                [guide.practices[n] for n in guide.requires(p.id)],
                [guide.practices[n] for n in needed_by[p.id]],
            )
            for p in sorted(guide.practices.values(), key=lambda p: p.title.casefold())
        ],
        "flow": [
            (q, SECTIONS.get(q.section, q.section), condition_in_words(guide, q.ask_if))
            for q in guide.questions.values()
        ],
        "findings": _by_kind(lint(guide)),
        "unreadable": sorted(unreadable.items()),
        "counts": {
            "questions": len(guide.questions),
            "rules": len(guide.rules),
            "practices": len(guide.practices),
            "pains": len(guide.pains),
        },
    }


def _by_kind(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    kinds: dict[str, list[Finding]] = {kind: [] for kind in FINDINGS}
    for finding in findings:
        kinds.setdefault(finding.kind, []).append(finding)
    return [(FINDINGS.get(kind, kind.replace("-", " ").capitalize()), found) for kind, found in kinds.items()]


def _tried(guide: Catalogue, text: str) -> dict[str, Any]:
    try:
        plan = snapshot(guide, read_answers(text))
    except UnreadableAnswers as error:
        return {"text": text, "error": str(error)}
    return {"text": text, "tried": PlanShown(plan), "json": json.dumps(plan, indent=2, ensure_ascii=False)}
