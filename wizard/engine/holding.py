"""What can wait: held by a rule, too much for the team's hands, or in need of something that is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import words
from .catalogue import Catalogue
from .model import Hold
from .order import Needs, line_up
from .plan import Reason
from .profile import Profile
from .rules import Fired
from .value import Worth


@dataclass(frozen=True, slots=True)
class Held:
    """A practice that is not recommended now, why, and when to look again."""

    because: str
    revisit: str
    reasons: tuple[Reason, ...] = ()
    by_rule: bool = False  # said whether or not anything speaks for the practice


def held_back(
    catalogue: Catalogue,
    profile: Profile,
    fired: Iterable[Fired],
    worths: Mapping[str, Worth],
    needs: Needs,
) -> dict[str, Held]:
    """What rules hold, what is too much for the team's hands, and whatever needs one of those first."""
    held = _held_by_rules(fired, needs)
    wanted = [worth.practice.id for worth in worths.values() if worth.gain > 0]
    for practice in (place.practice for place in line_up(wanted, needs)):
        # in line, prerequisites come before what needs them, so one pass is enough
        if practice not in held and (found := _held(catalogue, profile, practice, held, needs)):
            held[practice] = found
    return held


def _held(catalogue: Catalogue, profile: Profile, practice: str, held: Mapping[str, Held], needs: Needs) -> Held | None:
    first = next((needed for needed in needs(practice) if needed in held), None)
    if first is not None:
        return Held(words.needs_first(catalogue.practices[first].title), held[first].revisit)
    return _too_many_hands(catalogue, profile, practice)


def _held_by_rules(fired: Iterable[Fired], needs: Needs) -> dict[str, Held]:
    held: dict[str, Held] = {}
    for true in fired:
        for effect in true.rule.then:
            if isinstance(effect, Hold) and needs.unmet(effect.practice):
                found = Held(effect.because, effect.revisit, (true.reason(effect),), by_rule=True)
                held.setdefault(effect.practice, found)
    return held


def _too_many_hands(catalogue: Catalogue, profile: Profile, practice: str) -> Held | None:
    enough = int(catalogue.weights.people_much_from)
    size = profile.team_size
    if size is None or size >= enough or catalogue.practices[practice].effort.people < 3:
        return None
    return Held(*words.too_many_hands(size, enough))
