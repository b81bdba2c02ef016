"""What the lists that can be narrowed have in common."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict

from opsguide.facets import Result, Row
from opsguide.http import HtmxHttpRequest, render_page, wants_fragment


def render_list(request: HtmxHttpRequest, template: str, result: Result, *, base: str, **context: Any) -> HttpResponse:
    """The page or its `results`; a fragment also says its address in the shortest form, for the browser's bar."""
    response = render_page(request, template, {"result": result, "base": base, **context}, partial="results")
    if wants_fragment(request):
        before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query[:2000]).get("q", "")
        typing = before and result.text and before != result.text  # no step of the history for every letter
        response["HX-Replace-Url" if typing else "HX-Push-Url"] = base + result.query.removesuffix("?")
    return response


def page_of(request: HtmxHttpRequest, result: Result, per_page: int) -> Page[Row]:
    """The page that was asked for or the nearest there is, which is then said."""
    asked = request.GET.get("page")
    if request.GET.get("all") == "1":
        per_page = max(1, len(result.rows))
    shown = Paginator(result.rows, per_page).get_page(asked)
    if asked and asked != str(shown.number):
        result.ignored.append(f"page {asked[:20]}")
    return shown
