from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from opsguide.models import Cell, Fit, Practice, Tool
from opsguide.models.tool import HOSTING, PLATFORMS

from .boxes import example
from .entries import EntryAdmin, PartInline
from .fields import ChoicesField


class FitInline(PartInline):
    model = Fit
    key = "practices"
    verbose_name = "practice"
    verbose_name_plural = "What it is for: the practices it serves"
    fields = ("practice", "fit", "note", "position")
    help_texts = {
        "practice": "A practice of the guide. Missing one? Write the practice first.",
        "fit": "First: look at it first, and the note says why. Main: a team adopts it for this. Also: it can do this too.",
        "note": "How, in one sentence; may stay empty.",
    }


class CellInline(PartInline):
    model = Cell
    key = "compare"
    verbose_name = "answer"
    extra = 0
    verbose_name_plural = "Comparison with other tools of the same practice"
    fields = ("practice", "row", "value", "note", "at")
    classes = ("collapse",)
    help_texts = {
        "practice": "A practice whose tools are compared.",
        "row": "The id of one of its rows, for example self-hosted. The box suggests them.",
        "note": "Only what qualifies the answer.",
        "at": "Where you saw it: an https address, or a package such as pip: mlflow.",
    }

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "row":
            kwargs["widget"] = forms.TextInput(attrs={"list": "comparison-rows", "size": 18})
        if db_field.name == "at":
            kwargs["widget"] = forms.TextInput(attrs={"size": 20})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Tool)
class ToolAdmin(EntryAdmin):
    facts = ("lifecycle_state", "licence_class")
    facets = ("lifecycle_state", "licence_class", "kind", "cost", "burden")
    inlines = (FitInline, CellInline)
    own = (
        (
            "What kind of thing it is",
            {"fields": (("kind", "vendor"), "homepage", "repository", "docs", "packages")},
        ),
        ("Licence and cost", {"fields": (("licence", "licence_class", "cost"), "licence_note", "licence_history")}),
        ("What it takes to run it", {"fields": ("hosting", "needs", "burden", "works_with")}),
        (
            "Life sign",
            {
                "fields": (
                    ("lifecycle_state", "lifecycle_since"),
                    "lifecycle_why",
                    "lifecycle_evidence",
                    "lifecycle_successors",
                    "lifecycle_successor_note",
                ),
                "description": "Quiet is not dead: a finished tool needs no commits. Unknown is an honest answer.",
            },
        ),
    )
    help_texts = {
        "kind": "What somebody gets who adopts it.",
        "vendor": "Who makes it. For example: LF Projects (Linux Foundation), led by Databricks",
        "homepage": "An https address without tracking parameters.",
        "repository": "Where its source code lives, if it is public.",
        "docs": "Only if the homepage does not lead there.",
        "packages": "By their names, not by the address of a registry:"
        + example("pip: [mlflow]", "helm: [community-charts/mlflow]"),
        "licence": "SPDX id or expression of the freely available part. For example: Apache-2.0. Otherwise: LicenseRef-proprietary",
        "licence_class": "Source available: the code can be read, but the licence restricts its use.",
        "cost": "Of the cheapest way to use it in earnest.",
        "licence_note": "What surprises people. For example: The SSO and audit modules are under a commercial licence.",
        "licence_history": "Only changes that matter to adopters:"
        + example(
            "- on: 2023-08-10", "  was: MPL-2.0", "  now: BUSL-1.1", "  at: https://www.example.org/announcement"
        ),
        "hosting": "Both, if there is a choice.",
        "needs": "Platforms it cannot do without. Tick none if it runs anywhere.",
        "burden": "To install and keep alive, for the team that adopts it. Light: a library. Heavy: a cluster with its own databases.",
        "works_with": "Tools it is often combined with; shown on both pages.",
        "lifecycle_state": "Your judgement from the evidence below, kept apart from whether this page is published.",
        "lifecycle_since": "2024, 2024-05 or 2024-05-31. Needed when it is not simply active.",
        "lifecycle_why": "For example: The repository was archived by its owner; development moved to KServe.",
        "lifecycle_evidence": "Where you saw the life sign, or the notice of its end:"
        + example("- what: Package mlflow 3.18.0 released 2026-11-03", "  at: 'pip: mlflow'", "  seen: 2026-11-23"),
        "lifecycle_successors": "What to use in its place, if it was renamed, absorbed or ended.",
        "lifecycle_successor_note": "If there is no successor, say so and why. For example: None; its users moved to different tools.",
    }

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name in ("hosting", "needs"):
            return ChoicesField(
                choices=list((HOSTING if db_field.name == "hosting" else PLATFORMS).items()),
                required=False,
                help_text=self.help_texts[db_field.name],
                label=db_field.verbose_name.capitalize(),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # The honest answers until somebody has looked; better than a guess that looks like a fact.
        return {
            "licence_class": "unknown",
            "cost": "unknown",
            "lifecycle_state": "unknown",
        } | super().get_changeform_initial_data(request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        compared = Practice.objects.exclude(compare_on=[]).values_list("title", "compare_on")
        context["comparison_rows"] = sorted(
            {(row["id"], f"{title}: {row['label']}") for title, rows in compared for row in rows}
        )
        return super().render_change_form(request, context, *args, **kwargs)
