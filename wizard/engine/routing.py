"""Which questions to ask, with which rows and options, and which answers no longer apply.

Routing never decides advice, and advice never decides routing: both read the same conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .answers import DOES_NOT_APPLY, UNSURE, Answers, Value
from .applicability import Applicability, discipline_applicability, practice_applicability
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
    answers = parse_answers(catalogue, raw_answers)[0]
    asked = (asked for _, asked, _ in _route(catalogue, answers, every=True) if asked is not None)
    return [each for each in asked if (mode == "full" or each.question.quick) and _leaves_a_choice(each)]


def dropped(catalogue: Catalogue, raw_answers: Mapping[str, object]) -> list[Ignored]:
    """Answers that made sense once and no longer apply after other answers; to be said to the team."""
    return still_applying(catalogue, parse_answers(catalogue, raw_answers)[0])[1]


def still_applying(catalogue: Catalogue, answers: Answers) -> tuple[Answers, list[Ignored]]:
    """Keep the answers whose question, row or option still applies; name the others."""
    kept, gone = dict[str, Value](), list[Ignored]()
    for question, _, left in _route(catalogue, answers, every=False):
        value = answers.get(question.id)
        if left is not None:
            kept[question.id] = left
        if value is not None and left != value:
            gone += _named_losses(catalogue, question, value, left)
    return Answers(kept), gone


def _route(
    catalogue: Catalogue, answers: Answers, *, every: bool
) -> Iterator[tuple[Question, Asked | None, Value | None]]:
    """Each question in order, as it should be asked (None: not at all), with what is left of its answer.

    A question that does not apply counts as answered "does not apply", so that what hangs on it goes with it.
    Without `every`, the questions that are open and apply are left out: there is nothing of theirs to keep or lose.
    """
    known = answers
    for question in catalogue.questions.values():
        value = known.get(question.id)
        if value is None and not every and holds(question.ask_if, known) is not False:
            continue
        asked = _as_asked(catalogue, question, known)
        left = None if asked is None or value is None else _what_still_applies(asked, value)
        yield question, asked, left
        if asked is None:
            known = known.with_value(question.id, DOES_NOT_APPLY)
        elif left != value:
            known = known.without(question.id) if left is None else known.with_value(question.id, left)


def _what_still_applies(asked: Asked, value: Value) -> Value | None:
    if isinstance(value, Mapping):
        gone = {row.id for row in asked.question.rows} - {row.id for row in asked.rows}
        return {row: said for row, said in value.items() if row not in gone} or None
    offered = {option.id for option in asked.options}
    if isinstance(value, tuple):
        return tuple(option for option in value if option in offered)
    if asked.question.kind == "one" and value not in offered and value not in (UNSURE, DOES_NOT_APPLY):
        return None
    return value


def _as_asked(catalogue: Catalogue, question: Question, answers: Answers) -> Asked | None:
    """None when the question does not apply, or has nothing left to answer."""
    if holds(question.ask_if, answers) is False:
        return None
    if question.kind in ("counts", "grid"):
        rows = _rows(catalogue, question, answers)
        return Asked(question, question.options, rows) if rows else None
    options = _options(catalogue, question, answers)
    return Asked(question, options) if options or question.kind == "number" else None


def _leaves_a_choice(asked: Asked) -> bool:
    """With one pain ticked, nobody need be asked which of them hurts most."""
    return asked.question.chosen_in is None or len(asked.options) > 1


def _options(catalogue: Catalogue, question: Question, answers: Answers) -> tuple[Option, ...]:
    source = catalogue.questions.get(question.chosen_in or "")
    if source is not None:
        ticked = answers.choices(source.id) or ()
        return tuple(option for option in _options(catalogue, source, answers) if option.id in ticked)
    if question.options_from == "pain":
        pains = (pain for pain in catalogue.pains.values() if holds(pain.ask_if, answers) is not False)
        return tuple(Option(pain.id, pain.title, pain.summary) for pain in pains)
    return question.options


def _rows(catalogue: Catalogue, question: Question, answers: Answers) -> tuple[Row, ...]:
    rows = tuple(row for row in question.rows if holds(row.ask_if, answers) is not False)
    if question.kind != "grid":
        return rows
    disciplines = discipline_applicability(catalogue, answers)
    return tuple(row for row in rows if _may_concern(catalogue, row, answers, disciplines))


def _may_concern(catalogue: Catalogue, row: Row, answers: Answers, disciplines: Mapping[str, Applicability]) -> bool:
    """Nobody is asked how well they do a practice that is not for them."""
    practice = catalogue.practices.get(row.id)
    return practice is None or practice_applicability(practice, answers, disciplines).holds is not False


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
