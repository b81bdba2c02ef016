"""Conditions and effects as sentences, for the method page and the editors' view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .answering import COLUMN_LABELS
from .engine import Catalogue, Choice, Condition, NumberTest

type Atom = Choice | NumberTest


@dataclass(frozen=True, slots=True)
class Clause:
    """What must be said to one question: one of `said` (or, negated, none of them)."""

    question: str
    title: str
    said: list[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """`join` says how the clauses hang together; the parts of a condition must all hold."""

    join: Literal["all", "any", "none"]
    clauses: list[Clause]

    @property
    def opening(self) -> str:
        if len(self.clauses) < 2:
            return ""
        return {"all": "All of these:", "any": "At least one of these:", "none": "None of these:"}[self.join]


def condition_in_words(catalogue: Catalogue, condition: Condition | None) -> list[Phrase]:
    if condition is None:
        return []
    phrases = [
        Phrase("all", [_clause(catalogue, [atom]) for atom in condition.all]),
        Phrase("any", [_clause(catalogue, atoms) for atoms in _by_question(condition.any)]),
        Phrase("none", [_clause(catalogue, atoms, negated=True) for atoms in _by_question(condition.none)]),
    ]
    return [phrase for phrase in phrases if phrase.clauses]


def condition_as_text(catalogue: Catalogue, condition: Condition | None) -> str:
    """The same on one line, for commands and tooltips."""
    parts = []
    for phrase in condition_in_words(catalogue, condition):
        clauses = [f"“{c.title}” {'not ' * c.negated}{' or '.join(c.said)}" for c in phrase.clauses]
        parts.append((" or " if phrase.join == "any" else " and ").join(clauses))
    return "; ".join(parts)


def _by_question(atoms: Iterable[Atom]) -> list[list[Atom]]:
    """Several options of one question read as one clause; number tests stand alone."""
    groups: dict[object, list[Atom]] = {}
    for atom in atoms:
        key = (atom.question, atom.row) if isinstance(atom, Choice) else atom
        groups.setdefault(key, []).append(atom)
    return list(groups.values())


def _clause(catalogue: Catalogue, atoms: list[Atom], *, negated: bool = False) -> Clause:
    question = catalogue.questions.get(atoms[0].question)
    title = question.title if question else atoms[0].question
    if isinstance(atoms[0], Choice) and atoms[0].row:
        title = f"{title} – {_row(catalogue, atoms[0])}"
    return Clause(atoms[0].question, title, [_atom(catalogue, atom) for atom in atoms], negated)


def _atom(catalogue: Catalogue, atom: Atom) -> str:
    if isinstance(atom, NumberTest):
        return _number(catalogue, atom)
    question = catalogue.questions.get(atom.question)
    labels = dict(COLUMN_LABELS)
    if question:
        labels |= {option.id: option.label for option in question.options}
        if question.options_from or question.chosen_in:
            labels |= {pain.id: pain.title for pain in catalogue.pains.values()}
    return labels.get(atom.option, atom.option)


def _row(catalogue: Catalogue, atom: Atom) -> str:
    question = catalogue.questions.get(atom.question)
    rows = {row.id: row.label for row in question.rows} if question else {}
    return rows.get(atom.row or "", atom.row or "")


def _number(catalogue: Catalogue, test: NumberTest) -> str:
    what = f"{_row(catalogue, test)}: " if test.row else ""
    if test.at_least is not None and test.at_most is not None:
        return f"{what}from {test.at_least} to {test.at_most}"
    return f"{what}at least {test.at_least}" if test.at_least is not None else f"{what}at most {test.at_most}"
