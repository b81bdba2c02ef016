"""The order: by worth, and every unmet prerequisite ahead of what needs it."""

from __future__ import annotations

import pytest

from wizard.engine import Applies, recommend
from wizard.engine.order import line_up

from .small import catalogue, grid, hold, order, pain, practice, rule, step, when

CHAIN = catalogue(
    practice("deploy", requires=("build",)),
    practice("build", requires=("history",)),
    practice("history"),
    practice("review"),
    pain("slow", ("deploy", 3), ("review", 2)),
)
SLOW = {"pains": ["slow"]}


def states(**row):
    return SLOW | {"in-place-testing": row}


def lined(ranked, needs, **more):
    return [(p.practice, p.pulled_by) for p in line_up(ranked, lambda p: needs.get(p, ()), **more)]


def test_an_unmet_prerequisite_is_pulled_ahead_and_says_why():
    plan = recommend(CHAIN, SLOW)
    assert order(plan) == ["history", "build", "deploy", "review"]
    first = step(plan, "history").reasons[0]
    assert (first.answer, first.rule, first.text) == (None, "practice/build", "First, because “Build” needs it.")


def test_what_is_routine_is_no_longer_pulled():
    plan = recommend(CHAIN, states(build="routine"))
    assert order(plan) == ["deploy", "review"]
    assert [(r.practice, r.state) for r in step(plan, "deploy").requires] == [("build", "routine")]


def test_what_something_routine_rests_on_need_not_be_asked_but_counts_as_said_when_it_was():
    """Whoever merges, builds and tests every change has a build, asked or not."""
    guide = catalogue(
        practice("merging", requires=("build",)),
        practice("build", requires=("history",)),
        practice("history"),
        practice("rollback", requires=("build",)),
        pain("slow", ("rollback", 3), ("history", 1)),
    )
    plan = recommend(guide, states(merging="routine"))
    assert order(plan) == ["rollback"]
    assert step(plan, "rollback").requires[0].state == "routine"
    assert {level.answered for level in plan.levels} <= {0, 1}  # a level knows only what was said
    assert order(recommend(guide, states(merging="routine", build="not-yet"))) == ["history", "build", "rollback"]


def test_what_is_begun_is_still_to_be_finished_first():
    plan = recommend(CHAIN, states(build="partly", history="routine"))
    assert order(plan) == ["build", "deploy", "review"]
    assert step(plan, "build").state == "partly"


@pytest.mark.parametrize(("answer", "state"), [("unsure", "unknown"), ("not-yet", "not-yet"), ("partly", "partly")])
def test_each_prerequisite_is_shown_with_its_state(answer, state):
    assert step(recommend(CHAIN, states(build=answer)), "deploy").requires[0].state == state


def test_a_prerequisite_that_is_not_for_the_team_is_named_as_missing_and_not_recommended():
    plan = recommend(CHAIN, states(build="does-not-apply"))
    assert order(plan) == ["deploy", "review"]
    assert [(r.practice, r.state) for r in step(plan, "deploy").requires] == [("build", "missing")]


def test_a_prerequisite_ruled_out_by_a_condition_is_missing_too():
    closed = catalogue(
        practice("deploy", requires=("cloud",)),
        practice("cloud", applies_when=Applies(when("hosting.own-cloud"), "You have no cloud.")),
        pain("slow", ("deploy", 3)),
    )
    plan = recommend(closed, SLOW | {"hosting": "air-gapped"})
    assert [(r.practice, r.state) for r in step(plan, "deploy").requires] == [("cloud", "missing")]


def test_a_step_names_the_steps_that_need_it():
    assert step(recommend(CHAIN, SLOW), "history").needed_by == ("build",)


def test_adopting_the_first_step_moves_the_plan_on():
    assert order(recommend(CHAIN, states(history="routine")))[0] == "build"


def test_of_two_prerequisites_the_worthier_comes_first():
    found = catalogue(
        practice("deploy", requires=("a", "b")), practice("a"), practice("b"), pain("slow", ("deploy", 3), ("b", 1))
    )
    assert order(recommend(found, SLOW)) == ["b", "a", "deploy"]


def test_the_line_is_stable_where_nothing_is_needed():
    assert lined("abc", {}) == [("a", None), ("b", None), ("c", None)]


def test_a_need_shared_by_two_is_placed_once():
    assert lined("ab", {"a": "z", "b": "z"}) == [("z", "a"), ("a", None), ("b", None)]


def test_a_circle_is_cut_and_everybody_still_gets_a_place():
    assert sorted(p for p, _ in lined("abc", {"a": "b", "b": "c", "c": "a"})) == ["a", "b", "c"]
    assert lined("a", {"a": "a"}) == [("a", None)]


def test_a_chain_of_thousands_needs_no_deep_stack():
    needs = {str(i): (str(i + 1),) for i in range(5000)}
    assert lined(["0"], needs)[0][0] == "5000"


def test_nothing_is_begun_that_the_plan_cannot_end():
    assert lined("abc", {"b": "yz"}, room=3) == [("a", None), ("c", None)]


def test_only_the_first_in_line_may_fill_the_plan_with_what_it_needs():
    assert lined("ab", {"a": "vwxyz"}, room=3) == [("v", "a"), ("w", "a"), ("x", "a")]


