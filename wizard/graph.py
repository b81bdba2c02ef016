"""All prerequisites in one drawing for editors: columns from what needs nothing to what needs most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from opsguide.directory import Card, directory

from .engine import Catalogue

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 172, 44, 86, 12, 6


@dataclass(frozen=True, slots=True)
class Box:
    practice: str
    title: str
    card: Card | None
    x: float
    y: float

    @property
    def lines(self) -> list[tuple[str, float]]:
        words = wrap(self.title, 23)[:2]
        first = self.y + HEIGHT / 2 + 5 - 8 * (len(words) - 1)
        return [(line, first + 16 * i) for i, line in enumerate(words)]


@dataclass(frozen=True, slots=True)
class Graph:
    boxes: list[Box]
    arrows: list[str]
    width: float
    height: float
    alone: list[str]  # practices that need nothing and that nothing needs


def whole_graph(guide: Catalogue) -> Graph:
    needs = {practice: guide.requires(practice) for practice in guide.practices}
    needed = {n for found in needs.values() for n in found}
    joined = [p for p in guide.practices if needs[p] or p in needed]
    depth = depths(needs)
    columns: dict[int, list[str]] = defaultdict(list)
    for practice in joined:
        columns[depth[practice]].append(practice)
    places = _settle(columns, needs)
    names = directory()
    boxes = {
        p: Box(p, guide.practices[p].title, names.get("practice", p), MARGIN + depth[p] * (WIDTH + GAP_X), y)
        for p, y in places.items()
    }
    arrows = [_arrow(boxes[n], boxes[p]) for p in joined for n in needs[p]]
    return Graph(
        boxes=list(boxes.values()),
        arrows=arrows,
        width=max((box.x for box in boxes.values()), default=0) + WIDTH + MARGIN,
        height=max(places.values(), default=0) + HEIGHT + MARGIN,
        alone=sorted(p for p in guide.practices if p not in boxes),
    )


def depths(needs: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The longest way down to something that needs nothing. A circle, which the findings name, counts as one step."""
    found: dict[str, int] = {}

    def depth(practice: str, above: frozenset[str]) -> int:
        if practice not in found:
            deeper = [n for n in needs.get(practice, ()) if n not in above]
            found[practice] = max((depth(n, above | {practice}) + 1 for n in deeper), default=0)
        return found[practice]

    for practice in needs:
        depth(practice, frozenset())
    return found


def _settle(columns: Mapping[int, list[str]], needs: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """A few rounds of putting each practice beside what it needs and what needs it, so that fewer lines cross."""
    users: dict[str, list[str]] = defaultdict(list)
    for practice, found in needs.items():
        for n in found:
            users[n].append(practice)
    order = {p: (i + 0.5) / len(practices) for practices in columns.values() for i, p in enumerate(sorted(practices))}
    for turn in range(8):
        neighbours = needs if turn % 2 == 0 else users
        for practices in columns.values():
            pull = {p: _mean([order[n] for n in neighbours.get(p, ()) if n in order], order[p]) for p in practices}
            for place, practice in enumerate(sorted(practices, key=lambda p: (pull[p], p))):
                order[practice] = (place + 0.5) / len(practices)
    # short columns are spread over the height of the tallest
    height = max(map(len, columns.values()), default=0) * (HEIGHT + GAP_Y)
    return {practice: MARGIN + place * height - (HEIGHT + GAP_Y) / 2 for practice, place in order.items()}


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _arrow(start: Box, end: Box) -> str:
    x1, y1 = start.x + WIDTH, start.y + HEIGHT / 2
    x2, y2 = end.x - 6, end.y + HEIGHT / 2
    bend = max((x2 - x1) / 2, 30)
    return f"M{x1:.0f} {y1:.1f} C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
