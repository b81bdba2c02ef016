"""Every published rule of order (content/wizard/case/) as a test: these answers must give this order."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wizard.engine import Plan, recommend

CASES = sorted((Path(__file__).resolve().parent.parent.parent / "content" / "wizard" / "case").glob("*.yaml"))
pytestmark = pytest.mark.skipif(not CASES, reason="no cases are written yet")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_plan_keeps_the_published_order(path, guide_catalogue):
    case = yaml.safe_load(path.read_text())
    plan = recommend(guide_catalogue, case["answers"])
    assert not plan.ignored, [i.text for i in plan.ignored]
    wrong = differences(case, plan)
    assert not wrong, (
        f"{case['title']} ({', '.join(case.get('sources', []))})\n" + "\n".join(wrong) + "\n" + shown(plan)
    )


def differences(case: dict, plan: Plan) -> list[str]:
    """What the case asks for and the plan does not do, a sentence each."""
    ranks = {step.practice: step.rank for step in plan.steps}
    has = {
        "recommended": set(ranks),
        "start": {step.practice for step in plan.steps if step.wave == "start"},
        "not_now": {entry.practice for entry in plan.not_now},
        "not_for_you": {entry.practice for entry in plan.not_for_you},
    }
    wrong = [f"{key}: {p} is missing" for key, found in has.items() for p in case.get(key, []) if p not in found]
    wrong += [f"not_recommended: {p} is step {ranks[p]}" for p in case.get("not_recommended", []) if p in ranks]
    for first, second in case.get("before", []):
        settled = first in plan.profile.in_place or second not in ranks
        if not settled and ranks.get(first, len(ranks) + 1) > ranks[second]:
            wrong.append(f"before: {first} ({ranks.get(first, 'not in the plan')}) after {second} ({ranks[second]})")
    told = texts(plan)
    return wrong + [f"says: nobody says “{words}”" for words in case.get("says", []) if words.lower() not in told]


def texts(plan: Plan) -> str:
    """Everything the plan says in reasons, warnings and what can wait."""
    said = [reason.text for step in plan.steps for reason in step.reasons]
    said += [reason.text for discipline in plan.disciplines for reason in discipline.reasons]
    said += [warning.text for warning in plan.warnings]
    said += [f"{entry.because} {entry.revisit}" for entry in plan.not_now]
    return "\n".join([*said, *(entry.because for entry in plan.not_for_you), plan.verdict]).lower()


def shown(plan: Plan) -> str:
    lines = [f"  {step.rank:2} {step.wave:5} {step.score:6.2f} {step.practice}" for step in plan.steps]
    lines.append("  not now: " + ", ".join(entry.practice for entry in plan.not_now))
    return "\n".join([*lines, "  runners-up: " + ", ".join(f"{r.practice} {r.score}" for r in plan.runners_up)])
