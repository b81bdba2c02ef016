"""Where a team stands, per principle: as low as the lowest of its practices, never an average, never one number.

The ML Test Score does the same: readiness is the minimum of its parts, since a strong model that nobody watches
is not ready (https://research.google/pubs/pub46555/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .answers import COLUMNS, DOES_NOT_APPLY, UNSURE
from .applicability import Applicability
from .catalogue import Catalogue
from .plan import Level
from .profile import Profile


def levels(catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability]) -> tuple[Level, ...]:
    """One level per principle. What was not answered lowers nothing; where nothing was, the level is unknown."""
    by_principle: dict[str, list[str]] = defaultdict(list)
    for practice in sorted(profile.states.of):
        if practice in fit and fit[practice].holds is not False:
            for principle in catalogue.practices[practice].principles:
                by_principle[principle].append(practice)
    return tuple(
        _level(p.id, p.title, {practice: profile.state(practice) for practice in by_principle[p.id]})
        for p in catalogue.principles.values()
    )


def _level(principle: str, title: str, states: Mapping[str, str]) -> Level:
    known = {practice: state for practice, state in states.items() if state not in (UNSURE, DOES_NOT_APPLY)}
    level = min(known.values(), key=COLUMNS.index, default="unknown")
    weakest = tuple(practice for practice, state in known.items() if state == level)
    return Level(principle, title, level, weakest, len(known), sum(state == UNSURE for state in states.values()))
