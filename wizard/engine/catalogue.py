"""The catalogue: everything published, in a fixed order, with the indexes that make a plan fast.

Build it once per edition and share it: it is immutable, and its size is what it holds, not what is asked of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from .model import (
    Discipline,
    Pain,
    Practice,
    Principle,
    Question,
    Role,
    Rule,
    Say,
    Tool,
    TreatAs,
    Weights,
)

GONE = ("closing", "archived", "absorbed", "renamed", "ended")
AREAS = ("delivery", "quality", "operations", "data", "models", "llm", "security", "network", "cost", "people")


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool for one practice. `replaces` is the gone tool through which it came to that practice, if any;
    `made_for` all practices that it, or a gone tool whose place it takes, is made for."""

    tool: Tool
    fit: str  # first, main or also
    made_for: tuple[str, ...]
    note: str = ""
    replaces: Tool | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything `recommend` may draw on. Make one with `Catalogue.build`; ids that lead nowhere are harmless.

    Derived: `foundations`; `grids`, the questions about what is in place, and `asked_in`, practice id -> its grid;
    `dependants`, how many practices require one; `contradictions`, the rules with a `treat_as`; `offers`, practice
    id -> tools, successors of gone ones included; `entangled`, see `_entangled`.
    """

    edition: str
    weights: Weights
    disciplines: Mapping[str, Discipline]
    principles: Mapping[str, Principle]
    practices: Mapping[str, Practice]
    pains: Mapping[str, Pain]
    roles: Mapping[str, Role]
    tools: Mapping[str, Tool]
    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]

    # derived, so that no plan walks the whole catalogue twice
    foundations: tuple[str, ...] = field(repr=False)
    grids: tuple[Question, ...] = field(repr=False)
    contradictions: tuple[Rule, ...] = field(repr=False)
    asked_in: Mapping[str, str] = field(repr=False)
    dependants: Mapping[str, int] = field(repr=False)
    offers: Mapping[str, tuple[Offer, ...]] = field(repr=False)
    entangled: Mapping[str, tuple[Rule, ...]] = field(repr=False)

    @classmethod
    def build(
        cls,
        *,
        edition: str,
        weights: Weights,
        disciplines: Iterable[Discipline] = (),
        principles: Iterable[Principle] = (),
        practices: Iterable[Practice] = (),
        pains: Iterable[Pain] = (),
        roles: Iterable[Role] = (),
        tools: Iterable[Tool] = (),
        questions: Iterable[Question] = (),
        rules: Iterable[Rule] = (),
    ) -> Self:
        """Put the parts in their own order, whatever order they came in, and derive the indexes."""
        all_practices = _by_id(practices)
        all_questions = {q.id: q for q in sorted(questions, key=lambda q: (q.order, q.id))}
        all_rules, all_tools = _by_id(rules), _by_id(tools)
        grids = tuple(q for q in all_questions.values() if q.kind == "grid")
        return cls(
            edition=edition,
            weights=weights,
            disciplines={d.id: d for d in sorted(disciplines, key=lambda d: (d.order, d.id))},
            principles={p.id: p for p in sorted(principles, key=lambda p: (p.order, p.id))},
            practices=all_practices,
            pains={p.id: p for p in sorted(pains, key=_pain_order)},
            roles=_by_id(roles),
            tools=all_tools,
            questions=all_questions,
            rules=all_rules,
            foundations=tuple(p.id for p in all_practices.values() if p.foundation),
            grids=grids,
            asked_in={row.id: grid.id for grid in reversed(grids) for row in grid.rows},
            dependants=Counter(needed for p in all_practices.values() for needed in dict.fromkeys(p.requires)),
            contradictions=tuple(r for r in all_rules.values() if any(isinstance(e, TreatAs) for e in r.then)),
            offers=_offers(all_tools),
            entangled=_entangled(all_questions, all_rules.values()),
        )

    def said_in(self, practice: str) -> str | None:
        """The grid in which a practice's state is said: the one that asks about it, else that of a principle of its."""
        kin = (f"in-place-{principle}" for principle in self.practices[practice].principles)
        return self.asked_in.get(practice) or next((name for name in kin if name in self.questions), None)

    def requires(self, practice: str) -> tuple[str, ...]:
        """The prerequisites of a practice that exist."""
        return tuple(needed for needed in self.practices[practice].requires if needed in self.practices)


def _by_id[T: (Discipline, Principle, Practice, Role, Tool, Rule)](parts: Iterable[T]) -> dict[str, T]:
    return {part.id: part for part in sorted(parts, key=lambda part: part.id)}


def _pain_order(pain: Pain) -> tuple[int, int, str]:
    area = AREAS.index(pain.area) if pain.area in AREAS else len(AREAS)
    return area, pain.order, pain.id


def _offers(tools: Mapping[str, Tool]) -> dict[str, tuple[Offer, ...]]:
    """Practice id -> the tools for it, and the successors of tools for it that are gone."""
    made_for = {tool.id: [fit.practice for fit in tool.practices if fit.fit != "also"] for tool in tools.values()}
    succeeds = [(tool, heir) for tool in tools.values() for heir in heirs(tool, tools)]
    inherited: dict[str, list[str]] = defaultdict(list)
    for gone, heir in succeeds:
        inherited[heir.id] += made_for[gone.id]

    def offer(tool: Tool, fit: str, note: str = "", replaces: Tool | None = None) -> Offer:
        return Offer(tool, fit, tuple(dict.fromkeys((*made_for[tool.id], *inherited[tool.id]))), note, replaces)

    offers: dict[str, dict[str, Offer]] = defaultdict(dict)
    for tool in tools.values():
        for fit in tool.practices:
            offers[fit.practice][tool.id] = offer(tool, fit.fit, fit.note)
    for gone, heir in succeeds:
        for fit in gone.practices:
            own = offers[fit.practice].get(heir.id) or offer(heir, "also" if fit.fit == "also" else "main")
            if own.replaces is None:
                offers[fit.practice][heir.id] = replace(own, replaces=gone)
    return {practice: tuple(listed[tool] for tool in sorted(listed)) for practice, listed in offers.items()}


def _entangled(questions: Mapping[str, Question], rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Ticks -> the rules that may fire in their absence: taking one back may do more than take its own gains away.

    Only a tick can do that. Without the answer to any other question its conditions are unknown, and stay silent.
    """
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        if any(not isinstance(effect, Say) for effect in rule.then):
            for atom in rule.when.none:
                if atom.question in questions and questions[atom.question].kind == "many":
                    found[str(atom)] = (*found.get(str(atom), ()), rule)
    return found


def heirs(tool: Tool, tools: Mapping[str, Tool]) -> tuple[Tool, ...]:
    """Whoever took the place of a gone tool, through any chain of renamings; nobody for a tool that lives."""
    found: dict[str, Tool] = {}
    seen = {tool.id}
    waiting = list(tool.successors) if tool.state in GONE else []
    while waiting:
        successor = tools.get(waiting.pop(0))
        if successor is None or successor.id in seen:
            continue
        seen.add(successor.id)
        if successor.state in GONE:
            waiting += successor.successors
        else:
            found[successor.id] = successor
    return tuple(found.values())
