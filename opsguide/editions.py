"""Editions: the number every cache, ETag, plan and export hangs on.

Each web process asks the database which edition is current (one small query a request) and keeps what it derived for
that edition only; so a change made by any process is visible in all of them with the next request.
"""

from __future__ import annotations

import datetime as dt
import functools
import threading
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from .models import Change, Edition


def current_edition() -> int:
    """The newest edition's number; 0 for an empty database."""
    return Edition.objects.order_by("-id").values_list("id", flat=True).first() or 0


def per_edition[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Cache a function's results for the current edition; the next edition starts empty."""
    lock = threading.RLock()
    kept: dict[Any, T] = {}
    kept_for: list[int] = [-1]

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        edition = current_edition()
        key = (args, tuple(sorted(kwargs.items())))
        with lock:
            if kept_for[0] != edition:
                kept.clear()
                kept_for[0] = edition
            if key not in kept:
                kept[key] = function(*args, **kwargs)
            return kept[key]

    def clear() -> None:
        with lock:
            kept.clear()
            kept_for[0] = -1

    wrapper.clear = clear  # type: ignore[attr-defined]
    _caches.append(clear)
    return wrapper


_caches: list[Callable[[], None]] = []


def clear_caches() -> None:
    """For tests, whose rolled-back transactions make edition numbers come twice."""
    for clear in _caches:
        clear()


def read_day(text: str) -> dt.date | None:
    """`2026-11-01` as people and programs write it in ?since=; None for anything else."""
    try:
        return parse_date(text)
    except ValueError:  # well formed, and no such day
        return None


@transaction.atomic
def publish_edition(*, cause: str, changes: list[Change]) -> Edition:
    """Record what changed and bump the edition, in one transaction."""
    edition = Edition.objects.create(cause=cause)
    for change in changes:
        change.edition = edition
    Change.objects.bulk_create(changes)
    return edition


def describe_change(
    row_type: str, row_id: str, before: dict[str, Any] | None, after: dict[str, Any], actor: str
) -> Change | None:
    """What a reader would notice between two canonical documents; None when nothing visible changed."""
    was = before.get("status", "draft") if before else "draft"
    now = after.get("status", "draft")
    if was == now == "draft":
        return None
    keys = [k for k in dict.fromkeys([*(before or {}), *after]) if (before or {}).get(k) != after.get(k)]
    if was == now and not set(keys) - {"note"}:
        return None
    kind = (
        "added"
        if was == "draft"
        else "retired"
        if now in ("retired", "draft") and was == "published"
        else "restored"
        if was == "retired" and now == "published"
        else "changed"
    )
    return Change(
        entry_type=row_type,
        entry_id=row_id,
        title=after.get("title") or (before or {})["title"],
        kind=kind,
        keys=[] if kind == "added" else keys,
        note=_lifecycle_note(before, after) if kind != "added" else "",
        actor=actor,
    )


def _lifecycle_note(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    old, new = ((d or {}).get("lifecycle", {}).get("state") for d in (before, after))
    return f"lifecycle {old} → {new}" if old != new else ""
