"""Files -> database, without losing what editors wrote.

For each entry three things are compared: the file now, the file at the last sync (`origin`), and the row.

    file changed, row as synced   -> update
    file as synced, row edited    -> keep the row
    both, in different keys       -> merge by key
    both, in the same key         -> conflict: keep the row, report it
    file gone                     -> retire the row; nothing is ever deleted
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from pydantic import ValidationError

from .documents import Canonical, canonical, canonical_parts, relations, to_values, write
from .editions import current_edition, describe_change, publish_edition
from .library import schema
from .library.linter import lint
from .library.problems import Problem, errors
from .library.reader import Library, fingerprint, read
from .library.wording import sentences
from .models import ENTRY_MODELS, Change, Edition, Entry, SyncState

MOST_GONE = 20  # entries that may vanish from the files at once without being asked about


class ManyGoneError(Exception):
    """A sync that would retire much of the guide: more likely the wrong folder, or one that is not mounted."""


class ContentError(Exception):
    """The files have errors; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in the content")
        self.problems = problems


@dataclass
class Outcome:
    total: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    retired: int = 0
    conflicts: list[str] = field(default_factory=list)
    edition: int = 0

    def __str__(self) -> str:
        more = [f"{self.kept} edited here and kept"] * bool(self.kept) + [f"{self.retired} retired"] * bool(
            self.retired
        )
        parts = [
            f"{self.new} new",
            f"{self.changed} changed",
            f"{self.same} same",
            *more,
            f"{len(self.conflicts)} conflicts",
        ]
        return f"{self.total} entries: {', '.join(parts)}"


