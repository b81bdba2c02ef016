"""A question as its page shows it: groups of choices or rows of inputs, filled in, with what is wrong beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .answering import Entered, Problem, columns, instead
from .engine import Asked, Catalogue, Option, Question

AREAS = {
    "delivery": "Building and releasing",
    "quality": "Quality",
    "operations": "Running it",
    "data": "Data",
    "models": "Models",
    "llm": "Language models",
    "security": "Security and audits",
    "network": "Networks",
    "cost": "Cost",
    "people": "People and teamwork",
}


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str
    label: str
    help: str
    chosen: bool
    field_id: str
    alone: bool = False  # excludes all others


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading; the heading is empty where there is only one group."""

    title: str
    slug: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a number to write (`value`), or a choice among columns (`cells`)."""

    name: str
    label: str
    help: str
    value: str
    field_id: str
    error: str
    cells: list[Choice] = field(default_factory=list)

    @property
    def described_by(self) -> str:
        ids = [f"{self.field_id}-help"] * bool(self.help) + [f"{self.field_id}-error"] * bool(self.error)
        return " ".join(ids)


@dataclass(frozen=True, slots=True)
class Form:
    """Everything `step.html` needs to draw the question."""

    question: Question
    groups: list[Group]
    lines: list[Line]
    instead: list[Choice]
    columns: list[tuple[str, str]]
    number: str
    problems: list[tuple[str, str]]  # id of the element to go to, what to do there
    error: str  # what is wrong with the question as a whole

    @property
    def multiple(self) -> bool:
        return self.question.kind == "many"

    @property
    def column_helps(self) -> list[tuple[str, str]]:
        return [(option.label, option.help) for option in self.question.options if option.help]


def build_form(catalogue: Catalogue, asked: Asked, entered: Entered, problems: Sequence[Problem] = ()) -> Form:
    question = asked.question
    errors = {problem.name: problem.text for problem in problems}
    groups = list(_groups(catalogue, asked, entered))
    lines = [_line(asked, row.id, row.label, row.help, entered, errors) for row in asked.rows]
    form = Form(
        question=question,
        groups=groups,
        lines=lines,
        instead=_instead(asked, entered),
        columns=list(columns(asked).items()) if question.kind == "grid" else [],
        number=_first(entered, question.id) if question.kind == "number" else "",
        problems=[],
        error=errors.get(question.id) or errors.get(f"{question.id}.instead", ""),
    )
    form.problems.extend((_target(form, problem.name), problem.text) for problem in problems)
    return form


def _target(form: Form, name: str) -> str:
    """The element that a link in the summary leads to: the field itself, or the first one of its group."""
    by_name = {line.name: line.cells[0].field_id if line.cells else line.field_id for line in form.lines}
    for choice in [*form.instead, *(c for group in form.groups for c in group.choices)]:
        by_name.setdefault(choice.name, choice.field_id)
    if form.question.kind == "number":
        by_name[form.question.id] = f"f-{form.question.id}"
    if name not in by_name and form.lines:  # a problem with the table as a whole
        return by_name[form.lines[0].name]
    return by_name.get(name, f"f-{form.question.id}")


def _first(entered: Entered, name: str) -> str:
    return next(iter(entered.get(name, ())), "")


def _choice(name: str, option: Option, entered: Entered, *, alone: bool = False) -> Choice:
    chosen = option.id in entered.get(name, ())
    field_id = f"f-{name.replace('.', '-')}-{option.id}"
    return Choice(name, option.id, option.label, option.help, chosen, field_id, alone or option.excludes_others)


def _groups(catalogue: Catalogue, asked: Asked, entered: Entered) -> Iterator[Group]:
    """One group, or for the pains one per area."""
    question = asked.question
    if question.kind not in ("one", "many"):
        return
    if question.options_from == "pain":
        for area, options in groupby(asked.options, key=lambda option: catalogue.pains[option.id].area):
            yield Group(AREAS.get(area, area), area, [_choice(question.id, option, entered) for option in options])
    else:
        yield Group("", question.id, [_choice(question.id, option, entered) for option in asked.options])


def _instead(asked: Asked, entered: Entered) -> list[Choice]:
    question = asked.question
    name = question.id if question.kind in ("one", "many") else f"{question.id}.instead"
    return [_choice(name, Option(value, label), entered, alone=True) for value, label in instead(asked).items()]


def _line(asked: Asked, row: str, label: str, help: str, entered: Entered, errors: dict[str, str]) -> Line:
    name = f"{asked.question.id}.{row}"
    cells: Iterable[Choice] = ()
    if asked.question.kind == "grid":
        cells = [_choice(name, Option(value, title), entered) for value, title in columns(asked).items()]
    return Line(
        name, label, help, _first(entered, name), f"f-{name.replace('.', '-')}", errors.get(name, ""), list(cells)
    )
