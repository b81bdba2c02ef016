"""The order of the plan: by worth, with every unmet prerequisite pulled ahead of what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .applicability import Applicability
from .catalogue import Catalogue
from .profile import Profile
from .value import Worth


@dataclass(frozen=True, slots=True)
class Place:
    """One place in line. `pulled_by` is the practice that needs it first, when it stands higher than its worth."""

    practice: str
    pulled_by: str | None = None


def line_up(ranked: Iterable[str], needs: Callable[[str], tuple[str, ...]]) -> Iterator[Place]:
    """A stable topological pass: practices as ranked, each after the prerequisites it still needs.

    `needs` gives unmet prerequisites, the best first. A circle, which the checks refuse, is cut where it closes.
    """
    placed: set[str] = set()
    open_: set[str] = set()
    for wanted in ranked:
        stack: list[tuple[str, str | None]] = [(wanted, None)]
        while stack:
            practice, pulled_by = stack[-1]
            if practice in placed:
                stack.pop()
            elif practice in open_:
                stack.pop()
                placed.add(practice)
                yield Place(practice, pulled_by)
            else:
                open_.add(practice)
                waiting = [n for n in needs(practice) if n not in placed and n not in open_]
                stack += [(n, practice) for n in reversed(waiting)]


class Needs:
    """The unmet prerequisites of a practice: for this team, and not yet routine."""

    def __init__(
        self, catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability], worths: Mapping[str, Worth]
    ) -> None:
        self.catalogue, self.profile, self.fit, self.worths = catalogue, profile, fit, worths
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, practice: str) -> tuple[str, ...]:
        if practice not in self._known:
            unmet = [n for n in self.catalogue.requires(practice) if self.unmet(n)]
            self._known[practice] = tuple(sorted(unmet, key=self._rank))
        return self._known[practice]

    def unmet(self, practice: str) -> bool:
        fit = self.fit.get(practice)
        return fit is not None and fit.holds is not False and not self.profile.adopted(practice)

    def missing(self, practice: str) -> bool:
        return self.fit[practice].holds is False

    def _rank(self, practice: str) -> tuple[float, int, str]:
        worth = self.worths.get(practice)
        return worth.rank_key if worth else (0.0, -self.catalogue.practices[practice].value, practice)
