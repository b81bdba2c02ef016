"""Who this team is, as the other rooms need it: size, room for change, limits, what is in place, what hurts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .answers import (
    BUDGET,
    CAPACITY,
    DELIVERS,
    DOES_NOT_APPLY,
    GOAL,
    HEADCOUNT,
    HOSTING,
    LICENCE,
    PAINS,
    PLATFORM,
    REGULATIONS,
    ROUTINE,
    UNSURE,
    WORST_PAIN,
    Answers,
)
from .catalogue import Catalogue
from .model import Weights
from .plan import Summary
from .settling import States

type Room = Literal["tight", "some", "full"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where tools may run, under which licence, at what price, on what. None where nobody said."""

    hosting: str | None
    licence: str | None
    budget: str | None
    platforms: tuple[str, ...] | None
    named: Mapping[str, str] = field(default_factory=dict)  # platform id -> what the question calls it

    def names(self, platforms: Iterable[str]) -> list[str]:
        return [self.named.get(platform, platform) for platform in platforms]


@dataclass(frozen=True, slots=True)
class Profile:
    """`room` is how much change the team can carry at once; `pressure` is how heavy any effort weighs on it."""

    answers: Answers
    states: States
    team_size: int | None
    headcount: Mapping[str, int | str] | None
    room: Room
    pressure: float
    pains: tuple[str, ...]
    worst_pain: str | None
    limits: Limits
    tiny_team: int

    def state(self, practice: str) -> str:
        """not-yet, partly, routine, unsure, does-not-apply, or unknown when nothing tells; see `States.implied`."""
        return self.states.of.get(practice, ROUTINE if practice in self.states.implied else "unknown")

    def adopted(self, practice: str) -> bool:
        return self.state(practice) == ROUTINE

    def ruled_out(self, practice: str) -> bool:
        return self.states.of.get(practice) == DOES_NOT_APPLY


def build_profile(catalogue: Catalogue, answers: Answers, states: States) -> Profile:
    """Read the questions the engine understands; every other answer speaks through rules."""
    headcount = answers.rows(HEADCOUNT)
    size = _team_size(headcount)
    capacity = answers.choice(CAPACITY)
    weights = catalogue.weights
    return Profile(
        answers=answers,
        states=states,
        team_size=size,
        headcount=headcount,
        room=_room(weights, size, capacity),
        pressure=_team_pressure(weights, size) * _time_pressure(weights, capacity),
        pains=tuple(pain for pain in answers.choices(PAINS) or () if pain in catalogue.pains),
        worst_pain=answers.choice(WORST_PAIN),
        limits=Limits(
            hosting=answers.choice(HOSTING),
            licence=answers.choice(LICENCE),
            budget=answers.choice(BUDGET),
            platforms=answers.choices(PLATFORM),
            named=_platform_names(catalogue),
        ),
        tiny_team=int(weights.tiny_team),
    )


def _platform_names(catalogue: Catalogue) -> dict[str, str]:
    question = catalogue.questions.get(PLATFORM)
    return {option.id: option.label for option in question.options} if question else {}


def _team_size(headcount: Mapping[str, int | str] | None) -> int | None:
    """The people who were counted; a row that somebody was unsure about adds nobody."""
    counts = [count for count in (headcount or {}).values() if isinstance(count, int)]
    return sum(counts) if counts else None


def _room(weights: Weights, size: int | None, capacity: str | None) -> Room:
    if capacity == "none" or (size is not None and size <= weights.tiny_team):
        return "tight"
    if capacity == "few-hours" or (size is not None and size <= weights.small_team):
        return "some"
    return "full"


def _team_pressure(weights: Weights, size: int | None) -> float:
    if size is None:
        return 1.0
    if size <= weights.tiny_team:
        return weights.pressure_tiny_team
    if size <= weights.small_team:
        return weights.pressure_small_team
    return weights.pressure_large_team if size >= weights.large_team else 1.0


def _time_pressure(weights: Weights, capacity: str | None) -> float:
    by_answer = {
        "none": weights.pressure_no_time,
        "few-hours": weights.pressure_few_hours,
        "dedicated": weights.pressure_dedicated,
    }
    return by_answer.get(capacity or "", 1.0)


def summary(profile: Profile) -> Summary:
    """The profile as the plan shows it."""
    answers, limits = profile.answers, profile.limits
    known = [value for value in answers.values.values() if value != UNSURE]
    return Summary(
        team_size=profile.team_size,
        room=profile.room,
        delivers=answers.choices(DELIVERS) or (),
        regulations=answers.choices(REGULATIONS) or (),
        pains=profile.pains,
        worst_pain=profile.worst_pain,
        goal=answers.choice(GOAL),
        capacity=answers.choice(CAPACITY),
        hosting=limits.hosting,
        licence=limits.licence,
        budget=limits.budget,
        platform=limits.platforms,
        in_place=tuple(sorted(practice for practice in profile.states.of if profile.adopted(practice))),
        answered=len(known),
    )
