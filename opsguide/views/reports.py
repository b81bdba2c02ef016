"""Something wrong here? A form for readers, without an account and without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from opsguide.reporting import (
    TRAP,
    Refusal,
    ReportForm,
    guard,
    new_stamp,
    readable,
    sender_of,
    stamp_to_show,
    take_report,
)

OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]{0,299}")  # on this site, and nothing that a browser takes for another


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ReportForm(initial={"page": _own_path(request.GET.get("page", ""))}), new_stamp())
    data = readable(request.POST)
    form = ReportForm(data)
    stamp = stamp_to_show(data.get("made", ""))
    if not form.is_valid():
        return _page(request, form, stamp, status=422)
    refusal = guard(data) or take_report(form=form, sender=sender_of(request))
    if isinstance(refusal, Refusal):
        return _page(request, form, stamp, status=refusal.status, refusal=refusal)
    page = _own_path(form.cleaned_data["page"])
    return redirect(f"/report/thanks/?{urlencode({'page': page})}" if page else "/report/thanks/")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    response = render(request, "opsguide/report_thanks.html", {"page_path": _own_path(request.GET.get("page", ""))})
    response["X-Robots-Tag"] = "noindex"
    return response


def _own_path(text: str) -> str:
    return text if OWN_PATH.fullmatch(text) else ""


def _page(
    request: HttpRequest, form: ReportForm, stamp: str, *, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"form": form, "stamp": stamp, "trap": TRAP, "refusal": refusal}
    response = render(request, "opsguide/report.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    if refusal and refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response
