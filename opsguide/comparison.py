"""What stands in a comparison of tools, and which entries an address asks to compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from . import models
from .directory import Card, directory
from .models import Practice, Tool
from .models.tool import COSTS, HOSTING, LICENCE_CLASSES, STATES
from .search import named, tidy
from .wording import day_in_words

MOST_COMPARED = 4
MOST_READ = 20  # ids of an address that are looked at
UNKNOWN = "Unknown"
NOT_LISTED = "Not listed"  # the guide does not say that a tool cannot do it


@dataclass(frozen=True, slots=True)
class Asked:
    """The entries an address names, by id, by an old id or by any of their names."""

    cards: list[Card]
    too_many: list[Card]
    unknown: list[str]
    canonical: bool  # nothing doubled, empty, renamed or unknown: the address says just what is shown

    def address(self, base: str, letter: str) -> str:
        return f"{base}?{urlencode([(letter, card.id) for card in self.cards])}"


def asked_for(kind: str, given: list[str]) -> Asked:
    names, cards, unknown = directory(), [], []
    for text in given[:MOST_READ]:
        if words := tidy(text):
            entry_id = names.redirects.get((kind, words), words)
            if card := names.get(kind, entry_id) or named(words, kind):
                cards.append(card)
            else:
                unknown.append(words[:60])
    cards = list(dict.fromkeys(cards))
    clean = [card.id for card in cards] == given and not unknown
    return Asked(cards[:MOST_COMPARED], cards[MOST_COMPARED:], list(dict.fromkeys(unknown))[:5], clean)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    note: str = ""
    compared: str | None = None  # what decides whether a line differs, where that is not its text
    at: str = ""  # where it was seen: an address, or a package by name
    judged: bool = False  # the editors say so, and have no page to point at
    links: tuple[tuple[str, str], ...] = ()

    @property
    def seen_at_address(self) -> bool:
        return self.at.startswith("https://")

    @property
    def silent(self) -> bool:
        return self.text in (UNKNOWN, NOT_LISTED)


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: list[Cell]
    url: str = ""
    help: str = ""
    free: bool = False  # words and names, which always differ

    @property
    def differs(self) -> bool:
        """Do those that are known differ? What nobody knows is no difference."""
        values = {cell.compared or cell.text for cell in self.cells if cell.text != UNKNOWN}
        return len(values) > 1 and not self.free


@dataclass(frozen=True)
class Comparison:
    groups: list[tuple[str, list[Line]]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for _, lines in self.groups for line in lines]

    @cached_property  # asked for each cell
    def sources(self) -> dict[str, int]:
        """Where the cells were seen, numbered in the order in which one reads them."""
        seen = dict.fromkeys(cell.at for line in self.lines for cell in line.cells if cell.at)
        return {at: number for number, at in enumerate(seen, start=1)}

    @property
    def differing(self) -> int:
        return sum(line.differs for line in self.lines)

    def only_differences(self) -> Comparison:
        kept = [(title, [line for line in lines if line.differs]) for title, lines in self.groups]
        return replace(self, groups=[group for group in kept if group[1]])

    @property
    def judged(self) -> bool:
        return any(cell.judged for line in self.lines for cell in line.cells)


def compare_tools(tools: list[Tool]) -> Comparison:
    """Groups of lines: common facts, purposes, then the rows of each practice that at least two of the tools serve."""
    practices: dict[str, Practice] = {}
    served: dict[str, int] = {}
    for tool in tools:
        for fit in tool.fits.all():
            if fit.practice.status == "published":
                practices[fit.practice_id] = fit.practice
                served[fit.practice_id] = served.get(fit.practice_id, 0) + 1
    purposes = [Line(p.title, [_purpose(tool, p) for tool in tools], p.get_absolute_url()) for p in practices.values()]
    shared = [practice for pk, practice in practices.items() if served[pk] > 1]
    rows = [(practice.title, found) for practice in shared if (found := _rows(practice, tools))]
    return Comparison([("The facts", _facts(tools)), ("What they are for", purposes), *rows])


def _facts(tools: list[Tool]) -> list[Line]:
    def line(label: str, values: Iterable[str], *, free: bool = False) -> Line:
        return Line(label, [Cell(value) for value in values], free=free)

    return [
        line("In one sentence", (t.summary for t in tools), free=True),
        Line("Life sign", [_life_sign(t) for t in tools]),
        line("Licence", (t.licence.replace("LicenseRef-proprietary", "Proprietary") for t in tools)),
        line("Licence class", (LICENCE_CLASSES[t.licence_class] for t in tools)),
        line("Hosting", (", ".join(HOSTING[h] for h in t.hosting) for t in tools)),
        line("Cost", (COSTS[t.cost] for t in tools)),
        line("Needs", (", ".join(t.platforms) or "Nothing special" for t in tools)),
        line("Upkeep", (t.burden.capitalize() for t in tools)),
        line("Made by", (t.vendor or UNKNOWN for t in tools), free=True),
        line("Packages", (_packages(t) for t in tools), free=True),
        line("Last reviewed", (day_in_words(t.reviewed_on) or "Not yet" for t in tools), free=True),
    ]


def _life_sign(tool: Tool) -> Cell:
    """The state; of an ended tool also since when, why, and what came after it."""
    after = [(t.get_absolute_url(), t.title) for t in tool.lifecycle_successors.all() if t.status != "draft"]
    why = tool.lifecycle_why if not tool.usable else ""
    return Cell(tool.standing, note=why or "", compared=STATES[tool.lifecycle_state], links=tuple(after))


def _packages(tool: Tool) -> str:
    return "; ".join(f"{m}: {', '.join(names)}" for m, names in tool.packages.items()) or "None listed"


def _purpose(tool: Tool, practice: Practice) -> Cell:
    fit = next((f for f in tool.fits.all() if f.practice_id == practice.pk), None)
    if fit is None:
        return Cell(NOT_LISTED)
    return Cell("Main purpose" if fit.made_for_it else "Also", note=fit.note or "")


def _rows(practice: Practice, tools: list[Tool]) -> list[Line]:
    """The practice's own rows (`compare_on`), those for which at least one tool has an answer."""
    answers = {(t.pk, c.row): c for t in tools for c in t.cells.all() if c.practice_id == practice.pk}
    lines = []
    for row in practice.compare_on:
        found = [answers.get((tool.pk, row["id"])) for tool in tools]
        if any(found):
            lines.append(Line(row["label"], [_cell(answer) for answer in found], help=row["help"]))
    return lines


def _cell(answer: models.Cell | None) -> Cell:
    if answer is None or answer.value == "unknown":
        return Cell(UNKNOWN, note=(answer.note or "") if answer else "")
    return Cell(answer.value.capitalize(), note=answer.note or "", at=answer.at or "", judged=not answer.at)
