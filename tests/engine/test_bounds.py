"""How much a plan holds: less for a small team, bounded for everybody, and sometimes nothing."""

from __future__ import annotations

import pytest

from wizard.engine import Effort, recommend

from .small import catalogue, order, pain, points, practice, rule, when

MANY = [practice(f"p{i:02}") for i in range(30)]
CATALOGUE = catalogue(*MANY, pain("all", *((p.id, 3) for p in MANY)))


def waves(**raw):
    plan = recommend(CATALOGUE, {"pains": ["all"], **raw})
    found = [step.wave for step in plan.steps]
    return [found.count(wave) for wave in ("start", "next", "later")]


@pytest.mark.parametrize(
    ("raw", "sizes"),
    [
        ({}, [3, 5, 7]),
        ({"headcount": {"developer": 50}}, [3, 5, 7]),
        ({"headcount": {"developer": 8}}, [2, 3, 5]),
        ({"headcount": {"developer": 3}}, [1, 2, 3]),
        ({"headcount": {"developer": 0}}, [1, 2, 3]),
        ({"capacity": "few-hours"}, [2, 3, 5]),
        ({"capacity": "none"}, [1, 2, 3]),
        ({"capacity": "dedicated", "headcount": {"developer": 2}}, [1, 2, 3]),
        ({"capacity": "none", "headcount": {"developer": 50}}, [1, 2, 3]),
        ({"capacity": "unsure", "headcount": "unsure"}, [3, 5, 7]),
    ],
)
def test_a_team_with_less_room_gets_a_shorter_plan(raw, sizes):
    assert waves(**raw) == sizes


def test_ranks_count_from_one_through_all_waves():
    assert [step.rank for step in recommend(CATALOGUE, {"pains": ["all"]}).steps] == list(range(1, 16))


def test_what_found_no_room_is_a_runner_up_with_its_score():
    plan = recommend(CATALOGUE, {"pains": ["all"]})
    assert [r.practice for r in plan.runners_up] == [f"p{i}" for i in range(15, 25)]
    assert plan.runners_up_count == 15
    assert all(r.score == 6 and r.reasons for r in plan.runners_up)


def test_work_that_needs_many_hands_waits_until_there_are_hands():
    heavy = catalogue(practice("platform", effort=Effort(1, 1, 3)), pain("slow", ("platform", 3)))
    plan = recommend(heavy, {"pains": ["slow"], "headcount": {"developer": 2}})
    assert plan.steps == ()
    assert "2 people" in plan.not_now[0].because
    assert order(recommend(heavy, {"pains": ["slow"], "headcount": {"developer": 6}})) == ["platform"]
    assert order(recommend(heavy, {"pains": ["slow"]})) == ["platform"]


def test_what_needs_too_many_hands_holds_what_stands_on_it():
    heavy = catalogue(
        practice("platform", effort=Effort(1, 1, 3)),
        practice("paths", requires=("platform",)),
        pain("slow", ("paths", 3)),
    )
    plan = recommend(heavy, {"pains": ["slow"], "headcount": {"developer": 2}})
    assert [n.practice for n in plan.not_now] == ["paths"]


BASICS = catalogue(
    practice("history", foundation=True),
    practice("backup", foundation=True),
    practice("tests"),
    pain("slow", ("tests", 3)),
    rule("goal", when("goal.faster"), points("tests", 2)),
    rule("law", when("regulations.gdpr"), points("tests", 2)),
    rule("kind", when("delivers.data"), points("tests", 2)),
)


def test_nothing_ticked_nothing_urgent_and_only_foundations():
    plan = recommend(BASICS, {})
    assert plan.nothing_urgent
    assert order(plan) == ["backup", "history"]
    assert "Nothing is urgent" in plan.verdict


def test_basics_in_place_and_no_pain_is_good_enough():
    plan = recommend(BASICS, {"pains": [], "in-place-testing": {"history": "routine", "backup": "routine"}})
    assert plan.nothing_urgent
    assert plan.steps == ()
    assert "leave it alone" in plan.verdict


@pytest.mark.parametrize(
    ("raw", "urgent"),
    [
        ({"pains": ["slow"]}, True),
        ({"goal": "faster"}, True),
        ({"regulations": ["gdpr"]}, True),
        ({"delivers": ["data"]}, False),
        ({"goal": "none", "pains": []}, False),
        ({"pains": "unsure"}, False),
    ],
)
def test_a_pain_a_goal_or_a_law_makes_something_urgent_and_being_somebody_does_not(raw, urgent):
    assert recommend(BASICS, raw).nothing_urgent is not urgent


def test_a_pain_whose_remedies_are_all_routine_is_worth_a_second_look():
    raw = {"pains": ["slow"], "in-place-testing": dict.fromkeys(("tests", "history", "backup"), "routine")}
    plan = recommend(BASICS, raw)
    assert plan.steps == ()
    assert [(w.kind, w.answers) for w in plan.warnings] == [("look-again", ("pains.slow",))]
    assert not plan.nothing_urgent
