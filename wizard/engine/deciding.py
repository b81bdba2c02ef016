"""The decisions behind a plan, before anything is written down: what applies, what it is worth, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import words
from .answers import GOAL, PAINS, REGULATIONS, WORST_PAIN
from .applicability import Applicability, Fitting
from .bounds import bounds, candidates
from .catalogue import Catalogue
from .holding import Held, held_back
from .line import Line
from .order import Needs, Place
from .profile import Profile
from .rules import Fired
from .value import Worth, weigh


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything that was decided. `places` are the steps in order; `ranked` all that was worth its effort."""

    catalogue: Catalogue
    profile: Profile
    fired: Sequence[Fired]
    discipline_fit: Mapping[str, Applicability]
    fit: Mapping[str, Applicability]
    worths: Mapping[str, Worth]
    held: Mapping[str, Held]
    needs: Needs
    line: Line
    places: Sequence[Place]

    @property
    def steps(self) -> list[str]:
        """The practices of the plan, in order."""
        return [place.practice for place in self.places]

    @property
    def waves(self) -> dict[str, str]:
        """Practice id -> the wave of its step."""
        return self.line.waves(self.places)

    @property
    def urgent(self) -> bool:
        """Something hurts, or a goal or a regulation speaks for a step. Being what one is, is no urgency."""
        if self.profile.pains:
            return True
        reasons = (r for practice in self.steps if practice in self.worths for r in self.worths[practice].reasons)
        return any(is_pressing(answer) for r in reasons if r.points > 0 for answer in r.answers)


def is_pressing(answer: str) -> bool:
    """Does this answer ask for something to be done? Who a team is, and what it delivers, asks for nothing."""
    return answer.partition(".")[0] in (PAINS, WORST_PAIN, GOAL, REGULATIONS)


def decide(catalogue: Catalogue, profile: Profile, fired: Sequence[Fired]) -> Decision:
    """Applicability, worth, what is held, order, bounds: one after the other, none reaching back."""
    fitting = Fitting(catalogue, profile.answers)
    fit = {
        practice.id: Applicability(False, words.SAID_IT_DOES_NOT_APPLY)
        if profile.ruled_out(practice.id)
        else fitting.of(practice)
        for practice in catalogue.practices.values()
    }
    worths = weigh(catalogue, profile, fired, fit)
    needs = Needs(catalogue, profile, fit, worths)
    held = held_back(catalogue, profile, fired, worths, needs)
    ranked = candidates(worths, held)
    line = Line(catalogue, profile, fit, ranked, needs, bounds(catalogue, profile.room))
    return Decision(catalogue, profile, fired, fitting.disciplines, fit, worths, held, needs, line, line.places())
