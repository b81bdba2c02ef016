"""The line of practices: ranked, put in order, cut to size; and formed again with one answer less."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
        return self._form(self.ranked)

    def waves(self, places: Sequence[Place]) -> dict[str, str]:
        """Practice id -> the wave it stands in."""
        return {place.practice: self.bounds.wave(rank) for rank, place in enumerate(places, start=1)}

    def waves_without(self, answer: str) -> dict[str, str]:
        """The waves, were every gain gone that needs this answer: the same line, formed again, nothing estimated."""
        kept = [worth for worth in self.ranked if not _any_hangs(worth.reasons, answer)]
        for worth in self.ranked:
            if _any_hangs(worth.reasons, answer) and (less := self._less(worth, answer)).gain > 0 and less.score > 0:
                insort(kept, less, key=lambda w: w.rank_key)
        return self.waves(self._form(kept))

    def _form(self, ranked: Iterable[Worth]) -> list[Place]:
        return self.bounds.cut(line_up((worth.practice.id for worth in ranked), self.needs))

    def _less(self, worth: Worth, answer: str) -> Worth:
        gains = [reason for reason in worth.reasons if reason.rule not in DERIVED and not hangs(reason, answer)]
        return weigh_up(self.catalogue, self.profile, worth.practice, gains, self.fit[worth.practice.id])


def hangs(reason: Reason, answer: str) -> bool:
    """Would this reason be gone without this answer?"""
    return reason.needs == "all" and answer in reason.answers


def _any_hangs(reasons: Iterable[Reason], answer: str) -> bool:
    return any(hangs(reason, answer) for reason in reasons)
