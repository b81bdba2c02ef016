"""The shipped content, asked as its readers will ask: what the method must do with the real guide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.catalogue import build_catalogue
from wizard.engine import (
    Catalogue,
    Contribution,
    IncompleteMethodError,
    TreatAs,
    Weights,
    dropped,
    lint,
    parse_answers,
    questions_to_ask,
    recommend,
)
from wizard.engine.deciding import decide
from wizard.engine.lint import answers_that_fire
from wizard.engine.profile import build_profile
from wizard.engine.rules import fire
from wizard.engine.settling import settle

from .small import order
from .worlds import answers

few = settings(max_examples=25, deadline=None, derandomize=True)


def worths(guide: Catalogue, raw) -> dict[str, float]:
    """Practice id -> score, for everything weighed, in the plan or not."""
    settled = settle(guide, parse_answers(guide, raw)[0])
    profile = build_profile(guide, settled.answers, settled.states)
    decision = decide(guide, profile, fire(guide, settled.answers, settled.fired))
    return {practice: worth.score for practice, worth in decision.worths.items()}


def test_every_weight_of_the_method_has_its_file_and_every_file_its_use(library):
    assert set(library.entries["weight"]) == set(Weights.names())


def test_without_a_weight_there_is_no_method_and_the_missing_one_is_named(library):
    entries = library.entries | {"weight": {i: w for i, w in library.entries["weight"].items() if i != "worst-pain"}}
    with pytest.raises(IncompleteMethodError, match="worst-pain"):
        build_catalogue(entries, "x")


def test_drafts_and_retired_entries_stay_outside(library):
    draft = library.entries["practice"]["version-control"].model_copy(update={"status": "draft"})
    entries = library.entries | {"practice": library.entries["practice"] | {"version-control": draft}}
    assert "version-control" not in build_catalogue(entries, "x").practices


def test_the_bridge_loses_nothing_that_advice_needs(library, guide_catalogue):
    for name in ("practice", "pain", "tool", "question", "rule", "role", "discipline", "principle"):
        published = [i for i, e in library.entries[name].items() if e.status == "published"]
        assert sorted(getattr(guide_catalogue, f"{name}s")) == sorted(published)


def test_every_rule_can_fire_every_option_is_used_and_every_practice_reached(guide_catalogue):
    assert lint(guide_catalogue) == []


def test_every_contradiction_is_named_and_the_stricter_answer_stands(guide_catalogue):
    for rule in guide_catalogue.contradictions:
        raw = answers_that_fire(guide_catalogue, rule)
        said = [warning.text for warning in recommend(guide_catalogue, raw).warnings]
        assert all(effect.because in said for effect in rule.then if isinstance(effect, TreatAs))


def test_the_quick_mode_is_short(guide_catalogue):
    assert 4 <= len(questions_to_ask(guide_catalogue, {}, "quick")) <= 7


def test_a_software_team_is_asked_nothing_about_models(guide_catalogue):
    asked = {q.question.id: q for q in questions_to_ask(guide_catalogue, {"delivers": ["software"]})}
    assert "retraining" not in asked
    rows = {row.id for q in asked.values() if q.question.kind == "grid" for row in q.rows}
    assert not [
        r for r in rows if r in guide_catalogue.practices and guide_catalogue.practices[r].disciplines == ("mlops",)
    ]


def test_unticking_models_drops_what_was_said_about_them(guide_catalogue):
    raw = {"delivers": ["software"], "models-in-production": 3, "retraining": "weekly"}
    assert "retraining" in {d.question for d in dropped(guide_catalogue, raw)}


def test_no_rule_gives_aiops_to_whoever_delivers_models_or_language_models(guide_catalogue):
    for rule in guide_catalogue.rules.values():
        if any(isinstance(e, Contribution) and (e.target, e.id) == ("discipline", "aiops") for e in rule.then):
            assert not [a for a in rule.when.atoms() if str(a) in ("delivers.models", "delivers.llm")]


def test_aiops_and_mlops_follow_the_pain(guide_catalogue):
    alerts = {"delivers": ["it-services"], "pains": ["too-many-alerts"]}
    assert recommend(guide_catalogue, alerts).primary in ("itops", "aiops")
    for pain in (p.id for p in guide_catalogue.pains.values() if p.area == "models"):
        assert recommend(guide_catalogue, {"delivers": ["models"], "pains": [pain]}).primary != "aiops"


@given(data=st.data())
@few
def test_a_regulation_only_adds_care(guide_catalogue, data):
    raw = data.draw(answers(guide_catalogue, without=("regulations", "industry")))
    before = worths(guide_catalogue, raw | {"regulations": []})
    law = data.draw(st.sampled_from([o.id for o in guide_catalogue.questions["regulations"].options if o.id != "none"]))
    after = worths(guide_catalogue, raw | {"regulations": [law]})
    assert not {p: (s, after.get(p)) for p, s in before.items() if after.get(p, s) < s}


@given(data=st.data())
@few
def test_a_smaller_team_gets_work_that_weighs_no_more(guide_catalogue, data):
    """Rules about the size of a team are left out: they may, for a reason, give a small team something of its own."""
    about_size = [r for r in guide_catalogue.rules.values() if any(a.question == "headcount" for a in r.when.atoms())]
    rules = {i: r for i, r in guide_catalogue.rules.items() if r not in about_size}
    guide = replace(guide_catalogue, rules=rules)
    raw = data.draw(answers(guide, without=("headcount",)))
    weight = []
    for size in (3, 30):
        steps = recommend(guide, raw | {"headcount": {"software-engineer": size}}).steps
        weight.append(sum(s.effort.knowledge + s.effort.time + s.effort.people for s in steps))
    assert weight[0] <= weight[1]


def test_two_people_are_never_given_work_for_many_hands_or_a_cluster(guide_catalogue):
    for pain in guide_catalogue.pains:
        plan = recommend(guide_catalogue, {"pains": [pain], "headcount": {"data-engineer": 2}})
        for step in plan.steps:
            assert step.effort.people < 3
            offered = [guide_catalogue.tools[t] for t in (*(c.tool for c in step.tools), *step.more_tools)]
            assert not [t.id for t in offered if t.burden == "heavy" or "kubernetes" in t.needs]


def test_every_pain_leads_to_a_step_for_a_team_that_can_carry_it(guide_catalogue):
    everything = [o.id for o in guide_catalogue.questions["delivers"].options]
    headcount = {row.id: 4 for row in guide_catalogue.questions["headcount"].rows}
    for pain in guide_catalogue.pains.values():
        raw = {"delivers": everything, "headcount": headcount, "pains": [pain.id], "capacity": "one-day"}
        assert set(order(recommend(guide_catalogue, raw))) & {r.practice for r in pain.remedies}, pain.id


def test_the_basics_in_place_and_no_pain_leave_a_team_alone(guide_catalogue):
    guide = guide_catalogue
    raw = {"pains": []}
    for practice in guide.foundations:
        raw.setdefault(guide.said_in(practice), {})[practice] = "routine"
    plan = recommend(guide, raw)
    assert plan.nothing_urgent
    assert plan.steps == ()


def test_every_step_of_every_pain_says_how_to_begin_and_without_a_tool(guide_catalogue):
    for pain in guide_catalogue.pains:
        for step in recommend(guide_catalogue, {"pains": [pain]}).steps:
            assert step.first_step
            assert step.done_when
            assert step.without_tool
            assert step.sources
            assert step.said_in
