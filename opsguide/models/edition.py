"""Editions, and what changed in each. Report is a reader's note that something is wrong."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_changes(self) -> EditionQuerySet:
        """Those in which a reader would notice something, with `change_count`, newest first."""
        return self.annotate(change_count=models.Count("changes")).filter(change_count__gt=0).order_by("-id")


class Edition(models.Model):
    """One more each time something visible changes. Its number is in every ETag, plan and export."""

    at = models.DateTimeField(db_default=Now())
    cause = models.CharField(max_length=200)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"edition {self.pk}"


class Change(models.Model):
    """What happened to one entry in one edition, in public words."""

    KINDS = [("added", "added"), ("changed", "changed"), ("retired", "retired"), ("restored", "back again")]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="changes")
    entry_type = models.CharField(max_length=10)
    entry_id = models.CharField(max_length=60)
    title = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=KINDS)
    keys = models.JSONField(default=list, help_text="The keys that changed.")
    note = models.CharField(max_length=400, blank=True, help_text="Such as: lifecycle active -> archived")
    actor = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-edition_id", "entry_type", "entry_id")
        indexes = [models.Index(fields=["entry_type", "entry_id"])]

    def __str__(self) -> str:
        return f"{self.entry_type}/{self.entry_id} {self.kind}"


class SyncState(models.Model):
    """The fingerprint of the content folders at the last clean sync: equal means nothing to read."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Report(models.Model):
    """Something wrong here? A reader's words, waiting for an editor."""

    made_at = models.DateTimeField(db_default=Now())
    page = models.CharField(max_length=300)
    what = models.TextField(max_length=2000)
    source = models.CharField(max_length=400, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    handled = models.BooleanField(default=False)
    sender = models.CharField(
        max_length=64, blank=True, editable=False, help_text="A salted hash; it only serves the rate limit."
    )

    class Meta:
        ordering = ("handled", "-made_at")

    def __str__(self) -> str:
        return f"{self.page}: {self.what[:60]}"
