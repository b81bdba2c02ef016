"""What would change the plan, and what the team should find out: both computed, neither guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from . import words
from .answers import GOAL, PAINS, REGULATIONS, UNSURE, WORST_PAIN
from .applicability import Applicability
from .catalogue import Catalogue
from .conditions import holds
from .line import Line
from .model import Hold, Practice, TreatAs
from .order import Place
from .plan import Change, FindOut, Notice
from .profile import Profile
from .rules import Fired
from .value import Worth

OUT = "out"
ORDER = ("start", "next", "later", OUT)
# A wish or a pain may go; what a team delivers, and who it is, does not go because a plan says so.
TAKEN_BACK = tuple(f"{question}." for question in (PAINS, WORST_PAIN, GOAL, REGULATIONS))


def changes(
    line: Line, places: Sequence[Place], fired: Iterable[Fired], decide_without: Callable[[str], Mapping[str, str]]
) -> dict[str, tuple[Change, ...]]:
    """Practice id -> what would take its step back or out of the plan. Nothing is estimated.

    The line is formed again once per answer; where taking back an answer does more than take gains away,
    `decide_without` decides everything again (answer -> practice id -> wave).
    """
    waves, hanging = line.waves(places), line.hanging()
    deciding = _deciding_more(fired)
    worths = {worth.practice.id: worth for worth in line.ranked}
    again: dict[str, Mapping[str, str]] = {}
    found: dict[str, tuple[Change, ...]] = {}
    for place in places:
        practice = line.catalogue.practices[place.practice]
        told = [Change(None, OUT, words.becomes_routine(practice.title))]
        if practice.id not in worths:
            told.append(_only_for_others(line, practice, places))
        for answer in _carrying(worths.get(practice.id)):
            if answer not in again:
                more = answer in deciding or _wakes_a_rule(line, answer)
                again[answer] = decide_without(answer) if more else line.waves_without(answer, hanging[answer])
            becomes = again[answer].get(practice.id, OUT)
            back = ORDER.index(becomes) > ORDER.index(waves[practice.id])
            if back and (text := _without(line.catalogue, answer, becomes, told)):
                told.append(Change(answer, becomes, text))
        found[practice.id] = tuple(told)
    return found


def _without(catalogue: Catalogue, answer: str, becomes: str, told: Sequence[Change]) -> str | None:
    """None where it was said already: what a pain does by going, it does by hurting less."""
    question, _, pain = answer.partition(".")
    if question != WORST_PAIN:
        return words.without_answer(words.answer(catalogue, answer), becomes)
    said = any(change.answer == f"{PAINS}.{pain}" and change.becomes == becomes for change in told)
    return None if said else words.were_it_not_worst(words.answer(catalogue, answer), becomes)


def _deciding_more(fired: Iterable[Fired]) -> frozenset[str]:
    """The answers behind a rule that holds a practice back or settles a contradiction."""
    beyond_gains = (Hold, TreatAs)
    rules = (true for true in fired if any(isinstance(effect, beyond_gains) for effect in true.rule.then))
    return frozenset(answer for true in rules for answer in true.answers)


def _wakes_a_rule(line: Line, answer: str) -> bool:
    """Does a rule fire that only this answer kept silent?"""
    left = line.profile.answers.without(answer)
    return any(holds(rule.when, left) is True for rule in line.catalogue.entangled.get(answer, ()))


def _carrying(worth: Worth | None) -> list[str]:
    """The answers on which a gain of this practice hangs and that a team may take back, the weightiest first."""
    gains = [reason for reason in worth.reasons if reason.points > 0 and reason.needs == "all"] if worth else []
    answers = dict.fromkeys(answer for reason in gains for answer in reason.answers)
    return [answer for answer in answers if answer.startswith(TAKEN_BACK)]


def _only_for_others(line: Line, practice: Practice, places: Sequence[Place]) -> Change:
    """A prerequisite that nothing else speaks for leaves with what needs it."""
    needing = [p.practice for p in places if practice.id in line.needs(p.practice)]
    needing = needing or [p.pulled_by for p in places if p.practice == practice.id and p.pulled_by]
    titles = [line.catalogue.practices[other].title for other in needing]
    return Change(None, OUT, words.hangs_on(titles))


def find_out(
    catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability], places: Sequence[Place]
) -> tuple[FindOut, ...]:
    """What somebody was unsure about, and what decides whether a step is for this team at all."""
    found: list[FindOut] = []
    for question in catalogue.questions.values():
        value = profile.answers.get(question.id)
        if value == UNSURE:
            found.append(FindOut(question.id, None, words.find_out_answer(question.title, question.find_out)))
        if question.kind != "grid":
            continue
        for practice, state in (profile.answers.rows(question.id) or {}).items():
            known = catalogue.practices.get(practice)
            if known and state == UNSURE and fit[practice].holds is not False:
                found.append(FindOut(question.id, practice, words.find_out_state(known, question.find_out)))
    return tuple(found) + tuple(_fits(catalogue, profile, fit, places))


def _fits(
    catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability], places: Sequence[Place]
) -> Iterable[FindOut]:
    for place in places:
        if fit[place.practice].holds is not None:
            continue
        practice = catalogue.practices[place.practice]
        unanswered = [q for q in _deciding(catalogue, practice) if profile.answers.get(q) is None]
        question = catalogue.questions.get(unanswered[0]) if unanswered else None
        if question is not None:
            yield FindOut(question.id, practice.id, words.find_out_fit(practice.title, question.title))


def _deciding(catalogue: Catalogue, practice: Practice) -> list[str]:
    """The questions on which a practice's fit hangs, its own condition's first."""
    disciplines = [catalogue.disciplines[d] for d in practice.disciplines if d in catalogue.disciplines]
    parts = [practice.applies_when, *(d.applies_when for d in disciplines)]
    return [atom.question for part in parts if part for atom in part.when.atoms()]


def useless_remedies(catalogue: Catalogue, profile: Profile, fit: Mapping[str, Applicability]) -> Iterable[Notice]:
    """A pain that goes on although every remedy for it is routine: worth a second look, and no new practice."""
    for pain in profile.pains:
        remedies = [r.practice for r in catalogue.pains[pain].remedies if r.practice in fit]
        for_you = [practice for practice in remedies if fit[practice].holds is not False]
        if for_you and all(profile.adopted(practice) for practice in for_you):
            titles = [catalogue.practices[practice].title for practice in for_you]
            text = words.remedies_in_place(catalogue.pains[pain].title, titles)
            yield Notice("look-again", (f"{PAINS}.{pain}",), text)
