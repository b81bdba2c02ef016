"""The plan as a road from *start here* to *later*: positions for two drawings, a wide one and a tall one for phones.

The templates turn them into SVG; the list of steps below it says the same in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from .presenting import PlanShown, StepShown

WIDE, ROW_HEIGHT, TOP, BEND = 1120, 176, 40, 56
FIRST, LAST = 240, 1010  # where on a row stations may stand; the signpost stands before the first
PER_ROW = 5
TALL, STATION, SIGN, SWING, LANE = 360, 68, 58, 13, 46


@dataclass(frozen=True, slots=True)
class Station:
    step: StepShown
    x: float
    y: float
    lines: list[tuple[str, float, float]]  # text, x, y


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a wave begins."""

    text: str
    wave: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Road:
    width: int
    height: float
    path: str
    stations: list[Station]
    signs: list[Sign]
    end: tuple[float, float]


def _rows(plan: PlanShown) -> list[tuple[str, str, list[StepShown]]]:
    """Each wave on rows of its own; only its first row bears the sign."""
    rows = []
    for wave, title, _, steps in plan.waves:
        for start in range(0, len(steps), PER_ROW):
            rows.append((wave, title if start == 0 else "", steps[start : start + PER_ROW]))
    return rows


def wide_road(plan: PlanShown) -> Road | None:
    """Rows that run to the right and back to the left in turn, joined by bends."""
    rows = _rows(plan)
    if not rows:
        return None
    stations, signs, path = [], [], f"M{BEND} {TOP}"
    for index, (wave, title, steps) in enumerate(rows):
        y, back = TOP + index * ROW_HEIGHT, index % 2 == 1
        if title:
            signs.append(Sign(title, wave, WIDE - 130 if back else 130, y))
        gap = (LAST - FIRST) / max(len(steps), 3)
        for place, step in enumerate(steps):
            x = FIRST + gap * (place + 0.5)
            x = WIDE - x if back else x
            stations.append(Station(step, round(x, 1), y, _under(step, x, y, gap)))
        path += _row_path(y, back=back, last=index == len(rows) - 1, end=stations[-1].x)
    height = TOP + (len(rows) - 1) * ROW_HEIGHT + 118
    return Road(WIDE, height, path, stations, signs, (stations[-1].x, stations[-1].y))


def _row_path(y: float, *, back: bool, last: bool, end: float) -> str:
    """Along one row, and round the bend into the next one."""
    if last:
        return f" H{end + (-70 if back else 70):.1f}"
    edge = BEND if back else WIDE - BEND
    bulge = -BEND * 0.9 if back else BEND * 0.9
    below = y + ROW_HEIGHT
    return f" H{edge} C{edge + bulge:.1f} {y} {edge + bulge:.1f} {below} {edge} {below}"


def _under(step: StepShown, x: float, y: float, room: float) -> list[tuple[str, float, float]]:
    lines = wrap(step.raw.get("title", ""), min(int((room - 12) / 8.7), 22))[:3]
    return [(line, round(x, 1), round(y + 52 + 19 * i, 1)) for i, line in enumerate(lines)]


def tall_road(plan: PlanShown) -> Road | None:
    """One lane downwards, swinging a little, with the names at its right."""
    stations, signs, y, side = [], [], 30.0, 1
    points: list[tuple[float, float]] = []
    for wave, title, _, steps in plan.waves:
        signs.append(Sign(title, wave, 65, y))
        points.append((LANE, y))
        y += SIGN
        for step in steps:
            x, side = LANE + side * SWING, -side
            lines = wrap(step.raw.get("title", ""), 27)[:3]
            first = y + 6 - 10 * (len(lines) - 1)
            stations.append(Station(step, x, y, [(line, 96.0, first + 20 * i) for i, line in enumerate(lines)]))
            points.append((x, y))
            y += STATION if step is not steps[-1] else STATION - 12
    if not stations:
        return None
    return Road(TALL, y - 20, _swinging(points), stations, signs, points[-1])


def _swinging(points: list[tuple[float, float]]) -> str:
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (y1 + y2) / 2
        path += f" C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2:.1f}"
    y = points[-1][1]
    return f"{path} V{y + 34:.1f}"
