"""Checks of one entry by itself, and the plain words in which a value is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from opsguide.library.alone import RESERVED
from opsguide.library.linter import lint
from opsguide.library.reader import Library, parse

TODAY = dt.date(2026, 11, 27)
TOOL = """---
title: Lamp
summary: Watches one small thing, and exists only in tests.
{more}
homepage: https://lamp.example.org
kind: tool
licence: {licence}
licence_class: open-source
hosting: [self]
cost: free
burden: light
practices: [{{practice: lighting, fit: main}}{second}]
lifecycle: {{state: active, since: "{since}", evidence: [{{what: A release of it, at: "pip: lamp", seen: {seen}}}]}}
---

## What it is

A lamp{end}.

## Good fit

Coasts.

## Poor fit

Deserts.
"""


def problems(entry_id: str = "lamp", **wrong: str) -> list[str]:
    usual = {"more": "aka: [Light]", "licence": "MIT", "second": "", "since": "2024", "seen": "2026-11-01", "end": ""}
    document, found = parse("tool", entry_id, TOOL.format(**usual | wrong), Path("tool", f"{entry_id}.md"))
    if document is not None and not isinstance(document, str):
        library = Library()
        library.documents["tool"][entry_id] = document
        found = found + [p for p in lint(library, today=TODAY) if "there is no" not in p.text]
    return [p.text for p in found]


def test_a_right_tool_has_no_problem():
    assert problems() == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"entry_id": "compare"}, "the id 'compare' is the address of another page"),
        ({"second": ", {practice: lighting, fit: also}"}, "'lighting' stands twice"),
        ({"more": "works_with: [lamp]"}, "works_with: this is the entry itself"),
        ({"more": "compare: [{practice: dark, row: deep, value: yes}]"}, "this tool is not for 'dark'"),
        ({"licence": "Apache License"}, "'Apache License' is no SPDX id"),
        ({"since": "2024-02-30"}, "lifecycle.since: write 2024, 2024-05 or 2024-05-31, of a day that exists"),
        ({"since": "24"}, "lifecycle.since: write 2024, 2024-05 or 2024-05-31, of a day that exists"),
        ({"seen": "2026-11-28"}, "seen on 2026-11-28, which is still to come"),
        ({"end": "\x1b"}, "a character nobody can see (U+001B) stands here"),
    ],
)
def test_each_mistake_is_named(wrong: dict[str, Any], says: str):
    (text,) = problems(**wrong)
    assert says in text


@pytest.mark.parametrize("licence", ["MIT OR Apache-2.0", "(MIT AND BSD-3-Clause) OR GPL-2.0+", "LicenseRef-X"])
def test_licences_are_ids_and_their_combinations(licence: str):
    assert problems(licence=licence) == []


def test_a_year_a_month_and_a_day_are_dates():
    assert [problems(since=since) for since in ("2024", "2024-02", "2024-02-29")] == [[], [], []]


def test_reserved_words_are_addresses_and_no_entry_has_one():
    content = Path(__file__).parents[2] / "content"
    taken = [
        (kind, word) for kind, words in RESERVED.items() for word in words if list(content.rglob(f"{kind}/{word}.*"))
    ]
    assert taken == []
