"""What was considered and is not in the plan: not now, not for you, and the runners-up. Silence is no answer."""

from __future__ import annotations

from collections.abc import Iterable

from . import words
from .deciding import Decision, is_pressing
from .plan import NotForYou, NotNow, RunnerUp
from .value import Worth


def not_now(decision: Decision) -> tuple[NotNow, ...]:
    """What can wait, with why and until when: what speaks for it most comes first, then what only a rule names."""
    left = sorted(_left(decision), key=lambda worth: worth.rank_key)
    waiting = {worth.practice.id: _waits(decision, worth) for worth in left if _wanted(decision, worth)}
    named = {practice: _held(decision, practice) for practice, held in sorted(decision.held.items()) if held.by_rule}
    return tuple(entry for entry in (waiting | named).values() if entry is not None)


def runners_up(decision: Decision) -> tuple[RunnerUp, ...]:
    """What was weighed and found no room or too little worth, the best first."""
    listed = {entry.practice for entry in not_now(decision)}
    return tuple(
        RunnerUp(worth.practice.id, worth.practice.title, worth.score, worth.reasons)
        for worth in sorted(_left(decision), key=lambda worth: worth.rank_key)
        if worth.gain > 0 and worth.practice.id not in listed and worth.practice.id not in decision.held
    )


def _left(decision: Decision) -> Iterable[Worth]:
    steps = set(decision.steps)
    return (worth for worth in decision.worths.values() if worth.practice.id not in steps)


def _wanted(decision: Decision, worth: Worth) -> bool:
    """Somebody will ask for it: a pain, goal or regulation does, or it would stand here were it not held."""
    pressing = any(is_pressing(answer) for r in worth.reasons if r.points > 0 for answer in r.answers)
    return pressing or (worth.worth_it and worth.practice.id in decision.held)


def _waits(decision: Decision, worth: Worth) -> NotNow | None:
    practice = worth.practice
    if practice.id in decision.held:
        return _held(decision, practice.id)
    if worth.worth_it:
        return None
    if worth.gain <= 0:
        against = min(worth.reasons, key=lambda reason: reason.points)
        return NotNow(practice.id, practice.title, against.text, words.TOO_DEAR[1], worth.reasons)
    return NotNow(practice.id, practice.title, *words.TOO_DEAR, worth.reasons)


def _held(decision: Decision, practice: str) -> NotNow:
    held, worth = decision.held[practice], decision.worths.get(practice)
    title = decision.catalogue.practices[practice].title
    return NotNow(practice, title, held.because, held.revisit, held.reasons + (worth.reasons if worth else ()))


def not_for_you(decision: Decision) -> tuple[NotForYou, ...]:
    """What is not for this team at all, with the reason."""
    practices = decision.catalogue.practices
    return tuple(
        NotForYou(practice, practices[practice].title, fit.because)
        for practice, fit in decision.fit.items()
        if fit.holds is False
    )
