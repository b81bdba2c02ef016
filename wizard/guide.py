"""The database as the engine's catalogue: built once per edition, shared by all requests of a process."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Prefetch
from pydantic import ValidationError

from opsguide.documents import to_entry
from opsguide.editions import current_edition, per_edition
from opsguide.library import schema
from opsguide.library.linter import atoms, conditions
from opsguide.library.wording import sentences
from opsguide.models import ENTRY_MODELS, Entry

from .catalogue import build_catalogue
from .engine import Catalogue, parse_choice

TYPES = ("discipline", "principle", "practice", "pain", "role", "tool", "question", "rule", "weight")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Shelf:
    """Entries by type and id, and the rows that do not fit the schema, with why."""

    entries: dict[str, dict[str, schema.Entry]] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)


def read_shelf(*, drafts: bool = False) -> Shelf:
    """What the wizard needs, in a number of queries that depends on the types alone.

    A row that does not fit the schema, as a half-written draft may not, is left out and named.
    """
    shelf = Shelf()
    for kind in TYPES:
        model = ENTRY_MODELS[kind]
        rows = model.objects.exclude(status="retired") if drafts else model.objects.published()
        found = shelf.entries.setdefault(kind, {})
        for row in rows.defer("origin").prefetch_related(*_lean_relations(model)):
            try:
                entry = to_entry(row)
                _check_conditions(entry)
            except ValidationError as error:
                shelf.unreadable[row.reference] = sentences(error)[0]
            except ValueError as error:
                shelf.unreadable[row.reference] = str(error)
            else:
                found[row.pk] = entry
    return shelf


def _lean_relations(model: type[Entry]) -> list[Prefetch | str]:
    """What `to_entry` reads. Of a related entry it wants the id alone, and texts are most of what a row weighs."""
    ids = [Prefetch(f.name, f.related_model.objects.only("pk")) for f in model._meta.many_to_many]
    return [*ids, *model.children.values()]


def _check_conditions(entry: schema.Entry) -> None:
    """Raises ValueError for an atom that is not even written like one: the linter sees files, not an editor's rows."""
    said = [atom for _, condition in conditions(entry) for atom in atoms(condition)]
    if isinstance(entry, schema.Rule):
        said += [effect.treat_as for effect in entry.then if effect.treat_as]
    for atom in said:
        if isinstance(atom, str):
            parse_choice(atom)


@per_edition
def catalogue() -> Catalogue:
    """Everything published. Raises IncompleteMethodError where the numbers of the method are missing."""
    shelf = read_shelf()
    for reference, problem in shelf.unreadable.items():
        log.error("%s is published and cannot be read, so the wizard goes without it: %s", reference, problem)
    return build_catalogue(shelf.entries, str(current_edition()))


def draft_catalogue() -> tuple[Catalogue, dict[str, str]]:
    """As if every readable draft were published; with what could not be read.

    Drafts make no edition, so what was built is kept until any row is saved, made or deleted.
    """
    mark, kept = _marks(), _drafts()
    if kept.get("mark") != mark:
        kept |= {"mark": mark, "built": _build_drafts()}
    return kept["built"]


@per_edition
def _drafts() -> dict[str, Any]:
    return {}


def _marks() -> list[object]:
    """Per type, when a row was last saved and how many there are."""
    return [ENTRY_MODELS[kind].objects.aggregate(last=Max("changed_at"), count=Count("pk")) for kind in TYPES]


def _build_drafts() -> tuple[Catalogue, dict[str, str]]:
    shelf = read_shelf(drafts=True)
    entries = {
        kind: {i: entry.model_copy(update={"status": "published"}) for i, entry in found.items()}
        for kind, found in shelf.entries.items()
    }
    return build_catalogue(entries, f"{current_edition()} with drafts"), shelf.unreadable
