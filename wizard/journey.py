"""The way through the questions: where one stands, what comes next, and what is still open after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .answering import offered
from .engine import Asked, Catalogue, Mode, questions_to_ask
from .models import Assessment

SECTIONS = {
    "delivery": "What you deliver",
    "team": "Your team",
    "limits": "Your limits",
    "scale": "Scale and rhythm",
    "pain": "What hurts",
    "practice": "What is in place",
    "goal": "Goal and time",
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The questions that apply after these answers, in order. `seen` is what each showed when it was last left."""

    asked: list[Asked]
    answers: Mapping[str, Any]
    seen: Mapping[str, list[str]]

    @classmethod
    def of(cls, catalogue: Catalogue, assessment: Assessment, mode: Mode | None = None) -> Self:
        asked = questions_to_ask(catalogue, assessment.answers, mode or assessment.mode)  # type: ignore[arg-type]
        return cls(asked, assessment.answers, assessment.seen)

    @property
    def ids(self) -> list[str]:
        return [asked.question.id for asked in self.asked]

    def get(self, question: str) -> Asked | None:
        return next((asked for asked in self.asked if asked.question.id == question), None)

    def position(self, question: str) -> int | None:
        """Counted from 1; None for a question outside of this journey, such as one of the full bank in a quick one."""
        return self.ids.index(question) + 1 if question in self.ids else None

    def before(self, question: str) -> str | None:
        place = self.position(question)
        return self.ids[place - 2] if place and place > 1 else None

    def open(self) -> list[str]:
        """Never left yet, or able to show something now that it did not show then, or with an answer that fell away."""
        return [asked.question.id for asked in self.asked if self._is_open(asked)]

    def _is_open(self, asked: Asked) -> bool:
        question = asked.question
        shown = self.seen.get(question.id)
        if shown is None:
            return True
        conditional = bool(asked.rows) or question.options_from or question.chosen_in
        if conditional and set(offered(asked)) - set(shown):
            return True
        said = self.answers.get(question.id)
        return bool(question.chosen_in) and isinstance(said, str) and said in shown and said not in offered(asked)

    def next_open(self, after: str | None = None) -> str | None:
        """The next open question behind this one, or else the first open one; None when all is said."""
        open_ = self.open()
        place = (self.position(after) or 0) if after else 0
        behind = [question for question in self.ids[place:] if question in open_]
        return next(iter(behind or open_), None)
