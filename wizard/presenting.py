"""A stored plan as its page shows it. Older snapshots may lack keys that newer ones have, so every key is optional."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from opsguide.directory import Card, Directory, directory

from .snapshots import Snapshot

WAVES = {
    "start": ("Start here", "Begin with these, the first one first. Leave the rest until they are done."),
    "next": ("Next", "When the first steps are routine, or wait for somebody else."),
    "later": ("Later", "Good to know where the road leads; nothing to plan yet."),
}
STATES = {
    "routine": "in place",
    "partly": "begun",
    "not-yet": "not yet in place",
    "unknown": "not said whether it is in place",
    "missing": "not for you, so mind the gap",
}
LEVELS = {"unknown": ("Not answered", 0), "not-yet": ("Not yet", 1), "partly": ("Partly", 2), "routine": ("Routine", 3)}
EFFORTS = {1: "little", 2: "some", 3: "much"}
NOTICES = ("contradiction", "too-many", "look-again")  # these ask the reader to look at the answers again
ADVICE = {"care": "Take care", "conflict-of-sources": "Where sources disagree", "advice": "A word of advice"}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """`said` holds the answers in words, each with the address at which its owner may change it."""

    said: list[tuple[str, str]]
    text: str
    points: float
    any_of: bool

    @property
    def opening(self) -> str:
        return "Because you said" if self.said else ""


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step. `raw` is the snapshot's own; the rest is what the guide knows about it today."""

    raw: Mapping[str, Any]
    card: Card | None
    reasons: list[ReasonShown]
    requires: list[tuple[str, str, str]]  # title, address, state in words
    owner: str
    effort: list[tuple[str, int, str]]
    tools: list[tuple[str, str, list[ReasonShown]]]
    sources: list[tuple[str, str]]
    changes: list[str]

    @property
    def hue(self) -> str:
        return self.card.hue if self.card else ""

    @property
    def discipline(self) -> str:
        return self.card.discipline if self.card else ""

    @property
    def main_reasons(self) -> list[ReasonShown]:
        """What speaks for it, the weightiest first and each text once; the weighing lists all of them."""
        return list({reason.text: reason for reason in self.reasons if reason.points >= 0}.values())[:3]


