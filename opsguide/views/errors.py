"""Error pages in the guide's own dress. They touch no database, since it may be what failed."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _error(
            request,
            413,
            "That is too much at once",
            "What you sent is far larger than any form of this guide. Go back and send less; what was saved before is still there.",
        )
    return _error(
        request,
        400,
        "That request cannot be read",
        "Part of the address or of what was sent is not text. Go back and try again with ordinary words.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(
        request,
        403,
        "This form has gone stale",
        "The page was open for a long time, or cookies are switched off. Go back, reload the page and send the form again; what you had saved before is still there.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, "This is not yours to see", "The page exists, but your account may not open it.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(
        request,
        404,
        "Nothing is filed here",
        "The address may be mistyped, or the page never existed. Old addresses of renamed pages keep working, so it is worth a search.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(
        request,
        500,
        "Something broke on our side",
        "It is not your doing, and nothing you saved is lost. Try again in a minute; if it stays, tell whoever runs this guide.",
    )


def _error(request: HttpRequest, status: int, heading: str, advice: str) -> HttpResponse:
    return render(None, "error.html", {"status": status, "heading": heading, "advice": advice}, status=status)
