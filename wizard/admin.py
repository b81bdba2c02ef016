"""Assessments belong to those who hold their links: operators see that they exist, and may erase them on request."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Assessment


@admin.register(Assessment)
class AssessmentAdmin(admin.ModelAdmin):
    list_display = ("link", "mode", "answered", "has_plan", "started_at", "changed_at", "expires_at")
    list_filter = ("mode", "started_at")
    date_hierarchy = "started_at"
    fields = (
        "link",
        "mode",
        "answered",
        "has_plan",
        "plan_edition",
        "planned_at",
        "started_at",
        "changed_at",
        "expires_at",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="link begins with")
    def link(self, assessment: Assessment) -> str:
        """Enough to find the one somebody asks about, too little to open it."""
        return f"{assessment.token[:4]}…"

    @admin.display(description="answers")
    def answered(self, assessment: Assessment) -> int:
        return len(assessment.answers)

    @admin.display(description="plan", boolean=True)
    def has_plan(self, assessment: Assessment) -> bool:
        return assessment.plan is not None
