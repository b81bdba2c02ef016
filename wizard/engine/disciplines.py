"""Which discipline leads, which support, and which the team does not need.

A discipline earns points from rules that name it, and a share of what each step is worth to the team. It leads only
when a step of the plan is at home in it: the word "AI" in an answer brings nobody AIOps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from . import words
from .applicability import Applicability
from .catalogue import Catalogue
from .model import Contribution, Practice
from .plan import DisciplineShown, Reason
from .rules import Fired
from .value import Worth


def disciplines_of(
    catalogue: Catalogue,
    fired: Iterable[Fired],
    steps: Sequence[str],
    worths: Mapping[str, Worth],
    fit: Mapping[str, Applicability],
) -> tuple[DisciplineShown, ...]:
    """Every discipline with its part in this plan: the leading one first, then by score. `steps` in order of rank."""
    reasons = _from_rules(catalogue, fired, fit)
    for rank, practice in enumerate(steps, start=1):
        if practice in worths:
            _share(catalogue, rank, worths[practice], fit, reasons)
    scores = {d: round(sum(r.points for r in reasons[d]), 2) for d in catalogue.disciplines}
    homes = {catalogue.practices[practice].home for practice in steps}
    leader = _leader(catalogue, scores, homes, fit)
    enough = catalogue.weights.discipline_supports * scores.get(leader or "", 0.0)
    shown = [
        _shown(catalogue, d, scores[d], tuple(reasons[d]), leads=d == leader, enough=enough, steps=steps, fit=fit[d])
        for d in catalogue.disciplines
    ]
    parts = ("leads", "supports", "not-now", "not-needed")
    order = list(catalogue.disciplines)
    return tuple(sorted(shown, key=lambda d: (parts.index(d.part), -d.score, order.index(d.discipline))))


def _from_rules(
    catalogue: Catalogue, fired: Iterable[Fired], fit: Mapping[str, Applicability]
) -> dict[str, list[Reason]]:
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for rule in fired:
        for effect in rule.rule.then:
            if isinstance(effect, Contribution) and effect.target == "discipline" and _possible(effect.id, fit):
                points = round(effect.points * catalogue.weights.rule_point, 2)
                reasons[effect.id].append(rule.reason(effect, points))
    return reasons


def _possible(discipline: str, fit: Mapping[str, Applicability]) -> bool:
    return discipline in fit and fit[discipline].holds is not False


def _share(
    catalogue: Catalogue, rank: int, worth: Worth, fit: Mapping[str, Applicability], reasons: dict[str, list[Reason]]
) -> None:
    """Divide what the team's own answers make of a step. A foundation says nothing about a team: nothing to share."""
    practice = worth.practice
    spoken = sum(reason.points for reason in worth.reasons if reason.answer)
    shares = shares_of(practice, catalogue.weights.discipline_home, fit)
    for discipline, share in shares.items():
        points = round(spoken * catalogue.weights.discipline_step * share, 2)
        if points > 0:
            text = words.step_in(rank, practice.title)
            reasons[discipline].append(Reason(None, f"practice/{practice.id}", text, points))


def shares_of(practice: Practice, home: float, fit: Mapping[str, Applicability]) -> dict[str, float]:
    """The home discipline takes the share `home`, the others the rest in equal parts; all of it when alone."""
    possible = [d for d in dict.fromkeys(practice.disciplines) if _possible(d, fit)]
    others = [d for d in possible if d != practice.home]
    if practice.home not in possible:
        return {d: 1 / len(others) for d in others}
    if not others:
        return {practice.home: 1.0}
    return {practice.home: home} | {d: (1 - home) / len(others) for d in others}


def _leader(
    catalogue: Catalogue, scores: Mapping[str, float], homes: set[str], fit: Mapping[str, Applicability]
) -> str | None:
    """The highest score among the disciplines a step is at home in; failing those, among all. None without points."""
    possible = [d for d in catalogue.disciplines if _possible(d, fit) and scores[d] > 0]
    at_home = [d for d in possible if d in homes]
    order = list(catalogue.disciplines)
    return min(at_home or possible, key=lambda d: (-scores[d], order.index(d)), default=None)


def _shown(
    catalogue: Catalogue,
    discipline: str,
    score: float,
    reasons: tuple[Reason, ...],
    *,
    leads: bool,
    enough: float,
    steps: Sequence[str],
    fit: Applicability,
) -> DisciplineShown:
    title = catalogue.disciplines[discipline].title
    if fit.holds is False:
        return DisciplineShown(discipline, title, "not-needed", 0.0, (), fit.because)
    ordered = tuple(sorted(reasons, key=lambda r: (r.answer is None, -r.points, r.rule)))
    if leads:
        return DisciplineShown(discipline, title, "leads", score, ordered)
    belongs = any(discipline in catalogue.practices[practice].disciplines for practice in steps)
    if belongs and score > 0 and score >= enough:
        return DisciplineShown(discipline, title, "supports", score, ordered)
    return DisciplineShown(discipline, title, "not-now", score, ordered, words.NOTHING_IN_PLAN if not belongs else "")
