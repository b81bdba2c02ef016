"""Disciplines, principles, stages of the data flow and roles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from opsguide.models import (
    Discipline,
    DisciplineRole,
    DisciplineTask,
    Handover,
    Nuance,
    Principle,
    Role,
    Stage,
    StageTask,
)

from .entries import EntryAdmin, PartInline


class DisciplineRoleInline(PartInline):
    model = DisciplineRole
    key = "roles"
    verbose_name = "role"
    verbose_name_plural = "Who practises it"
    fields = ("role", "part", "position")
    help_texts = {
        "part": "Leads: it is their job. Works: they do it beside other work. Benefits: they wait for its results."
    }


class DisciplineTaskInline(PartInline):
    model = DisciplineTask
    key = "tasks"
    verbose_name = "task"
    verbose_name_plural = "Its main tasks"
    fields = ("task", "practice", "position")
    help_texts = {
        "task": "What somebody does, beginning with a verb. For example: Test data where it arrives.",
        "practice": "The practice that does it, if the guide has one.",
    }


class NuanceInline(PartInline):
    """All seven rows are there from the start: a discipline without one of them cannot be published."""

    model = Nuance
    key = "principles"
    verbose_name = "nuance"
    max_num = 7
    verbose_name_plural = "Its nuance of the seven principles"
    fields = ("principle", "weight", "nuance")
    help_texts = {
        "weight": "Core: without it there is no such discipline. Adapted: it is read differently here. Minor: as everywhere.",
        "nuance": "One sentence for the matrix. For example: Model, data and code are versioned together.",
    }

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(self.missing(obj))

    def missing(self, obj: Discipline | None) -> list[str]:
        has = (
            set(obj.nuances.values_list("principle_id", flat=True))
            if obj is not None and not obj._state.adding
            else set()
        )
        return [
            principle
            for principle in Principle.objects.order_by("order").values_list("id", flat=True)
            if principle not in has
        ]


@admin.register(Discipline)
class DisciplineAdmin(EntryAdmin):
    facts = ("family", "order")
    facets = ("family",)
    ordering = ("order",)
    inlines = (NuanceInline, DisciplineRoleInline, DisciplineTaskInline)
    own = (
        ("Its place among the others", {"fields": ("delivers", ("family", "order"), "builds_on", "confused_with")}),
        ("Whom it concerns", {"fields": ("applies_when",)}),
    )
    help_texts = {
        "delivers": "What it delivers faster. For example: models in production",
        "family": "Gives it its hue and emblem.",
        "builds_on": "Disciplines whose ways it takes over.",
    }

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, NuanceInline):
            kwargs["initial"] = [{"principle": principle} for principle in inline.missing(obj)]
        return kwargs


@admin.register(Principle)
class PrincipleAdmin(EntryAdmin):
    facts = ("question", "order")
    ordering = ("order",)
    own = (("What it asks", {"fields": ("question", "order")}),)
    help_texts = {
        "question": "What it asks of a team. For example: Could you build last month's release again, bit by bit?"
    }


class HandoverInline(PartInline):
    model = Handover
    fk_name = "parent"
    key = "hands_over"
    verbose_name = "hand-over"
    verbose_name_plural = "Who hands what to whom"
    fields = ("to", "giver", "taker", "what", "position")
    help_texts = {
        "to": "The step it goes to.",
        "what": "For example: Versioned, documented data sets with their origin.",
    }


class StageTaskInline(PartInline):
    model = StageTask
    key = "tasks"
    verbose_name = "task"
    verbose_name_plural = "Tasks of each role"
    fields = ("role", "task", "position")
    help_texts = {"task": "What they do at this step, beginning with a verb."}


@admin.register(Stage)
class StageAdmin(EntryAdmin):
    facts = ("order",)
    ordering = ("order",)
    inlines = (HandoverInline, StageTaskInline)
    own = (("Its place in the flow", {"fields": ("order", "disciplines")}),)
    help_texts = {"disciplines": "The Ops that help at this step."}


@admin.register(Role)
class RoleAdmin(EntryAdmin):
    facts = ("team",)
    facets = ("team",)
    own = (("What they do", {"fields": ("team", "tasks", "works_with", "counted_as")}),)
    help_texts = {
        "team": "Where they usually sit.",
        "tasks": "One per line, each a sentence that begins with a verb. For example: Build and run the pipelines that feed others.",
        "works_with": "Roles they meet every week.",
        "counted_as": "The line of the wizard's head count that stands for them; empty if they have their own.",
    }
