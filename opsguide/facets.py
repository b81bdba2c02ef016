"""Facets: narrow a list by several properties at once.

Options of one facet are alternatives (OR), facets narrow one another (AND). An option's count says how many entries
it would give with the other facets as they are; options that would give nothing are hidden. All in memory, from rows
prepared once per edition, so that a list of ten thousand takes the same few queries as one of ten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from .directory import Card


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its card, its value(s) per facet, and the words a text filter looks in."""

    card: Card
    values: dict[str, frozenset[str]]
    text: str
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    address: str  # the list with this option switched


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
    ignored: list[str]
    query: str

    @property
    def chips(self) -> list[tuple[str, Option]]:
        return [(facet.label, option) for facet in self.facets for option in facet.chosen]


Definition = dict[str, tuple[str, dict[str, str]]]  # facet name -> (label, value -> label in display order)


def narrow(rows: list[Row], definition: Definition, query: QueryDict) -> Result:
    """Apply the query to the rows. Unknown values are ignored and named, never an error."""
    chosen, ignored = {}, []
    for name, (_, labels) in definition.items():
        asked = [value for value in query.getlist(name) if value]
        chosen[name] = {value for value in asked if value in labels}
        ignored += [value[:60] for value in asked if value not in labels]
    text = " ".join(query.get("q", "").split())[:200]
    words = text.casefold().split()
    found = [row for row in rows if all(word in row.text for word in words)]
    kept = [row for row in found if _matches(row, chosen)]
    facets = [_facet(name, *definition[name], found, chosen, text) for name in definition]
    return Result(kept, len(rows), [f for f in facets if f.options], text, ignored[:5], _address(chosen, text))


def _matches(row: Row, chosen: dict[str, set[str]], without: str = "") -> bool:
    return all(
        not wanted or name == without or wanted & row.values.get(name, frozenset()) for name, wanted in chosen.items()
    )


def _facet(
    name: str, label: str, labels: dict[str, str], rows: list[Row], chosen: dict[str, set[str]], text: str
) -> Facet:
    counts: Counter[str] = Counter()
    for row in rows:
        if _matches(row, chosen, without=name):
            counts.update(row.values.get(name, frozenset()))
    options = [
        Option(
            value, shown, counts[value], value in chosen[name], _address({**chosen, name: chosen[name] ^ {value}}, text)
        )
        for value, shown in labels.items()
        if counts[value] or value in chosen[name]
    ]
    return Facet(name, label, options)


def _address(chosen: dict[str, set[str]], text: str) -> str:
    pairs = [("q", text)] * bool(text) + [(name, value) for name in chosen for value in sorted(chosen[name])]
    return f"?{urlencode(pairs)}" if pairs else "?"
