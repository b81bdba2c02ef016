"""Rendering pages and fragments, and the types of requests."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


def render_page(
    request: HtmxHttpRequest, template: str, context: dict[str, Any], *, partial: str, status: int = 200
) -> HttpResponse:
    """The whole page, or only its named partial when htmx asks for a fragment."""
    name = f"{template}#{partial}" if wants_fragment(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def is_editor(request: HttpRequest) -> bool:
    """Staff, asked only of visitors who bring a session: a page that never touched one stays cacheable for all."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_active and request.user.is_staff


def wants_fragment(request: HtmxHttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"
