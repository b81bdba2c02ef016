"""Where an entry stands between file and database, in words: what the next sync will do to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from opsguide.documents import Canonical, canonical
from opsguide.export import row_text
from opsguide.library import schema
from opsguide.library.reader import Document, parse
from opsguide.models import Entry

from .fields import YamlField
from .snapshot import differing, document_of

LONG = YamlField()


@dataclass(frozen=True, slots=True)
class Standing:
    """`edited`: keys changed here since the last sync. `moved`: keys changed in the file. `clash`: both, and differently."""

    state: str  # "file", "edited here", "only here" or "conflict"
    path: str  # the file's path below a content folder
    edited: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    clash: tuple[str, ...] = ()
    current: Canonical = field(default_factory=dict)
    file: Canonical | None = None

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """Of each key in conflict: its name, what stands here, and what the file says."""
        return [(key.replace("_", " "), _shown(self.current, key), _shown(self.file or {}, key)) for key in self.clash]

    @property
    def advice(self) -> str:
        if self.state == "only here":
            return f"There is no file of this entry. Sync leaves it alone; export_content writes it to {self.path}."
        if self.state == "conflict":
            return (
                f"Conflict: {', '.join(self.clash)} changed both here and in {self.path}. Sync keeps what stands here and reports it at"
                " every start, until you choose at the top of this page, or the file says the same."
            )
        if self.state == "edited here":
            more = (
                f" The file changed too, in {', '.join(self.moved)}; the next sync brings that in."
                if self.moved
                else ""
            )
            return f"Edited here, in {', '.join(self.edited)}. Sync keeps your words; export_content writes them to {self.path}.{more}"
        more = (
            f" The file has changed since, in {', '.join(self.moved)}; the next sync brings that in."
            if self.moved
            else ""
        )
        return f"As in the file {self.path}. A newer file replaces it, as long as nobody edits it here.{more}"


def standing(row: Entry) -> Standing:
    model = schema.TYPES[row.type]
    path, file = _file_now(row.type, row.pk)
    shown = path or f"{model.folder}/{row.pk}{'.md' if model.body_allowed else '.yaml'}"
    if not row.origin_hash:
        return Standing("only here", shown)
    origin, current = row.origin or {}, document_of(row)
    edited = differing(model, origin, current)
    moved = differing(model, origin, file) if file is not None else ()
    clash = tuple(key for key in edited if key in moved and file is not None and current.get(key) != file.get(key))
    return Standing(
        "conflict" if clash else "edited here" if edited else "file", shown, edited, moved, clash, current, file
    )


def _shown(document: Canonical, key: str) -> str:
    value = document.get(key)
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else LONG.to_text(value) or str(value)


def _file_now(kind: str, entry_id: str) -> tuple[str, Canonical | None]:
    """The entry's file as it is on disk at this moment; a later content folder overrides an earlier one."""
    folder = schema.TYPES[kind].folder
    for top in reversed(settings.CONTENT_DIRS):
        for suffix in (".md", ".yaml"):
            path = Path(top, folder, f"{entry_id}{suffix}")
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            document, _ = parse(kind, entry_id, text, path)
            return f"{folder}/{path.name}", canonical(document.entry) if isinstance(document, Document) else None
    return "", None


def as_file(row: Entry) -> str:
    """The text export_content would write; a sentence while a draft is half-written."""
    try:
        return row_text(row)[1]
    except ValueError:
        return "A file can be written once nothing is missing."
