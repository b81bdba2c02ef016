"""Answers as a form posts them, and as the engine reads them, for every kind of question.

A field bears the name that reasons use: the question's id, or `question.row` for a line of a table. Beside the
options stand the answers that exclude all others: *I don't know*, *does not apply*, and *none of these*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from .engine import DOES_NOT_APPLY, UNSURE, Asked

NOTHING = "none-of-these"
LARGEST = 1_000_000
COLUMNS = ("not-yet", "partly", "routine")
COLUMN_LABELS = {
    "not-yet": "Not yet",
    "partly": "Partly",
    "routine": "Routine",
    UNSURE: "I don’t know",
    DOES_NOT_APPLY: "Does not apply",
}

Entered = Mapping[str, list[str]]  # field name -> what stands in it


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` is the field to mend; `text` says what to do."""

    name: str
    text: str


@dataclass(slots=True)
class Given:
    """What a form said: the raw answer for the engine, or what is wrong with it."""

    answer: Any = None
    problems: list[Problem] = field(default_factory=list)


def instead(asked: Asked) -> dict[str, str]:
    """The answers to the question as a whole that exclude all others: value -> label."""
    question, found = asked.question, {}
    if question.kind == "many" and not any(option.excludes_others for option in asked.options):
        found[NOTHING] = "None of these"
    if question.unsure and question.kind != "grid":
        found[UNSURE] = COLUMN_LABELS[UNSURE]
    if question.not_applicable and question.kind != "grid":
        found[DOES_NOT_APPLY] = COLUMN_LABELS[DOES_NOT_APPLY]
    return found


def columns(asked: Asked) -> dict[str, str]:
    """The columns of a grid. What the question calls them goes before what we do."""
    labels = COLUMN_LABELS | {option.id: option.label for option in asked.question.options}
    extra = (UNSURE,) * asked.question.unsure + (DOES_NOT_APPLY,) * asked.question.not_applicable
    return {column: labels[column] for column in (*COLUMNS, *extra)}


def offered(asked: Asked) -> list[str]:
    """What the question shows to this team, to be remembered as seen."""
    parts: Iterable[Any] = asked.rows or asked.options
    return [part.id for part in parts]


def read(asked: Asked, post: QueryDict, before: Any = None) -> Given:
    """The answer in a POST. `before` is the stored one: what it says of rows that are hidden now is kept."""
    kinds: dict[str, Callable[[Asked, QueryDict], Given]] = {
        "one": _one,
        "many": _many,
        "number": _number,
        "counts": _counts,
        "grid": _grid,
    }
    given = kinds[asked.question.kind](asked, post)
    if isinstance(given.answer, dict) and isinstance(before, dict):
        shown = {row.id for row in asked.rows}
        given.answer = {**{row: said for row, said in before.items() if row not in shown}, **given.answer}
    return given


def _known(asked: Asked) -> set[str]:
    """Every option of the question, also one that is hidden now: the page may have been open for a while."""
    return {option.id for option in (*asked.options, *asked.question.options)}


def _one(asked: Asked, post: QueryDict) -> Given:
    name = asked.question.id
    said = list(dict.fromkeys(filter(None, post.getlist(name))))
    if not said:
        return _wrong(name, "Choose one answer, or skip the question.")
    if stranger := next((s for s in said if s not in _known(asked) and s not in instead(asked)), None):
        return _wrong(name, f"There is no answer “{stranger[:40]}” to this question. Choose one of those below.")
    if len(said) > 1:
        return _wrong(name, "Choose one answer only.")
    return Given(said[0])


def _many(asked: Asked, post: QueryDict) -> Given:
    name, question = asked.question.id, asked.question
    said = list(dict.fromkeys(filter(None, post.getlist(name))))
    alone = instead(asked)
    labels = alone | {option.id: option.label for option in asked.options if option.excludes_others}
    if not said:
        none = next((label for value, label in labels.items() if value not in (UNSURE, DOES_NOT_APPLY)), "")
        return _wrong(name, f"Tick what fits, or “{none}” if nothing does. You can also skip the question.")
    if strangers := [s[:40] for s in said if s not in _known(asked) and s not in alone]:
        return _wrong(name, f"There is no choice “{'”, “'.join(strangers[:5])}” here. Choose from those below.")
    if len(said) > 1 and (excluding := next((s for s in said if s in labels), None)):
        return _wrong(name, f"You ticked “{labels[excluding]}” together with something else. Untick one of them.")
    if question.max_choices and len(said) > question.max_choices:
        return _wrong(
            name, f"Choose {question.max_choices} at most: you ticked {len(said)}. Untick what matters least."
        )
    if said[0] in alone:
        return Given([] if said[0] == NOTHING else said[0])
    return Given(sorted(said, key=[*_order(asked), *said].index))


