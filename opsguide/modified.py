"""When an entry last changed in a way a reader can see: for the sitemap, JSON-LD and the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max

from .editions import per_edition
from .models import Change


@dataclass(frozen=True, slots=True)
class LastChange:
    edition: int
    at: dt.datetime


@per_edition
def last_changes() -> dict[str, LastChange]:
    """type/id -> its newest change. Entries that never changed since they were loaded by other means are missing."""
    newest = (
        Change.objects.order_by().values_list("entry_type", "entry_id").annotate(Max("edition_id"), Max("edition__at"))
    )
    return {f"{kind}/{entry_id}": LastChange(edition, at) for kind, entry_id, edition, at in newest}
