"""What each practice is worth to this team: every contribution is a Reason, and the score is their sum.

    score = pains + rules + foundation - partly - unknown fit - effort

Only what something speaks for is weighed at all: without a pain, a rule or a foundation, a practice has no worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import words
from .answers import PAINS, PARTLY, WORST_PAIN
from .applicability import Applicability
from .catalogue import Catalogue
from .model import Contribution, Practice, Weights
from .plan import Reason
from .profile import Profile
from .rules import Fired

HURTS_MOST = "weight/worst-pain"
# reasons that follow from the others, and are made anew when those change
DERIVED = (PARTLY_COUNTS_LESS, NOT_SAID_TO_FIT) = ("weight/partly", "weight/unknown-fit")


type RankKey = tuple[float, int, int, str]


@dataclass(frozen=True, slots=True)
class Worth:
    """`gain` is what speaks for it, less what speaks against it; `score` takes the effort off as well."""

    practice: Practice
    reasons: tuple[Reason, ...]
    gain: float
    effort: float
    score: float
    dependants: int

    @property
    def worth_it(self) -> bool:
        """Something speaks for it, and it brings more than it costs; a foundation is worth any effort."""
        return self.gain > 0 and (self.score > 0 or self.practice.foundation)

    @property
    def against_the_worst(self) -> float:
        """The points it has for helping against what hurts most."""
        return sum(reason.points for reason in self.reasons if reason.rule == HURTS_MOST)

    @property
    def rank_key(self) -> RankKey:
        """Sorts the best first. Ties: its general value, then how many practices stand on it, then its id."""
        return -self.score, -self.practice.value, -self.dependants, self.practice.id


def weigh(
    catalogue: Catalogue,
    profile: Profile,
    fired: Iterable[Fired],
    fit: Mapping[str, Applicability],
) -> dict[str, Worth]:
    """Practice id -> its worth, for all that apply, are not routine, and have anything speaking for or against."""
    gains = contributions(catalogue, profile, fired)
    return {
        practice: weigh_up(catalogue, profile, catalogue.practices[practice], gains[practice], fit[practice])
        for practice in sorted(gains)
        if fit[practice].holds is not False and not profile.adopted(practice)
    }


def contributions(catalogue: Catalogue, profile: Profile, fired: Iterable[Fired]) -> dict[str, list[Reason]]:
    """Practice id -> what pains, rules and its being a foundation contribute."""
    weights = catalogue.weights
    gains: dict[str, list[Reason]] = {}
    for pain in profile.pains:
        for remedy in catalogue.pains[pain].remedies:
            if remedy.practice not in catalogue.practices:
                continue
            points = round(remedy.strength * weights.pain_strength, 2)
            named, rule = f"{PAINS}.{pain}", f"pain/{pain}"
            reasons = gains.setdefault(remedy.practice, [])
            reasons.append(_given(profile, (named,), rule, remedy.because, points))
            if pain == profile.worst_pain:
                extra = round(points * weights.worst_pain, 2)
                reasons.append(_given(profile, (f"{WORST_PAIN}.{pain}", named), HURTS_MOST, words.WORST, extra))
    for true in fired:
        for effect in true.rule.then:
            if isinstance(effect, Contribution) and effect.target == "practice" and effect.id in catalogue.practices:
                points = round(effect.points * weights.rule_point, 2)
                gains.setdefault(effect.id, []).append(true.reason(effect, points))
    for practice in catalogue.foundations:
        reason = Reason(None, "weight/foundation", words.FOUNDATION, weights.foundation)
        gains.setdefault(practice, []).append(reason)
    return gains


def _given(profile: Profile, names: tuple[str, ...], rule: str, text: str, points: float) -> Reason:
    behind = profile.answers.given(names)
    return Reason(behind[0] if behind else None, rule, text, points, behind)


def weigh_up(
    catalogue: Catalogue, profile: Profile, practice: Practice, gains: list[Reason], fit: Applicability
) -> Worth:
    """Add up one practice. What is begun, and what may not apply, counts for a part of its gain."""
    weights = catalogue.weights
    reasons = sorted(gains, key=lambda r: (-r.points, r.rule, r.answer or ""))
    gain = sum(reason.points for reason in reasons)
    if gain > 0 and profile.state(practice.id) == PARTLY:
        off = round(gain * (weights.partly - 1), 2)
        name = profile.states.answer[practice.id]
        reasons.append(Reason(name, PARTLY_COUNTS_LESS, words.FINISH_IT, off, (name,)))
        gain += off
    if gain > 0 and fit.holds is None:
        off = round(gain * (weights.unknown_fit - 1), 2)
        reasons.append(Reason(None, NOT_SAID_TO_FIT, words.NOT_SAID, off))
        gain += off
    effort = effort_points(weights, practice, profile.pressure)
    dependants = catalogue.dependants.get(practice.id, 0)
    return Worth(practice, tuple(reasons), round(gain, 2), effort, round(gain + effort, 2), dependants)


def effort_points(weights: Weights, practice: Practice, pressure: float) -> float:
    """What the effort takes off: nothing for little, more for much, and more again for a team under pressure.

    Refinements cost a little more than basics of the same effort, so that the basics stand first between equals.
    """
    effort = practice.effort
    burden = (
        weights.effort_knowledge * (effort.knowledge - 1)
        + weights.effort_time * (effort.time - 1)
        + weights.effort_people * (effort.people - 1)
    )
    level = {"start": 0.0, "grow": weights.level_grow, "mature": weights.level_mature}[practice.level]
    return round(0.0 - (burden * pressure + level), 2)
