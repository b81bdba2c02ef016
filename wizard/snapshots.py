"""The plan as it is stored: what the engine said, with the answers behind it in words; and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .engine import Catalogue, answer_in_words, recommend

type Snapshot = dict[str, Any]

WAVES = {"start": "Start here", "next": "Next", "later": "Later"}


def snapshot(catalogue: Catalogue, answers: Mapping[str, Any]) -> Snapshot:
    """The plan's JSON, and two keys more: `answers` makes it complete, `said` keeps it readable in later editions."""
    plan = recommend(catalogue, answers).as_dict()
    names = sorted({*_named(plan), *_profile(plan["profile"])})
    return {**plan, "answers": dict(answers), "said": {name: answer_in_words(catalogue, name) for name in names}}


def _profile(profile: Mapping[str, Any]) -> list[str]:
    """The answers by which a plan introduces the team it was made for."""
    names = [f"delivers.{option}" for option in profile["delivers"]]
    return [*names, f"capacity.{profile['capacity']}"] if profile["capacity"] else names


def _named(value: Any) -> Iterator[str]:
    """Every answer that a plan points at, wherever it stands."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == "ignored":  # what was said there is quoted, not named
                continue
            if key == "answers" and isinstance(part, list):
                yield from part
            elif key == "answer" and isinstance(part, str):
                yield part
            else:
                yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise in a newer plan."""

    kind: Literal["new", "gone", "moved", "leads"]
    subject: str
    title: str
    text: str


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """What a reader of the older plan would want to know, in the order of the newer one."""
    was = {step["practice"]: step for step in before.get("steps", ())}
    now = {step["practice"]: step for step in after.get("steps", ())}
    found = list(_leading(before, after))
    for practice, step in now.items():
        wave = WAVES[step["wave"]]
        if practice not in was:
            found.append(Difference("new", practice, step["title"], f"is new, under “{wave}”."))
        elif was[practice]["wave"] != step["wave"]:
            text = f"moves from “{WAVES[was[practice]['wave']]}” to “{wave}”."
            found.append(Difference("moved", practice, step["title"], text))
    for practice, step in was.items():
        if practice not in now:
            found.append(
                Difference("gone", practice, step["title"], f"is no longer recommended{_where_to(practice, after)}.")
            )
    return found


def _leading(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    if before.get("primary") == after.get("primary"):
        return
    titles = {d["discipline"]: d["title"] for plan in (before, after) for d in plan.get("disciplines", ())}
    old, new = (titles.get(plan.get("primary"), "no discipline") for plan in (before, after))
    yield Difference("leads", after.get("primary") or "", new, f"leads now, instead of {old}.")


def _where_to(practice: str, after: Snapshot) -> str:
    if any(entry["practice"] == practice for entry in after.get("not_now", ())):
        return ": it can wait"
    if any(entry["practice"] == practice for entry in after.get("not_for_you", ())):
        return ": it is not for you"
    if practice in after.get("profile", {}).get("in_place", ()):
        return ": you have it"
    return ""
