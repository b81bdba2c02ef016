"""Small middleware: refuse what no browser sends, and let caches know the edition."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from .editions import current_edition
from .library.reader import fingerprint
from .views.errors import bad_request

Handler = Callable[[HttpRequest], HttpResponse]


def refuse_bad_requests(get_response: Handler) -> Handler:
    """NUL bytes reach no database, and an address of thousands of characters is nobody's link."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query:
            return bad_request(request)
        return get_response(request)

    return middleware


@functools.cache
def build() -> str:
    """A word for the code and templates this process runs: an upgrade makes every cached page stale."""
    folders = [settings.BASE_DIR / name for name in ("opsguide", "wizard", "templates", "static")]
    return fingerprint(folders, suffixes=(".py", ".html", ".css", ".js", ".svg"))[:12]


PRIVATE = ("/admin/", "/wizard/", "/plan/", "/report/", "/editors/", "/health/")


def edition_headers(get_response: Handler) -> Handler:
    """Public pages carry the edition as a weak ETag, so an unchanged page costs a visitor 304 and no body.

    Only for visitors without a session; whatever looks at a cookie (a form, the admin) is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        public = request.method in ("GET", "HEAD") and not request.path.startswith(PRIVATE)
        if not public or settings.DEBUG or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return get_response(request)
        etag = f'W/"{build()}-{current_edition()}-{request.headers.get("HX-Request-Type", "page")[:10]}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _headers(HttpResponse(status=304), etag)
        response = get_response(request)
        own = response.has_header("ETag") or response.cookies or has_vary_header(response, "Cookie")
        return response if own or response.status_code != 200 else _headers(response, etag)

    return middleware


def _headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response
