"""What is wrong with an entry somebody is about to save: the rules of the files, and no others.

A would-be document goes through the same three gates as a file: the schema, the check of the text, and the linter over
the whole guide with this entry in its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from opsguide.library import schema
from opsguide.library.linter import lint
from opsguide.library.problems import Problem
from opsguide.library.reader import Document, _explain, check_body
from opsguide.library.wording import told
from opsguide.library.yamlfile import Location

from .snapshot import Key, Snapshot, stand_in

TEXT_STARTS = 1_000_000  # line numbers from here on are lines of the text, below it they stand for keys
NAMES = ("id", "title", "aka", "redirects")
ENDED_BY_DATABASE = ("since", "why")
# Unlike in a folder of files, entries are published one by one here: the practice first, then the pain it helps against.
ADVICE_ONLY = "ever recommends this practice"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as it would be after saving. `values` are the schema's input, empty ones left out."""

    type: str
    id: str
    values: dict[str, Any]

    @property
    def key(self) -> Key:
        return self.type, self.id

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.id}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `where` is the path of keys to it, empty when it is about the whole entry."""

    entry: str  # the reference of the entry to mend
    where: Location
    text: str
    must: bool  # holds for drafts too: names are unique and values well formed
    level: str = "error"

    @property
    def is_gap(self) -> bool:
        return self.text.startswith("the key '") and self.text.endswith("' is missing")

    @property
    def at_field(self) -> str:
        """The text where the key's name already stands above it."""
        if self.is_gap:
            return "This is missing."
        for end in range(len(self.where), 0, -1):
            prefix = ".".join(map(str, self.where[:end])) + ": "
            if self.text.startswith(prefix):
                return self.text.removeprefix(prefix)
        return self.text


def examine(candidates: Sequence[Candidate], known: Snapshot, *, today: dt.date | None = None) -> list[Finding]:
    """Everything wrong with the candidates, and everything that saving them would newly break elsewhere."""
    today = today or dt.date.today()
    findings: list[Finding] = []
    read: dict[Key, _Read] = {}
    for candidate in candidates:
        read[candidate.key] = one = _Read(candidate)
        findings += one.findings
        findings += _taken_from_the_method(candidate, known)
    elsewhere: list[Problem] = []
    for problem in lint(known.library({key: one.document for key, one in read.items()}), today=today):
        owner = read.get((problem.path.parent.name, problem.path.name))
        if owner is None:
            elsewhere.append(problem)
        else:
            findings += owner.place(problem)
    if elsewhere:  # what was wrong before is not these candidates' doing
        now = known.library({}).documents
        before = set(
            lint(known.library({(kind, entry_id): now[kind].get(entry_id) for kind, entry_id in read}), today=today)
        )
        findings += [_elsewhere(problem, read.values()) for problem in elsewhere if problem not in before]
    return list(dict.fromkeys(findings))


def _taken_from_the_method(candidate: Candidate, known: Snapshot) -> Iterator[Finding]:
    """The method has a place for each shipped number; without one of them there is no advice at all."""
    record = known.records.get(candidate.key)
    if candidate.type != "weight" or record is None or not record.from_file:
        return
    if record.entry.status == "published" and candidate.values.get("status") != "published":
        text = "the wizard cannot advise without this number, so it stays published; give it another value instead, such as 0"
        yield Finding(candidate.reference, (), text, True)


def _elsewhere(problem: Problem, candidates: Iterable[_Read]) -> Finding:
    """A problem that shows at another entry, though one of ours brought it about."""
    level = "warning" if ADVICE_ONLY in problem.text else problem.level
    for one in candidates:
        word = problem.text.split(maxsplit=1)[0]
        if f"taken by {one.candidate.reference}" in problem.text:
            return Finding(
                one.candidate.reference, ("title",), f"title: in {problem.path}, {problem.text}", True, level
            )
        if (
            word in type(one.entry).model_fields
            and one.candidate.id in problem.text
            and problem.path.parent.name == one.candidate.type
        ):
            return Finding(one.candidate.reference, (word,), problem.text, True, level)
    return Finding(str(problem.path), (), f"in {problem.path}: {problem.text}", True, level)


