"""Answers that do not fit together: named in words, and the stricter one stands."""

from __future__ import annotations

import pytest

from wizard.engine import recommend

from .small import all_reasons, catalogue, grid, pain, points, practice, rule, say, step, tool, tools, treat_as, when

CLOSED = rule(
    "closed-network",
    when("hosting.hosted-welcome", "regulations.sox"),
    treat_as("hosting.own-data-centre", "Hosted is welcome, and yet the law keeps you at home; home it is."),
)
CATALOGUE = catalogue(
    CLOSED,
    rule("own-machines", when("hosting.own-data-centre"), points("mirror", 3)),
    practice("mirror"),
    practice("tests"),
    pain("slow", ("tests", 2)),
    tool("at-home", "tests"),
    tool("hosted", "tests", hosting=("saas",)),
)
BOTH = {"hosting": "hosted-welcome", "regulations": ["sox"], "pains": ["slow"]}


def test_the_contradiction_is_said_with_the_answers_that_make_it():
    (warning,) = recommend(CATALOGUE, BOTH).warnings
    assert warning.kind == "contradiction"
    assert warning.answers == ("hosting.hosted-welcome", "regulations.sox")
    assert "home it is" in warning.text


def test_the_stricter_answer_decides_about_tools_and_rules():
    plan = recommend(CATALOGUE, BOTH)
    assert tools(plan, "tests") == ["at-home"]
    assert step(plan, "mirror")
    assert plan.profile.hosting == "own-data-centre"


def test_a_reason_still_names_only_answers_that_were_given():
    named = {answer for _, reason in all_reasons(recommend(CATALOGUE, BOTH)) for answer in reason.answers}
    assert "hosting.own-data-centre" not in named
    assert {"hosting.hosted-welcome", "regulations.sox"} <= named


def test_without_the_contradiction_nothing_is_said():
    assert recommend(CATALOGUE, BOTH | {"regulations": ["gdpr"]}).warnings == ()


def test_rules_that_contradict_each_other_come_to_rest():
    forth = rule("a", when("budget.small"), treat_as("budget.none"))
    back = rule("b", when("budget.none"), treat_as("budget.small"))
    plan = recommend(catalogue(forth, back), {"budget": "small"})
    assert [w.kind for w in plan.warnings] == ["contradiction", "contradiction"]


def test_one_stricter_answer_may_bring_the_next():
    first = rule("z-first", when("budget.normal"), treat_as("budget.none"))
    then = rule("a-then", when("budget.none"), treat_as("licence.open-source-only"))
    plan = recommend(catalogue(first, then), {"budget": "normal", "licence": "any"})
    assert (plan.profile.budget, plan.profile.licence) == ("none", "open-source-only")


def test_the_effects_of_a_rule_that_settles_a_contradiction_still_count():
    rules = rule("daily", when("budget.normal"), treat_as("budget.none"), points("tests", 2), say("advice", "Ask."))
    plan = recommend(catalogue(rules, practice("tests")), {"budget": "normal"})
    assert step(plan, "tests").reasons[0].rule == "daily"
    assert [w.kind for w in plan.warnings] == ["contradiction", "advice"]


def test_a_state_may_be_treated_as_lower():
    lower = rule(
        "lower", when("in-place-testing.tests.routine", "pains.slow"), treat_as("in-place-testing.tests.partly")
    )
    plan = recommend(
        catalogue(lower, practice("tests"), pain("slow", ("tests", 2))),
        {"pains": ["slow"], "in-place-testing": {"tests": "routine"}},
    )
    assert step(plan, "tests").state == "partly"


def test_a_tick_may_be_added():
    plan = recommend(
        catalogue(rule("add", when("budget.none"), treat_as("regulations.gdpr"))),
        {"budget": "none", "regulations": ["none"]},
    )
    assert plan.profile.regulations == ("gdpr",)


def test_none_of_these_beside_one_of_these_is_a_contradiction():
    plan = recommend(CATALOGUE, {"regulations": ["none", "gdpr"]})
    assert plan.profile.regulations == ("gdpr",)
    assert [w.answers for w in plan.warnings] == [("regulations.none", "regulations.gdpr")]


@pytest.mark.parametrize(("first", "second"), [("routine", "not-yet"), ("not-yet", "routine")])
def test_two_states_for_one_practice_leave_the_lower(first, second):
    twice = catalogue(practice("tests"), grid("in-place-more", "tests", order=15), pain("slow", ("tests", 2)))
    raw = {"in-place-testing": {"tests": first}, "in-place-more": {"tests": second}, "pains": ["slow"]}
    plan = recommend(twice, raw)
    assert step(plan, "tests").state == "not-yet"
    assert plan.warnings[0].answers == (f"in-place-testing.tests.{first}", f"in-place-more.tests.{second}")


def test_more_pains_than_asked_for_all_count_and_it_is_said():
    pains = [pain(f"p{i}", ("tests", 1)) for i in range(6)]
    plan = recommend(catalogue(practice("tests"), *pains), {"pains": [p.id for p in pains]})
    assert len(step(plan, "tests").reasons) == 6
    assert [w.kind for w in plan.warnings] == ["too-many"]


def test_sources_that_disagree_are_quoted_as_disagreeing():
    quarrel = rule("quarrel", when("delivers.data"), say("conflict-of-sources", "One says tests, one says history."))
    (warning,) = recommend(catalogue(quarrel), {"delivers": ["data"]}).warnings
    assert (warning.kind, warning.answers) == ("conflict-of-sources", ("delivers.data",))


def test_a_reason_is_decisive_only_where_what_was_said_before_would_not_do_as_well():
    settled = rule("closed", when("budget.none"), treat_as("hosting.air-gapped"))
    home = rule("home", when(some=("hosting.own-data-centre", "hosting.air-gapped")), points("tests", 2))
    found = catalogue(settled, home, practice("tests"), tool("hosted", "tests", hosting=("saas",)))
    strict = recommend(found, {"budget": "none", "hosting": "own-data-centre"})
    assert {r.needs for s, r in all_reasons(strict) if s in ("tests", "hosted")} == {"any"}
    loose = recommend(found, {"budget": "none", "hosting": "hosted-welcome"})
    assert step(loose, "tests").reasons[0].needs == "all"


def test_what_was_given_and_would_stand_anyway_is_not_decisive_alone():
    affirming = rule("closed", when("budget.none"), treat_as("licence.open-source-only"))
    found = catalogue(affirming, practice("tests", foundation=True), tool("paid", "tests", licence_class="proprietary"))
    plan = recommend(found, {"budget": "none", "licence": "open-source-only"})
    (excluded,) = plan.excluded_tools
    assert (excluded.reasons[0].needs, excluded.reasons[0].answers) == (
        "any",
        ("licence.open-source-only", "budget.none"),
    )
