"""A stored plan as its page shows it. Older snapshots may lack keys that newer ones have, so every key is optional."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
NOT_URGENT = {
    "start": (
        "If you want to do something",
        "None of this is urgent. These are foundations that count for every team: look whether you really have them.",
    ),
    "next": ("Then", "More of the same kind, for a quiet week."),
    "later": ("Some day", "Good to know; nothing to plan."),
}
STATES = {
    "routine": "in place",
    "partly": "begun",
    "not-yet": "not yet in place",
    "unknown": "not said whether it is in place",
    "missing": "not for you, so mind the gap",
}
LEVELS = {
    "unknown": ("Not answered", None),
    "not-yet": ("Not yet", 0),
    "partly": ("Partly", 1),
    "routine": ("Routine", 2),
}
EFFORTS = {
    "knowledge": ("little", "some", "much"),
    "time": ("little", "some", "much"),
    "people": ("few", "some", "many"),
}
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
    def owner_stands_in_note(self) -> bool:
        """Without head counts the note itself begins with the role, which need not be read twice."""
        return str((self.raw.get("owner") or {}).get("note", "")).startswith(f"Usually: {self.owner}")

    @property
    def main_reasons(self) -> list[ReasonShown]:
        """What speaks for it, the weightiest first and each text once; the weighing lists all of them.

        What rests on the same answer is said in one breath, so that the answer is not read out twice.
        """
        spoken: dict[Any, ReasonShown] = {}
        for reason in {reason.text: reason for reason in self.reasons if reason.points >= 0}.values():
            answers = tuple(words for words, _ in reason.said) or reason.text
            before = spoken.get(answers)
            spoken[answers] = replace(before, text=f"{before.text} {reason.text}") if before else reason
        return list(spoken.values())[:3]


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
        titles = NOT_URGENT if self.plan.get("nothing_urgent") else WAVES
        waves = ((w, *titles[w], [step for step in self.steps if step.raw.get("wave") == w]) for w in WAVES)
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

    @property
    def levels_known(self) -> bool:
        return any(level["bars"] is not None for level in self.levels)

    @cached_property
    def not_now(self) -> list[tuple[tuple[str, str], list[dict[str, Any]]]]:
        """(because, revisit) -> the practices it holds for."""
        return self._grouped("not_now", "because", "revisit")

    @cached_property
    def not_for_you(self) -> list[tuple[tuple[str], list[dict[str, Any]]]]:
        """One answer rules out many practices at once, so the reason is said once."""
        return sorted(self._grouped("not_for_you", "because"), key=lambda pair: -len(pair[1]))

    def _grouped(self, key: str, *by: str) -> list[Any]:
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for entry in self.get(key):
            name = tuple(entry.get(part, "") for part in by)
            groups.setdefault(name, []).append({**entry, "card": self.practice(entry["practice"])})
        return list(groups.items())

    @property
    def verdict(self) -> str:
        """The plan in a sentence; what the heading says already is not said again."""
        return str(self.plan.get("verdict") or "").removeprefix("Nothing is urgent. ")

    @cached_property
    def made_for(self) -> list[str]:
        """The team in a few words: how many, what it delivers, how much time it has."""
        profile, said = self.plan.get("profile") or {}, self.plan.get("said") or {}
        size = profile.get("team_size")
        words = [f"a team of {size}" if size != 1 else "one person"] if size else []
        if delivers := [said.get(f"delivers.{d}", d) for d in profile.get("delivers") or ()]:
            who = words.pop() if words else "a team"
            words.append(f"{who} that delivers {_listed([in_sentence(d) for d in delivers])}")
        if capacity := profile.get("capacity"):
            words.append(f"time for it: {in_sentence(said.get(f'capacity.{capacity}', capacity))}")
        return words

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
        return ReasonShown(
            list(said.items()), reason.get("text", ""), reason.get("points", 0.0), reason.get("needs") == "any"
        )

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
            effort=[
                (name, effort[name], words[effort[name] - 1])
                for name, words in EFFORTS.items()
                if effort.get(name) in (1, 2, 3)
            ],
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


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def in_sentence(words: str) -> str:
    """`Data engineers` -> `data engineers`, but `IT services` and `NIS 2` as they are."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
