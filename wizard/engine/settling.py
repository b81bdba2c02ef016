"""Answers that do not fit together: each contradiction is named, and the stricter answer stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import words
from .answers import COLUMNS, PAINS, ROUTINE, Answers, Value
from .catalogue import Catalogue
from .conditions import Choice, atom_holds, holds
from .model import Question, TreatAs
from .parsing import Ignored
from .plan import Notice
from .routing import still_applying
from .rules import Fired


@dataclass(frozen=True, slots=True)
class States:
    """Practice id -> its state, where it was answered; with the name of the answer that says so. `implied` are those
    nobody was asked about, on which something rests that is routine."""

    of: dict[str, str]
    answer: dict[str, str]
    implied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """The answers that stand, what was said about the others, what no longer applies, and the rules that spoke."""

    answers: Answers
    states: States
    warnings: tuple[Notice, ...]
    ignored: tuple[Ignored, ...]
    fired: tuple[Fired, ...]


def settle(catalogue: Catalogue, answers: Answers) -> Settled:
    """Drop what no longer applies, then let the stricter answer stand in every contradiction."""
    answers, ignored = still_applying(catalogue, answers)
    warnings: list[Notice] = []
    for question in catalogue.questions.values():
        answers = _exclusive(catalogue, question, answers, warnings)
    answers, fired = _treated(catalogue, answers)
    warnings += [
        Notice(effect.kind, rule.answers, effect.because)
        for rule in fired
        for effect in rule.rule.then
        if isinstance(effect, TreatAs)
    ]
    states, two_states = practice_states(catalogue, answers)
    warnings += two_states + _too_many(catalogue, answers)
    return Settled(answers, states, tuple(warnings), tuple(ignored), tuple(fired))


def _exclusive(catalogue: Catalogue, question: Question, answers: Answers, warnings: list[Notice]) -> Answers:
    """ "None of these", ticked beside one of these: what was named is the stricter answer."""
    ticked = answers.choices(question.id) or ()
    alone = tuple(option.id for option in question.options if option.excludes_others and option.id in ticked)
    left = tuple(option for option in ticked if option not in alone)
    if not alone or not left:
        return answers
    names = tuple(f"{question.id}.{option}" for option in alone + left)
    said = [words.answer(catalogue, name) for name in names]
    warnings.append(Notice("contradiction", names, words.exclusive(said[0], said[1:])))
    return answers.with_value(question.id, left)


def _treated(catalogue: Catalogue, answers: Answers) -> tuple[Answers, list[Fired]]:
    """Apply `treat_as` in the order of rule ids, until nothing changes. Each rule speaks once, so this ends."""
    waiting, spoken = list(catalogue.contradictions), list[Fired]()
    while rule := next((rule for rule in waiting if holds(rule.when, answers) is True), None):
        waiting.remove(rule)
        spoken.append(Fired.on(rule, answers))
        answers = _apply(catalogue, spoken[-1], answers)
    return answers, spoken


def _apply(catalogue: Catalogue, fired: Fired, answers: Answers) -> Answers:
    for effect in fired.rule.then:
        question = catalogue.questions.get(effect.answer.question) if isinstance(effect, TreatAs) else None
        if question is None or not isinstance(effect, TreatAs):
            continue
        name, behind = str(effect.answer), fired.answers
        value = _replaced(question, effect.answer, answers)
        if atom_holds(effect.answer, answers) is True:
            # given already, and the rule would put it here without being told: neither is decisive alone
            value, behind = (None, ()) if name in behind else (answers.get(question.id), (name, *behind))
        if value is not None:
            answers = Answers(
                {**answers.values, question.id: value},
                {**answers.origin, name: answers.origin.get(name, behind)},
                {question.id: answers.get(question.id), **answers.replaced},
            )
    return answers


def _replaced(question: Question, choice: Choice, answers: Answers) -> Value | None:
    """The answer to a question after a rule put `choice` in its place; None when it cannot stand there."""
    value = answers.get(question.id)
    match question.kind:
        case "one":
            return choice.option
        case "many":
            ticked = value if isinstance(value, tuple) else ()
            alone = {option.id for option in question.options if option.excludes_others}
            return (*(option for option in ticked if option not in {*alone, choice.option}), choice.option)
        case "grid" if choice.row is not None and choice.option in COLUMNS:
            rows = dict(answers.rows(question.id) or {})
            return {**rows, choice.row: choice.option}
    return None


def _too_many(catalogue: Catalogue, answers: Answers) -> list[Notice]:
    """Beyond the maximum everything still counts: dropping the last ones would make the order of ticks matter."""
    question, ticked = catalogue.questions.get(PAINS), answers.choices(PAINS) or ()
    if question is None or question.max_choices is None or len(ticked) <= question.max_choices:
        return []
    names = tuple(f"{PAINS}.{pain}" for pain in ticked)
    return [Notice("too-many", names, words.too_many(len(ticked), question.max_choices))]


def practice_states(catalogue: Catalogue, answers: Answers) -> tuple[States, list[Notice]]:
    """What is in place. A practice asked about in two grids takes the lower of two answers, and it is said."""
    states = States({}, {})
    warnings: list[Notice] = []
    for grid in catalogue.grids:
        for practice, column in (answers.rows(grid.id) or {}).items():
            name = f"{grid.id}.{practice}.{column}"
            name = answers.origin.get(name, (name,))[0]
            before = states.of.get(practice)
            if before is not None and before != column:
                title = catalogue.practices[practice].title if practice in catalogue.practices else practice
                warnings.append(Notice("contradiction", (states.answer[practice], name), words.two_states(title)))
            if before is None or COLUMNS.index(column) < COLUMNS.index(before):
                states.of[practice], states.answer[practice] = str(column), name
    return replace(states, implied=_implied(catalogue, states.of)), warnings


def _implied(catalogue: Catalogue, said: Mapping[str, str]) -> frozenset[str]:
    """Who merges, builds and tests every change has a build: a prerequisite of what is routine need not be asked."""
    found: set[str] = set()
    stack = [practice for practice, state in said.items() if state == ROUTINE and practice in catalogue.practices]
    while stack:
        unsaid = [need for need in catalogue.requires(stack.pop()) if need not in said and need not in found]
        found.update(unsaid)
        stack += unsaid
    return frozenset(found)
