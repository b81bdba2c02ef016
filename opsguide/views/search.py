from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from opsguide import search
from opsguide.http import HtmxHttpRequest, render_page


@require_safe
def search_page(request: HtmxHttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").split())[:200]
    found = search.search(query)
    context = {"query": query, "found": found, "words": search.fold(query).split()}
    return render_page(request, "opsguide/search.html", context, partial="results")