class PlanShown:
    """`token` is the edit token for the owner, whose reasons lead back to the questions; empty for a reader."""

    def __init__(self, plan: Snapshot, token: str = "") -> None:
        self.plan, self.token = plan, token
        self.names: Directory = directory()

    def get(self, key: str) -> Any:
        return self.plan.get(key) or []

    @cached_property
    def steps(self) -> list[StepShown]:
        return [self._step(step) for step in self.get("steps")]

    @cached_property
    def waves(self) -> list[tuple[str, str, str, list[StepShown]]]:
        waves = ((w, *WAVES[w], [step for step in self.steps if step.raw.get("wave") == w]) for w in WAVES)
        return [wave for wave in waves if wave[3]]

    @cached_property
    def notices(self) -> list[Mapping[str, Any]]:
        return [self._warning(w) for kind in NOTICES for w in self.get("warnings") if w.get("kind") == kind]

    @cached_property
    def advice(self) -> list[tuple[str, list[Mapping[str, Any]]]]:
        groups = ((title, [w for w in self.get("warnings") if w.get("kind") == kind]) for kind, title in ADVICE.items())
        return [(title, found) for title, found in groups if found]

    def disciplines(self, part: str) -> list[dict[str, Any]]:
        return [
            {**d, "card": self.names.get("discipline", d["discipline"]), "reasons": self.reasons(d.get("reasons", ()))}
            for d in self.get("disciplines")
            if d.get("part") == part
        ]

    @property
    def leading(self) -> dict[str, Any] | None:
        return next(iter(self.disciplines("leads")), None)

    @property
    def supporting(self) -> list[dict[str, Any]]:
        return self.disciplines("supports")

    @property
    def not_needed(self) -> list[dict[str, Any]]:
        return self.disciplines("not-needed")

    @cached_property
    def levels(self) -> list[dict[str, Any]]:
        return [self._level(level) for level in self.get("levels")]

    @cached_property
    def not_now(self) -> list[dict[str, Any]]:
        return [{**e, "card": self.practice(e["practice"])} for e in self.get("not_now")]

    @cached_property
    def not_for_you(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """By reason, since one answer rules out many practices at once."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for entry in self.get("not_for_you"):
            groups.setdefault(entry.get("because", ""), []).append({**entry, "card": self.practice(entry["practice"])})
        return sorted(groups.items(), key=lambda pair: -len(pair[1]))

    @cached_property
    def runners_up(self) -> list[dict[str, Any]]:
        return [
            {**e, "card": self.practice(e["practice"]), "reasons": self.reasons(e.get("reasons", ()))}
            for e in self.get("runners_up")
        ]

    @cached_property
    def excluded(self) -> list[dict[str, Any]]:
        """Each excluded tool once, with the practices it would have served."""
        tools: dict[str, dict[str, Any]] = {}
        for entry in self.get("excluded_tools"):
            reasons = self.reasons(entry.get("reasons", ()))
            tool = tools.setdefault(
                entry["tool"], {**entry, "card": self.names.get("tool", entry["tool"]), "reasons": reasons, "for": []}
            )
            tool["for"].append(self.title(entry["practice"]))
        return list(tools.values())

    @cached_property
    def find_out(self) -> list[tuple[str, str]]:
        """What to find out, with the address of the question for its owner."""
        texts = {entry["text"]: self._question(entry.get("question", "")) for entry in self.get("find_out")}
        return list(texts.items())

    def practice(self, practice: str) -> Card | None:
        return self.names.get("practice", practice)

    def title(self, practice: str) -> str:
        card = self.practice(practice)
        return card.title if card else practice.replace("-", " ")

    def reasons(self, reasons: Iterable[Mapping[str, Any]]) -> list[ReasonShown]:
        return [self._reason(reason) for reason in reasons]

    def _reason(self, reason: Mapping[str, Any]) -> ReasonShown:
        names = reason.get("answers") or ([reason["answer"]] if reason.get("answer") else [])
        said = dict(self._said(name) for name in names)  # a pain is named twice when it is also the worst
        return ReasonShown(list(said.items()), reason.get("text", ""), reason.get("points", 0.0), reason.get("needs") == "any")

    def _said(self, name: str) -> tuple[str, str]:
        words = self.plan.get("said", {}).get(name, name)
        return words, self._question(name.partition(".")[0])

    def _question(self, question: str) -> str:
        if not self.token or not question:
            return ""
        return f"{reverse('wizard:question', args=[self.token, question])}?back=plan"

    def _warning(self, warning: Mapping[str, Any]) -> Mapping[str, Any]:
        said = [self._said(name) for name in warning.get("answers", ())]
        return {**warning, "said": list(dict(said).items())}

    def _step(self, step: Mapping[str, Any]) -> StepShown:
        owner, effort = step.get("owner") or {}, step.get("effort") or {}
        role = self.names.get("role", owner.get("role") or "")
        return StepShown(
            raw=step,
            card=self.practice(step["practice"]),
            reasons=self.reasons(step.get("reasons", ())),
            requires=[self._requirement(needed) for needed in step.get("requires", ())],
            owner=role.title if role else (owner.get("role") or "").replace("-", " ").capitalize(),
            effort=[(k.capitalize(), effort[k], EFFORTS.get(effort[k], "")) for k in ("knowledge", "time", "people") if k in effort],
            tools=[self._tool(tool) for tool in step.get("tools", ())],
            sources=[(c.title, c.url) for s in step.get("sources", ()) if (c := self.names.get("source", s))],
            changes=list(dict.fromkeys(change["text"] for change in step.get("what_would_change", ()))),
        )

    def _requirement(self, needed: Mapping[str, Any]) -> tuple[str, str, str]:
        card = self.practice(needed["practice"])
        state = STATES.get(needed.get("state", ""), needed.get("state", ""))
        in_plan = next((s for s in self.get("steps") if s["practice"] == needed["practice"]), None)
        if in_plan and needed.get("state") != "routine":
            state = f"{state}; step {in_plan['rank']} of this plan"
        return needed.get("title", ""), card.url if card else "", state

    def _tool(self, tool: Mapping[str, Any]) -> tuple[str, str, list[ReasonShown]]:
        card = self.names.get("tool", tool["tool"])
        return tool.get("title", ""), card.url if card else "", self.reasons(tool.get("reasons", ()))

    def _level(self, level: Mapping[str, Any]) -> dict[str, Any]:
        words, bars = LEVELS.get(level.get("level", ""), LEVELS["unknown"])
        card = self.names.get("principle", level["principle"])
        weakest = [(self.title(p), c.url if (c := self.practice(p)) else "") for p in level.get("weakest", ())]
        return {**level, "words": words, "bars": bars, "card": card, "lowest": weakest}