def test_a_prerequisite_of_something_beyond_the_plan_says_so():
    names = [f"p{i}" for i in range(9)]
    chain = [practice(name, requires=names[i + 1 : i + 2]) for i, name in enumerate(names)]
    plan = recommend(catalogue(*chain, pain("slow", ("p0", 3))), SLOW | {"headcount": {"developer": 2}})
    assert len(plan.steps) == 6
    assert "comes after this plan" in plan.steps[-1].reasons[0].text
    assert [r.practice for r in plan.runners_up] == ["p0"]


HELD = (
    practice("store", requires=("checks",)),
    practice("checks"),
    practice("shared", requires=("store",)),
    pain("slow", ("store", 3), ("shared", 3)),
    grid("in-place-testing", "checks", "store", "shared"),
)


def test_what_a_rule_holds_waits_with_why_and_until_when():
    held = catalogue(*HELD, rule("early", when("delivers.data"), hold("store", "Too early.", "Look when checked.")))
    plan = recommend(held, SLOW | {"delivers": ["data"]})
    entry = next(n for n in plan.not_now if n.practice == "store")
    assert (entry.because, entry.revisit) == ("Too early.", "Look when checked.")
    assert entry.reasons[0].answer == "delivers.data"
    assert order(plan) == []


def test_what_needs_something_held_is_held_with_it():
    held = catalogue(*HELD, rule("early", when("delivers.data"), hold("store")))
    entry = next(n for n in recommend(held, SLOW | {"delivers": ["data"]}).not_now if n.practice == "shared")
    assert entry.because == "It needs “Store” first, and that can wait."
    assert entry.revisit == "Look again later."


def test_a_rule_can_hold_what_nothing_asks_for_so_that_nobody_wonders():
    held = catalogue(practice("store"), rule("early", when("delivers.data"), hold("store")))
    assert [n.practice for n in recommend(held, {"delivers": ["data"]}).not_now] == ["store"]


def test_what_is_routine_is_not_held_and_holds_nobody():
    held = catalogue(*HELD, rule("early", when("delivers.data"), hold("store")))
    plan = recommend(held, SLOW | {"delivers": ["data"], "in-place-testing": {"store": "routine"}})
    assert order(plan) == ["shared"]
    assert plan.not_now == ()


TWO_PAINS = (pain("slow", ("review", 3), ("tests", 3)), pain("late", ("tests", 3)), pain("blind", ("metrics", 2)))
WORST = {"pains": ["slow", "late", "blind"], "worst-pain": "blind"}


def test_of_two_equally_strong_remedies_the_one_that_can_be_reached_begins_the_plan():
    far = [practice(f"far-{n}", requires=(f"far-{n + 1}",)) for n in range(4)]
    guide = catalogue(
        practice("reward", value=3, requires=("far-0",)),
        *far,
        practice("far-4"),
        practice("near"),
        practice("other"),
        pain("blind", ("reward", 3), ("near", 3)),
        pain("slow", ("reward", 3), ("other", 3)),
    )
    plan = recommend(guide, {"pains": ["blind", "slow"], "worst-pain": "blind"})
    assert order(plan)[0] == "near"


def test_the_plan_begins_with_what_helps_most_against_what_hurts_most():
    guide = catalogue(practice("tests"), practice("review"), practice("metrics"), *TWO_PAINS)
    plan = recommend(guide, WORST)
    assert order(plan) == ["metrics", "tests", "review"]
    assert step(plan, "metrics").score < step(plan, "tests").score
    begins = step(plan, "metrics").reasons[0]
    assert (begins.answer, begins.rule, begins.points) == ("worst-pain.blind", "weight/worst-pain", 0)
    assert "nothing here helps more" in begins.text
    assert order(recommend(guide, WORST | {"worst-pain": "late"})) == ["tests", "review", "metrics"]


def test_what_it_needs_comes_with_it():
    guide = catalogue(
        practice("tests"), practice("review"), practice("metrics", requires=("logs",)), *TWO_PAINS, practice("logs")
    )
    assert order(recommend(guide, WORST)) == ["logs", "metrics", "tests", "review"]


def test_what_needs_a_long_way_first_does_not_begin_the_plan():
    way = [practice(f"w{i}", requires=(f"w{i + 1}",)) for i in range(3)] + [practice("w3")]
    guide = catalogue(practice("tests"), practice("review"), practice("metrics", requires=("w0",)), *TWO_PAINS, *way)
    assert order(recommend(guide, WORST))[0] == "tests"


def test_without_the_answer_the_step_would_move_and_the_plan_says_so():
    guide = catalogue(
        *(practice(p) for p in ("tests", "review", "metrics", "a", "b")), *TWO_PAINS, pain("odd", ("a", 3), ("b", 3))
    )
    raw = WORST | {"pains": ["slow", "late", "blind", "odd"]}
    plan = recommend(guide, raw)
    told = {c.answer: c.becomes for c in step(plan, "metrics").what_would_change}
    assert told["worst-pain.blind"] == "next"
    assert step(recommend(guide, raw | {"worst-pain": "slow"}), "metrics").wave == "next"
