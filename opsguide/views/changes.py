from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.http import HtmxHttpRequest
from opsguide.models import Change, Edition

PER_PAGE = 20


@require_safe
def changes(request: HtmxHttpRequest) -> HttpResponse:
    """What each edition changed, newest first."""
    pages = Paginator(Edition.objects.filter(changes__isnull=False).distinct(), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    by_edition: dict[int, list[Change]] = {}
    for change in Change.objects.filter(edition__in=[e.pk for e in page]).order_by("kind", "entry_type", "title"):
        by_edition.setdefault(change.edition_id, []).append(change)
    editions = [(edition, by_edition.get(edition.pk, [])) for edition in page]
    return render(request, "opsguide/changes.html", {"editions": editions, "page_obj": page})
