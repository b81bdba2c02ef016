"""Answers that should make a condition true: candidates to try, built from its atoms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .answers import COLUMNS, UNSURE
from .catalogue import Catalogue
from .conditions import Atom, Choice, Condition, NumberTest
from .model import Question
from .parsing import option_ids

type Raw = dict[str, object]


def witnesses(catalogue: Catalogue, condition: Condition) -> Iterator[Raw]:
    """Raw answers to try, the plainest first: one atom of `any` at a time, bare, then with what makes them asked."""
    for one in condition.any or (None,):
        wanted = [*condition.all, *([one] if one else [])]
        yield _raw(catalogue, wanted, condition.none)
        for _ in range(3):  # what makes a question asked may itself need another question
            wanted = [*wanted, *_askers(catalogue, wanted)]
            yield _raw(catalogue, wanted, condition.none)


def _askers(catalogue: Catalogue, wanted: Iterable[Atom]) -> Iterator[Atom]:
    """Atoms that make the question, row or pain behind each wanted atom apply."""
    for atom in wanted:
        for condition in _gates(catalogue, atom):
            yield from condition.all
            yield from condition.any[:1]


def _gates(catalogue: Catalogue, atom: Atom) -> Iterator[Condition]:
    question = catalogue.questions.get(atom.question)
    if question is None:
        return
    gates = [question.ask_if, *(row.ask_if for row in question.rows if row.id == atom.row)]
    if isinstance(atom, Choice) and atom.option in catalogue.pains:
        gates.append(catalogue.pains[atom.option].ask_if)
    if practice := catalogue.practices.get(atom.row or ""):
        home = catalogue.disciplines.get(practice.home)
        gates += [part.applies_when.when for part in (practice, home) if part and part.applies_when]
    yield from (gate for gate in gates if gate)


def _raw(catalogue: Catalogue, wanted: Iterable[Atom], unwanted: Sequence[Atom]) -> Raw:
    raw: Raw = {}
    numbers: dict[tuple[str, str | None], int] = {}
    for atom in wanted:
        question = catalogue.questions.get(atom.question)
        if question is None:
            continue
        if isinstance(atom, NumberTest):
            key = (atom.question, atom.row)
            numbers[key] = max(numbers.get(key, 0), atom.at_least or 0)
        else:
            _say(catalogue, raw, question, atom)
    for (name, row), number in numbers.items():
        _count(raw, catalogue.questions[name], row, number)
    for atom in unwanted:
        _deny(catalogue, raw, atom, [str(other) for other in unwanted])
    return raw


def _say(catalogue: Catalogue, raw: Raw, question: Question, choice: Choice) -> None:
    if choice.option in (UNSURE, "does-not-apply") and choice.row is None:
        raw[question.id] = choice.option
    elif question.kind == "grid" and choice.row:
        _row(raw, question)[choice.row] = choice.option
    elif question.kind == "many":
        _ticks(raw, question.id).append(choice.option)
    else:
        raw[question.id] = choice.option
        if question.chosen_in:
            _ticks(raw, question.chosen_in).append(choice.option)


def _ticks(raw: Raw, question: str) -> list[str]:
    ticked = raw.setdefault(question, [])
    return ticked if isinstance(ticked, list) else []


def _row(raw: Raw, question: Question) -> dict[str, object]:
    rows = raw.setdefault(question.id, {})
    return rows if isinstance(rows, dict) else {}


def _count(raw: Raw, question: Question, row: str | None, number: int) -> None:
    if question.kind == "number":
        raw[question.id] = number
    elif question.kind == "counts" and question.rows:
        rows = _row(raw, question)
        missing = number - sum(count for count in rows.values() if isinstance(count, int)) if row is None else number
        name = row or question.rows[-1].id
        rows[name] = max(missing, 0)


def _deny(catalogue: Catalogue, raw: Raw, atom: Atom, unwanted: Sequence[str]) -> None:
    """Answer a question that is still open with anything but the unwanted atom."""
    question = catalogue.questions.get(atom.question)
    if question is None:
        return
    if isinstance(atom, NumberTest):
        if question.id not in raw:
            _count(raw, question, atom.row, 0 if atom.at_least else (atom.at_most or 0) + 1)
    elif question.kind == "grid" and atom.row:
        columns = (c for c in COLUMNS if f"{question.id}.{atom.row}.{c}" not in unwanted)
        _row(raw, question).setdefault(atom.row, next(columns))
    elif question.kind == "many":
        raw.setdefault(question.id, [])
    else:
        others = [o for o in option_ids(catalogue, question) if f"{question.id}.{o}" not in unwanted]
        raw.setdefault(question.id, others[0] if others else "does-not-apply")
