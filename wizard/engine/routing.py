"""Which questions to ask, with which rows and options, and which answers no longer apply.

Routing never decides advice, and advice never decides routing: both read the same conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    answers, _ = still_applying(catalogue, parse_answers(catalogue, raw_answers)[0])
    wanted = [q for q in catalogue.questions.values() if mode == "full" or q.quick]
    asked = (_as_asked(catalogue, question, answers) for question in wanted)
    return [found for found in asked if found is not None]


def dropped(catalogue: Catalogue, raw_answers: Mapping[str, object]) -> list[Ignored]:
    """Answers that made sense once and no longer apply after other answers; to be said to the team."""
    return still_applying(catalogue, parse_answers(catalogue, raw_answers)[0])[1]


def still_applying(catalogue: Catalogue, answers: Answers) -> tuple[Answers, list[Ignored]]:
    """Keep the answers whose question, row or option still applies; name the others.

    Questions are taken in their order, so that an answer that falls takes with it what hung on it.
    """
    kept, gone = answers, list[Ignored]()
    for question in catalogue.questions.values():
        value = kept.get(question.id)
        if value is None:
            continue
        left = _what_still_applies(catalogue, question, value, kept)
        if left == value:
            continue
        gone += _named_losses(catalogue, question, value, left)
        kept = kept.without(question.id) if left is None else kept.with_value(question.id, left)
    return kept, gone


def _what_still_applies(catalogue: Catalogue, question: Question, value: Value, answers: Answers) -> Value | None:
    asked = _as_asked(catalogue, question, answers, sole_choice=True)
    if asked is None:
        return None
    if isinstance(value, Mapping):
        gone = {row.id for row in question.rows} - {row.id for row in asked.rows}
        return {row: said for row, said in value.items() if row not in gone} or None
    offered = {option.id for option in asked.options}
    if isinstance(value, tuple):
        return tuple(option for option in value if option in offered)
    if question.kind == "one" and value not in offered and value not in (UNSURE, DOES_NOT_APPLY):
        return None
    return value


def _as_asked(catalogue: Catalogue, question: Question, answers: Answers, *, sole_choice: bool = False) -> Asked | None:
    """None when the question does not apply. With one thing to choose from there is nothing to ask."""
    if holds(question.ask_if, answers) is False:
        return None
    if question.kind in ("counts", "grid"):
        rows = _rows(catalogue, question, answers)
        return Asked(question, question.options, rows) if rows else None
    options = _options(catalogue, question, answers)
    fewest = 2 if question.chosen_in and not sole_choice else 1
    if question.kind in ("one", "many") and len(options) < fewest:
        return None
    return Asked(question, options=options)


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
