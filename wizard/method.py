"""The method as data: what `/method/` shows, made from the same catalogue the engine reads, once per edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opsguide.directory import Card, Directory, directory
from opsguide.editions import per_edition
from opsguide.models import Edition, Rule, Tool, Weight
from opsguide.models.tool import STATES

from .answering import COLUMN_LABELS
from .engine import Catalogue, Contribution, Hold, Question, Say, TreatAs
from .engine import Rule as EngineRule
from .guide import catalogue
from .journey import SECTIONS
from .phrases import Phrase, condition_in_words

KINDS = {
    "one": "one answer",
    "many": "any number of answers",
    "number": "a number",
    "counts": "a number per line",
    "grid": "one answer per line",
}
RULE_GROUPS = {
    "weighs": ("What speaks for or against something", "Points are multiplied by the weight “points per rule point”."),
    "holds": ("What can wait", "These name a practice under Not now, with the time to look again."),
    "contradicts": (
        "Answers that do not fit together",
        "The contradiction is named in the plan, and the stricter answer stands.",
    ),
    "says": ("What the plan says besides", "Advice, care, and places where published sources disagree."),
}
SAYS = {
    "contradiction": "Names a contradiction",
    "conflict-of-sources": "Names a conflict of sources",
    "advice": "Advises",
    "care": "Asks for care",
}


@dataclass(frozen=True, slots=True)
class EffectShown:
    what: str
    card: Card | None
    points: int | None
    because: str
    revisit: str = ""


@dataclass(frozen=True, slots=True)
class RuleShown:
    rule: EngineRule
    summary: str
    phrases: list[Phrase]
    effects: list[EffectShown]
    sources: list[Card]


@dataclass(frozen=True, slots=True)
class QuestionShown:
    question: Question
    kind: str
    phrases: list[Phrase]
    options: list[tuple[str, str]]  # label, what it does not do
    rows: list[tuple[str, list[Phrase]]]
    answers_besides: list[str]


@per_edition
def method() -> dict[str, Any]:
    guide = catalogue()
    return {
        "guide": guide,
        "newest": Edition.objects.first(),
        "weights": list(Weight.objects.published()),
        "sections": list(_sections(guide)),
        "groups": list(_groups(guide)),
        "pain_count": len(guide.pains),
        "remedy_count": sum(len(pain.remedies) for pain in guide.pains.values()),
        "foundations": [card for p in guide.foundations if (card := directory().get("practice", p))],
        "lives": _lives(),
    }


def _sections(guide: Catalogue) -> Iterator[tuple[str, list[QuestionShown]]]:
    for section, title in SECTIONS.items():
        if found := [q for q in guide.questions.values() if q.section == section]:
            yield title, [_question(guide, question) for question in found]


def _question(guide: Catalogue, question: Question) -> QuestionShown:
    besides = ["I don’t know"] * question.unsure + [COLUMN_LABELS["does-not-apply"]] * question.not_applicable
    return QuestionShown(
        question=question,
        kind=KINDS[question.kind],
        phrases=condition_in_words(guide, question.ask_if),
        options=[(option.label, "for context only" if option.informs_only else "") for option in question.options],
        rows=[(row.label, condition_in_words(guide, row.ask_if)) for row in question.rows],
        answers_besides=besides,
    )


def _groups(guide: Catalogue) -> Iterator[tuple[str, str, str, list[RuleShown]]]:
    summaries = dict(Rule.objects.published().values_list("id", "summary"))
    groups: dict[str, list[RuleShown]] = {name: [] for name in RULE_GROUPS}
    for rule in guide.rules.values():
        groups[_group(rule)].append(_rule(guide, rule, summaries.get(rule.id, "")))
    for name, (title, intro) in RULE_GROUPS.items():
        if groups[name]:
            yield name, title, intro, groups[name]


def _group(rule: EngineRule) -> str:
    if any(isinstance(effect, TreatAs) for effect in rule.then):
        return "contradicts"
    if any(isinstance(effect, Contribution) for effect in rule.then):
        return "weighs"
    return "holds" if any(isinstance(effect, Hold) for effect in rule.then) else "says"


def _rule(guide: Catalogue, rule: EngineRule, summary: str) -> RuleShown:
    names = directory()
    return RuleShown(
        rule=rule,
        summary=summary,
        phrases=condition_in_words(guide, rule.when),
        effects=[_effect(guide, names, effect) for effect in rule.then],
        sources=[card for source in rule.sources if (card := names.get("source", source))],
    )


def _effect(guide: Catalogue, names: Directory, effect: Any) -> EffectShown:
    match effect:
        case Contribution():
            what = "Speaks for" if effect.points > 0 else "Speaks against"
            return EffectShown(what, names.get(effect.target, effect.id), effect.points, effect.because)
        case Hold():
            return EffectShown("Not now:", names.get("practice", effect.practice), None, effect.because, effect.revisit)
        case TreatAs():
            question = guide.questions.get(effect.answer.question)
            label = {o.id: o.label for o in question.options}.get(effect.answer.option, "") if question else ""
            return EffectShown(f"“{label or effect.answer}” stands", None, None, effect.because)
        case Say():
            return EffectShown(SAYS.get(effect.kind, effect.kind), None, None, effect.because)
    raise TypeError(f"unknown effect {effect!r}")


def _lives() -> list[tuple[str, int]]:
    """How many tools stand in which state of life, so that the policy is shown at work."""
    counts: dict[str, int] = {}
    for state in Tool.objects.published().values_list("lifecycle_state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return [(label, counts[state]) for state, label in STATES.items() if state in counts]
