"""What an editor should know about the rules: which cannot fire, what nothing uses, what nothing recommends.

A rule counts as able to fire when answers were found that really make it fire, by the engine itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from .answers import BUDGET, CAPACITY, HEADCOUNT, HOSTING, LICENCE, PAINS, PLATFORM, WORST_PAIN
from .catalogue import Catalogue
from .conditions import Atom, Choice, Condition, NumberTest
from .model import Contribution, Hold, Question, Rule, TreatAs
from .parsing import option_ids, parse_answers
from .rules import fire
from .settling import settle
from .witness import witnesses

ENGINE_READS = (HEADCOUNT, HOSTING, LICENCE, BUDGET, PLATFORM, CAPACITY, PAINS, WORST_PAIN)


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` for machines, `subject` as type/id, `text` for the editor."""

    kind: str
    subject: str
    text: str


def lint(catalogue: Catalogue) -> list[Finding]:
    """Every finding, in a fixed order. An empty list says that each rule, option and practice earns its place."""
    checks = (_leads_nowhere, _cannot_fire, _unused_options, _never_recommended, _circles, _asks_ahead)
    return [finding for check in checks for finding in check(catalogue)]


def answers_that_fire(catalogue: Catalogue, rule: Rule) -> dict[str, object] | None:
    """Raw answers under which the rule fires, or None when none were found."""
    for raw in witnesses(catalogue, rule.when):
        settled = settle(catalogue, parse_answers(catalogue, raw)[0])
        if rule.id in (fired.rule.id for fired in fire(catalogue, settled.answers, settled.fired)):
            return raw
    return None


def conditions(catalogue: Catalogue) -> Iterator[tuple[str, Condition]]:
    """Every condition, with the type/id it stands in."""
    for rule in catalogue.rules.values():
        yield f"rule/{rule.id}", rule.when
    for question in catalogue.questions.values():
        asked = [question.ask_if, *(row.ask_if for row in question.rows)]
        yield from ((f"question/{question.id}", condition) for condition in asked if condition)
    for pain in catalogue.pains.values():
        if pain.ask_if:
            yield f"pain/{pain.id}", pain.ask_if
    for kind, parts in (("practice", catalogue.practices.values()), ("discipline", catalogue.disciplines.values())):
        yield from ((f"{kind}/{part.id}", part.applies_when.when) for part in parts if part.applies_when)


def _leads_nowhere(catalogue: Catalogue) -> Iterator[Finding]:
    for subject, condition in conditions(catalogue):
        for atom in condition.atoms():
            if not _exists(catalogue, atom):
                yield Finding("leads-nowhere", subject, f"no answer can be “{atom}”")
    for rule in catalogue.rules.values():
        for effect in rule.then:
            target = _target(effect)
            known = catalogue.disciplines if target.startswith("discipline/") else catalogue.practices
            if target and target.partition("/")[2] not in known:
                yield Finding("leads-nowhere", f"rule/{rule.id}", f"there is no {target}")
            if isinstance(effect, TreatAs) and not _exists(catalogue, effect.answer):
                yield Finding("leads-nowhere", f"rule/{rule.id}", f"no answer can be “{effect.answer}”")


def _target(effect: object) -> str:
    if isinstance(effect, Contribution):
        return f"{effect.target}/{effect.id}"
    return f"practice/{effect.practice}" if isinstance(effect, Hold) else ""


def _exists(catalogue: Catalogue, atom: Atom) -> bool:
    question = catalogue.questions.get(atom.question)
    if question is None:
        return False
    rows = {row.id for row in question.rows}
    if isinstance(atom, NumberTest):
        return question.kind == "number" if atom.row is None and not rows else atom.row is None or atom.row in rows
    if question.kind == "grid":
        return atom.row in rows
    return atom.option in (*option_ids(catalogue, question), "unsure", "does-not-apply")


def _cannot_fire(catalogue: Catalogue) -> Iterator[Finding]:
    for rule in catalogue.rules.values():
        if answers_that_fire(catalogue, rule) is None:
            yield Finding("cannot-fire", f"rule/{rule.id}", f"no answers were found that make “{rule.title}” fire")


def _unused_options(catalogue: Catalogue) -> Iterator[Finding]:
    used: set[str] = set()
    for _, condition in conditions(catalogue):
        used |= {str(atom) if isinstance(atom, Choice) else atom.question for atom in condition.atoms()}
    for question in catalogue.questions.values():
        if question.id in ENGINE_READS or question.kind == "grid":
            continue
        for option in question.options:
            if not option.informs_only and f"{question.id}.{option.id}" not in used:
                yield Finding("unused", f"question/{question.id}", f"nothing uses the option “{option.label}”")
        if question.kind in ("number", "counts") and question.id not in used:
            yield Finding("unused", f"question/{question.id}", "nothing uses this number")


def _never_recommended(catalogue: Catalogue) -> Iterator[Finding]:
    reached = {remedy.practice for pain in catalogue.pains.values() for remedy in pain.remedies}
    reached |= {
        effect.id
        for rule in catalogue.rules.values()
        for effect in rule.then
        if isinstance(effect, Contribution) and effect.target == "practice" and effect.points > 0
    }
    waiting = sorted(reached | set(catalogue.foundations))
    reached.update(waiting)
    while waiting:
        practice = catalogue.practices.get(waiting.pop())
        needed = [n for n in practice.requires if n not in reached] if practice else []
        reached.update(needed)
        waiting += needed
    for left in sorted(catalogue.practices.keys() - reached):
        yield Finding("never-recommended", f"practice/{left}", "no pain, rule or practice ever leads to it")


def _circles(catalogue: Catalogue) -> Iterator[Finding]:
    try:
        TopologicalSorter({practice: catalogue.requires(practice) for practice in catalogue.practices}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        yield Finding("circle", f"practice/{circle[0]}", f"requires goes in a circle: {' → '.join(circle)}")


def _asks_ahead(catalogue: Catalogue) -> Iterator[Finding]:
    """A question that waits for a later one is asked before anybody could know whether it applies."""
    place = {question: index for index, question in enumerate(catalogue.questions)}
    for question in catalogue.questions.values():
        for later in _waits_for(question):
            if place.get(later, -1) > place[question.id]:
                text = f"its ask_if reads “{later}”, which is asked later"
                yield Finding("asks-ahead", f"question/{question.id}", text)


def _waits_for(question: Question) -> Iterable[str]:
    parts = [question.ask_if, *(row.ask_if for row in question.rows)]
    return dict.fromkeys(atom.question for part in parts if part for atom in part.atoms())
