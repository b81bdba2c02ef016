"""Raw answers: whatever makes no sense is named and left out, and never fatal."""

from __future__ import annotations

import pytest

from wizard.engine import parse_answers, without

from .small import catalogue, grid, pain, practice

CATALOGUE = catalogue(practice("tests"), practice("review"), pain("slow", ("tests", 3)), pain("fear", ("review", 2)))


def parsed(raw):
    answers, ignored = parse_answers(CATALOGUE, raw)
    return dict(answers.values), [(i.question, i.why) for i in ignored]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ({"hosting": "own-cloud"}, "own-cloud"),
        ({"hosting": "unsure"}, "unsure"),
        ({"hosting": "does-not-apply"}, "does-not-apply"),
        ({"delivers": ["models", "data"]}, ("data", "models")),
        ({"delivers": "data"}, ("data",)),
        ({"delivers": []}, ()),
        ({"delivers": ["unsure"]}, "unsure"),
        ({"pains": ["slow", "slow"]}, ("slow",)),
        ({"pipelines": 0}, 0),
        ({"pipelines": 3.0}, 3),
        ({"headcount": {"developer": 2, "analyst": "unsure"}}, {"developer": 2, "analyst": "unsure"}),
        ({"in-place-testing": {"tests": "partly"}}, {"tests": "partly"}),
        ({"in-place-testing": {"tests": "does-not-apply"}}, {"tests": "does-not-apply"}),
    ],
)
def test_a_sensible_answer_is_kept_in_the_catalogues_order(raw, value):
    values, ignored = parsed(raw)
    assert values == {next(iter(raw)): value}
    assert not ignored


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"hostng": "own-cloud"}, "unknown-question"),
        ({"hosting": "the-moon"}, "unknown-option"),
        ({"hosting": 7}, "wrong-type"),
        ({"hosting": ["own-cloud"]}, "wrong-type"),
        ({"delivers": ["dreams"]}, "unknown-option"),
        ({"delivers": [["data"]]}, "wrong-type"),
        ({"delivers": {"data": 1}}, "wrong-type"),
        ({"pipelines": -1}, "out-of-range"),
        ({"pipelines": 10**9}, "out-of-range"),
        ({"pipelines": float("inf")}, "out-of-range"),
        ({"pipelines": float("nan")}, "wrong-type"),
        ({"pipelines": 1.5}, "wrong-type"),
        ({"pipelines": True}, "wrong-type"),
        ({"pipelines": "4"}, "wrong-type"),
        ({"headcount": 4}, "wrong-type"),
        ({"headcount": {"wizard": 4}}, "unknown-option"),
        ({"headcount": {"developer": -4}}, "out-of-range"),
        ({"in-place-testing": {"tests": "mostly"}}, "unknown-option"),
        ({"in-place-testing": {"astrology": "routine"}}, "unknown-option"),
    ],
)
def test_an_answer_that_makes_no_sense_is_named_and_ignored(raw, why):
    values, ignored = parsed(raw)
    assert values == {}
    assert ignored == [(next(iter(raw)), why)]


def test_one_bad_part_leaves_the_good_parts_standing():
    values, ignored = parsed({"delivers": ["data", "dreams"], "headcount": {"developer": 2, "analyst": "lots"}})
    assert values == {"delivers": ("data",), "headcount": {"developer": 2}}
    assert ignored == [("delivers", "unknown-option"), ("headcount", "wrong-type")]


def test_null_is_no_answer_and_no_mistake():
    assert parsed({"hosting": None, "headcount": {"developer": None}}) == ({}, [])


def test_a_practice_without_a_row_of_its_own_can_still_be_said_to_be_in_place():
    with_hidden = catalogue(practice("tests"), practice("hidden"), grid("in-place-testing", "tests"))
    answers, ignored = parse_answers(with_hidden, {"in-place-testing": {"hidden": "routine"}})
    assert answers.rows("in-place-testing") == {"hidden": "routine"}
    assert ignored == []


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("hosting.own-cloud", {"delivers": ["data", "models"], "headcount": {"developer": 2, "analyst": 1}}),
        (
            "delivers.data",
            {"delivers": ["models"], "hosting": "own-cloud", "headcount": {"developer": 2, "analyst": 1}},
        ),
        (
            "headcount.developer.2",
            {"delivers": ["data", "models"], "hosting": "own-cloud", "headcount": {"analyst": 1}},
        ),
        ("headcount", {"delivers": ["data", "models"], "hosting": "own-cloud"}),
        (
            "nothing.here",
            {"delivers": ["data", "models"], "hosting": "own-cloud", "headcount": {"developer": 2, "analyst": 1}},
        ),
    ],
)
def test_an_answer_can_be_taken_back_by_its_name(name, left):
    raw = {"delivers": ["data", "models"], "hosting": "own-cloud", "headcount": {"developer": 2, "analyst": 1}}
    assert without(raw, name) == left
