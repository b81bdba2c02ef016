"""Positions for the small drawings. The templates turn them into SVG; a list with the same facts stands behind each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from textwrap import wrap

from .directory import Card, directory
from .editions import per_edition
from .models import Practice

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y = 150, 46, 46, 14


@dataclass(frozen=True, slots=True)
class Box:
    card: Card
    x: float
    y: float
    own: bool

    @property
    def lines(self) -> list[tuple[str, float]]:
        words = wrap(self.card.title, 20)[:2]
        start = self.y + BOX_HEIGHT / 2 + 5 - 8 * (len(words) - 1)
        return [(line, start + 16 * i) for i, line in enumerate(words)]


@dataclass(frozen=True, slots=True)
class Graph:
    boxes: list[Box]
    arrows: list[str]
    width: float
    height: float


@per_edition
def _requires() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    through = Practice.requires.through
    for practice, needed in through.objects.values_list("from_practice_id", "to_practice_id"):
        found[practice].add(needed)
    return found


@per_edition
def prerequisite_graph(practice_id: str) -> Graph | None:
    """What the practice rests on, in columns: the deepest prerequisite at the left, the practice at the right."""
    requires, names = _requires(), directory()
    depth: dict[str, int] = {}
    todo = [(practice_id, 0)]
    while todo:
        current, level = todo.pop()
        if depth.get(current, -1) < level <= 12:
            depth[current] = level
            todo += [(needed, level + 1) for needed in requires.get(current, ())]
    if len(depth) < 2:
        return None
    deepest = max(depth.values())
    columns: dict[int, list[str]] = defaultdict(list)
    for node in sorted(depth):
        if names.get("practice", node):
            columns[deepest - depth[node]].append(node)
    tallest = max(len(nodes) for nodes in columns.values())
    height = tallest * (BOX_HEIGHT + GAP_Y) - GAP_Y + 4
    boxes = {}
    for column, nodes in columns.items():
        top = (height - (len(nodes) * (BOX_HEIGHT + GAP_Y) - GAP_Y)) / 2
        for index, node in enumerate(nodes):
            card = names.cards[f"practice/{node}"]
            boxes[node] = Box(
                card, 2 + column * (BOX_WIDTH + GAP_X), top + index * (BOX_HEIGHT + GAP_Y), node == practice_id
            )
    arrows = [_arrow(boxes[a], boxes[b]) for b in boxes for a in requires.get(b, ()) if a in boxes]
    return Graph(list(boxes.values()), arrows, 4 + (deepest + 1) * (BOX_WIDTH + GAP_X) - GAP_X, height)


def _arrow(start: Box, end: Box) -> str:
    x1, y1 = start.x + BOX_WIDTH, start.y + BOX_HEIGHT / 2
    x2, y2 = end.x - 6, end.y + BOX_HEIGHT / 2
    middle = (x1 + x2) / 2
    return f"M{x1:.0f} {y1:.1f} C{middle:.0f} {y1:.1f} {middle:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
