"""Which disciplines and practices are for this team at all: true, false, or nobody said (None).

A practice is ruled out when its own condition fails, when all its disciplines are ruled out, or when the team
answered that it does not apply. Only a condition that is false rules out; what is unknown stays possible.
"""

from __future__ import annotations

from dataclasses import dataclass

from .answers import Answers
from .catalogue import Catalogue
from .conditions import holds
from .model import Applies, Practice


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether something is for this team; `because` is what a team reads for whom it is not."""

    holds: bool | None
    because: str = ""


FOR_ANYONE = Applicability(True)
UNKNOWN = Applicability(None)


def discipline_applicability(catalogue: Catalogue, answers: Answers) -> dict[str, Applicability]:
    """Discipline id -> is it for this team?"""
    return {d.id: _applies(d.applies_when, answers) for d in catalogue.disciplines.values()}


def _applies(applies: Applies | None, answers: Answers) -> Applicability:
    return FOR_ANYONE if applies is None else Applicability(holds(applies.when, answers), applies.because)


class Fitting:
    """Which practices are for this team, by their own condition and by the disciplines they belong to."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self.answers = answers
        self.disciplines = discipline_applicability(catalogue, answers)
        self._shared: dict[tuple[str, tuple[str, ...]], Applicability] = {}

    def of(self, practice: Practice) -> Applicability:
        own = _applies(practice.applies_when, self.answers)
        if own.holds is False:
            return own
        key = practice.home, practice.disciplines
        if key not in self._shared:
            self._shared[key] = self._by_disciplines(*key)
        shared = self._shared[key]
        return own if shared.holds is True else shared

    def _by_disciplines(self, home: str, disciplines: tuple[str, ...]) -> Applicability:
        """One discipline that is for this team is enough; when none is, its home says why."""
        belongs = [self.disciplines[d].holds for d in disciplines if d in self.disciplines]
        if True in belongs or not belongs:
            return FOR_ANYONE
        if None in belongs:
            return UNKNOWN
        return next(self.disciplines[d] for d in (home, *disciplines) if d in self.disciplines)