def _order(asked: Asked) -> list[str]:
    return [option.id for option in asked.options]


def _number(asked: Asked, post: QueryDict) -> Given:
    name = asked.question.id
    text, whole = post.get(name, "").strip(), _whole(asked, post)
    if isinstance(whole, Given):
        return whole
    if text and whole:
        return _wrong(name, f"You wrote a number and ticked “{instead(asked)[whole]}”. Keep one of them.")
    if not text and not whole:
        return _wrong(name, "Write a number, or skip the question. 0 is a number too.")
    if whole:
        return Given(whole)
    number = _whole_number(text)
    return Given(number) if number is not None else _wrong(name, _not_a_number(text))


def _counts(asked: Asked, post: QueryDict) -> Given:
    name, found, problems = asked.question.id, {}, []
    whole = _whole(asked, post)
    if isinstance(whole, Given):
        return whole
    for row, text in _rows(asked, post, problems).items():
        if text == "":
            continue
        number = _whole_number(text)
        if number is None:
            problems.append(Problem(f"{name}.{row}", _not_a_number(text)))
        else:
            found[row] = number
    if problems:
        return Given(problems=problems)
    if found and whole:
        return _wrong(f"{name}.instead", f"You counted people and ticked “{instead(asked)[whole]}”. Keep one of them.")
    if not found and not whole:
        first = f"{name}.{asked.rows[0].id}" if asked.rows else name
        return _wrong(first, "Write a number in at least one line, or skip the question.")
    return Given(found or whole)


def _grid(asked: Asked, post: QueryDict) -> Given:
    name, problems = asked.question.id, []
    found = {row: said for row, said in _rows(asked, post, problems).items() if said}
    known = columns(asked)
    for row, said in found.items():
        if said not in known:
            problems.append(
                Problem(f"{name}.{row}", f"There is no answer “{said[:40]}” here. Choose one of the columns.")
            )
    if problems:
        return Given(problems=problems)
    if not found:
        first = f"{name}.{asked.rows[0].id}" if asked.rows else name
        return _wrong(first, "Answer at least one line, or skip the question.")
    return Given(found)


def _whole(asked: Asked, post: QueryDict) -> str | Given:
    """The answer that stands for the whole question, an empty one, or what is wrong with it."""
    name = f"{asked.question.id}.instead"
    said = list(dict.fromkeys(filter(None, post.getlist(name))))
    if stranger := next((s for s in said if s not in instead(asked)), None):
        return _wrong(name, f"There is no answer “{stranger[:40]}” to this question.")
    if len(said) > 1:
        return _wrong(name, "Tick one of these only.")
    return said[0] if said else ""


def _rows(asked: Asked, post: QueryDict, problems: list[Problem]) -> dict[str, str]:
    """Row id -> what was said. A row that the question never had is named."""
    name = asked.question.id
    known = [row.id for row in asked.question.rows]
    prefix = f"{name}."
    strangers = [key for key in post if key.startswith(prefix) and key.removeprefix(prefix) not in (*known, "instead")]
    if strangers:
        problems.append(Problem(name, f"There is no line “{strangers[0].removeprefix(prefix)[:40]}” in this question."))
    return {row: post.get(f"{prefix}{row}", "").strip() for row in known if f"{prefix}{row}" in post}


def _whole_number(text: str) -> int | None:
    """12, 1200 or 1 200; not 1,5 or -3."""
    digits = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not digits.isdecimal() or len(digits) > 7 or int(digits) > LARGEST:
        return None
    return int(digits)


def _not_a_number(text: str) -> str:
    return f"“{text[:20]}” is not a whole number from 0 to one million. Write digits only, such as 12."


def _wrong(name: str, text: str) -> Given:
    return Given(problems=[Problem(name, text)])


def entered(asked: Asked, answer: Any) -> dict[str, list[str]]:
    """A stored answer as the fields of the form, so that a question comes back as it was left."""
    name, kind = asked.question.id, asked.question.kind
    if answer is None:
        return {}
    if kind in ("counts", "grid") and isinstance(answer, dict):
        return {f"{name}.{row}": [str(said)] for row, said in answer.items()}
    if kind in ("number", "counts") and isinstance(answer, str):
        return {f"{name}.instead": [answer]}
    if isinstance(answer, list):
        return {name: [str(said) for said in answer] or [NOTHING]}
    return {name: [str(answer)]}
