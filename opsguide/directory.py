"""Every entry's name, summary and address in memory, built once per edition: for links, popovers, A-Z and redirects."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from .editions import per_edition
from .models import ENTRY_MODELS

PLURALS = {
    "discipline": "disciplines",
    "principle": "principles",
    "practice": "practices",
    "pain": "pains",
    "tool": "tools",
    "role": "roles",
    "stage": "flow",
    "term": "glossary",
    "source": "sources",
}
SINGULARS = {plural: singular for singular, plural in PLURALS.items()}
TYPE_NAMES = {
    "discipline": "Discipline",
    "principle": "Principle",
    "practice": "Practice",
    "pain": "Pain",
    "tool": "Tool",
    "role": "Role",
    "stage": "Step of the data flow",
    "term": "Term",
    "source": "Source",
}
TYPE_PLURALS = {kind: f"{name}s" for kind, name in TYPE_NAMES.items()} | {
    "pain": "What hurts",
    "stage": "Steps of the data flow",
}


def address(kind: str, entry_id: str) -> str:
    """The path of an entry's page. Addresses are fixed by the design, so no URL resolver is needed in hot loops."""
    return f"/{PLURALS[kind]}/{entry_id}/" if kind != "source" else f"/sources/#{entry_id}"


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of an entry where it is only named. `hue` is the family of its discipline, for colour."""

    type: str
    id: str
    title: str
    summary: str
    aka: tuple[str, ...] = ()
    status: str = "published"
    discipline: str = ""
    hue: str = ""

    @property
    def url(self) -> str:
        return address(self.type, self.id)

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.id}"

    @property
    def type_name(self) -> str:
        return TYPE_NAMES[self.type]


def _spelling(name: str, is_title: bool) -> str:
    """A pattern for a term's name in running text."""
    first, rest = name[0], re.escape(name[1:])
    word = name.split()[0]
    free = first.islower() or (is_title and word[1:] == word[1:].lower())
    return f"[{first.lower()}{first.upper()}]{rest}" if free and first.isalpha() else re.escape(first) + rest


@dataclass
class Directory:
    cards: dict[str, Card] = field(default_factory=dict)
    redirects: dict[tuple[str, str], str] = field(default_factory=dict)

    def get(self, kind: str, entry_id: str) -> Card | None:
        return self.cards.get(f"{kind}/{entry_id}")

    def of_type(self, kind: str) -> list[Card]:
        return [card for card in self.cards.values() if card.type == kind]

    @cached_property
    def letters(self) -> dict[str, list[tuple[str, Card]]]:
        """A-Z over titles and aliases of all types but sources: letter -> [(name, card)]."""
        letters: dict[str, list[tuple[str, Card]]] = defaultdict(list)
        for card in self.cards.values():
            if card.type in ("source", "pain"):
                continue
            for name in (card.title, *card.aka):
                first = name[0].upper()
                letters[first if first.isascii() and first.isalpha() else "#"].append((name, card))
        return {letter: sorted(letters[letter], key=lambda pair: pair[0].casefold()) for letter in sorted(letters)}

    @cached_property
    def term_names(self) -> dict[str, Card]:
        """Names that are explained where they stand in a text. Short lower-case ones would hit too much."""
        names = {}
        for card in self.of_type("term"):
            for name in (card.title, *card.aka):
                if len(name) >= 5 or name.isupper():
                    names.setdefault(name.casefold(), card)
        return names

    @cached_property
    def term_pattern(self) -> re.Pattern[str] | None:
        """Matches the names as they are written, so that "has" is not the plural of HA, nor "accelerate" the book.

        Only the first letter is free: of a name that begins small, which may open a sentence, and of a title, which
        begins with a capital for no other reason.
        """
        names = {
            name: _spelling(name, name == card.title)
            for card in self.of_type("term")
            for name in (card.title, *card.aka)
            if name.casefold() in self.term_names
        }
        spellings = "|".join(names[name] for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])({spellings})(?:s|es)?(?![\w-])") if names else None


@per_edition
def directory() -> Directory:
    found = Directory()
    families = dict(ENTRY_MODELS["discipline"].objects.values_list("id", "family"))
    for kind in PLURALS:
        model = ENTRY_MODELS[kind]
        columns = ["id", "title", "summary", "aka", "status", "redirects", *(["home_id"] if kind == "practice" else [])]
        for row in model.objects.visible().order_by("title", "id").values(*columns):
            discipline = row["id"] if kind == "discipline" else row.get("home_id", "")
            found.cards[f"{kind}/{row['id']}"] = Card(
                kind,
                row["id"],
                row["title"],
                row["summary"],
                tuple(row["aka"]),
                row["status"],
                discipline,
                families.get(discipline, ""),
            )
            for old in row["redirects"]:
                found.redirects[kind, old] = row["id"]
    for kind, old in found.redirects:  # the row under the old name is kept, and only its address is still used
        if (card := found.get(kind, old)) and card.status == "retired":
            del found.cards[card.reference]
    return found
