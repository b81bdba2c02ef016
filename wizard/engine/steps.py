"""Each place in line, written out as a step: reasons, prerequisites, owner, effort, tools, what would change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import words
from .answers import UNSURE
from .deciding import Decision
from .explain import changes
from .order import Place
from .owners import owner_of
from .plan import Change, EffortShown, Reason, Requirement, Step
from .tools import Choices, choose
from .value import HURTS_MOST, effort_points


def write_steps(
    decision: Decision, decide_without: Callable[[str], Decision]
) -> tuple[tuple[Step, ...], tuple[Choices, ...]]:
    """The steps in order, and what was chosen and excluded in tools for each."""
    told = changes(decision.line, decision.places, decision.fired, lambda answer: decide_without(answer).waves)
    planned = decision.steps
    tools = tuple(choose(decision.catalogue, decision.profile, practice, planned) for practice in planned)
    steps = tuple(
        _step(decision, rank, place, told[place.practice], choices)
        for rank, (place, choices) in enumerate(zip(decision.places, tools, strict=True), start=1)
    )
    return steps, tools


def _step(decision: Decision, rank: int, place: Place, told: tuple[Change, ...], tools: Choices) -> Step:
    catalogue, profile = decision.catalogue, decision.profile
    practice = catalogue.practices[place.practice]
    effort = effort_points(catalogue.weights, practice, profile.pressure)
    reasons = _reasons(decision, place)
    return Step(
        rank=rank,
        wave=decision.line.bounds.wave(rank),
        practice=practice.id,
        title=practice.title,
        score=round(sum(reason.points for reason in reasons) + effort, 2),
        state=_state(decision, practice.id),
        said_in=catalogue.said_in(practice.id),
        reasons=reasons,
        requires=_requires(decision, practice.id),
        needed_by=tuple(p.practice for p in decision.places if practice.id in decision.needs(p.practice)),
        owner=owner_of(catalogue, profile, practice),
        effort=EffortShown(practice.effort.knowledge, practice.effort.time, practice.effort.people, effort),
        first_step=practice.first_step,
        done_when=practice.done_when,
        without_tool=practice.without_tool,
        tools=tools.shown,
        more_tools=tools.more,
        tools_excluded=tools.excluded_count,
        what_would_change=told,
        sources=_sources(decision, practice.id, reasons),
    )


def _reasons(decision: Decision, place: Place) -> tuple[Reason, ...]:
    worth = decision.worths.get(place.practice)
    own = worth.reasons if worth else ()
    if place.begins and worth:
        hurts = next(reason for reason in own if reason.rule == HURTS_MOST)
        return (replace(hurts, text=words.BEGINS, points=0.0), *own)
    if place.pulled_by is None:
        return own
    title = decision.catalogue.practices[place.pulled_by].title
    text = words.first_because(title, in_plan=place.pulled_by in decision.steps)
    return (Reason(None, f"practice/{place.pulled_by}", text), *own)


def _requires(decision: Decision, practice: str) -> tuple[Requirement, ...]:
    practices = decision.catalogue.practices
    return tuple(
        Requirement(needed, practices[needed].title, _state(decision, needed))
        for needed in decision.catalogue.requires(practice)
    )


def _state(decision: Decision, practice: str) -> str:
    """A prerequisite that is not for this team is missing: nothing stands in for it, and the plan says so."""
    if decision.needs.missing(practice):
        return "missing"
    state = decision.profile.state(practice)
    return "unknown" if state == UNSURE else state


def _sources(decision: Decision, practice: str, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """The published sources behind a step: the practice's own, then those of the rules that speak for it."""
    own = decision.catalogue.practices[practice].sources
    rules = (decision.catalogue.rules.get(reason.rule) for reason in reasons)
    return tuple(dict.fromkeys((*own, *(source for rule in rules if rule for source in rule.sources))))
