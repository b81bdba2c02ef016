"""Small middleware: refuse what no browser sends, and let caches know the edition."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from . import __version__
from .editions import current_edition
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


def edition_headers(get_response: Handler) -> Handler:
    """Public pages carry the edition as a weak ETag, so an unchanged page costs a visitor 304 and no body.

    Only for anonymous GETs of the guide; the wizard and the admin say `no-store` themselves.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        public = request.method in ("GET", "HEAD") and not request.path.startswith(("/admin/", "/wizard/", "/plan/", "/health/", "/editors/"))
        etag = ""
        if public and not request.user.is_authenticated:
            patch = f"{__version__}-{current_edition()}-{request.headers.get('HX-Request-Type', 'page')}"
            etag = quote_etag(patch).replace('"', 'W/"', 1)
            if etag in parse_etags(request.headers.get("If-None-Match", "")):
                return _headers(HttpResponse(status=304), etag)
        response = get_response(request)
        if etag and response.status_code == 200 and not response.has_header("ETag") and not response.cookies:
            _headers(response, etag)
        return response

    return middleware


def _headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response
