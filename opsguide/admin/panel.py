"""What waits for an editor, counted for the front page of the desk."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from opsguide.documents import relations
from opsguide.models import ENTRY_MODELS, Report

from .origins import standing
from .snapshot import snapshot


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    count: int
    links: list[Link]
    nothing: str


def waiting(*, today: dt.date) -> list[Waiting]:
    records = snapshot().records
    drafts = Counter(kind for (kind, _), record in records.items() if record.entry.status == "draft")
    due = Counter(
        kind for (kind, _), r in records.items() if r.entry.status == "published" and (r.due is None or r.due < today)
    )
    edited = Counter(kind for (kind, _), record in records.items() if record.edited)
    reports = Report.objects.filter(handled=False).count()
    report_links = (
        [Link("read them", reverse("admin:opsguide_report_changelist") + "?handled__exact=0")] if reports else []
    )
    return [
        Waiting("Drafts", drafts.total(), _by_kind(drafts, "?status__exact=draft"), "Nothing is half-written."),
        Waiting(
            "Reviews due",
            due.total(),
            _by_kind(due, "?status__exact=published&review=due"),
            "Every entry has been looked at in time.",
        ),
        Waiting("Reports from readers", reports, report_links, "Nobody is waiting for an answer."),
        Waiting(
            "Edited here", edited.total(), _by_kind(edited, "?origin=edited+here"), "Every entry is as its file says."
        ),
        _conflicts([key for key, record in records.items() if record.edited]),
    ]


def _by_kind(counts: Counter[str], query: str) -> list[Link]:
    return [
        Link(
            f"{counts[kind]} {model._meta.verbose_name if counts[kind] == 1 else model._meta.verbose_name_plural}",
            _list_of(kind) + query,
        )
        for kind, model in ENTRY_MODELS.items()
        if counts[kind]
    ]


def _list_of(kind: str) -> str:
    return reverse(f"admin:opsguide_{kind}_changelist")


def _conflicts(edited: list[tuple[str, str]]) -> Waiting:
    """Only rows that were edited here can be in conflict, so only their files are read."""
    links = []
    for kind, model in ENTRY_MODELS.items():
        ids = [entry_id for name, entry_id in edited if name == kind]
        for row in model.objects.filter(pk__in=ids).prefetch_related(*relations(model)) if ids else ():
            found = standing(row)
            if found.clash:
                url = reverse(f"admin:opsguide_{kind}_change", args=[row.pk])
                links.append(Link(f"{row.reference}: {', '.join(found.clash)}", url))
    return Waiting("Conflicts with files", len(links), links, "No file and no editor disagree.")
