"""Which questions to ask, with which rows and options, and which answers no longer apply.

Routing never decides advice, and advice never decides routing: both read the same conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .answers import DOES_NOT_APPLY, UNSURE, Answers, Value
from .applicability import Fitting
from .catalogue import Catalogue
from .conditions import holds
from .model import Option, Question, Row
from .parsing import Ignored, parse_answers, show

type Mode = Literal["quick", "full"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as this team should see it: only the options and rows that can concern it, in order."""

    question: Question
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()


def questions_to_ask(catalogue: Catalogue, raw_answers: Mapping[str, object], mode: Mode = "full") -> list[Asked]:
    """The questions that apply after these answers, in order; `quick` keeps those marked quick.

    A question, row or pain is left out only when its `ask_if` is false: while nobody has said, it is asked.
    """
    known = _known(catalogue, parse_answers(catalogue, raw_answers)[0])
    wanted = (question for question in catalogue.questions.values() if mode == "full" or question.quick)
    asked = (_as_asked(catalogue, question, known) for question in wanted)
    return [each for each in asked if each is not None]


def dropped(catalogue: Catalogue, raw_answers: Mapping[str, object]) -> list[Ignored]:
    """Answers that made sense once and no longer apply after other answers; to be said to the team."""
    return still_applying(catalogue, parse_answers(catalogue, raw_answers)[0])[1]


def still_applying(catalogue: Catalogue, answers: Answers) -> tuple[Answers, list[Ignored]]:
    """Keep the answers whose question, row or option still applies; name the others."""
    known, gone = _known(catalogue, answers), list[Ignored]()
    kept: dict[str, Value] = {}
    for name, value in answers.values.items():
        question, left = catalogue.questions[name], known.get(name)
        if holds(question.ask_if, known) is False:
            left = None
        if left is not None:
            kept[name] = left
        if left != value:
            gone += _named_losses(catalogue, question, value, left)
    return Answers(kept), gone


def _known(catalogue: Catalogue, answers: Answers) -> Answers:
    """What is left of the answers, question by question in their order.

    A question that does not apply counts as answered "does not apply", so that what hangs on it goes with it.
    """
    known = answers
    for question in catalogue.questions.values():
        value = known.get(question.id)
        if holds(question.ask_if, known) is False:
            known = known.with_value(question.id, DOES_NOT_APPLY)
        elif value is not None:
            left = _what_still_applies(catalogue, question, value, known)
            if left != value:
                known = known.without(question.id) if left is None else known.with_value(question.id, left)
    return known


def _as_asked(catalogue: Catalogue, question: Question, answers: Answers) -> Asked | None:
    """None when the question does not apply, or leaves nothing to choose from."""
    if holds(question.ask_if, answers) is False:
        return None
    if question.kind in ("counts", "grid"):
        concerned = _Concern(catalogue, question, answers)
        asked = (row for row in question.rows if holds(row.ask_if, answers) is not False)
        rows = tuple(row for row in asked if concerned.row(row.id))
        return Asked(question, question.options, rows) if rows else None
    options = _options(catalogue, question, answers)
    fewest = 2 if question.chosen_in else 1  # with one pain ticked, nobody need be asked which hurts most
    return Asked(question, options) if len(options) >= fewest or question.kind == "number" else None


def _options(catalogue: Catalogue, question: Question, answers: Answers) -> tuple[Option, ...]:
    source = catalogue.questions.get(question.chosen_in or "", question)
    options = source.options
    if source.options_from == "pain":
        options = tuple(Option(pain.id, pain.title, pain.summary) for pain in catalogue.pains.values())
    concerned = _Concern(catalogue, question, answers)
    return tuple(option for option in options if concerned.option(option.id))


def _what_still_applies(catalogue: Catalogue, question: Question, value: Value, answers: Answers) -> Value | None:
    """The part of an answer that can still concern this team."""
    concerned = _Concern(catalogue, question, answers)
    if isinstance(value, Mapping):
        return {row: said for row, said in value.items() if concerned.row(row)} or None
    if isinstance(value, tuple):
        return tuple(option for option in value if concerned.option(option))
    if isinstance(value, str) and value not in (UNSURE, DOES_NOT_APPLY) and not concerned.option(value):
        return None
    return value


class _Concern:
    """Which rows and options of a question can concern this team."""

    def __init__(self, catalogue: Catalogue, question: Question, answers: Answers) -> None:
        self.catalogue, self.question, self.answers = catalogue, question, answers
        self.fitting = Fitting(catalogue, answers) if question.kind == "grid" else None

    def row(self, row: str) -> bool:
        """Nobody is asked how well they do a practice that is not for them, nor believed to do it.

        A row that is merely not asked may still be answered: what a team has, it has.
        """
        practice = self.catalogue.practices.get(row)
        return practice is None or self.fitting is None or self.fitting.of(practice).holds is not False

    def option(self, option: str) -> bool:
        chosen_in = self.question.chosen_in
        if chosen_in and option not in (self.answers.choices(chosen_in) or ()):
            return False
        source = self.catalogue.questions.get(chosen_in or "", self.question)
        if source.options_from != "pain":
            return True
        return holds(self.catalogue.pains[option].ask_if, self.answers) is not False


def _named_losses(catalogue: Catalogue, question: Question, value: Value, left: Value | None) -> list[Ignored]:
    if left is None or not isinstance(value, (Mapping, tuple)):
        text = f"“{question.title}” no longer applies after your other answers."
        return [Ignored(question.id, show(value), "no-longer-applies", text)]
    parts = sorted(set(value) - set(left if isinstance(left, (Mapping, tuple)) else ()))
    return [
        Ignored(
            question.id,
            f"{part}: {value[part]}" if isinstance(value, Mapping) else part,
            "no-longer-applies",
            f"“{_title(catalogue, question, part)}” in “{question.title}” no longer applies after your other answers.",
        )
        for part in parts
    ]


def _title(catalogue: Catalogue, question: Question, part: str) -> str:
    if question.options_from == "pain" and part in catalogue.pains:
        return catalogue.pains[part].title
    labels = {option.id: option.label for option in question.options} | {row.id: row.label for row in question.rows}
    return labels.get(part, part)
