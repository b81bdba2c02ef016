"""Tools: facts, purpose, and the lifecycle with its evidence."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Address, Day, Entry, Id, IdSet, Label, Part, Sentence, Url


class Fit(Part):
    """`first`: what most teams should look at first for this practice, and the note says why. `main`: a team adopts it
    for this. `also`: whoever has it for its main purpose need not look further."""

    practice: Id
    fit: Literal["first", "main", "also"]
    note: Sentence | None = None

    @model_validator(mode="after")
    def _first_says_why(self) -> Fit:
        if self.fit == "first" and not self.note:
            raise ValueError("a tool to look at first needs a note that says why")
        return self


class Evidence(Part):
    """Where a fact about a tool was seen."""

    what: Sentence
    at: Address
    seen: dt.date


class Lifecycle(Part):
    """The editor's judgement, kept apart from editorial status and from machine-read signals.

    `unknown` is an honest answer. Quiet is not dead: `feature-complete` needs no commits.
    """

    state: Literal[
        "active",
        "feature-complete",
        "maintenance",
        "quiet",
        "closing",
        "archived",
        "absorbed",
        "renamed",
        "ended",
        "unknown",
    ]
    since: Day | None = None
    why: Sentence | None = None
    evidence: list[Evidence] = []
    successors: IdSet = []
    successor_note: Sentence | None = None

    @model_validator(mode="after")
    def _ended_is_explained(self) -> Lifecycle:
        if self.state not in ("active", "feature-complete", "unknown"):
            missing = [key for key in ("since", "why", "evidence") if not getattr(self, key)]
            if missing:
                raise ValueError(f"a tool that is {self.state} needs {', '.join(missing)}")
        if self.state in ("active", "feature-complete") and not self.evidence:
            raise ValueError(f"a tool that is {self.state} needs evidence: a release, a notice, a package's date")
        if self.state in ("renamed", "absorbed") and not (self.successors or self.successor_note):
            raise ValueError(f"a tool that is {self.state} needs successors, or a successor_note that says why none")
        return self


class LicenceChange(Part):
    on: Day
    was: Label
    now: Label
    at: Address | None = None


class Cell(Part):
    """One cell of a comparison: what a tool does for one row of a practice's `compare_on`."""

    practice: Id
    row: Id
    value: Literal["yes", "partial", "no", "unknown"]
    note: Sentence | None = None
    at: Address | None = None


class Tool(Entry):
    folder = "tool"
    plural = "tools"
    headings = ("What it is", "Good fit", "Poor fit")
    months = 6

    homepage: Url
    repository: Url | None = None
    docs: Url | None = None
    vendor: Label | None = None
    kind: Literal["library", "tool", "platform", "service", "specification", "list"]
    licence: Label  # SPDX id or expression of the freely available part; LicenseRef-proprietary otherwise
    licence_class: Literal["open-source", "source-available", "proprietary", "open-standard", "unknown"]
    licence_note: Sentence | None = None
    licence_history: list[LicenceChange] = []
    hosting: Annotated[list[Literal["self", "saas"]], Field(min_length=1)]
    cost: Literal["free", "freemium", "paid", "unknown"]
    needs: list[
        Literal["kubernetes", "aws", "azure", "gcp", "databricks", "snowflake", "github", "gitlab", "docker"]
    ] = []
    burden: Literal["light", "medium", "heavy"]  # to install and keep alive, for the team that adopts it
    practices: Annotated[list[Fit], Field(min_length=1)]
    works_with: IdSet = []
    compare: list[Cell] = []
    packages: dict[Literal["pip", "npm", "maven", "cargo", "gem", "go", "apt", "helm"], list[Label]] = {}
    lifecycle: Lifecycle

    @model_validator(mode="after")
    def _made_for_something(self) -> Tool:
        if all(fit.fit == "also" for fit in self.practices):
            raise ValueError(
                "a tool needs a practice that it is made for: give one of its practices the fit main or first"
            )
        return self
