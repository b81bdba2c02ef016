"""Tools, with their lifecycle kept apart from editorial status."""

from __future__ import annotations

from typing import get_args

from django.db import models
from django.db.models import Case, Q, When

from opsguide.library import schema
from opsguide.wording import day_in_words

from .entry import Entry, OrderedChild, StructureField, TextListField
from .knowledge import Practice

USABLE = ("active", "feature-complete", "maintenance", "quiet", "unknown")
OVER = ("archived", "absorbed", "renamed", "ended")  # it happened on a day; the others go on since one
STATES = {
    "active": "Active",
    "feature-complete": "Feature-complete",
    "maintenance": "Maintenance only",
    "quiet": "Quiet",
    "closing": "Closing",
    "archived": "Archived",
    "absorbed": "Absorbed",
    "renamed": "Renamed",
    "ended": "Ended",
    "unknown": "Unknown",
}
LICENCE_CLASSES = {
    "open-source": "Open source",
    "source-available": "Source available",
    "proprietary": "Proprietary",
    "open-standard": "Open standard",
    "unknown": "Unknown",
}
HOSTING = {"self": "Run it yourself", "saas": "Hosted by the vendor"}
FITS = {"first": "look at it first", "main": "what it is for", "also": "also does it"}  # the better first
PLATFORMS = {
    "kubernetes": "Kubernetes",
    "docker": "Containers",
    "aws": "AWS",
    "azure": "Azure",
    "gcp": "Google Cloud",
    "databricks": "Databricks",
    "snowflake": "Snowflake",
    "github": "GitHub",
    "gitlab": "GitLab",
}
COSTS = {"free": "Free", "freemium": "Free tier", "paid": "Paid", "unknown": "Unknown"}


def valid_evidence_address(value: str) -> None:
    from django.core.exceptions import ValidationError

    try:
        schema.evidence_address(value)
    except ValueError as error:
        raise ValidationError("Write an https:// address, or a package such as 'pip: mlflow'.") from error


class Tool(Entry):
    type = "tool"
    children = {"practices": "fits", "compare": "cells"}

    homepage = models.URLField(max_length=400)
    repository = models.URLField(max_length=400, null=True, blank=True)
    docs = models.URLField(max_length=400, null=True, blank=True)
    vendor = models.CharField(max_length=120, null=True, blank=True)
    kind = models.CharField(
        max_length=13, choices=[(k, k) for k in ("library", "tool", "platform", "service", "specification", "list")]
    )
    licence = models.CharField(max_length=120, help_text="SPDX id or expression; LicenseRef-proprietary otherwise.")
    licence_class = models.CharField(max_length=16, choices=list(LICENCE_CLASSES.items()))
    licence_note = models.CharField(max_length=400, null=True, blank=True)
    licence_history = StructureField(default=list, blank=True)
    hosting = TextListField(help_text="self, saas, or both: one per line.")
    cost = models.CharField(max_length=8, choices=list(COSTS.items()))
    needs = TextListField(
        help_text="Platforms it cannot do without: kubernetes, aws, azure, gcp, databricks, snowflake, github, gitlab, docker."
    )
    burden = models.CharField(
        max_length=6, choices=[(b, b) for b in ("light", "medium", "heavy")], help_text="To install and keep alive."
    )
    works_with = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="worked_with_by")
    packages = StructureField(default=dict, blank=True, help_text="For example: pip: [mlflow]")
    lifecycle_state = models.CharField(max_length=16, choices=list(STATES.items()), default="active")
    lifecycle_since = models.CharField(max_length=10, null=True, blank=True, help_text="2024, 2024-05 or 2024-05-31.")
    lifecycle_why = models.CharField(max_length=400, null=True, blank=True)
    lifecycle_evidence = StructureField(
        default=list, blank=True, help_text="what, at (an address or 'pip: name'), seen."
    )
    lifecycle_successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="succeeds")
    lifecycle_successor_note = models.CharField(max_length=400, null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(lifecycle_state__in=("active", "feature-complete", "unknown"))
                | Q(lifecycle_since__isnull=False, lifecycle_why__isnull=False),
                name="an_ended_tool_says_since_when_and_why",
            )
        ]

    @property
    def platforms(self) -> list[str]:
        """What it cannot do without, by name."""
        return [PLATFORMS.get(need, need) for need in self.needs]

    @property
    def usable(self) -> bool:
        return self.lifecycle_state in USABLE

    @property
    def standing(self) -> str:
        """The state and its day, as one says it. An active tool's day is that of some event, not when it came to life."""
        state, since = STATES[self.lifecycle_state], self.lifecycle_since
        if self.lifecycle_state == "unknown":
            return "No life sign known"
        if not since or self.lifecycle_state in ("active", "feature-complete"):
            return state
        if self.lifecycle_state in OVER:
            return f"{state} {'on' if len(since) == 10 else 'in'} {day_in_words(since)}"
        return f"{state} since {day_in_words(since)}"


class FitQuerySet(models.QuerySet["Fit"]):
    def for_practice(self, practice: Practice) -> FitQuerySet:
        """The published tools for a practice, the better fit first, then by name."""
        ranks = Case(*(When(fit=fit, then=rank) for rank, fit in enumerate(FITS)))
        found = self.filter(practice=practice, parent__status="published").select_related("parent")
        return found.order_by(ranks, "parent__title")


class Fit(OrderedChild):
    MADE_FOR = ("first", "main")

    parent = models.ForeignKey(Tool, models.CASCADE, related_name="fits")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="fits")
    fit = models.CharField(
        max_length=5,
        choices=list(FITS.items()),
    )
    note = models.CharField(max_length=400, null=True, blank=True)

    objects = FitQuerySet.as_manager()

    @property
    def made_for_it(self) -> bool:
        return self.fit in self.MADE_FOR


class Cell(OrderedChild):
    parent = models.ForeignKey(Tool, models.CASCADE, related_name="cells")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="cells")
    row = models.SlugField(max_length=60)
    value = models.CharField(
        max_length=7, choices=[(v, v) for v in get_args(schema.Cell.model_fields["value"].annotation)]
    )
    note = models.CharField(max_length=400, null=True, blank=True)
    at = models.CharField(max_length=400, null=True, blank=True, validators=[valid_evidence_address])
