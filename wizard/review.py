"""What a team has said, in words: for the check page, the plan and its exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .answering import COLUMN_LABELS, columns
from .engine import Asked, Catalogue, Ignored, dropped, parse_answers, questions_to_ask
from .journey import SECTIONS
from .presenting import in_sentence


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `parts` are lines of it; a grid has a heading per column. Empty when it is unanswered."""

    question: str
    title: str
    parts: list[tuple[str, list[str]]]
    skipped: bool = False

    @property
    def answered(self) -> bool:
        return bool(self.parts)

    @property
    def summary(self) -> str:
        """A table in one line: how many lines stand in each column."""
        return ", ".join(f"{len(lines)} {in_sentence(head)}" for head, lines in self.parts if head)

    @property
    def text(self) -> str:
        return "; ".join(f"{head}: {', '.join(lines)}" if head else ", ".join(lines) for head, lines in self.parts)


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    answers: list[Said]


def in_words(catalogue: Catalogue, asked: Asked, answer: Any) -> list[tuple[str, list[str]]]:
    """An answer as lines of words. What the question does not know any more is left out."""
    question = asked.question
    if answer is None:
        return []
    if isinstance(answer, str) and answer in COLUMN_LABELS and answer not in {o.id for o in asked.options}:
        return [("", [COLUMN_LABELS[answer]])]
    if question.kind == "number":
        return [("", [f"{answer} {question.unit}".strip()])]
    if question.kind == "counts" and isinstance(answer, Mapping):
        lines = [f"{answer[row.id]} {in_sentence(row.label)}" for row in question.rows if answer.get(row.id)]
        return [("", lines or ["Nobody"])]
    if question.kind == "grid" and isinstance(answer, Mapping):
        return list(_grid(asked, answer))
    labels = {option.id: option.label for option in (*question.options, *asked.options)}
    labels |= (
        {pain.id: pain.title for pain in catalogue.pains.values()}
        if question.options_from or question.chosen_in
        else {}
    )
    said = answer if isinstance(answer, list) else [answer]
    return [("", [labels[option] for option in said if option in labels] or ["None of these"])]


def _grid(asked: Asked, answer: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    for column, label in columns(asked).items():
        if lines := [row.label for row in asked.rows if answer.get(row.id) == column]:
            yield label, lines


def review(catalogue: Catalogue, answers: Mapping[str, Any], mode: str, seen: Mapping[str, Any]) -> list[Section]:
    """The questions of this mode and every other that was answered, by section, with what was said."""
    in_mode = {asked.question.id for asked in questions_to_ask(catalogue, answers, mode)}  # type: ignore[arg-type]
    sections: dict[str, list[Said]] = {}
    for asked in questions_to_ask(catalogue, answers, "full"):
        question = asked.question
        parts = in_words(catalogue, asked, answers.get(question.id))
        if question.id in in_mode or parts:
            said = Said(question.id, question.title, parts, skipped=question.id in seen)
            sections.setdefault(SECTIONS.get(question.section, question.section), []).append(said)
    return [Section(title, said) for title, said in sections.items()]


def left_out(catalogue: Catalogue, answers: Mapping[str, Any]) -> list[Ignored]:
    """Stored answers that do not count: those the guide no longer knows, and those that no longer apply."""
    return [*parse_answers(catalogue, answers)[1], *dropped(catalogue, answers)]
