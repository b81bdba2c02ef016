"""An assessment: a team's answers, and the plan they gave."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def new_token() -> str:
    """128 bits: nobody guesses it, and it still fits in a chat message."""
    return secrets.token_urlsafe(16)


def expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.ASSESSMENT_DAYS)


class AssessmentQuerySet(models.QuerySet):
    def alive(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def to_edit(self, token: str) -> Assessment | None:
        return self.alive().filter(token=token).first()

    def to_read(self, token: str) -> Assessment | None:
        """Either link opens the plan; which of the two it was says who may change it."""
        return self.alive().filter(Q(token=token) | Q(read_token=token)).first()


class Assessment(models.Model):
    """Whoever has `token` may change it, whoever has `read_token` may read its plan; no account, no name."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    read_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    mode = models.CharField(max_length=5, choices=[("quick", "quick"), ("full", "full")])
    answers = models.JSONField(default=dict, blank=True)
    # question id -> the rows or options it showed when it was last answered or skipped: a question that can now show
    # more than that is asked again, and one that was skipped is not.
    seen = models.JSONField(default=dict, blank=True)
    # The plan is a snapshot: what was advised then, from these answers, under this edition.
    plan = models.JSONField(null=True, blank=True)
    plan_answers = models.JSONField(null=True, blank=True)
    plan_edition = models.PositiveIntegerField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(default=expiry, db_index=True)
    started_from = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="A salted hash that changes every day; it only serves the rate limit.",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        indexes = [models.Index(fields=["started_from", "started_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    plan__isnull=True, plan_answers__isnull=True, plan_edition__isnull=True, planned_at__isnull=True
                )
                | Q(
                    plan__isnull=False, plan_answers__isnull=False, plan_edition__isnull=False, planned_at__isnull=False
                ),
                name="a_plan_comes_with_its_answers_edition_and_date",
            )
        ]

    def __str__(self) -> str:
        return f"assessment of {self.started_at:%Y-%m-%d}"
