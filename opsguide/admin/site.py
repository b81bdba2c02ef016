from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse

DESK = (
    "Tool",
    "Practice",
    "Pain",
    "Term",
    "Source",
    "Discipline",
    "Principle",
    "Stage",
    "Role",
    "Question",
    "Rule",
    "Weight",
    "Report",
    "Change",
    "Edition",
)


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

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The guide first, and in it what is edited most; accounts and locked doors come last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "opsguide":
                app["models"].sort(key=lambda model: _place(DESK, model["object_name"]))
        return sorted(apps, key=lambda app: _place(("opsguide", "wizard"), app["app_label"]))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {**(extra_context or {}), "panel": _panel()})


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _panel() -> list[dict[str, Any]]:
    """What waits for an editor: [{"title", "kinds": [{"name", "count", "url"}]}]. Imported late: models load after this."""
    from .panel import waiting

    return waiting(today=dt.date.today())
