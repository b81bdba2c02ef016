"""Which questions are asked, with which rows and options, and what no longer applies."""

from __future__ import annotations

from dataclasses import replace

from wizard.engine import Applies, Discipline, NumberTest, Row, dropped, questions_to_ask, recommend

from .small import CATALOGUE_WITHOUT_PARTS as BARE
from .small import catalogue, grid, many, one, pain, practice, when

MODELS_ONLY = Discipline("mlops", "Mlops", applies_when=Applies(when("delivers.models"), "You deliver no models."))
CATALOGUE = catalogue(
    MODELS_ONLY,
    practice("tests"),
    practice("registry", home="mlops"),
    pain("slow", ("tests", 3)),
    pain("rot", ("registry", 3), ask_if=when("delivers.models")),
    many("delivers", "software", "models", order=1, quick=True),
    one("retraining", "daily", "never", order=11, ask_if=when("delivers.models")),
    one("trigger", "clock", "drift", order=11, ask_if=when("retraining.daily")),
)


def asked(raw, mode="full"):
    return {q.question.id: q for q in questions_to_ask(CATALOGUE, raw, mode)}


def rows(raw):
    return [row.id for row in asked(raw)["in-place-testing"].rows]


def test_questions_come_in_their_own_order():
    orders = [q.question.order for q in questions_to_ask(CATALOGUE, {})]
    assert orders == sorted(orders)


def test_the_quick_mode_asks_only_what_is_marked_quick():
    assert list(asked({}, "quick")) == ["delivers"]


def test_a_question_is_asked_while_nobody_said_whether_it_applies():
    assert "retraining" in asked({})


def test_a_question_is_left_out_once_it_cannot_apply():
    assert "retraining" not in asked({"delivers": ["software"]})


def test_a_pain_is_offered_only_to_whom_it_can_concern():
    assert [o.id for o in asked({"delivers": ["software"]})["pains"].options] == ["slow"]
    assert [o.id for o in asked({"delivers": ["models"]})["pains"].options] == ["rot", "slow"]


def test_nobody_is_asked_about_a_practice_that_is_not_for_them():
    assert rows({"delivers": ["software"]}) == ["tests"]
    assert rows({}) == ["registry", "tests"]


def test_a_row_has_a_condition_of_its_own():
    one_row = Row("tests", "Tests", ask_if=when(NumberTest("headcount", at_least=2)))
    narrow = catalogue(practice("tests"), replace(grid("in-place-testing"), rows=(one_row,), order=14))
    assert not [q for q in questions_to_ask(narrow, {"headcount": {"developer": 1}}) if q.question.kind == "grid"]


def test_what_hurts_most_is_asked_only_where_there_is_a_choice():
    assert "worst-pain" not in asked({"delivers": ["models"], "pains": ["rot"]})
    both = asked({"delivers": ["models"], "pains": ["rot", "slow"]})["worst-pain"]
    assert [o.id for o in both.options] == ["rot", "slow"]


def test_answers_that_no_longer_apply_are_named_with_what_hung_on_them():
    raw = {
        "delivers": ["software"],
        "retraining": "daily",
        "trigger": "drift",
        "pains": ["rot", "slow"],
        "worst-pain": "rot",
    }
    gone = [(d.question, d.answer) for d in dropped(CATALOGUE, raw)]
    assert gone == [("retraining", "daily"), ("trigger", "drift"), ("pains", "rot"), ("worst-pain", "rot")]
    assert all(d.why == "no-longer-applies" and d.text.endswith(".") for d in dropped(CATALOGUE, raw))


def test_changing_an_early_answer_keeps_the_answers_that_still_apply():
    raw = {"delivers": ["software"], "in-place-testing": {"tests": "routine", "registry": "partly"}}
    assert [(d.question, d.answer) for d in dropped(CATALOGUE, raw)] == [("in-place-testing", "registry: partly")]
    assert recommend(CATALOGUE, raw).profile.in_place == ("tests",)


def test_nothing_is_dropped_on_what_nobody_said():
    assert dropped(CATALOGUE, {"retraining": "daily", "in-place-testing": {"registry": "partly"}}) == []


def test_a_worst_pain_that_was_not_ticked_has_no_effect_and_is_named():
    plan = recommend(CATALOGUE, {"worst-pain": "slow"})
    assert plan.profile.worst_pain is None
    assert [i.question for i in plan.ignored] == ["worst-pain"]


def test_an_empty_catalogue_asks_its_bare_questions():
    assert "in-place-testing" not in [q.question.id for q in questions_to_ask(BARE, {})]


def test_a_row_that_is_not_asked_may_still_be_answered():
    quiet = replace(grid("in-place-testing"), rows=(Row("tests", "Tests", ask_if=when("delivers.models")),), order=14)
    guide = catalogue(practice("tests"), pain("slow", ("tests", 3)), quiet)
    raw = {"delivers": ["software"], "pains": ["slow"], "in-place-testing": {"tests": "routine"}}
    assert not [q for q in questions_to_ask(guide, raw) if q.question.kind == "grid"]
    assert dropped(guide, raw) == []
    assert recommend(guide, raw).steps == ()
