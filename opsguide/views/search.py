from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from opsguide import search
from opsguide.http import HtmxHttpRequest, render_page

SUGGESTED = 8


@require_safe
def search_page(request: HtmxHttpRequest) -> HttpResponse:
    """The page, its results alone, or (`?quick`) the few suggestions under the field in the header."""
    typed = request.GET.get("q", "")
    query = search.tidy(typed)
    quick = "quick" in request.GET
    found = search.search(query, SUGGESTED if quick else search.LIMIT)
    context = {"query": query, "found": found, "cut": len(typed.strip()) > search.LONGEST}
    return render_page(request, "opsguide/search.html", context, partial="quick" if quick else "results")
