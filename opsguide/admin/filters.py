"""List filters that no single column answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .snapshot import Record, snapshot


class _SnapshotFilter(admin.SimpleListFilter):
    def matches(self, record: Record) -> bool:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in dict(self.lookup_choices):
            return queryset
        kind = queryset.model.type
        return queryset.filter(
            pk__in=[i for (name, i), record in snapshot().records.items() if name == kind and self.matches(record)]
        )


class ReviewFilter(_SnapshotFilter):
    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("due", "Due now"), ("soon", "Due in 30 days"), ("never", "Never reviewed")]

    def matches(self, record: Record) -> bool:
        today = dt.date.today()
        if record.due is None:
            return self.value() == "never"
        return {"due": record.due < today, "soon": today <= record.due <= today + dt.timedelta(days=30)}.get(
            self.value(), False
        )


class OriginFilter(_SnapshotFilter):
    title = "origin"
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("file", "As in the file"), ("edited here", "Edited here"), ("only here", "Only here")]

    def matches(self, record: Record) -> bool:
        return record.origin == self.value()
