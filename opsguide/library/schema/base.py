"""What all types share: kinds of values, the envelope, and conditions as data."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TYPE_NAMES = (
    "discipline",
    "principle",
    "practice",
    "pain",
    "role",
    "stage",
    "tool",
    "term",
    "source",
    "question",
    "rule",
    "weight",
    "case",
)
PRINCIPLES = (
    "compliance",
    "iterative-development",
    "reproducibility",
    "testing",
    "continuous-deployment",
    "automation",
    "monitoring",
)


def _https(value: str) -> str:
    if not value.startswith("https://") or " " in value or "utm_" in value:
        raise ValueError("must be an https:// address without spaces or tracking parameters")
    return value


DAY_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _day(value: str) -> str:
    try:
        if not re.fullmatch(DAY_PATTERN[1:-1], value):
            raise ValueError
        dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        raise ValueError("write 2024, 2024-05 or 2024-05-31, of a day that exists") from None
    return value


def _reference(value: str) -> str:
    kind, _, entry_id = value.partition("/")
    if kind not in TYPE_NAMES or not entry_id:
        raise ValueError("must be written type/id, for example practice/version-control")
    return value


def evidence_address(value: str) -> str:
    """An https address, or a package by name (`pip: mlflow`) where the registry itself is the evidence."""
    if value.split(": ", 1)[0] in PACKAGE_MANAGERS and ": " in value:
        return value
    return _https(value)


PACKAGE_MANAGERS = ("pip", "npm", "maven", "cargo", "gem", "go", "apt", "helm")

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=8, max_length=400, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Url = Annotated[str, AfterValidator(_https)]
Address = Annotated[str, AfterValidator(evidence_address)]
# A year, a month of it, or a day: what is known, and no more.
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": DAY_PATTERN})]
Reference = Annotated[str, AfterValidator(_reference)]
Small = Annotated[int, Field(ge=1, le=3)]
# A relation whose order says nothing: kept sorted, so that a file and a row compare equal.
IdSet = Annotated[list[Id], AfterValidator(lambda ids: sorted(set(ids)))]


class Part(BaseModel):
    """Anything in an entry that has keys of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Review(Part):
    on: dt.date
    by: Label


class Confusion(Part):
    """A neighbour this entry is mistaken for; shown on both pages."""

    entry: Reference
    why: Sentence


class Entry(Part):
    """The envelope that all types share."""

    folder: ClassVar[str]
    headings: ClassVar[tuple[str, ...]] = ()
    body_allowed: ClassVar[bool] = True
    months: ClassVar[int] = 24
    plural: ClassVar[str]

    title: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    summary: Annotated[str, StringConstraints(min_length=20, max_length=200, strip_whitespace=True)]
    aka: list[Label] = []
    redirects: list[Id] = []
    status: Literal["draft", "published", "retired"] = "draft"
    reviewed: Review | None = None
    review_months: Literal[6, 12, 24] | None = None
    sources: IdSet = []
    see_also: list[Reference] = []
    note: str = ""
    body: str = ""

    @model_validator(mode="after")
    def _envelope(self) -> Entry:
        if self.summary.lower().startswith("this page"):
            raise ValueError("summary: say the thing itself, do not begin with 'This page'")
        if self.status == "published" and self.reviewed is None:
            raise ValueError("reviewed: a published entry needs who reviewed it, and on which day")
        return self


class Condition(Part):
    """`all`, `any` and `none` over answers; every part given must hold.

    An atom is `question.option`, `question.row.option` for a grid, or a number test.
    """

    all: list[str | NumberTest] = []
    any: list[str | NumberTest] = []
    none: list[str | NumberTest] = []

    @model_validator(mode="after")
    def _not_empty(self) -> Condition:
        if not (self.all or self.any or self.none):
            raise ValueError("a condition needs at least one of all, any, none")
        return self


class NumberTest(Part):
    """`{number: models-in-production, at_least: 3}`; `headcount.data-engineer` names one row, `headcount` the sum."""

    number: str
    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _bounded(self) -> NumberTest:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a number test needs at_least or at_most")
        return self


class Applies(Part):
    when: Condition
    because: Sentence  # what the visitor reads when the condition fails
