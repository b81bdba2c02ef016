"""Conditions in three values: what nobody said is neither true nor false."""

from __future__ import annotations

import pytest

from wizard.engine import Answers, Condition, NumberTest, holds, parse_choice
from wizard.engine.conditions import evidence

from .small import when

SAID = Answers(
    {
        "delivers": ("data", "models"),
        "hosting": "own-cloud",
        "releases": "unsure",
        "retraining": "does-not-apply",
        "pipelines": 4,
        "headcount": {"developer": 3, "analyst": "unsure"},
        "in-place": {"code-review": "partly", "tests": "unsure"},
    }
)


@pytest.mark.parametrize(
    ("atom", "value"),
    [
        ("delivers.data", True),
        ("delivers.network", False),
        ("hosting.own-cloud", True),
        ("hosting.air-gapped", False),
        ("goal.faster", None),
        ("releases.daily", None),
        ("releases.unsure", True),
        ("retraining.daily", False),
        ("retraining.does-not-apply", True),
        ("in-place.code-review.partly", True),
        ("in-place.code-review.routine", False),
        ("in-place.tests.routine", None),
        ("in-place.monitoring.routine", None),
        ("pipelines.4", None),
    ],
)
def test_an_atom_is_true_false_or_unknown(atom, value):
    assert holds(when(atom), SAID) is value


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (NumberTest("pipelines", at_least=4), True),
        (NumberTest("pipelines", at_least=5), False),
        (NumberTest("pipelines", at_least=1, at_most=3), False),
        (NumberTest("models", at_least=1), None),
        (NumberTest("releases", at_least=1), None),
        (NumberTest("retraining", at_most=9), False),
        (NumberTest("headcount", "developer", at_least=3), True),
        (NumberTest("headcount", "tester", at_least=1), False),
        (NumberTest("headcount", "analyst", at_least=1), None),
        (NumberTest("headcount", at_least=3), True),
        (NumberTest("headcount", at_most=2), False),
        (NumberTest("headcount", at_most=9), None),
    ],
)
def test_a_number_that_somebody_was_unsure_about_is_only_known_between_bounds(test, value):
    assert holds(when(test), SAID) is value


YES, NO, MAYBE = "delivers.data", "delivers.network", "goal.faster"


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (when(YES, YES), True),
        (when(YES, MAYBE), None),
        (when(NO, MAYBE), False),
        (when(some=(NO, YES)), True),
        (when(some=(MAYBE, YES)), True),
        (when(some=(NO, MAYBE)), None),
        (when(some=(NO, NO)), False),
        (when(none=(NO,)), True),
        (when(none=(MAYBE,)), None),
        (when(none=(YES, MAYBE)), False),
        (when(YES, some=(YES,), none=(NO,)), True),
        (when(YES, some=(NO,), none=(MAYBE,)), False),
    ],
)
def test_all_any_and_none_follow_kleene(condition, value):
    assert holds(condition, SAID) is value


def test_no_condition_always_holds():
    assert holds(None, Answers({})) is True


@pytest.mark.parametrize("text", ["delivers", "a.b.c.d", ".models", "delivers.", ""])
def test_a_choice_that_is_written_wrongly_is_refused(text):
    with pytest.raises(ValueError, match="neither"):
        parse_choice(text)


@pytest.mark.parametrize(
    ("condition", "answers", "each_needed"),
    [
        (when("delivers.data"), ("delivers.data",), True),
        (when("delivers.data", "hosting.own-cloud"), ("delivers.data", "hosting.own-cloud"), True),
        (when(some=("delivers.data", "delivers.models")), ("delivers.data", "delivers.models"), False),
        (when("hosting.own-cloud", some=("delivers.data", "delivers.models")), ("hosting.own-cloud",), True),
        (when(NumberTest("pipelines", at_least=2)), ("pipelines.4",), True),
        (when(NumberTest("headcount", "developer", at_least=2)), ("headcount.developer.3",), True),
        (when(NumberTest("headcount", "tester", at_most=0)), ("headcount",), True),
        (when(none=("hosting.air-gapped",)), ("hosting.own-cloud",), True),
        (when(none=("delivers.network",)), ("delivers",), True),
        (when("in-place.code-review.partly"), ("in-place.code-review.partly",), True),
    ],
)
def test_the_evidence_names_the_answers_without_which_a_condition_would_not_hold(condition, answers, each_needed):
    assert evidence(condition, SAID) == (answers, each_needed)


def test_an_empty_condition_has_no_atoms():
    assert Condition().atoms() == ()
