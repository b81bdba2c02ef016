"""An assessment: a team's answers, and the plan they gave."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


def new_token() -> str:
    """128 bits: nobody guesses it, and it still fits in a chat message."""
    return secrets.token_urlsafe(16)


def expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.ASSESSMENT_DAYS)


class AssessmentQuerySet(models.QuerySet):
    def alive(self) -> AssessmentQuerySet:
        return self.filter(expires_at__gt=timezone.now())


class Assessment(models.Model):
    """Whoever has `token` may change it, whoever has `read_token` may read its plan; no account, no name."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    read_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    mode = models.CharField(max_length=5, choices=[("quick", "quick"), ("full", "full")])
    answers = models.JSONField(default=dict)
    # The plan is a snapshot: what was advised then, from these answers, under this edition.
    plan = models.JSONField(null=True)
    plan_answers = models.JSONField(null=True)
    plan_edition = models.PositiveIntegerField(null=True)
    planned_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(default=expiry)

    objects = AssessmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"assessment of {self.started_at:%Y-%m-%d}"
