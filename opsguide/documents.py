"""Database rows <-> schema entries. The one place that knows how an entry is spread over tables.

A schema key is found, in this order, as: a child relation (`Model.children`), a many-to-many field, a foreign key, a
set of columns with the key as prefix (`reviewed_on`, `lifecycle_state`), or a column of the same name.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from django.db import models
from pydantic import TypeAdapter

from .library import schema
from .models import ENTRY_MODELS, Entry, OrderedChild

Canonical = dict[str, Any]


def canonical(entry: schema.Entry) -> Canonical:
    """The entry as plain JSON values without keys at their default: what is compared, exported and remembered."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def canonical_parts(kind: type[schema.Entry], values: dict[str, Any]) -> Canonical:
    """The same of values that need not make a valid entry: each key for itself, and as it stands where it is invalid.

    A row may be a half-written draft, or of an edition whose schema asked for less.
    """
    parts: Canonical = {}
    for key, field in kind.model_fields.items():
        if key not in values:
            continue
        adapter = _adapter(kind, key)
        try:
            value = adapter.dump_python(adapter.validate_python(values[key]), mode="json", exclude_defaults=True)
        except ValueError:
            value = json.loads(json.dumps(values[key], default=str))
        default = None if field.is_required() else field.get_default(call_default_factory=True)
        if field.is_required() or value != default:
            parts[key] = value
    return parts


@functools.cache
def _adapter(kind: type[schema.Entry], key: str) -> TypeAdapter[Any]:
    field = kind.model_fields[key]
    return TypeAdapter(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)


def prefixed(model: type[Entry], key: str) -> list[str]:
    """Column names that together hold a nested key: reviewed -> reviewed_on, reviewed_by."""
    fields = _own_fields(model)
    return [] if key in fields else [name for name in fields if name.startswith(f"{key}_")]


def _own_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """Columns and many-to-many fields; to Django the latter are not "concrete"."""
    return {f.name: f for f in (*model._meta.concrete_fields, *model._meta.many_to_many)}


def relations(model: type[Entry]) -> list[str]:
    """Names to prefetch before `to_entry`, so that any number of rows takes a constant number of queries."""
    return [f.name for f in model._meta.many_to_many] + list(model.children.values())


def to_values(row: Entry) -> dict[str, Any]:
    """The row as the schema's input, not yet checked."""
    model = type(row)
    fields = _own_fields(model)
    return {key: value for key in row.schema.model_fields if (value := _value(row, model, fields, key)) is not None}


def _value(row: Entry, model: type[Entry], fields: dict[str, models.Field], key: str) -> Any:
    if key in model.children:
        return _children_value(row, key)
    if key in fields:
        return _column_value(row, fields[key])
    nested = {name.removeprefix(f"{key}_"): _column_value(row, fields[name]) for name in prefixed(model, key)}
    nested = {name: value for name, value in nested.items() if value not in (None, "")}
    return nested or None


def _column_value(row: models.Model, field: models.Field) -> Any:
    if field.many_to_many:
        return sorted(other.pk for other in getattr(row, field.name).all())
    return getattr(row, field.attname)


def _children_value(row: Entry, key: str) -> Any:
    parts = [
        _part_values(child) for child in sorted(getattr(row, row.children[key]).all(), key=lambda c: (c.position, c.pk))
    ]
    if key == "leads":
        return [part["role"] for part in parts]
    if key == "principles":
        return {part.pop("principle"): part for part in parts}
    return parts


def _part_values(child: OrderedChild) -> dict[str, Any]:
    values = {
        f.name: getattr(child, f.attname)
        for f in child._meta.concrete_fields
        if f.name not in ("id", "parent", "position")
    }
    return {name: value for name, value in values.items() if value is not None}


def to_entry(row: Entry) -> schema.Entry:
    """Raises pydantic.ValidationError when the row does not fit the schema (a half-written draft may not)."""
    return row.schema.model_validate(to_values(row))


def to_canonical(row: Entry) -> Canonical:
    return canonical(to_entry(row))


def write(documents: Sequence[tuple[str, str, schema.Entry, dict[str, Any]]]) -> None:
    """Insert or replace entries: (type, id, entry, extra columns). Queries depend on the types, not on the number."""
    by_type: dict[str, list[tuple[str, schema.Entry, dict[str, Any]]]] = defaultdict(list)
    for name, entry_id, entry, extra in documents:
        by_type[name].append((entry_id, entry, extra))
    for name, model in ENTRY_MODELS.items():
        if rows := [_row(model, entry_id, entry, extra) for entry_id, entry, extra in by_type[name]]:
            columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    for name, model in ENTRY_MODELS.items():
        if by_type[name]:
            _write_relations(model, [(entry_id, entry) for entry_id, entry, _ in by_type[name]])


def _row(model: type[Entry], entry_id: str, entry: schema.Entry, extra: dict[str, Any]) -> Entry:
    data, values = entry.model_dump(mode="json"), {}
    for field in model._meta.concrete_fields:
        if field.name in data:
            values[field.attname] = data[field.name]
    for key, value in data.items():
        if key not in model.children:
            for column in prefixed(model, key):
                sub = (value or {}).get(column.removeprefix(f"{key}_"))
                if not model._meta.get_field(column).many_to_many:
                    values[column] = "" if sub is None and not model._meta.get_field(column).null else sub
    return model(pk=entry_id, **values, **extra)


def _write_relations(model: type[Entry], entries: list[tuple[str, schema.Entry]]) -> None:
    ids = [entry_id for entry_id, _ in entries]
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        through.objects.filter(**{f"{field.m2m_field_name()}__in": ids}).delete()
        through.objects.bulk_create(
            through(**{field.m2m_column_name(): entry_id, field.m2m_reverse_name(): other})
            for entry_id, entry in entries
            for other in _many(entry, field.name)
        )
    for key, related in model.children.items():
        child = model._meta.get_field(related).related_model
        child.objects.filter(parent__in=ids).delete()
        child.objects.bulk_create(
            child(parent_id=entry_id, position=position, **_child_columns(child, part))
            for entry_id, entry in entries
            for position, part in enumerate(_parts(key, getattr(entry, key)))
        )


def _many(entry: schema.Entry, name: str) -> list[str]:
    if hasattr(entry, name):
        return getattr(entry, name)
    key, _, sub = name.partition("_")
    return getattr(getattr(entry, key), sub)


def _parts(key: str, value: Any) -> Iterable[dict[str, Any]]:
    if key == "leads":
        return ({"role": role} for role in value)
    if key == "principles":
        return ({"principle": principle, **part.model_dump()} for principle, part in value.items())
    return (part.model_dump() for part in value)


def _child_columns(child: type[models.Model], part: dict[str, Any]) -> dict[str, Any]:
    return {child._meta.get_field(name).attname: value for name, value in part.items()}
