"""Every write to an assessment. Each takes the row's lock, so that two tabs of one visitor lose nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .engine import Catalogue, Mode
from .models import Assessment, expiry
from .snapshots import snapshot


class TooManyStarts(Exception):
    """One address began more assessments within an hour than people do."""


def starts_per_hour() -> int:
    return getattr(settings, "ASSESSMENT_STARTS_PER_HOUR", 30)


def start_assessment(*, mode: Mode, sender: str) -> Assessment:
    """A new, empty assessment for whoever `sender` is a hash of. Raises TooManyStarts.

    Sweeps out what has expired, so that nobody else need do it.
    """
    now = timezone.now()
    today, yesterday = (_of_the_day(sender, (now - timedelta(days=days)).date().isoformat()) for days in (0, 1))
    with transaction.atomic():
        Assessment.objects.expired().delete()
        recent = Assessment.objects.filter(started_from__in=[today, yesterday], started_at__gt=now - timedelta(hours=1))
        if recent.count() >= starts_per_hour():
            raise TooManyStarts
        return Assessment.objects.create(mode=mode, started_from=today)


def _of_the_day(sender: str, day: str) -> str:
    """Another hash tomorrow: enough to count an hour, too little to follow anybody."""
    return salted_hmac("wizard.start", f"{sender} {day}", algorithm="sha256").hexdigest()


def save_answer(*, assessment: Assessment, question: str, answer: Any, shown: list[str]) -> Assessment:
    """Store the answer to one question; None takes it back or skips it. `shown` is what the question offered."""
    with transaction.atomic():
        current = Assessment.objects.select_for_update().get(pk=assessment.pk)
        current.answers = {k: v for k, v in current.answers.items() if k != question}
        if answer is not None:
            current.answers[question] = answer
        current.seen = {**current.seen, question: shown}
        current.expires_at = expiry()
        current.save(update_fields=["answers", "seen", "expires_at", "changed_at"])
    return current


def change_mode(*, assessment: Assessment, mode: Mode) -> Assessment:
    with transaction.atomic():
        current = Assessment.objects.select_for_update().get(pk=assessment.pk)
        current.mode = mode
        current.save(update_fields=["mode", "changed_at"])
    return current


def make_plan(*, assessment: Assessment, catalogue: Catalogue) -> Assessment:
    """Store what the guide advises now, from the answers as they stand, as a snapshot."""
    with transaction.atomic():
        current = Assessment.objects.select_for_update().get(pk=assessment.pk)
        current.plan = snapshot(catalogue, current.answers)
        current.plan_answers = current.answers
        current.plan_edition = int(catalogue.edition)
        current.planned_at = timezone.now()
        current.expires_at = expiry()
        current.save(update_fields=["plan", "plan_answers", "plan_edition", "planned_at", "expires_at", "changed_at"])
    return current


def delete_assessment(*, assessment: Assessment) -> None:
    """Answers, plan and both links, for good."""
    Assessment.objects.filter(pk=assessment.pk).delete()
