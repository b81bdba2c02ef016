"""What monitors and crawlers ask for."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opsguide.directory import directory
from opsguide.editions import current_edition
from opsguide.models import Discipline


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
        "Disallow: /admin/",
        "Disallow: /wizard/",
        "Disallow: /plan/",
        "Disallow: /search/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    fixed = [
        "/",
        "/disciplines/",
        "/disciplines/compare/",
        "/principles/",
        "/principles/matrix/",
        "/practices/",
        "/pains/",
        "/tools/",
        "/tools/compare/",
        "/roles/",
        "/flow/",
        "/glossary/",
        "/sources/",
        "/changes/",
        "/method/",
        "/wizard/",
    ]
    pages = [card.url for card in directory().cards.values() if card.type != "source"]
    return render(
        request,
        "sitemap.xml",
        {"addresses": [root + path for path in [*fixed, *pages]]},
        content_type="application/xml",
    )
