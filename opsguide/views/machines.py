"""What monitors, crawlers, browsers and language models ask for."""

from __future__ import annotations

import datetime as dt

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opsguide.as_markdown import markdown_address
from opsguide.directory import PLURALS, directory
from opsguide.editions import current_edition
from opsguide.models import Discipline
from opsguide.modified import last_changes


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and holds content, else 503 with the reason."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        edition = current_edition()
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "the database does not answer"}, status=503)
    if not edition or not Discipline.objects.published().exists():
        return JsonResponse({"ready": False, "reason": "no content yet; run sync_content"}, status=503)
    return JsonResponse({"ready": True, "edition": edition})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Allow: /wizard/$",
        "Disallow: /admin/",
        "Disallow: /editors/",
        "Disallow: /wizard/",
        "Disallow: /plan/",
        "Disallow: /report/",
        "Disallow: /search/",
        # every combination of filters is an address: crawling them all would never end
        "Disallow: /tools/?",
        "Disallow: /practices/?",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# A page that is not an entry, and the types whose changes change it; none means any of them.
FIXED: dict[str, tuple[str, ...]] = {
    "/": (),
    "/disciplines/": ("discipline",),
    "/disciplines/compare/": ("discipline", "principle"),
    "/principles/": ("principle",),
    "/principles/matrix/": ("discipline", "principle"),
    "/practices/": ("practice",),
    "/pains/": ("pain",),
    "/tools/": ("tool",),
    "/tools/compare/": ("tool",),
    "/roles/": ("role",),
    "/flow/": ("stage",),
    "/glossary/": (),
    "/sources/": ("source",),
    "/changes/": (),
    "/method/": ("question", "rule", "weight"),
    "/wizard/": ("question",),
}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page worth finding, each with the day of the last change a reader could see."""
    root = request.build_absolute_uri("/").rstrip("/")
    changed = {reference: change.at for reference, change in last_changes().items()}
    newest: dict[str, dt.datetime] = {}
    for reference, at in changed.items():
        kind = reference.partition("/")[0]
        newest[kind] = max(at, newest.get(kind, at))
    pages = [
        (path, max((newest[k] for k in kinds or newest if k in newest), default=None)) for path, kinds in FIXED.items()
    ]
    cards = directory().cards.values()
    pages += [(c.url, changed.get(c.reference)) for c in cards if c.type != "source" and c.status == "published"]
    found = [(root + path, at) for path, at in pages]
    return render(request, "sitemap.xml", {"pages": found}, content_type="application/xml")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """So that a browser can search the guide from its address bar."""
    context = {"root": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "opensearch.xml", context, content_type="application/opensearchdescription+xml")


ABOUT = """\
# OpsGuide

> A field guide to DevOps, SecOps, GitOps, NetOps, DataOps, MLOps, AIOps, LLMOps, FinOps and their neighbours, and a
> wizard that says what a team should adopt first, and why. Practices before tools; no claim without a source, no
> advice without a reason, no tool without a life sign.

Every page of an entry is also Markdown: put `.md` in the place of the last slash ({root}/tools/dvc/ is
{root}/tools/dvc.md). The lists too ({root}/tools.md). The same as JSON: {root}/api/v1/ with its description in
{root}/api/v1/openapi.json; search with {root}/api/v1/search?q=too+many+alerts. This is edition {edition};
what changed stands in {root}/feeds/changes.atom.
"""
LISTS = {
    "practice": "what to adopt: how to start this week, when it is done, when it is too early",
    "pain": "complaints of teams, and the practices that remove the cause",
    "tool": "licence, hosting, cost, life sign with its evidence, and what to use instead of those that ended",
    "role": "who does what, and who hands over to whom",
    "stage": "the flow of data through an organisation, step by step",
    "term": "words, each in a sentence",
    "source": "what the claims rest on",
}
TITLES = {
    "practice": "Practices",
    "pain": "Pains",
    "tool": "Tools",
    "role": "Roles",
    "stage": "Data flow",
    "term": "Glossary",
    "source": "Sources",
}


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The guide for language models: what it is, its lists, and how to read all of it without HTML. llmstxt.org"""
    root = request.build_absolute_uri("/").rstrip("/")
    names = directory()
    parts = [ABOUT.format(root=root, edition=current_edition())]
    for title, kind in (("Disciplines", "discipline"), ("Principles", "principle")):
        cards = [card for card in names.of_type(kind) if card.status == "published"]
        lines = [f"- [{card.title}]({root}{markdown_address(card)}): {card.summary}" for card in cards]
        parts.append("\n".join([f"## {title}", "", *lines, ""]))
    lists = [
        f"- [{TITLES[kind]}]({root}/{PLURALS[kind]}.md): {sum(c.status == 'published' for c in names.of_type(kind))} entries: {about}"
        for kind, about in LISTS.items()
    ]
    parts.append("\n".join(["## Lists", "", *lists, ""]))
    more = [
        f"- [How we advise]({root}/method/): every question, weight and rule of the wizard",
        f"- [Questions of the wizard]({root}/api/v1/questions): ids and choices; POST answers to {root}/api/v1/plans for a plan",
        f"- [What changed]({root}/changes/): edition by edition",
    ]
    parts.append("\n".join(["## Optional", "", *more, ""]))
    return HttpResponse("\n".join(parts), content_type="text/plain; charset=utf-8")
