"""Checks that look at one entry by itself: the id it has, what it points at, what stands in it twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from .problems import Problem
from .reader import Document
from .schema import Entry, Pain, Source, Tool

# Words that are an address of their own where the page of such an entry would be.
RESERVED = {
    "discipline": ("compare",),
    "tool": ("compare",),
    "principle": ("matrix",),
    "question": ("check", "more", "delete"),
}
SPDX = re.compile(r"\(*[A-Za-z0-9.+-]+\)*( (AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*")


def reserved_id(doc: Document) -> Iterator[Problem]:
    if doc.id in RESERVED.get(doc.type, ()):
        yield Problem(doc.path, 1, f"the id '{doc.id}' is the address of another page; choose another")


def twice(doc: Document) -> Iterator[Problem]:
    """A practice said twice of one tool would be listed twice, or with two fits."""
    for key, said in _repeatable(doc.entry):
        for index, words in enumerate(said):
            if words in said[:index]:
                yield Problem(doc.path, doc.line(key, index), f"'{words}' stands twice; keep one of the two")


def _repeatable(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    match entry:
        case Tool():
            yield "practices", [fit.practice for fit in entry.practices]
            yield "compare", [f"{cell.practice}: {cell.row}" for cell in entry.compare]
        case Pain():
            yield "remedies", [remedy.practice for remedy in entry.remedies]


def unserved(doc: Document) -> Iterator[Problem]:
    if isinstance(doc.entry, Tool):
        served = {fit.practice for fit in doc.entry.practices}
        for index, cell in enumerate(doc.entry.compare):
            if cell.practice not in served:
                text = f"this tool is not for '{cell.practice}', so nobody meets this answer; add that practice, or take the answer out"
                yield Problem(doc.path, doc.line("compare", index), text, "warning")


def licence_id(doc: Document) -> Iterator[Problem]:
    if isinstance(doc.entry, Tool) and not SPDX.fullmatch(doc.entry.licence):
        text = f"'{doc.entry.licence}' is no SPDX id; write one such as Apache-2.0, or LicenseRef-proprietary, and the words as licence_note"
        yield Problem(doc.path, doc.line("licence"), text, "warning")


def still_to_come(doc: Document, today: dt.date) -> Iterator[Problem]:
    """Nobody has seen anything tomorrow."""
    if isinstance(doc.entry, Tool):
        for index, evidence in enumerate(doc.entry.lifecycle.evidence):
            if evidence.seen > today:
                line = doc.line("lifecycle", "evidence", index)
                yield Problem(doc.path, line, f"seen on {evidence.seen}, which is still to come")
    if isinstance(doc.entry, Source) and doc.entry.accessed and doc.entry.accessed > today:
        yield Problem(doc.path, doc.line("accessed"), f"read on {doc.entry.accessed}, which is still to come")
