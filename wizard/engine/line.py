"""The line of practices: ranked, put in order, cut to size; and formed again with one answer less."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .applicability import Applicability
from .bounds import Bounds
from .catalogue import Catalogue
from .order import Needs, Place, line_up
from .plan import Reason
from .profile import Profile
from .value import DERIVED, Worth, weigh_up


@dataclass(frozen=True, slots=True)
class Line:
    """Who stands in line (`ranked`, the best first), what each needs first, and how many places there are."""

    catalogue: Catalogue
    profile: Profile
    fit: Mapping[str, Applicability]
    ranked: Sequence[Worth]
    needs: Needs
    bounds: Bounds

    def places(self) -> list[Place]:
        return self._form(self.ranked, self.needs)

    def waves(self, places: Sequence[Place]) -> dict[str, str]:
        """Practice id -> the wave it stands in."""
        return {place.practice: self.bounds.wave(rank) for rank, place in enumerate(places, start=1)}

    def hanging(self) -> dict[str, list[Worth]]:
        """Answer -> the practices with a gain that would be gone without it."""
        found: dict[str, dict[str, Worth]] = defaultdict(dict)
        for worth in self.ranked:
            for reason in worth.reasons:
                if reason.needs == "all" and reason.rule not in DERIVED:
                    for answer in reason.answers:
                        found[answer][worth.practice.id] = worth
        return {answer: list(worths.values()) for answer, worths in found.items()}

    def waves_without(self, answer: str, hanging: Sequence[Worth]) -> dict[str, str]:
        """The waves, were every gain gone that needs this answer: the same line formed again, nothing estimated.

        Exact for an answer that only adds to gains; see `Catalogue.entangled` for the others.
        """
        less = {worth.practice.id: self._less(worth, answer) for worth in hanging}
        kept = [worth for worth in self.ranked if worth.practice.id not in less]
        for worth in less.values():
            if worth.worth_it:
                insort(kept, worth, key=lambda worth: worth.rank_key)
        return self.waves(self._form(kept, self.needs.reranked(less)))

    def _form(self, ranked: Sequence[Worth], needs: Needs) -> list[Place]:
        wanted = [worth.practice.id for worth in ranked]
        begins = self._begins(ranked, needs)
        if begins is None or begins == wanted[0]:
            return line_up(wanted, needs, self.bounds.total)
        wanted.remove(begins)
        line = line_up([begins, *wanted], needs, self.bounds.total)
        return [replace(place, begins=place.practice == begins) for place in line]

    def _begins(self, ranked: Sequence[Worth], needs: Needs) -> str | None:
        """What helps most against what hurts most, if it and all it needs are no more than anybody's first steps."""
        most = max((worth.against_the_worst for worth in ranked), default=0.0)
        if most <= 0:
            return None
        strongest = (worth.practice.id for worth in ranked if worth.against_the_worst == most)
        short = self.catalogue.weights.start_full
        return next((practice for practice in strongest if len(line_up([practice], needs)) <= short), None)

    def _less(self, worth: Worth, answer: str) -> Worth:
        gains = [reason for reason in worth.reasons if reason.rule not in DERIVED and not _hangs(reason, answer)]
        return weigh_up(self.catalogue, self.profile, worth.practice, gains, self.fit[worth.practice.id])


def _hangs(reason: Reason, answer: str) -> bool:
    """Would this reason be gone without this answer?"""
    return reason.needs == "all" and answer in reason.answers
