"""What editors are told about their rules: what cannot fire, what nothing uses, what nothing recommends."""

from __future__ import annotations

import pytest

from wizard.engine import Applies, Catalogue, Discipline, NumberTest, Option, Question, Row, lint
from wizard.engine.lint import answers_that_fire

from .small import catalogue, grid, hold, leads, many, one, pain, points, practice, rule, treat_as, weights, when


def findings(*parts):
    return [(f.kind, f.subject) for f in lint(catalogue(*parts)) if f.kind != "unused"]


FIRING = [
    when("delivers.data"),
    when("delivers.data", "delivers.models", "hosting.own-cloud"),
    when(some=("hosting.own-cloud", "hosting.air-gapped")),
    when("in-place-testing.tests.not-yet", none=("in-place-testing.tests.routine",)),
    when(NumberTest("pipelines", at_least=3, at_most=5)),
    when(NumberTest("headcount", "developer", at_least=2), NumberTest("headcount", at_least=9)),
    when(NumberTest("headcount", at_most=4)),
    when("worst-pain.slow"),
    when("pains.rot"),
    when("hosting.unsure"),
    when(none=("hosting.own-cloud", "hosting.air-gapped", "delivers.data", "in-place-testing.tests.not-yet")),
    when(none=(NumberTest("pipelines", at_least=3),)),
    when(none=(NumberTest("pipelines", at_most=3),)),
    when("retraining.daily"),
    when("in-place-testing.registry.partly"),
]
SILENT = [
    when("hosting.own-cloud", "hosting.air-gapped"),
    when("delivers.data", none=("delivers.data",)),
    when(NumberTest("pipelines", at_least=5, at_most=3)),
    when(NumberTest("pipelines", at_least=5), NumberTest("pipelines", at_most=3)),
    when("nowhere.to-be-found"),
    when("hosting.the-moon"),
    when("headcount.developer.3"),
    when("regulations.none", "regulations.gdpr"),
]
PARTS = (
    practice("tests", foundation=True),
    practice("registry", home="mlops"),
    Discipline("mlops", "Mlops", applies_when=Applies(when("delivers.models"), "No models.")),
    pain("slow", ("tests", 1)),
    pain("rot", ("registry", 1), ask_if=when("delivers.models")),
    one(
        "retraining",
        "daily",
        "never",
        order=11,
        ask_if=when("delivers.models", some=("delivers.data", "delivers.software")),
    ),
)


@pytest.mark.parametrize("condition", FIRING, ids=str)
def test_a_rule_that_can_fire_is_shown_answers_that_make_it_fire(condition):
    found = rule("r", condition, points("tests", 1))
    assert answers_that_fire(catalogue(*PARTS, found), found) is not None


@pytest.mark.parametrize("condition", SILENT, ids=str)
def test_a_rule_that_cannot_fire_is_found(condition):
    assert ("cannot-fire", "rule/r") in findings(*PARTS, rule("r", condition, points("tests", 1)))


def test_what_leads_nowhere_is_found():
    bad = rule(
        "r", when("delivers.data"), points("gone", 1), hold("gone"), leads("gone", 1), treat_as("hosting.the-moon")
    )
    assert findings(*PARTS, bad) == [("leads-nowhere", "rule/r")] * 4


def test_an_option_and_a_number_that_nothing_uses_are_found():
    quiet = many("extra", "used", "unused", order=20)
    found = lint(catalogue(*PARTS, quiet, rule("r", when("extra.used"), points("tests", 1))))
    texts = [f.text for f in found if f.subject in ("question/extra", "question/pipelines")]
    assert texts == ["nothing uses this number", "nothing uses the option “Unused”"]


def test_an_option_asked_for_the_readers_sake_is_no_finding():
    informing = Question("extra", "Extra?", "one", order=20, options=(Option("a", "A", informs_only=True),))
    assert not [f for f in lint(catalogue(informing)) if f.subject == "question/extra"]


def test_a_practice_that_nothing_ever_leads_to_is_found():
    assert findings(*PARTS, practice("lonely")) == [("never-recommended", "practice/lonely")]


def test_a_prerequisite_of_something_recommended_is_reached():
    assert findings(*PARTS, practice("a", requires=("b",)), practice("b"), pain("p", ("a", 1))) == []


def test_a_circle_is_found_and_a_plan_survives_it():
    assert findings(*PARTS, practice("a", requires=("b",)), practice("b", requires=("a",)), pain("p", ("a", 1))) == [
        ("circle", "practice/a")
    ]


def test_a_question_that_waits_for_a_later_one_is_found():
    early = one("early", "x", order=0, ask_if=when("delivers.data"))
    assert ("asks-ahead", "question/early") in findings(*PARTS, early, rule("r", when("early.x"), points("tests", 1)))


def test_a_row_may_wait_for_another_row_of_its_own_question():
    rows = (Row("tests", "Tests"), Row("registry", "Registry", ask_if=when("in-place-testing.tests.routine")))
    own = Question("in-place-testing", "In place?", "grid", order=14, rows=rows)
    assert findings(*PARTS, own) == []


def test_an_empty_catalogue_has_nothing_to_find():
    assert lint(Catalogue.build(edition="x", weights=weights())) == []


def test_a_grid_row_that_exists_can_be_read():
    assert findings(*PARTS, grid("in-place-more", "tests", order=15)) == []
