"""Finding an assessment by its link, and keeping its pages to those who have the link."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from wizard.engine import IncompleteMethodError
from wizard.models import Assessment

View = Callable[..., HttpResponse]


def owner_page(view: View) -> View:
    """The view gets the assessment that the edit token opens; every other token gets the page for expired links."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        assessment = Assessment.objects.to_edit(token)
        return kept_private(view(request, assessment, **more) if assessment else link_gone(request))

    return wrapper


def plan_page(view: View) -> View:
    """Either token opens it; `owner` says whether it was the one that may change things."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        assessment = Assessment.objects.to_read(token)
        if assessment is None:
            return kept_private(link_gone(request))
        owner = assessment.token == token
        return kept_private(view(request, assessment, owner=owner, **more), has_forms=owner)

    return wrapper


def kept_private(response: HttpResponse, *, has_forms: bool = True) -> HttpResponse:
    """The address is the key, so it may reach no cache, no search engine and no other site.

    `no-referrer` would make browsers send `Origin: null` with a form, which the CSRF check must refuse; pages with
    forms say `same-origin`, which tells other sites just as little.
    """
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if has_forms else "no-referrer"
    return response


def link_gone(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        404,
        "This link leads nowhere any more",
        "It may have expired, its owner may have deleted the answers, or a character was lost when it was copied. "
        "If it is yours, look for the address in your browser’s history; otherwise a new start takes two minutes.",
    )


def too_many_starts(request: HttpRequest) -> HttpResponse:
    response = _page(
        request,
        429,
        "That were many starts in one hour",
        "So that nobody fills this guide’s database by accident, one address may start a limited number of times an hour. "
        "Wait a little; what you have begun is still there under its own link.",
    )
    response["Retry-After"] = "1800"
    return kept_private(response)


def needs_method(view: View) -> View:
    """Before the first sync, or with a weight unpublished, there is no method: say so instead of breaking."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        try:
            return view(request, *args, **more)
        except IncompleteMethodError as error:
            detail = f" ({error})" if request.user.is_staff or settings.DEBUG else ""
            advice = f"The wizard’s questions or numbers are not complete. Whoever runs this guide can mend it with sync_content{detail}."
            return kept_private(_page(request, 503, "The wizard is being set up", advice))

    return wrapper


def _page(request: HttpRequest, status: int, heading: str, advice: str) -> HttpResponse:
    return render(request, "error.html", {"status": status, "heading": heading, "advice": advice}, status=status)
