"""Conditions over answers, in Kleene's three values: true, false, and unknown (None).

Unanswered and *unsure* are unknown, so a rule never fires, and a practice is never ruled out, on what nobody said.
*Does not apply* is an answer: every option of that question is false, and so is every number test.
https://en.wikipedia.org/wiki/Three-valued_logic#Kleene_and_Priest_logics
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .answers import DOES_NOT_APPLY, UNSURE, Answers


@dataclass(frozen=True, slots=True)
class Choice:
    """`question.option`, or `question.row.option` for a grid."""

    question: str
    option: str
    row: str | None = None

    def __str__(self) -> str:
        return ".".join(part for part in (self.question, self.row, self.option) if part)


@dataclass(frozen=True, slots=True)
class NumberTest:
    """A number between two bounds, both included. Without a row, a `counts` question is summed."""

    question: str
    row: str | None = None
    at_least: int | None = None
    at_most: int | None = None

    def __str__(self) -> str:
        name = f"{self.question}.{self.row}" if self.row else self.question
        low = "" if self.at_least is None else f" at least {self.at_least}"
        return f"{name}{low}" if self.at_most is None else f"{name}{low} at most {self.at_most}"


type Atom = Choice | NumberTest


@dataclass(frozen=True, slots=True)
class Condition:
    """Every atom of `all`, at least one of `any`, and not one of `none`."""

    all: tuple[Atom, ...] = ()
    any: tuple[Atom, ...] = ()
    none: tuple[Atom, ...] = ()

    def atoms(self) -> tuple[Atom, ...]:
        return self.all + self.any + self.none


def parse_choice(text: str) -> Choice:
    """`question.option` or `question.row.option`. Raises ValueError for anything else."""
    match text.split("."):
        case [question, option] if question and option:
            return Choice(question, option)
        case [question, row, option] if question and row and option:
            return Choice(question, option, row)
    raise ValueError(f"'{text}' is neither question.option nor question.row.option")


def holds(condition: Condition | None, answers: Answers) -> bool | None:
    """True, False, or None when the answers do not say. No condition holds always."""
    if condition is None:
        return True
    known = True
    for atom in condition.all:
        if (part := atom_holds(atom, answers)) is False:
            return False
        known = known and part is not None
    for atom in condition.none:
        if (part := atom_holds(atom, answers)) is True:
            return False
        known = known and part is not None
    if condition.any:
        if (part := _any_holds(condition.any, answers)) is False:
            return False
        known = known and part is not None
    return True if known else None


def _any_holds(atoms: tuple[Atom, ...], answers: Answers) -> bool | None:
    found: bool | None = False
    for atom in atoms:
        if (part := atom_holds(atom, answers)) is True:
            return True
        if part is None:
            found = None
    return found


def atom_holds(atom: Atom, answers: Answers) -> bool | None:
    if isinstance(atom, NumberTest):
        return _number_holds(atom, answers)
    value = answers.values.get(atom.question)
    if atom.row is not None:
        value = value.get(atom.row) if isinstance(value, Mapping) else None
    if value is None:
        return None
    if isinstance(value, tuple):
        return atom.option in value
    if value == UNSURE and atom.option != UNSURE:
        return None
    return value == atom.option if isinstance(value, str) else None


def _number_holds(test: NumberTest, answers: Answers) -> bool | None:
    bounds = _between(test, answers)
    if bounds is None:
        # "does not apply" has no number, so no test of its number is met
        return False if answers.get(test.question) == DOES_NOT_APPLY else None
    low, high = bounds
    wanted_low = -math.inf if test.at_least is None else test.at_least
    wanted_high = math.inf if test.at_most is None else test.at_most
    if high < wanted_low or low > wanted_high:
        return False
    return True if wanted_low <= low and high <= wanted_high else None


def _between(test: NumberTest, answers: Answers) -> tuple[float, float] | None:
    """The smallest and the largest the number may be; a row nobody filled in is nobody of that kind."""
    value = answers.get(test.question)
    if isinstance(value, int):
        return value, value
    if not isinstance(value, Mapping):
        return None
    counts = [value.get(test.row, 0)] if test.row is not None else list(value.values())
    low = sum(count for count in counts if isinstance(count, int))
    return low, low if all(isinstance(count, int) for count in counts) else math.inf


def named(atom: Atom, answers: Answers) -> tuple[str, ...]:
    """The given answers that decide this atom, most telling first; none when nothing was said."""
    value = answers.get(atom.question)
    if value is None:
        return ()
    return answers.given((_name(atom, value),))


def _name(atom: Atom, value: object) -> str:
    question, row = atom.question, atom.row
    if isinstance(value, tuple):
        # an absent tick was said by the whole answer, not by any one tick
        ticked = isinstance(atom, Choice) and atom.option in value
        return str(atom) if ticked else question
    if isinstance(value, Mapping):
        # so was a count that is small enough: nobody in a row is what an empty row says, too
        told_by_row = isinstance(atom, Choice) or (atom.at_least or 0) > 0
        return f"{question}.{row}.{value[row]}" if told_by_row and row in value else question
    return f"{question}.{value}"


def evidence(condition: Condition, answers: Answers) -> tuple[tuple[str, ...], bool]:
    """The given answers behind a condition that holds, and whether each one alone would undo it.

    Several ticks may satisfy the same `any`: then no single one is needed, and the second value is False.
    """
    true_any = tuple(atom for atom in condition.any if atom_holds(atom, answers))
    behind: dict[str, None] = {}
    needed: dict[str, None] = {}
    for atom in condition.all + true_any + condition.none:
        value = answers.get(atom.question)
        if value is None:
            continue
        given = named(atom, answers)
        behind |= dict.fromkeys(given)
        # what `all` and `none` ask for is always needed, unless a rule put it in place of what would do as well
        obvious = not answers.origin and (len(true_any) < 2 or atom not in true_any)
        if obvious or holds(condition, answers.without(_name(atom, value))) is not True:
            needed |= dict.fromkeys(given)
    return (tuple(needed), True) if needed else (tuple(behind), False)
