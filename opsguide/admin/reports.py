"""Readers' reports, and the record of what changed. The record is only read: it is what readers were told."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from opsguide.models import Change, Edition, Report


class _OnlyRead(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ("what_short", "page_link", "made_at", "handled")
    list_filter = ("handled", "made_at")
    search_fields = ("page", "what", "source", "contact")
    readonly_fields = ("page_link", "what", "source", "contact", "made_at")
    fields = (*readonly_fields, "handled")
    actions = ("mark_handled", "mark_open")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="what is wrong")
    def what_short(self, report: Report) -> str:
        return report.what if len(report.what) <= 90 else f"{report.what[:90]} …"

    @admin.display(description="page", ordering="page")
    def page_link(self, report: Report) -> str:
        # A reader wrote this, so only a path of our own becomes a link.
        is_path = report.page.startswith("/") and not report.page.startswith(("//", "/\\"))
        return format_html('<a href="{0}">{0}</a>', report.page) if is_path else report.page

    @admin.action(description="Mark handled", permissions=["change"])
    def mark_handled(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.message_user(request, f"{queryset.update(handled=True)} marked handled.", messages.SUCCESS)

    @admin.action(description="Open again", permissions=["change"])
    def mark_open(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.message_user(request, f"{queryset.update(handled=False)} open again.", messages.SUCCESS)


@admin.register(Change)
class ChangeAdmin(_OnlyRead):
    list_display = ("title", "entry_type", "kind", "what_changed", "actor", "edition")
    list_filter = ("kind", "entry_type")
    search_fields = ("entry_id", "title", "actor")
    list_select_related = ("edition",)

    @admin.display(description="what")
    def what_changed(self, change: Change) -> str:
        return change.note or ", ".join(change.keys)


@admin.register(Edition)
class EditionAdmin(_OnlyRead):
    list_display = ("id", "at", "cause")
    search_fields = ("cause",)
    date_hierarchy = "at"
