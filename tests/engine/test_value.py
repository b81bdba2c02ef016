"""What a practice is worth: every contribution a reason, and the score their sum."""

from __future__ import annotations

import pytest

from wizard.engine import Effort, recommend

from .small import all_reasons, catalogue, order, pain, points, practice, rule, step, when

CATALOGUE = catalogue(
    practice("tests"),
    practice("review"),
    practice("history", foundation=True),
    pain("slow", ("tests", 3), ("review", 1)),
    pain("fear", ("tests", 2)),
    rule("gdpr", when("regulations.gdpr"), points("review", 4)),
    rule("not-for-one", when("goal.calmer"), points("review", -5, "Calm comes first.")),
)


def reasons(raw, name):
    return [(r.answer, r.rule, r.points) for r in step(recommend(CATALOGUE, raw), name).reasons]


def test_each_pain_contributes_its_strength():
    raw = {"pains": ["slow", "fear"]}
    assert reasons(raw, "tests") == [("pains.slow", "pain/slow", 6.0), ("pains.fear", "pain/fear", 4.0)]


def test_the_worst_pain_counts_more_and_says_so():
    raw = {"pains": ["slow", "fear"], "worst-pain": "fear"}
    assert ("worst-pain.fear", "weight/worst-pain", 2.0) in reasons(raw, "tests")


def test_a_rule_contributes_its_points():
    assert reasons({"regulations": ["gdpr"]}, "review") == [("regulations.gdpr", "gdpr", 4.0)]


def test_a_foundation_counts_without_a_pain_and_is_labelled():
    assert reasons({}, "history") == [(None, "weight/foundation", 1.0)]


def test_what_nothing_speaks_for_is_not_recommended():
    assert order(recommend(CATALOGUE, {"pains": ["fear"]})) == ["tests", "history"]


def test_what_more_speaks_against_than_for_is_not_recommended_and_says_why():
    plan = recommend(CATALOGUE, {"pains": ["slow"], "goal": "calmer"})
    assert "review" not in order(plan)
    assert next(n for n in plan.not_now if n.practice == "review").because == "Calm comes first."


def test_what_is_routine_is_never_recommended():
    raw = {"pains": ["slow"], "in-place-testing": {"tests": "routine", "history": "routine"}}
    assert order(recommend(CATALOGUE, raw)) == ["review"]


def test_what_is_begun_counts_less_and_is_recommended_to_be_finished():
    raw = {"pains": ["fear"], "in-place-testing": {"tests": "partly"}}
    assert reasons(raw, "tests")[1] == ("in-place-testing.tests.partly", "weight/partly", -2.0)


@pytest.mark.parametrize("state", ["unsure", "not-yet"])
def test_not_knowing_is_worth_what_not_having_is_worth(state):
    known = recommend(CATALOGUE, {"pains": ["slow"], "in-place-testing": {"tests": state}})
    assert step(known, "tests").score == step(recommend(CATALOGUE, {"pains": ["slow"]}), "tests").score


def test_the_score_is_the_sum_of_its_reasons_and_its_effort():
    costly = catalogue(practice("tests", effort=Effort(3, 2, 1)), pain("slow", ("tests", 3)), pressure_few_hours=1.5)
    found = step(recommend(costly, {"pains": ["slow"], "worst-pain": "slow", "capacity": "few-hours"}), "tests")
    assert found.effort.points == -0.45
    assert found.score == pytest.approx(sum(r.points for r in found.reasons) + found.effort.points)


def test_effort_weighs_more_on_a_tiny_team_and_on_one_without_time():
    costly = catalogue(practice("tests", effort=Effort(2, 2, 2)), pain("slow", ("tests", 3)))

    def cost(**raw):
        return step(recommend(costly, {"pains": ["slow"], **raw}), "tests").effort.points

    assert cost(headcount={"developer": 2}) < cost(headcount={"developer": 20})
    assert cost(capacity="none") < cost(capacity="one-day") == cost()


def test_what_costs_more_than_it_brings_waits_and_a_foundation_never_does():
    heavy = catalogue(
        practice("tests", effort=Effort(3, 3, 2)),
        practice("backup", effort=Effort(3, 3, 2), foundation=True),
        pain("slow", ("tests", 1)),
        effort_time=2,
    )
    plan = recommend(heavy, {"pains": ["slow"]})
    assert order(plan) == ["backup"]
    assert [n.practice for n in plan.not_now] == ["tests"]


def test_a_pain_without_a_known_remedy_breaks_nothing():
    assert recommend(catalogue(pain("odd", ("nowhere", 3))), {"pains": ["odd"]}).steps == ()


def test_reasons_are_whole_sentences_not_cut_short():
    long = "A very long sentence that explains at length why this one practice would help this one team. " * 4
    told = catalogue(practice("tests"), rule("long", when("delivers.data"), points("tests", 1, long)))
    assert all_reasons(recommend(told, {"delivers": ["data"]}))[0][1].text == long


def test_a_tie_is_broken_by_value_then_by_what_stands_on_it_then_by_id_never_by_title():
    tied = catalogue(
        practice("a-plain", title="Z"),
        practice("b-plain", title="A"),
        practice("y-needed"),
        practice("z-valued", value=3),
        practice("needs", requires=("y-needed",)),
        pain("slow", *((p, 2) for p in ("a-plain", "b-plain", "y-needed", "z-valued"))),
    )
    assert order(recommend(tied, {"pains": ["slow"]})) == ["z-valued", "y-needed", "a-plain", "b-plain"]
