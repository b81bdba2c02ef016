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
    for practice in _with_prerequisites(wanted, needs):
        if practice not in held and (heavy := _too_many_hands(catalogue, profile, practice)):
            held[practice] = heavy
    return _spread(catalogue, held, wanted, needs)


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


def _with_prerequisites(wanted: Iterable[str], needs: Needs) -> list[str]:
    return [place.practice for place in line_up(wanted, needs)]


def _spread(catalogue: Catalogue, held: dict[str, Held], wanted: list[str], needs: Needs) -> dict[str, Held]:
    """What needs a held practice first is held with it. In line, prerequisites come before, so one pass is enough."""
    spread = dict(held)
    for practice in _with_prerequisites(wanted, needs):
        first = next((n for n in needs(practice) if n in spread), None)
        if practice not in spread and first is not None:
            because = words.needs_first(catalogue.practices[first].title)
            spread[practice] = Held(because, spread[first].revisit)
    return spread