class _Read:
    """A candidate after the schema and the check of its text."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate, self.blank = candidate, set[str]()
        self.model = schema.TYPES[candidate.type]
        self.findings: list[Finding] = []
        absent = {key: None for key in self.model.model_fields if key not in candidate.values}
        self.places = dict(enumerate(_locations(candidate.values | absent, ()), start=2))
        path = Path(candidate.type, candidate.id)
        try:
            self.entry = self.model.model_validate(candidate.values)
        except ValidationError as error:
            self.entry, self.blank = stand_in(self.model, candidate.values)
            self.findings += self._schema_findings(error, path)
            self.findings += self._rules_not_reached()
        self.document = Document(
            candidate.type, candidate.id, path, self.entry, {where: line for line, where in self.places.items()}
        )
        for problem in check_body(self.model, self.entry, path, TEXT_STARTS):
            self.findings += self.place(problem)

    def _schema_findings(self, error: ValidationError, path: Path) -> Iterator[Finding]:
        for detail, problem in zip(told(error), _explain(error, self.model, path, {}), strict=True):
            where: Location = tuple(part for part in detail["loc"] if isinstance(part, str | int))
            if not where and (key := problem.text.partition(":")[0]) in self.model.model_fields:
                where = (key,)
            yield Finding(self.candidate.reference, where, problem.text, self._is_malformed(where, detail))

    def _rules_not_reached(self) -> Iterator[Finding]:
        """pydantic leaves out the rules over the whole entry while one key is wrong; an editor wants to hear all at once."""
        for name in self.model.__pydantic_decorators__.model_validators:
            try:
                getattr(self.entry, name)()
            except ValueError as error:
                key = str(error).partition(":")[0]
                if key in self.model.model_fields and key not in self.blank:
                    yield Finding(self.candidate.reference, (key,), str(error), False)

    def _is_malformed(self, where: Location, detail: Any) -> bool:
        """Malformed, or only not there yet? A draft may lack anything it has a field of its own for."""
        if where == ("lifecycle",):
            return any(f" {word}" in detail["msg"] for word in ENDED_BY_DATABASE)
        if "too_short" in detail["type"]:
            return False
        if detail["type"] == "missing":
            return len(where) > 1 and where[0] not in ("reviewed", "effort", "lifecycle")
        # A rule over a whole part speaks of what is missing in it; a rule over one value, of how it is written.
        return not isinstance(detail["input"], dict)

    def place(self, problem: Problem) -> Iterator[Finding]:
        """The linter and the check of the text give line numbers, ours to give and so ours to read."""
        level = "warning" if ADVICE_ONLY in problem.text else problem.level
        if problem.line >= TEXT_STARTS:
            text = f"Line {problem.line - TEXT_STARTS + 1}: {problem.text}" if self.entry.body else problem.text
            yield Finding(self.candidate.reference, ("body",), text, False, level)
            return
        where = ("id",) if problem.text.startswith("the id '") else self.places.get(problem.line, ())
        if where and where[0] in self.blank:
            return
        yield Finding(self.candidate.reference, where, problem.text, bool(where) and where[0] in NAMES, level)


def _locations(value: Any, path: Location) -> Iterator[Location]:
    """Every path of keys in nested values, as a file's lines would give them."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield (*path, key)
        yield from _locations(part, (*path, key))


def blocking(findings: Iterable[Finding], status: str) -> list[Finding]:
    """Those that stop a save: for a draft, only what must hold always."""
    return [f for f in findings if f.level == "error" and (f.must or status != "draft")]


def in_words(findings: Iterable[Finding], label: Callable[[Location], str]) -> list[str]:
    """For a list away from the boxes: what is missing in one line, the rest with the name of its box."""
    findings = list(findings)
    gaps = [label(finding.where) for finding in findings if finding.is_gap]
    told = [f"{label(f.where)}: {f.at_field}" if f.where else f.text for f in findings if not f.is_gap]
    return ([f"Missing: {', '.join(dict.fromkeys(gaps))}"] if gaps else []) + list(dict.fromkeys(told))
