"""Writes of the editors' desk: what changes for readers is recorded and makes a new edition, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from opsguide.documents import Canonical, relations, to_values
from opsguide.editions import describe_change, publish_edition
from opsguide.models import Change, Edition, Entry

from .examine import Candidate, Finding, blocking, examine
from .snapshot import Snapshot, document_of

DONE = {"published": "published", "draft": "taken back to draft", "retired": "retired"}


def fresh(row: Entry) -> Entry:
    """The row with its relations as the database has them now."""
    return type(row).objects.prefetch_related(*relations(type(row))).get(pk=row.pk)


def candidate_of(row: Entry, *, status: str) -> Candidate:
    return Candidate(row.type, row.pk, without_blanks(to_values(row)) | {"status": status})


def without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    """An empty box says nothing, as a key that is not in a file."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


@transaction.atomic
def record_save(*, row: Entry, before: Canonical | None, actor: str) -> Edition | None:
    """Note what a save changed for readers; None when they see nothing new."""
    change = describe_change(row.type, row.pk, before, document_of(fresh(row)), actor)
    if change is None:
        return None
    return publish_edition(cause=f"{actor}: {row.reference} {change.kind}"[:200], changes=[change])


@transaction.atomic
def set_status(*, rows: Sequence[Entry], status: str, by: Any, known: Snapshot) -> tuple[Edition | None, list[Finding]]:
    """Publish, take back or retire several entries together; all of them or, when one has problems, none."""
    rows = [fresh(row) for row in rows if row.status != status]
    findings = examine([candidate_of(row, status=status) for row in rows], known) if rows else []
    if stopped := blocking(findings, status):
        return None, stopped
    changes: list[Change] = []
    for row in rows:
        before = document_of(row)
        row.status = status
        row.save(update_fields=["status", "changed_at"])
        change = describe_change(row.type, row.pk, before, {**before, "status": status}, by.get_username())
        changes += [change] if change else []
    LogEntry.objects.log_actions(by.pk, rows, CHANGE, change_message=f"{DONE[status]} from the list")
    if not changes:
        return None, findings
    names = ", ".join(row.reference for row in rows)
    return publish_edition(cause=f"{by.get_username()}: {DONE[status]}: {names}"[:200], changes=changes), findings
