"""Raw answers, from a form, a file or the API, to checked ones. Total: what makes no sense is named and left out.

    answers, ignored = parse_answers(catalogue, {"delivers": ["data"], "headcount": {"data-engineer": 3}})

Shapes: `one` an option; `many` a list of options (an empty list says "none of these"); `number` a whole number;
`counts` {role: whole number}, where a role left out is nobody; `grid` {practice: column}, for any practice, whether or
not the grid asks about it. `unsure` and `does-not-apply` may stand for any whole answer, and for a row.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from .answers import COLUMNS, DOES_NOT_APPLY, UNSURE, Answers, Value
from .catalogue import Catalogue
from .model import Question

LARGEST = 1_000_000  # people, pipelines, models: beyond this somebody's finger slipped


@dataclass(frozen=True, slots=True)
class Ignored:
    """An answer, or a part of one, that has no effect. `why` is a word for machines, `text` a sentence for people."""

    question: str
    answer: str
    why: str  # unknown-question, unknown-option, wrong-type, out-of-range, no-longer-applies
    text: str


class _Misfit(Exception):
    def __init__(self, said: object, why: str, expectation: str) -> None:
        super().__init__(expectation)
        self.said, self.why, self.expectation = said, why, expectation

    def note(self, question: Question) -> Ignored:
        text = f"“{question.title}” {self.expectation}; this part of the answer was left out."
        return Ignored(question.id, show(self.said), self.why, text)


def parse_answers(catalogue: Catalogue, raw: Mapping[str, object]) -> tuple[Answers, list[Ignored]]:
    """Check raw answers against the questions. Never raises; the second value says what was left out and why."""
    values: dict[str, Value] = {}
    ignored: list[Ignored] = []
    for name in sorted(raw, key=str):
        question = catalogue.questions.get(name)
        if question is None:
            ignored.append(Ignored(str(name), show(raw[name]), "unknown-question", f"There is no question “{name}”."))
        elif raw[name] is not None:
            value = _read(catalogue, question, raw[name], ignored)
            if value is not None:
                values[name] = value
    return Answers({name: values[name] for name in catalogue.questions if name in values}), ignored


def option_ids(catalogue: Catalogue, question: Question) -> tuple[str, ...]:
    """Every option a question can offer, before anybody's answers narrow them."""
    source = catalogue.questions.get(question.chosen_in or "", question)
    if source.options_from == "pain":
        return tuple(catalogue.pains)
    return tuple(option.id for option in source.options)


def show(value: object) -> str:
    """What was said, in one order and short enough to repeat in a sentence."""
    if isinstance(value, Mapping):
        text = ", ".join(sorted(f"{key}: {show(said)}" for key, said in value.items()))
    elif isinstance(value, (list, tuple, set, frozenset)):
        text = ", ".join(sorted(show(item) for item in value))
    else:
        text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _read(catalogue: Catalogue, question: Question, raw: object, ignored: list[Ignored]) -> Value | None:
    if isinstance(raw, str) and raw in (UNSURE, DOES_NOT_APPLY):
        return raw
    try:
        match question.kind:
            case "one":
                return _option(option_ids(catalogue, question), raw)
            case "many":
                return _options(option_ids(catalogue, question), raw, question, ignored)
            case "number":
                return _number(raw)
            case "counts":
                return _rows(question, raw, (), _count, ignored)
            case "grid":
                return _rows(question, raw, catalogue.practices, _column, ignored)
    except _Misfit as misfit:
        ignored.append(misfit.note(question))
    return None


def _option(known: tuple[str, ...], raw: object) -> str:
    if not isinstance(raw, str):
        raise _Misfit(raw, "wrong-type", "expects the id of an option")
    if raw not in known:
        raise _Misfit(raw, "unknown-option", f"has no option “{show(raw)}”")
    return raw


def _options(known: tuple[str, ...], raw: object, question: Question, ignored: list[Ignored]) -> Value | None:
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, (list, tuple, set, frozenset)):
        raise _Misfit(raw, "wrong-type", "expects a list of options")
    if list(raw) in ([UNSURE], [DOES_NOT_APPLY]):
        return show(raw)
    strangers = [item for item in raw if not isinstance(item, str) or item not in known]
    for item in sorted(strangers, key=show):
        try:
            _option(known, item)
        except _Misfit as misfit:
            ignored.append(misfit.note(question))
    ticked = tuple(option for option in known if option in raw)
    # a list of nothing but strangers is no answer; an empty list is "none of these"
    return ticked if ticked or not raw else None


def _number(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or raw != raw:
        raise _Misfit(raw, "wrong-type", "expects a number")
    if not 0 <= raw <= LARGEST:
        raise _Misfit(raw, "out-of-range", f"takes numbers from 0 to {LARGEST:,}")
    if raw != int(raw):
        raise _Misfit(raw, "wrong-type", "expects a whole number")
    return int(raw)


def _rows(
    question: Question,
    raw: object,
    others: Container[str],
    cell: Callable[[str, object], int | str],
    ignored: list[Ignored],
) -> Mapping[str, int | str] | None:
    if not isinstance(raw, Mapping):
        raise _Misfit(raw, "wrong-type", "expects an answer for each row")
    listed = [row.id for row in question.rows]
    read: dict[str, int | str] = {}
    for row in (*listed, *sorted((row for row in raw if row not in listed), key=str)):
        if raw.get(row) is None:
            continue
        try:
            if row not in listed and row not in others:
                raise _Misfit(row, "unknown-option", f"has no row “{show(row)}”")
            read[row] = cell(row, raw[row])
        except _Misfit as misfit:
            ignored.append(misfit.note(question))
    return read or None


def _count(row: str, raw: object) -> int | str:
    if raw == UNSURE:
        return UNSURE
    try:
        return _number(raw)
    except _Misfit as misfit:
        raise _Misfit({row: raw}, misfit.why, misfit.expectation) from None


def _column(row: str, raw: object) -> str:
    if isinstance(raw, str) and raw in COLUMNS:
        return raw
    raise _Misfit({row: raw}, "unknown-option", f"has no column “{show(raw)}”")
