"""How much a plan holds, and what may enter it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from .catalogue import Catalogue
from .plan import Wave
from .profile import Room
from .value import Worth


def candidates(worths: Mapping[str, Worth], held: Container[str]) -> list[Worth]:
    """What is worth more than it costs and is not held, the best first."""
    good = [worth for worth in worths.values() if worth.worth_it and worth.practice.id not in held]
    return sorted(good, key=lambda worth: worth.rank_key)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many steps a plan holds. A plan that lists everything says nothing."""

    start: int
    next: int
    later: int

    @property
    def total(self) -> int:
        return self.start + self.next + self.later

    def wave(self, rank: int) -> Wave:
        """The wave of the step with this rank, counted from 1."""
        if rank <= self.start:
            return "start"
        return "next" if rank <= self.start + self.next else "later"


def bounds(catalogue: Catalogue, room: Room) -> Bounds:
    """Fewer steps for a team with little room, from the weights."""
    w = catalogue.weights
    by_room = {
        "tight": (w.start_tight, w.next_tight, w.later_tight),
        "some": (w.start_some, w.next_some, w.later_some),
        "full": (w.start_full, w.next_full, w.later_full),
    }
    start, following, later = by_room[room]
    return Bounds(int(start), int(following), int(later))
