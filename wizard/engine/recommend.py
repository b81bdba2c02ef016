"""From answers to a plan: the rooms of the engine, called in the order that docs/engine.md tells.

plan = recommend(catalogue, {"delivers": ["models"], "pains": ["models-decay-unseen"]})
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import words
from .answers import Answers
from .catalogue import Catalogue
from .deciding import Decision, decide
from .disciplines import disciplines_of
from .explain import find_out, useless_remedies
from .leftovers import not_for_you, not_now, runners_up
from .levels import levels
from .model import Say
from .parsing import parse_answers
from .plan import Notice, Plan
from .profile import build_profile, summary
from .rules import Fired, fire
from .settling import Settled, settle
from .steps import write_steps


def recommend(catalogue: Catalogue, raw_answers: Mapping[str, object]) -> Plan:
    """The plan for these answers. Total: never raises, whatever the answers say; see `Plan.ignored`.

    Deterministic: the same catalogue and answers give the same plan, in any order, process and hash seed.
    """
    answers, misfits = parse_answers(catalogue, raw_answers)
    settled, decision = _decide(catalogue, answers)
    steps, tools = write_steps(decision, lambda answer: _decide(catalogue, answers.without(answer))[1])
    profile = decision.profile
    disciplines = disciplines_of(catalogue, decision.fired, decision.steps, decision.worths, decision.discipline_fit)
    close = runners_up(decision)
    return Plan(
        edition=catalogue.edition,
        primary=next((d.discipline for d in disciplines if d.part == "leads"), None),
        nothing_urgent=not decision.urgent,
        verdict=_verdict(decision),
        disciplines=disciplines,
        steps=steps,
        not_now=not_now(decision),
        not_for_you=not_for_you(decision),
        runners_up=close[: int(catalogue.weights.runners_up)],
        runners_up_count=len(close),
        excluded_tools=tuple(tool for choices in tools for tool in choices.excluded),
        excluded_tools_count=sum(choices.excluded_count for choices in tools),
        warnings=(
            *settled.warnings,
            *_said(decision.fired),
            *useless_remedies(catalogue, profile, decision.fit),
        ),
        find_out=find_out(catalogue, profile, decision.fit, decision.places),
        levels=levels(catalogue, profile, decision.fit),
        profile=summary(profile),
        ignored=(*misfits, *settled.ignored),
    )


def _decide(catalogue: Catalogue, answers: Answers) -> tuple[Settled, Decision]:
    settled = settle(catalogue, answers)
    profile = build_profile(catalogue, settled.answers, settled.states)
    return settled, decide(catalogue, profile, fire(catalogue, settled.answers, settled.fired))


def _verdict(decision: Decision) -> str:
    """The whole plan in one sentence. "Good enough, leave it alone" is a result."""
    if decision.places:
        return words.ACT if decision.urgent else words.NOTHING_URGENT
    return words.NOTHING_TO_ADD if decision.urgent else words.LEAVE_ALONE


def _said(fired: Iterable[Fired]) -> Iterable[Notice]:
    for rule in fired:
        for effect in rule.rule.then:
            if isinstance(effect, Say):
                yield Notice(effect.kind, rule.answers, effect.because)
