"""The order of the plan: by worth, with every unmet prerequisite pulled ahead of what needs it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from .applicability import Applicability
from .catalogue import Catalogue
from .profile import Profile
from .value import RankKey, Worth, weigh_up


@dataclass(frozen=True, slots=True)
class Place:
    """One place in line. `pulled_by` is the practice that needs it first, when it stands higher than its worth;
    `begins` says that it stands first because nothing helps more against what hurts most."""

    practice: str
    pulled_by: str | None = None
    begins: bool = False


def line_up(ranked: Iterable[str], needs: Callable[[str], tuple[str, ...]], room: float = inf) -> list[Place]:
    """A stable topological pass: practices as ranked, each after the prerequisites it still needs.

    `needs` gives unmet prerequisites, the best first. Whoever does not fit into the places left, with all it needs
    first, is passed over: nothing is begun that the plan cannot end. Only the first in line may fill it on its own.
    """
    line: dict[str, Place] = {}
    for wanted in ranked:
        left = room - len(line)
        if left <= 0:
            break
        if wanted in line:
            continue
        group = _with_needs(wanted, needs, line, most=left if line else inf)
        line |= {place.practice: place for place in group[: int(min(left, len(group)))]}
    return list(line.values())


def _with_needs(
    wanted: str, needs: Callable[[str], tuple[str, ...]], line: Container[str], *, most: float
) -> list[Place]:
    """A practice and what it needs first, as far as not yet in line; nothing at all when those are more than `most`.

    A circle, which is an error in the content, is cut where it closes.
    """
    if all(needed in line for needed in needs(wanted)):
        return [Place(wanted)]
    group: dict[str, Place] = {}
    begun: set[str] = set()
    stack: list[tuple[str, str | None]] = [(wanted, None)]
    while stack:
        practice, pulled_by = stack.pop()
        if practice in line or practice in group:
            continue
        waiting: list[str] = []
        if practice not in begun:
            begun.add(practice)
            if len(begun) > most:
                return []
            waiting = [n for n in needs(practice) if n not in line and n not in group and n not in begun]
        if not waiting:
            group[practice] = Place(practice, pulled_by)
            continue
        stack.append((practice, pulled_by))
        stack += [(needed, practice) for needed in reversed(waiting)]
    return list(group.values())


class Needs:
    """The unmet prerequisites of a practice: for this team, and not yet routine."""

    def __init__(
        self, catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability], worths: Mapping[str, Worth]
    ) -> None:
        self.catalogue, self.profile, self.fit, self.worths = catalogue, profile, fit, worths
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, practice: str) -> tuple[str, ...]:
        """The best first."""
        if practice not in self._known:
            self._known[practice] = tuple(n for n in self.catalogue.requires(practice) if self.unmet(n))
        unmet = self._known[practice]
        return unmet if len(unmet) < 2 else tuple(sorted(unmet, key=self._rank))

    def reranked(self, worths: Mapping[str, Worth]) -> Needs:
        """The same needs, where some practices are worth something else."""
        again = Needs(self.catalogue, self.profile, self.fit, ChainMap(dict(worths), dict(self.worths)))
        again._known = self._known
        return again

    def unmet(self, practice: str) -> bool:
        fit = self.fit.get(practice)
        return fit is not None and fit.holds is not False and not self.profile.adopted(practice)

    def missing(self, practice: str) -> bool:
        return self.fit[practice].holds is False

    def _rank(self, practice: str) -> RankKey:
        """What nothing speaks for is worth nothing, and still takes its effort."""
        worth = self.worths.get(practice)
        if worth is None:
            fit, needed = self.fit[practice], self.catalogue.practices[practice]
            worth = weigh_up(self.catalogue, self.profile, needed, [], fit)
        return worth.rank_key
