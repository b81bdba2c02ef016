"""The plan: what `recommend` returns, and the JSON that other people's scripts rely on (docs/engine.md)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

from .parsing import Ignored

type Wave = Literal["start", "next", "later"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something stands in the plan.

    `answer`: an answer really given, without which this reason would not be here; None for what needs no answer
    (a foundation, a prerequisite). `rule`: the id of a rule, or pain/<id>, practice/<id>, tool/<id>, weight/<id>.
    `answers`: every answer behind it; `answer` is the first. Where one of several would do, or a contradiction had to
    be settled, no single answer need be decisive, and `needs` is "any".
    """

    answer: str | None
    rule: str
    text: str
    points: float = 0.0
    answers: tuple[str, ...] = ()
    needs: Literal["all", "any"] = "all"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`state`: routine, partly, not-yet, unknown, or missing (it is not for this team, so nothing stands in for it)."""

    practice: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Owner:
    role: str | None
    note: str


@dataclass(frozen=True, slots=True)
class EffortShown:
    """1 little, 2 some, 3 much; `points` is what it takes off the score for this team."""

    knowledge: int
    time: int
    people: int
    points: float


@dataclass(frozen=True, slots=True)
class ToolChoice:
    tool: str
    title: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ExcludedTool:
    tool: str
    title: str
    practice: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What another answer would do to a step. `becomes`: start, next, later, or out of the plan."""

    answer: str | None
    becomes: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One recommendation. `score` is the sum of the reasons' points and of the effort's.

    `state`: not-yet, partly or unknown. `said_in`: the grid question in which the team can say that it has this.
    """

    rank: int
    wave: Wave
    practice: str
    title: str
    score: float
    state: str
    said_in: str | None
    reasons: tuple[Reason, ...]
    requires: tuple[Requirement, ...]
    needed_by: tuple[str, ...]
    owner: Owner
    effort: EffortShown
    first_step: str
    done_when: str
    without_tool: str
    tools: tuple[ToolChoice, ...]
    more_tools: tuple[str, ...]
    tools_excluded: int
    what_would_change: tuple[Change, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisciplineShown:
    """`part`: leads, supports, not-now (nothing in this plan belongs to it) or not-needed (it is not for this team)."""

    discipline: str
    title: str
    part: Literal["leads", "supports", "not-now", "not-needed"]
    score: float
    reasons: tuple[Reason, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class NotNow:
    practice: str
    title: str
    because: str
    revisit: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class NotForYou:
    practice: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class RunnerUp:
    practice: str
    title: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before following the plan: a contradiction, a care, a conflict of sources, an advice."""

    kind: str
    answers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FindOut:
    question: str
    practice: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """`level` is the lowest state among the practices that apply and were answered; `weakest` are those at it."""

    principle: str
    title: str
    level: str
    weakest: tuple[str, ...]
    answered: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The profile the advice was made for. None and () where nobody said."""

    team_size: int | None
    room: str
    delivers: tuple[str, ...]
    regulations: tuple[str, ...]
    pains: tuple[str, ...]
    worst_pain: str | None
    goal: str | None
    capacity: str | None
    hosting: str | None
    licence: str | None
    budget: str | None
    platform: tuple[str, ...] | None
    in_place: tuple[str, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a team should adopt first, and why; what can wait; and what is not for it."""

    edition: str
    primary: str | None
    nothing_urgent: bool
    verdict: str
    disciplines: tuple[DisciplineShown, ...]
    steps: tuple[Step, ...]
    not_now: tuple[NotNow, ...]
    not_for_you: tuple[NotForYou, ...]
    runners_up: tuple[RunnerUp, ...]
    runners_up_count: int
    excluded_tools: tuple[ExcludedTool, ...]
    excluded_tools_count: int
    warnings: tuple[Notice, ...]
    find_out: tuple[FindOut, ...]
    levels: tuple[Level, ...]
    profile: Summary
    ignored: tuple[Ignored, ...]

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain dicts, lists, strings and numbers, ready for json.dumps."""
        plain = _plain(self)
        assert isinstance(plain, dict)
        return plain


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