def sync(
    folders: list[Path] | None = None, *, dry_run: bool = False, retire_many: bool = False, actor: str = "sync"
) -> Outcome:
    """Bring the database up to the files, in one transaction. Raises ContentError before anything is written.

    ManyGoneError when more than half of what came from files would be retired, unless `retire_many` says it is meant.
    """
    folders = list(settings.CONTENT_DIRS) if folders is None else folders
    there = all(folder.is_dir() for folder in folders)  # if not, reading them says which
    mark = fingerprint(folders) if there else ""
    if there and SyncState.objects.filter(fingerprint=mark).exists():
        total = sum(model.objects.exclude(origin_hash="").count() for model in ENTRY_MODELS.values())
        return Outcome(total=total, same=total, edition=current_edition())
    library, problems = read(folders)
    if found := errors(problems + lint(library)):
        raise ContentError(sorted(found))
    with transaction.atomic():
        _one_at_a_time()
        outcome = _sync_library(library, actor=actor)
        if outcome.retired > max(MOST_GONE, outcome.total) and not (retire_many or dry_run):
            raise ManyGoneError(
                f"{outcome.retired} entries have no file any more, and {outcome.total} have one. Nothing was changed. Look"
                " whether every content folder is named and there; sync_content --retire-many retires them all the same"
            )
        if not outcome.conflicts:  # a conflict is reported at every start until somebody settles it
            SyncState.objects.update_or_create(id=1, defaults={"fingerprint": mark})
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _one_at_a_time() -> None:
    """On SQLite an IMMEDIATE transaction already lets one writer in; PostgreSQL needs to be told."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x0D5])


def digest(document: Canonical) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _sync_library(library: Library, *, actor: str) -> Outcome:
    outcome, changes = Outcome(), []
    writes: list[tuple[str, str, schema.Entry, dict[str, Any]]] = []
    for name, model in ENTRY_MODELS.items():
        rows = {row.pk: row for row in model.objects.prefetch_related(*relations(model))}
        for entry_id, entry in library.entries[name].items():
            outcome.total += 1
            decided = _decide(name, entry_id, entry, rows.get(entry_id), outcome)
            old = next((rows[i] for i in entry.redirects if i in rows and i not in library.entries[name]), None)
            if decided is not None and entry_id not in rows and old is not None:
                decided = _renamed(decided, old, outcome)
            if decided is not None:
                before = _row_document(rows[entry_id]) if entry_id in rows else None
                writes.append(decided)
                changes.append(describe_change(name, entry_id, before, canonical(decided[2]), actor))
        for row in rows.values():
            if row.origin_hash and row.pk not in library.entries[name] and row.status != "retired":
                outcome.retired += 1
                changes.append(_retire(name, row, actor))
    write(writes)
    visible: list[Change] = [change for change in changes if change is not None]
    if visible or outcome.new or outcome.changed:
        outcome.edition = publish_edition(cause=f"sync: {outcome}", changes=visible).pk
    else:
        outcome.edition = current_edition()
    return outcome


def _row_document(row: Entry) -> Canonical:
    """Rows are compared without being valid: an editor may be half-way through a draft."""
    return canonical_parts(row.schema, to_values(row))


def _decide(
    name: str, entry_id: str, entry: schema.Entry, row: Entry | None, outcome: Outcome
) -> tuple[str, str, schema.Entry, dict[str, Any]] | None:
    file = canonical(entry)
    remember = {"origin": file, "origin_hash": digest(file)}
    if row is None:
        outcome.new += 1
        return name, entry_id, entry, remember
    current = _row_document(row)
    if current == file:
        if row.origin_hash == remember["origin_hash"]:
            outcome.same += 1
            return None
        outcome.changed += 1  # the same text reached file and row by two ways; from now on they are one
        return name, entry_id, entry, remember
    changed, clash = _compare(row, current, file)
    if row.origin is not None and not changed:
        outcome.kept += 1
        return None
    if clash:
        outcome.conflicts.append(_in_conflict(name, entry_id, clash))
        return None
    try:
        together = schema.TYPES[name].model_validate(_merged(current, file, changed))
    except ValidationError as error:
        why = "; ".join(sentences(error))
        outcome.conflicts.append(
            f"{name}/{entry_id}: the file and what was edited here do not fit together ({why}); the row is kept"
        )
        return None
    outcome.changed += 1
    return name, entry_id, together, remember


def _in_conflict(name: str, entry_id: str, keys: set[str]) -> str:
    return f"{name}/{entry_id}: {', '.join(sorted(keys))} changed both here and in the file; the row is kept"


def _renamed(
    decided: tuple[str, str, schema.Entry, dict[str, Any]], old: Entry, outcome: Outcome
) -> tuple[str, str, schema.Entry, dict[str, Any]]:
    """A file under a new name takes along what editors wrote under the old one. In a conflict they stand."""
    name, entry_id, entry, remember = decided
    current, file = _row_document(old), canonical(entry)
    changed, clash = _compare(old, current, file)
    before = {"origin": old.origin, "origin_hash": old.origin_hash}
    try:
        together = schema.TYPES[name].model_validate(_merged(current, file, (changed - clash) | {"status"}))
    except ValidationError:
        return decided
    if clash := clash - {"status"}:
        outcome.conflicts.append(_in_conflict(name, entry_id, clash))
    return name, entry_id, together, before if clash else remember


def _compare(row: Entry, current: Canonical, file: Canonical) -> tuple[set[str], set[str]]:
    """The keys that changed in the file since the last sync, and those of them that were edited here otherwise."""
    origin = row.origin if row.origin is not None else {}
    edited = {key for key in {*origin, *current} if origin.get(key) != current.get(key)}
    changed = {key for key in {*origin, *file} if origin.get(key) != file.get(key)}
    return changed, {key for key in edited & changed if current.get(key) != file.get(key)}


def _merged(current: Canonical, file: Canonical, from_file: set[str]) -> Canonical:
    merged = {key: file.get(key) if key in from_file else current.get(key) for key in {*current, *file}}
    return {key: value for key, value in merged.items() if value is not None}


def settled(row: Entry, file: Canonical, *, take_file: bool) -> Canonical:
    """The entry as it is after a conflict: what only the file changed is the file's, what both changed as chosen."""
    current = _row_document(row)
    changed, clash = _compare(row, current, file)
    return _merged(current, file, changed if take_file else changed - clash)


@transaction.atomic
def settle(*, row: Entry, file: Canonical, document: Canonical, actor: str) -> Edition | None:
    """End a conflict: the row becomes `document`, and what is the file's now counts as read."""
    _one_at_a_time()
    before, entry = _row_document(row), schema.TYPES[row.type].model_validate(document)
    write([(row.type, row.pk, entry, {"origin": file, "origin_hash": digest(file)})])
    change = describe_change(row.type, row.pk, before, canonical(entry), actor)
    if change is None:
        return None
    return publish_edition(cause=f"{actor}: {row.reference} settled with its file"[:200], changes=[change])


def _retire(name: str, row: Entry, actor: str) -> Change | None:
    before = _row_document(row)
    # Without a hash the row is no file's any more: an editor may publish it again, and a file that comes back updates it.
    type(row).objects.filter(pk=row.pk).update(
        status="retired", origin={**row.origin, "status": "retired"}, origin_hash=""
    )
    return describe_change(name, row.pk, before, {**before, "status": "retired"}, actor)
