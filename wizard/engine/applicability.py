"""Which disciplines and practices are for this team at all: true, false, or nobody said (None).

A practice is ruled out when its own condition fails, when all its disciplines are ruled out, or when the team
answered that it does not apply. Only a condition that is false rules out; what is unknown stays possible.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def practice_applicability(
    practice: Practice, answers: Answers, disciplines: Mapping[str, Applicability]
) -> Applicability:
    """Is a practice for this team, by its own condition and by the disciplines it belongs to?"""
    own = _applies(practice.applies_when, answers)
    if own.holds is False:
        return own
    belongs = [disciplines[d].holds for d in practice.disciplines if d in disciplines]
    if True in belongs or not belongs:
        return own
    if None in belongs:
        return UNKNOWN
    return next(disciplines[d] for d in (practice.home, *practice.disciplines) if d in disciplines)
