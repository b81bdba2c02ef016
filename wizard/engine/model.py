"""What the engine knows about the guide: the parts of a catalogue, cut down to what advice needs.

The fields follow `opsguide.library.schema`; prose, aliases and reviews stay behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

from .conditions import Choice, Condition


@dataclass(frozen=True, slots=True)
class Applies:
    """When something is for a team at all, and what the others read."""

    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Discipline:
    id: str
    title: str
    order: int = 0
    applies_when: Applies | None = None


@dataclass(frozen=True, slots=True)
class Principle:
    id: str
    title: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    title: str
    counted_as: str | None = None  # the headcount row that stands for it


@dataclass(frozen=True, slots=True)
class Effort:
    """1 little, 2 some, 3 much."""

    knowledge: int = 1
    time: int = 1
    people: int = 1


@dataclass(frozen=True, slots=True)
class Practice:
    id: str
    title: str
    home: str
    disciplines: tuple[str, ...]
    principles: tuple[str, ...]
    leads: tuple[str, ...]
    helps: tuple[str, ...] = ()
    level: Literal["start", "grow", "mature"] = "start"
    effort: Effort = Effort()
    value: int = 2
    foundation: bool = False
    requires: tuple[str, ...] = ()
    applies_when: Applies | None = None
    first_step: str = ""
    done_when: str = ""
    without_tool: str = ""
    premature_when: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    practice: str
    strength: int
    because: str


@dataclass(frozen=True, slots=True)
class Pain:
    id: str
    title: str
    area: str
    order: int
    remedies: tuple[Remedy, ...]
    summary: str = ""
    ask_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """`fit`: first (look at it before the others), main (made for it) or also (does it beside its main purpose)."""

    practice: str
    fit: Literal["first", "main", "also"] = "main"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    id: str
    title: str
    practices: tuple[Fit, ...]
    licence: str = ""
    licence_class: str = "unknown"
    hosting: tuple[str, ...] = ("self",)
    cost: str = "unknown"
    needs: tuple[str, ...] = ()
    burden: Literal["light", "medium", "heavy"] = "light"
    state: str = "active"
    since: str = ""
    why: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: str
    help: str = ""
    excludes_others: bool = False
    informs_only: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    label: str
    help: str = ""
    ask_if: Condition | None = None


type Kind = Literal["one", "many", "number", "counts", "grid"]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    title: str
    kind: Kind
    order: int = 0
    section: str = ""
    summary: str = ""
    why_we_ask: str = ""
    quick: bool = False
    ask_if: Condition | None = None
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    chosen_in: str | None = None
    rows: tuple[Row, ...] = ()
    max_choices: int | None = None
    unit: str = ""
    unsure: bool = True
    not_applicable: bool = False
    find_out: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points for a practice or a discipline."""

    target: Literal["practice", "discipline"]
    id: str
    points: int
    because: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A practice that can wait, and until when."""

    practice: str
    because: str
    revisit: str


@dataclass(frozen=True, slots=True)
class TreatAs:
    """The stricter answer that stands when two answers do not fit together."""

    answer: Choice
    because: str
    kind: str = "contradiction"


@dataclass(frozen=True, slots=True)
class Say:
    kind: str  # contradiction, conflict-of-sources, advice, care
    because: str


type Effect = Contribution | Hold | TreatAs | Say


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    when: Condition
    then: tuple[Effect, ...]
    sources: tuple[str, ...] = ()


class IncompleteMethodError(ValueError):
    """A number the method needs is missing: names the weights, so that an editor can add their files."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Every number of the method. The values, and why they are so, stand in content/wizard/weight/<name>.yaml."""

    # what a reason is worth
    pain_strength: float
    worst_pain: float
    rule_point: float
    foundation: float
    partly: float
    unknown_fit: float
    level_grow: float
    level_mature: float
    # what a practice costs
    effort_knowledge: float
    effort_time: float
    effort_people: float
    pressure_tiny_team: float
    pressure_small_team: float
    pressure_large_team: float
    pressure_no_time: float
    pressure_few_hours: float
    pressure_dedicated: float
    # where a team is tiny, small, large
    tiny_team: float
    small_team: float
    large_team: float
    people_much_from: float
    # how much a plan holds
    start_tight: float
    start_some: float
    start_full: float
    next_tight: float
    next_some: float
    next_full: float
    later_tight: float
    later_some: float
    later_full: float
    runners_up: float
    # which discipline leads
    discipline_step: float
    discipline_home: float
    discipline_supports: float
    # tools
    tools_shown: float
    tools_excluded_shown: float

    @classmethod
    def read(cls, values: Mapping[str, float]) -> Weights:
        """From weight ids (`pain-strength`) to numbers. Raises IncompleteMethodError, naming what is missing."""
        wanted = cls.names()
        if missing := [name for name in wanted if name not in values]:
            raise IncompleteMethodError(f"the method lacks these weights: {', '.join(missing)}")
        return cls(**{name.replace("-", "_"): values[name] for name in wanted})

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The ids of all weights, in the order of the method."""
        return tuple(field.name.replace("_", "-") for field in fields(cls))
