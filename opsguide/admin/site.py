from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse


class EntryAutocomplete(AutocompleteJsonView):
    """Says of a suggestion when it is a draft: a published entry must not point at one."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        status = getattr(obj, "status", "published")
        return result if status == "published" else {**result, "text": f"{result['text']} ({status})"}


class Site(admin.AdminSite):
    site_title = "OpsGuide"
    site_header = "OpsGuide – editors' desk"
    index_title = "Content"

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return EntryAutocomplete.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {**(extra_context or {}), "panel": _panel()})


def _panel() -> list[dict[str, Any]]:
    """What waits for an editor: [{"title", "kinds": [{"name", "count", "url"}]}]. Imported late: models load after this."""
    from .panel import waiting

    return waiting(today=dt.date.today())
