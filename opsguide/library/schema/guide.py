"""Disciplines, principles, practices, pains, roles, stages, terms and sources."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import (
    PRINCIPLES,
    Applies,
    Condition,
    Confusion,
    Day,
    Entry,
    Id,
    IdSet,
    Label,
    Part,
    Reference,
    Sentence,
    Small,
    Url,
)


class Task(Part):
    task: Sentence
    practice: Id | None = None


class DisciplineRole(Part):
    role: Id
    part: Literal["leads", "works", "benefits"]


class Nuance(Part):
    """How one discipline reads one principle: a cell of the matrix."""

    weight: Literal["core", "adapted", "minor"]
    nuance: Sentence


class Discipline(Entry):
    folder = "discipline"
    plural = "disciplines"
    headings = ("What it is", "Problem it addresses", "How it helps", "When you do not need it", "First steps")

    order: int
    delivers: Label
    family: Literal["software", "data", "ml", "it", "network", "security", "cost", "platform"]
    builds_on: IdSet = []
    confused_with: list[Confusion] = []
    roles: list[DisciplineRole]
    tasks: list[Task]
    principles: dict[Id, Nuance]
    applies_when: Applies | None = None

    @model_validator(mode="after")
    def _all_principles(self) -> Discipline:
        if missing := [p for p in PRINCIPLES if p not in self.principles]:
            raise ValueError(f"principles: the nuance is missing for {', '.join(missing)}")
        return self


class Principle(Entry):
    folder = "principle"
    plural = "principles"
    headings = ("What it is", "Why it matters", "How to tell you have it", "Common mistakes")

    order: int
    question: Sentence


class Effort(Part):
    """1 little, 2 some, 3 much."""

    knowledge: Small
    time: Small
    people: Small


class CompareRow(Part):
    id: Id
    label: Label
    help: Sentence


class Practice(Entry):
    folder = "practice"
    plural = "practices"
    headings = ("What it is", "Problem it removes", "How to start this week", "Pitfalls", "How to measure")

    home: Id  # the discipline whose hue and emblem it wears
    disciplines: IdSet
    principles: Annotated[IdSet, Field(min_length=1)]
    stages: IdSet = []
    leads: Annotated[list[Id], Field(min_length=1)]  # roles, the best first
    helps: IdSet = []
    level: Literal["start", "grow", "mature"]
    effort: Effort
    value: Small  # a tie-break, never the main rank
    foundation: bool = False
    requires: IdSet = []
    applies_when: Applies | None = None
    first_step: Sentence
    done_when: Sentence
    without_tool: Sentence
    premature_when: Sentence
    compare_on: Annotated[list[CompareRow], Field(max_length=10)] = []

    @model_validator(mode="after")
    def _home_included(self) -> Practice:
        if self.home not in self.disciplines:
            raise ValueError(f"home: {self.home} must also stand in disciplines")
        return self


class Remedy(Part):
    practice: Id
    strength: Small
    because: Sentence


class Pain(Entry):
    folder = "pain"
    plural = "pains"
    headings = ("What it looks like", "What is usually behind it")

    area: Literal["delivery", "quality", "operations", "data", "models", "llm", "security", "network", "cost", "people"]
    order: int
    remedies: Annotated[list[Remedy], Field(min_length=1)]
    roles: IdSet = []  # who feels it
    ask_if: Condition | None = None


class Role(Entry):
    folder = "role"
    plural = "roles"
    headings = ("What they do", "Where the hand-overs are")

    team: Literal["software", "operations", "analytics", "ai", "security", "network", "business"]
    tasks: list[Sentence]
    works_with: IdSet = []
    counted_as: Id | None = None  # the headcount row that stands for this role in the wizard


class Handover(Part):
    to: Id  # stage
    giver: Id  # role
    taker: Id  # role
    what: Sentence


class StageTask(Part):
    role: Id
    task: Sentence


class Stage(Entry):
    folder = "stage"
    plural = "stages"
    headings = ("What happens", "What goes wrong")

    order: int
    hands_over: list[Handover]
    tasks: list[StageTask]
    disciplines: IdSet


class Term(Entry):
    folder = "term"
    plural = "terms"

    kind: Literal["concept", "technology", "property", "role", "acronym"]
    confused_with: list[Confusion] = []
    explains: Reference | None = None  # the page that treats it at length


class Source(Entry):
    folder = "source"
    plural = "sources"
    body_allowed = False

    url: Url | None = None
    kind: Literal["article", "paper", "book", "standard", "law", "docs", "dataset", "talk", "notice"]
    authors: list[Label] = []
    publisher: Label | None = None
    published: Day | None = None
    accessed: dt.date | None = None
    checked: Literal[
        "opened", "excerpt", "address-only"
    ]  # how far we got: the page, a part of it, or only that it exists
