"""A stored plan for other programs: a Markdown document to hand over, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from opsguide.views.exports import safe_cell

from .presenting import PlanShown, ReasonShown, StepShown
from .review import Section
from .snapshots import Snapshot


def plan_markdown(
    plan: Snapshot, *, made: datetime | None = None, root: str = "", sections: Iterable[Section] = ()
) -> str:
    """The plan as one would hand it to a colleague. `root` is the guide's address, for links into it."""
    shown = PlanShown(plan)
    parts = [
        _head(shown, made),
        _notices(shown),
        _disciplines(shown),
        *(_wave(shown, wave, root) for wave in shown.waves),
        _not_now(shown),
        _find_out(shown),
        _levels(shown),
        _left_out(shown),
        _answers(sections),
        _foot(shown, root),
    ]
    lines = [line for part in parts for line in part]
    return "\n".join(lines).strip() + "\n"


def _head(shown: PlanShown, made: datetime | None) -> Iterator[str]:
    yield "# Nothing is urgent" if shown.plan.get("nothing_urgent") else "# What to adopt first, and why"
    yield ""
    day = f", made on {made.day} {made:%B %Y}" if made else ""
    yield f"OpsGuide edition {shown.plan.get('edition', '?')}{day}."
    yield ""
    yield shown.verdict
    yield ""
    if shown.made_for:
        yield f"Made for {'; '.join(shown.made_for)}."
        yield ""


def _notices(shown: PlanShown) -> Iterator[str]:
    said = [w["text"] for w in shown.notices] + [w["text"] for _, found in shown.advice for w in found]
    if not said:
        return
    yield "## To keep in mind"
    yield ""
    yield from (f"- {text}" for text in said)
    yield ""


def _disciplines(shown: PlanShown) -> Iterator[str]:
    if not (leading := shown.leading):
        return
    yield f"## {leading['title']} leads"
    yield ""
    yield from (f"- {_reason(reason)}" for reason in leading["reasons"][:5])
    if shown.supporting:
        yield ""
        yield f"Supported by {', '.join(d['title'] for d in shown.supporting)}."
    yield ""


def _wave(shown: PlanShown, wave: tuple[str, str, str, list[StepShown]], root: str) -> Iterator[str]:
    _, title, intro, steps = wave
    yield f"## {title}"
    yield ""
    yield intro
    yield ""
    for step in steps:
        yield from _step(step, root)


def _step(step: StepShown, root: str) -> Iterator[str]:
    raw = step.raw
    link = f"[{raw['title']}]({root}{step.card.url})" if step.card else raw["title"]
    yield f"### {raw['rank']}. {link}"
    yield ""
    yield f"- **First step:** {raw.get('first_step', '')}"
    yield f"- **Done when:** {raw.get('done_when', '')}"
    note = (raw.get("owner") or {}).get("note", "")
    yield f"- **Owner:** {f'{step.owner}. ' if step.owner else ''}{note}"
    yield f"- **Effort:** {', '.join(f'{words} {name}' for name, _, words in step.effort)}"
    yield "- **Why:**"
    yield from (f"  - {_reason(reason)}" for reason in step.main_reasons)
    if step.requires:
        yield f"- **Rests on:** {'; '.join(f'{title} ({state})' for title, _, state in step.requires)}"
    yield f"- **Without a new tool:** {raw.get('without_tool', '')}"
    for title, _, reasons in step.tools:
        yield f"- **Or with {title}:** {' '.join(reason.text for reason in reasons)}".rstrip()
    yield from (f"- **What would change this:** {text}" for text in step.changes[:3])
    if step.sources:
        yield f"- **Sources:** {'; '.join(title for title, _ in step.sources)}"
    yield ""


def _reason(reason: ReasonShown) -> str:
    if not reason.said:
        return reason.text
    joint = " or " if reason.any_of else " and "
    return f"Because you said {joint.join(f'“{words}”' for words, _ in reason.said)}: {reason.text}"


def _not_now(shown: PlanShown) -> Iterator[str]:
    if not shown.not_now:
        return
    yield "## Not now"
    yield ""
    for (because, revisit), entries in shown.not_now:
        yield f"- **{', '.join(e['title'] for e in entries)}:** {because} *{revisit}*"
    yield ""


def _find_out(shown: PlanShown) -> Iterator[str]:
    if not shown.find_out:
        return
    yield "## Find out"
    yield ""
    yield from (f"- {text}" for text, _ in shown.find_out)
    yield ""


def _levels(shown: PlanShown) -> Iterator[str]:
    answered = [level for level in shown.levels if level["bars"] is not None]
    if not answered:
        return
    yield "## Where you stand"
    yield ""
    yield "Each principle is as strong as its weakest practice."
    yield ""
    yield "| Principle | Level | Held there by |"
    yield "| --- | --- | --- |"
    for level in answered:
        lowest = ", ".join(title for title, _ in level["lowest"]) if level["level"] != "routine" else ""
        yield f"| {level['title']} | {level['words']} | {lowest} |"
    yield ""


def _left_out(shown: PlanShown) -> Iterator[str]:
    if shown.not_for_you:
        yield "## Not for you"
        yield ""
        for (because,), entries in shown.not_for_you:
            yield f"- {because} ({', '.join(e['title'] for e in entries)})"
        yield ""
    if shown.excluded:
        yield "## Tools left out"
        yield ""
        for tool in shown.excluded:
            yield f"- **{tool['title']}:** {' '.join(reason.text for reason in tool['reasons'])}"
        yield ""


def _answers(sections: Iterable[Section]) -> Iterator[str]:
    said = [answer for section in sections for answer in section.answers if answer.answered]
    if not said:
        return
    yield "## The answers behind it"
    yield ""
    yield from (f"- **{answer.title}** {answer.text}" for answer in said)
    yield ""


def _foot(shown: PlanShown, root: str) -> Iterator[str]:
    yield "---"
    yield ""
    yield f"Every rule and weight behind this plan: {root}/method/"


CSV_COLUMNS = (
    "rank", "wave", "practice", "title", "first step", "done when", "owner", "owner note",
    "knowledge", "time", "people", "why", "rests on", "without a new tool", "tools", "address",
)  # fmt: skip


def plan_csv(plan: Snapshot, *, root: str = "") -> str:
    """One line per step, safe to open in a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(CSV_COLUMNS)
    for step in PlanShown(plan).steps:
        table.writerow(map(safe_cell, _csv_row(step, root)))
    return out.getvalue()


def _csv_row(step: StepShown, root: str) -> list[Any]:
    raw, effort = step.raw, step.raw.get("effort") or {}
    return [
        raw["rank"],
        raw["wave"],
        raw["practice"],
        raw["title"],
        raw.get("first_step", ""),
        raw.get("done_when", ""),
        step.owner,
        (raw.get("owner") or {}).get("note", ""),
        effort.get("knowledge", ""),
        effort.get("time", ""),
        effort.get("people", ""),
        " | ".join(_reason(reason) for reason in step.main_reasons),
        "; ".join(f"{title} ({state})" for title, _, state in step.requires),
        raw.get("without_tool", ""),
        "; ".join(title for title, _, _ in step.tools),
        f"{root}{step.card.url}" if step.card else "",
    ]
