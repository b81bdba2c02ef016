"""Small entries for tests about machines: written as sync writes them, with an edition of their own."""

from __future__ import annotations

from typing import Any

from opsguide.documents import write
from opsguide.editions import publish_edition
from opsguide.library import schema
from opsguide.models import Change, Edition

ENVELOPE = {
    "summary": "Something small that only exists for a test.",
    "status": "published",
    "reviewed": {"on": "2026-11-23", "by": "opsguide"},
}
OWN: dict[str, dict[str, Any]] = {
    "term": {"kind": "concept"},
    "tool": {
        "homepage": "https://example.org",
        "kind": "tool",
        "licence": "MIT",
        "licence_class": "open-source",
        "hosting": ["self"],
        "cost": "free",
        "burden": "light",
        "practices": [{"practice": "version-control", "fit": "main"}],
        "lifecycle": {
            "state": "active",
            "evidence": [{"what": "A release of this year", "at": "pip: small", "seen": "2026-11-23"}],
        },
    },
}


def make(kind: str, entry_id: str, **keys: Any) -> None:
    """Write a published entry, with whatever `keys` change about it, and publish it."""
    entry = schema.TYPES[kind].model_validate({"title": entry_id.replace("-", " "), **ENVELOPE, **OWN[kind], **keys})
    write([(kind, entry_id, entry, {})])
    change(kind, entry_id, "added", title=entry.title)


def change(kind: str, entry_id: str, what: str, **columns: Any) -> Edition:
    """An edition in which one thing happened."""
    made = Change(entry_type=kind, entry_id=entry_id, kind=what, **{"title": entry_id, **columns})
    return publish_edition(cause="a test", changes=[made])
