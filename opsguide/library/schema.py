"""What an entry of each type may say.

One class per content type. The same classes check the files (`reader`), the admin's forms and the API's
documents, and `json_schemas()` hands them to editors' IDEs. Unknown keys are errors everywhere.
Rules that need more than one entry (dangling ids, cycles, doubled aliases) live in `linter`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
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


def _reference(value: str) -> str:
    kind, _, entry_id = value.partition("/")
    if kind not in TYPES or not entry_id:
        raise ValueError("must be written type/id, for example practice/version-control")
    return value


def _address(value: str) -> str:
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
Address = Annotated[str, AfterValidator(_address)]
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


class Fit(Part):
    practice: Id
    fit: Literal["main", "also"]
    note: Sentence | None = None


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
        "active", "feature-complete", "maintenance", "quiet", "closing", "archived", "absorbed", "renamed", "ended", "unknown"
    ]
    since: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
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
    on: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
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
    needs: list[Literal["kubernetes", "aws", "azure", "gcp", "databricks", "snowflake", "github", "gitlab", "docker"]] = []
    burden: Literal["light", "medium", "heavy"]  # to install and keep alive, for the team that adopts it
    practices: Annotated[list[Fit], Field(min_length=1)]
    works_with: IdSet = []
    compare: list[Cell] = []
    packages: dict[Literal["pip", "npm", "maven", "cargo", "gem", "go", "apt", "helm"], list[Label]] = {}
    lifecycle: Lifecycle


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
    published: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    accessed: dt.date | None = None
    checked: Literal["opened", "excerpt", "address-only"]  # how far we got: the page, a part of it, or only that it exists


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
            raise ValueError("an effect names one of practice, discipline, hold, treat_as, say (treat_as may carry say)")
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
    value: float


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


TYPES: dict[str, type[Entry]] = {
    "discipline": Discipline,
    "principle": Principle,
    "practice": Practice,
    "pain": Pain,
    "role": Role,
    "stage": Stage,
    "tool": Tool,
    "term": Term,
    "source": Source,
    "question": Question,
    "rule": Rule,
    "weight": Weight,
    "case": Case,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of the front matter, per type name; `body` is left out, since it is the text below it."""
    schemas = {}
    for name, model in TYPES.items():
        schema = model.model_json_schema()
        schema["properties"].pop("body", None)
        schemas[name] = schema
    return schemas
