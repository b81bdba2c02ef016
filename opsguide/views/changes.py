from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.editions import read_day
from opsguide.http import HtmxHttpRequest
from opsguide.models import Change, Edition

EDITIONS_PER_PAGE = 20
CHANGES_PER_PAGE = 200
MOST_LISTED = 40  # changes of one edition beside other editions; beyond, they are counted and have a page


@require_safe
def changes(request: HtmxHttpRequest) -> HttpResponse:
    """What each edition changed, newest first; since a day with ?since=2026-11-01."""
    asked = request.GET.get("since", "").strip()
    since = read_day(asked)
    editions = Edition.objects.with_changes()
    if since:
        editions = editions.filter(at__date__gte=since)
    page = Paginator(editions, EDITIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"editions": _told(page), "page_obj": page, "since": since, "misread": asked if not since else ""}
    return render(request, "opsguide/changes.html", context)


@require_safe
def edition(request: HtmxHttpRequest, number: int) -> HttpResponse:
    """Everything one edition changed."""
    found = Edition.objects.with_changes().filter(pk=number).first()
    if found is None:
        raise Http404(f"no edition {number}")
    page = Paginator(_in_order(found.changes.all()), CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"edition": found, "changes": page.object_list, "page_obj": page, "counts": _counts([found])[found.pk]}
    return render(request, "opsguide/edition.html", context)


def _told(page: Page[Edition]) -> list[tuple[Edition, list[Change], list[tuple[str, str, int]]]]:
    """Each edition with its changes, or, when there are too many, with their number by kind and type."""
    few = [e.pk for e in page if e.change_count <= MOST_LISTED]
    listed: dict[int, list[Change]] = {}
    for change in _in_order(Change.objects.filter(edition__in=few)):
        listed.setdefault(change.edition_id, []).append(change)
    counts = _counts([e for e in page if e.pk not in few])
    return [(e, listed.get(e.pk, []), counts.get(e.pk, [])) for e in page]


def _in_order(changes: QuerySet[Change]) -> QuerySet[Change]:
    return changes.order_by("kind", "entry_type", "title", "id")


def _counts(editions: list[Edition]) -> dict[int, list[tuple[str, str, int]]]:
    """Edition number -> (kind, entry type, how many), the largest first."""
    counted: dict[int, list[tuple[str, str, int]]] = {}
    rows = Change.objects.filter(edition__in=editions).values_list("edition", "kind", "entry_type")
    for number, kind, entry_type, count in rows.annotate(count=Count("id")).order_by("-count", "kind", "entry_type"):
        counted.setdefault(number, []).append((dict(Change.KINDS)[kind], entry_type, count))
    return counted
