"""The wizard's bank: questions, rules, weights, and published rules of order as test cases."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .base import Condition, Entry, Id, Label, Part, Sentence


class Option(Part):
    id: Id
    label: Label
    help: Sentence | None = None
    excludes_others: bool = False
    informs_only: bool = False


class Row(Part):
    """A line of a `counts` question (id is a role) or of a `grid` question (id is a practice)."""

    id: Id
    label: Label
    help: Sentence | None = None
    ask_if: Condition | None = None


class Question(Entry):
    folder = "wizard/question"
    plural = "questions"
    body_allowed = False
    months = 12

    order: int
    section: Literal["delivery", "team", "limits", "scale", "practice", "pain", "goal"]
    kind: Literal["one", "many", "number", "counts", "grid"]
    quick: bool = False
    why_we_ask: Sentence
    ask_if: Condition | None = None
    options: list[Option] = []
    options_from: Literal["pain"] | None = None  # options are the published pains, grouped by area
    chosen_in: Id | None = None  # options are what was ticked in that other question
    rows: list[Row] = []
    max_choices: int | None = None
    unit: Label | None = None
    unsure: bool = True
    not_applicable: bool = False
    find_out: Sentence | None = None  # what to do when the answer is "I don't know"


class Effect(Part):
    """What a rule does. Exactly one of the targets is named.

    practice / discipline + points: a contribution.  hold: a practice that can wait, with `revisit` saying until when.
    treat_as: the stricter answer that stands in a contradiction.  say: something the plan tells the reader.
    """

    practice: Id | None = None
    discipline: Id | None = None
    hold: Id | None = None
    treat_as: str | None = None
    say: Literal["contradiction", "conflict-of-sources", "advice", "care"] | None = None
    points: Annotated[int, Field(ge=-5, le=5)] | None = None
    because: Sentence
    revisit: Sentence | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Effect:
        named = [k for k in ("practice", "discipline", "hold", "treat_as", "say") if getattr(self, k) is not None]
        if len(named) != 1 and named != ["treat_as", "say"]:
            raise ValueError(
                "an effect names one of practice, discipline, hold, treat_as, say (treat_as may carry say)"
            )
        if (named[0] in ("practice", "discipline")) != (self.points is not None):
            raise ValueError("points go with practice or discipline, and only with them")
        if (named[0] == "hold") != (self.revisit is not None):
            raise ValueError("revisit goes with hold: say when to look again")
        return self


class Rule(Entry):
    folder = "wizard/rule"
    plural = "rules"
    body_allowed = False
    months = 12

    when: Condition
    then: Annotated[list[Effect], Field(min_length=1)]


class Weight(Entry):
    """One number of the method, with the reason for it."""

    folder = "wizard/weight"
    plural = "weights"
    body_allowed = False
    months = 12

    order: int
    value: Annotated[float, Field(ge=0, le=1000)]


class Case(Entry):
    """A published rule of order as a test: these answers must give this order. Run by the tests, not shown."""

    folder = "wizard/case"
    plural = "cases"
    body_allowed = False

    answers: dict[Id, Any]
    before: list[tuple[Id, Id]] = []  # the first no later than the second (or the second not recommended at all)
    recommended: list[Id] = []
    start: list[Id] = []
    not_recommended: list[Id] = []
    not_now: list[Id] = []
    not_for_you: list[Id] = []
    says: list[str] = []  # a fragment that must stand in a reason, a warning or a not-now text
