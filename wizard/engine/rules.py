"""Rules that are true for a team, each with the answers that make it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from .answers import Answers
from .catalogue import Catalogue
from .conditions import evidence, holds
from .model import Effect, Rule
from .plan import Reason


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule whose condition is true, and the answers behind it; see `conditions.evidence` for `needs`."""

    rule: Rule
    answers: tuple[str, ...]
    needs: Literal["all", "any"]

    @classmethod
    def on(cls, rule: Rule, answers: Answers) -> Self:
        behind, each_needed = evidence(rule.when, answers)
        return cls(rule, behind, "all" if each_needed else "any")

    def reason(self, effect: Effect, points: float = 0.0) -> Reason:
        first = self.answers[0] if self.answers else None
        return Reason(first, self.rule.id, effect.because, points, self.answers, self.needs)


def fire(catalogue: Catalogue, answers: Answers, spoken: Iterable[Fired] = ()) -> tuple[Fired, ...]:
    """The rules that are true, in the order of their ids. One that is unknown stays silent, like one that is false.

    `spoken`: rules that named a contradiction and were true before the stricter answer took its place.
    """
    before = {fired.rule.id: fired for fired in spoken}
    return tuple(
        before.get(rule.id) or Fired.on(rule, answers)
        for rule in catalogue.rules.values()
        if rule.id in before or holds(rule.when, answers) is True
    )
