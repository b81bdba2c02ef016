"""Middleware for /api/: callable from any page, and JSON even when it is Django that says no."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .answers import problem

Handler = Callable[[HttpRequest], HttpResponse]

# No cookies are read and nothing is written, so any origin may ask. Credentials are not allowed, on purpose.
ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Location",
    "Access-Control-Max-Age": "86400",
}
SAID = {
    400: ("The request cannot be read.", "Part of the address is not text. Check its encoding."),
    404: ("There is nothing at this address.", "GET /api/v1/ lists what there is."),
    405: ("This address does not take that method.", "Everything is read with GET; only /api/v1/plans takes POST."),
    413: ("The body is too large.", "Send at most 100 kB."),
}


def api_manners(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        response = _preflight() if request.method == "OPTIONS" else get_response(request)
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            response = _as_json(response)
        for name, value in ANY_ORIGIN.items():
            response[name] = value
        return response

    return middleware


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    del response["Content-Type"]  # there is nothing to have a type
    return response


def _as_json(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 500 and settings.DEBUG:
        return response  # a developer wants the traceback
    fallback = ("Something broke on our side.", "Try again in a minute; if it stays, tell whoever runs this guide.")
    said = problem(response.status_code, *SAID.get(response.status_code, fallback))
    if "Allow" in response:
        said["Allow"] = response["Allow"]
    patch_cache_control(said, no_store=True)
    return said
