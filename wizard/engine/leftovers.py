"""What was considered and is not in the plan: not now, not for you, and the runners-up. Silence is no answer."""

from __future__ import annotations

from . import words
from .deciding import Decision
from .plan import NotForYou, NotNow, RunnerUp
from .value import Worth


def not_now(decision: Decision) -> tuple[NotNow, ...]:
    """What can wait, with why and until when: what speaks for it most comes first, then what only a rule names."""
    steps = set(decision.steps)
    waiting = {
        worth.practice.id: _waits(decision, worth)
        for worth in sorted(decision.worths.values(), key=lambda worth: worth.rank_key)
        if worth.practice.id not in steps and _speaks_for_itself(worth)
    }
    named = {practice: _held(decision, practice) for practice, held in sorted(decision.held.items()) if held.by_rule}
    return tuple(entry for entry in (waiting | named).values() if entry is not None)


def _speaks_for_itself(worth: Worth) -> bool:
    return any(reason.points > 0 for reason in worth.reasons)


def _waits(decision: Decision, worth: Worth) -> NotNow | None:
    practice = worth.practice
    if practice.id in decision.held:
        return _held(decision, practice.id)
    if worth.gain > 0 and worth.score > 0:
        return None
    against = min(worth.reasons, key=lambda reason: reason.points)
    if worth.gain <= 0:
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


def runners_up(decision: Decision) -> tuple[RunnerUp, ...]:
    """What was worth its effort and found no room, the best first."""
    steps = set(decision.steps)
    return tuple(
        RunnerUp(worth.practice.id, worth.practice.title, worth.score, worth.reasons)
        for worth in decision.line.ranked
        if worth.practice.id not in steps
    )
