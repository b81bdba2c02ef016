"""Every entry of the database as the linter sees content, kept in memory and brought up to date row by row.

A form has to be checked against all other entries, and reading a thousand of them takes a second. Only the rows whose
time, status or origin moved since the last look are read again, so any process is right with one small query.
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from django.db.models import CharField, Value
from pydantic import TypeAdapter, ValidationError

from opsguide.documents import Canonical, canonical, canonical_parts, relations, to_values
from opsguide.library import schema
from opsguide.library.linter import review_due
from opsguide.library.reader import Document, Library
from opsguide.models import ENTRY_MODELS, Entry

Key = tuple[str, str]  # type, id


def document_of(row: Entry) -> Canonical:
    """The row's canonical document, or its valid parts beside the others as they stand while a draft is half-written."""
    return _checked(row)[1]


def _checked(row: Entry) -> tuple[schema.Entry | None, Canonical]:
    values = to_values(row)
    try:
        entry = row.schema.model_validate(values)
    except ValidationError:
        return None, canonical_parts(row.schema, values)
    return entry, canonical(entry)


@dataclass(frozen=True, slots=True)
class Record:
    entry: schema.Entry
    complete: bool  # False: `entry` is only a stand-in for a half-written draft
    due: dt.date | None  # next review; None when it was never reviewed
    from_file: bool
    edited: tuple[str, ...]  # keys in which the row differs from the file it was last synced from

    @property
    def origin(self) -> str:
        if not self.from_file:
            return "only here"
        return "edited here" if self.edited else "file"


class OwnLast(Library):
    """A library that lists some entries last, so that the linter lays a doubled name at their door."""

    own: frozenset[Key] = frozenset()

    def all_documents(self) -> list[Document]:
        return sorted(Library.all_documents(self), key=lambda doc: (doc.type, doc.id) in self.own)


@dataclass(frozen=True)
class Snapshot:
    records: dict[Key, Record] = field(default_factory=dict)

    def titles(self, model: type[Entry]) -> dict[str, str]:
        kind = model.type
        return {entry_id: record.entry.title for (name, entry_id), record in self.records.items() if name == kind}

    def library(self, own: dict[Key, Document | None]) -> OwnLast:
        """The database's entries; those in `own` replaced, or left out where it says None."""
        library = OwnLast()
        library.own = frozenset(own)
        for (kind, entry_id), record in self.records.items():
            library.documents[kind][entry_id] = Document(kind, entry_id, Path(kind, entry_id), record.entry, {})
        for (kind, entry_id), document in own.items():
            if document is None:
                library.documents[kind].pop(entry_id, None)
            else:
                library.documents[kind][entry_id] = document
        return library


_lock = threading.Lock()
_marks: dict[Key, tuple[Any, ...]] = {}
_current = Snapshot()


def snapshot() -> Snapshot:
    global _current
    with _lock:
        marks = _read_marks()
        stale = [key for key, mark in marks.items() if _marks.get(key) != mark]
        if stale or len(marks) != len(_marks):
            kept = {key: record for key, record in _current.records.items() if key in marks}
            _current = Snapshot(kept | _read_records(stale))
            _marks.clear()
            _marks.update(marks)
        return _current


def _read_marks() -> dict[Key, tuple[Any, ...]]:
    first, *rest = (
        model.objects.order_by().values_list(
            Value(name, output_field=CharField()), "id", "changed_at", "status", "origin_hash"
        )
        for name, model in ENTRY_MODELS.items()
    )
    return {(name, entry_id): tuple(mark) for name, entry_id, *mark in first.union(*rest, all=True).order_by()}


def _read_records(keys: list[Key]) -> dict[Key, Record]:
    found = {}
    for name, model in ENTRY_MODELS.items():
        ids = [entry_id for kind, entry_id in keys if kind == name]
        for start in range(0, len(ids), 500):  # SQLite takes a limited number of parameters
            rows = model.objects.filter(pk__in=ids[start : start + 500]).prefetch_related(*relations(model))
            found.update({(name, row.pk): _record(row) for row in rows})
    return found


def _record(row: Entry) -> Record:
    entry, document = _checked(row)
    origin, from_file = row.origin or {}, bool(row.origin_hash)
    edited = differing(row.schema, origin, document)
    return Record(
        entry or stand_in(row.schema, to_values(row))[0],
        entry is not None,
        next_review(row),
        from_file,
        edited if from_file else (),
    )


def differing(model: type[schema.Entry], before: Canonical, after: Canonical) -> tuple[str, ...]:
    """Keys in which two documents differ, in the schema's order: a database may keep JSON in any other."""
    return tuple(key for key in model.model_fields if before.get(key) != after.get(key))


def next_review(row: Entry) -> dt.date | None:
    if row.reviewed_on is None:
        return None
    review = schema.Review.model_construct(on=row.reviewed_on, by=row.reviewed_by)
    return review_due(row.schema.model_construct(reviewed=review, review_months=row.review_months))


def stand_in(model: type[schema.Entry], values: dict[str, Any]) -> tuple[schema.Entry, set[str]]:
    """A half-written entry that the linter can walk, and the keys that are blank in it.

    Every key that is right by itself is kept: its names must count, and its references are worth checking.
    """
    data, blank = {}, set()
    for key, info in model.model_fields.items():
        try:
            data[key] = value_of(model, key).validate_python(values[key])
        except (KeyError, ValidationError):
            data[key] = _blank(info.annotation) if info.is_required() else info.get_default(call_default_factory=True)
            if key in values or info.is_required():
                blank.add(key)
    return model.model_construct(**data), blank


@cache
def value_of(model: type[schema.Part], key: str) -> TypeAdapter[Any]:
    """The rules for one key, to check it while the rest of the entry is not there yet."""
    return TypeAdapter(model.model_fields[key].rebuild_annotation())


def _blank(annotation: Any) -> Any:
    if annotation is schema.Lifecycle:
        return schema.Lifecycle(state="unknown")
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    return {list: [], dict: {}, str: ""}.get(get_origin(annotation) or annotation)
