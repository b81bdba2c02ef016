"""Facets: narrow a list by several properties at once.

Options of one facet are alternatives (OR), facets narrow one another (AND). An option's count says how many entries
it has with the other facets as they are: the length of the list one gets by choosing it, if
nothing of the same facet is chosen yet. Options that have none are hidden. All in memory, from rows prepared once per
edition, so that a list of ten thousand takes the same few queries as one of ten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from .directory import Card
from .wording import american, words_of


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its card, its value(s) per facet, and the words a text filter looks in."""

    card: Card
    values: dict[str, frozenset[str]]
    text: str
    extra: dict[str, object] = field(default_factory=dict)


class Rows(list[Row]):
    """All rows of a list, which remember how often each value stands in them."""

    @cached_property
    def totals(self) -> dict[str, Counter[str]]:
        totals: dict[str, Counter[str]] = {}
        for row in self:
            for name, values in row.values.items():
                totals.setdefault(name, Counter()).update(values)
        return totals


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    address: str  # the list with this option switched
    alone: str  # the address with this value as the only one of its facet


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]


@dataclass(slots=True)
class Result:
    rows: list[Row]
    total: int
    facets: list[Facet]
    text: str
    ignored: list[str]  # what of the query means nothing here, to be said and not to be obeyed
    query: str  # the query in its shortest form: the same list for whoever follows it
    query_without_text: str = "?"
    empty: list[str] = field(default_factory=list)  # facets that have no option left

    @property
    def query_and(self) -> str:
        """The query, ready for one more parameter."""
        return self.query if self.query == "?" else f"{self.query}&"

    @property
    def chips(self) -> list[tuple[str, Option]]:
        return [(facet.label, option) for facet in self.facets for option in facet.chosen]


Definition = dict[str, tuple[str, dict[str, str]]]  # facet name -> (label, value -> label in display order)

LONGEST = 200  # characters of the text filter that are read
# Parameters that are no facets and mean something, or come along from elsewhere.
PASSED = frozenset({"q", "page", "all", "format", "quick", "ref", "fbclid", "gclid", "limit", "offset"})


def narrow(rows: list[Row], definition: Definition, query: QueryDict) -> Result:
    """Apply the query to the rows. What it says beyond that is named in `ignored`, and never an error."""
    chosen = {name: {v for v in query.getlist(name) if v in labels} for name, (_, labels) in definition.items()}
    text = shown(query.get("q", ""))
    words = [(word, american(word)) for word in words_of(text)]
    found = (
        [row for row in rows if all(word in row.text or twin in row.text for word, twin in words)] if words else rows
    )
    kept, counts = _count(found, chosen)
    facets = [_facet(name, *definition[name], counts[name], chosen, text) for name in definition]
    return Result(
        rows=kept,
        total=len(rows),
        facets=[facet for facet in facets if facet.options],
        text=text,
        ignored=_ignored(definition, query),
        query=_address(chosen, text),
        query_without_text=_address(chosen, ""),
        empty=[facet.name for facet in facets if not facet.options],
    )


def shown(typed: str) -> str:
    """What is read of the text filter: one line of printable characters, not endless."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed[: 5 * LONGEST]).split())[:LONGEST]


def plain(text: str) -> str:
    """Text in which a filter looks: lower case, without accents and marks, British words in American spelling too."""
    words = words_of(text)
    return " ".join([*words, *(twin for word in words if (twin := american(word)) != word)])


def _ignored(definition: Definition, query: QueryDict) -> list[str]:
    found = []
    for name, values in query.lists():
        if name in definition:
            found += [shown(value)[:60] for value in values if value and value not in definition[name][1]]
        elif any(values) and name not in PASSED and not name.startswith("utm_"):
            found.append(f"{shown(name)[:40]}={shown(values[0])[:40]}")
    if len(query.get("q", "").strip()) > LONGEST:
        found.append(f"what follows the first {LONGEST} characters")
    return [part for part in dict.fromkeys(found) if part][:5]


def _count(rows: list[Row], chosen: dict[str, set[str]]) -> tuple[list[Row], dict[str, Counter[str]]]:
    """The rows that fit, and for each facet how often each value stands in the rows that fit all *other* facets.

    So a row counts for every facet if it fits all, for one facet if it fails that one alone, and else for none.
    """
    active = [(name, wanted) for name, wanted in chosen.items() if wanted]
    if not active and isinstance(rows, Rows):
        return rows, {name: rows.totals.get(name, Counter()) for name in chosen}
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen}
    none: frozenset[str] = frozenset()
    kept = []
    for row in rows:
        failed = [name for name, wanted in active if wanted.isdisjoint(row.values.get(name, none))]
        if not failed:
            kept.append(row)
            for name in chosen:
                counts[name].update(row.values.get(name, none))
        elif len(failed) == 1:
            counts[failed[0]].update(row.values.get(failed[0], none))
    return kept, counts


def _facet(
    name: str, label: str, labels: dict[str, str], counts: Counter[str], chosen: dict[str, set[str]], text: str
) -> Facet:
    options = [
        Option(
            value=value,
            label=option_label,
            count=counts[value],
            chosen=value in chosen[name],
            address=_address({**chosen, name: chosen[name] ^ {value}}, text),
            alone=_address({**chosen, name: {value}}, text),
        )
        for value, option_label in labels.items()
        if counts[value] or value in chosen[name]
    ]
    return Facet(name, label, options)


def _address(chosen: dict[str, set[str]], text: str) -> str:
    pairs = [("q", text)] * bool(text) + [(name, value) for name in chosen for value in sorted(chosen[name])]
    return f"?{urlencode(pairs)}" if pairs else "?"
