"""Every line of a plan says why it is there, and what would change it."""

from __future__ import annotations

import json

import pytest

from wizard.engine import answer_in_words, recommend, without

from .small import all_reasons, catalogue, grid, many, one, pain, points, practice, rule, step, tool, when

CATALOGUE = catalogue(
    practice("tests", sources=("dora",)),
    practice("review", requires=("history",)),
    practice("history"),
    practice("scan"),
    pain("slow", ("tests", 1)),
    pain("fear", ("review", 3), ("tests", 1)),
    rule("law", when("regulations.sox"), points("review", 1), sources=("sox-act", "dora")),
    rule("either", when(some=("delivers.data", "delivers.models")), points("scan", 2)),
)
RAW = {"pains": ["slow", "fear"], "worst-pain": "fear", "regulations": ["sox"], "delivers": ["data", "models"]}


def changes(name, raw=RAW, found=CATALOGUE):
    return {c.answer: c.becomes for c in step(recommend(found, raw), name).what_would_change if c.answer}


def test_every_answer_behind_a_reason_was_really_given():
    for _, reason in all_reasons(recommend(CATALOGUE, RAW)):
        for answer in reason.answers:
            assert without(RAW, answer) != RAW


def test_a_reason_goes_when_its_answer_goes():
    for subject, reason in all_reasons(recommend(CATALOGUE, RAW)):
        if reason.answer and reason.needs == "all":
            left = all_reasons(recommend(CATALOGUE, without(RAW, reason.answer)))
            assert (reason.rule, reason.text) not in [(r.rule, r.text) for s, r in left if s == subject]


def test_when_several_answers_would_do_the_reason_names_them_all():
    (reason,) = step(recommend(CATALOGUE, RAW), "scan").reasons
    assert (reason.needs, reason.answers) == ("any", ("delivers.data", "delivers.models"))


def test_saying_that_a_step_is_routine_takes_it_out_of_the_plan():
    for found in recommend(CATALOGUE, RAW).steps:
        assert found.said_in
        raw = RAW | {found.said_in: {found.practice: "routine"}}
        assert found.practice not in [s.practice for s in recommend(CATALOGUE, raw).steps]
        assert found.what_would_change[0].becomes == "out"


def test_without_its_only_pain_a_step_leaves_the_plan():
    assert changes("tests", {"pains": ["slow"]}) == {"pains.slow": "out"}


def test_with_a_second_reason_it_stays():
    assert changes("tests") == {}


def test_a_prerequisite_that_nothing_else_speaks_for_says_for_whom_it_is_here():
    told = [c.text for c in step(recommend(CATALOGUE, RAW), "history").what_would_change]
    assert told[1] == "It is here for “Review” alone; without it, it would leave the plan."


def test_what_an_answer_would_change_is_what_it_changes_when_a_rule_waits_for_its_absence():
    lurking = catalogue(
        practice("tests"),
        practice("review"),
        pain("slow", ("tests", 1)),
        pain("fear", ("review", 2), ("tests", 1)),
        rule("calm", when("delivers.data", none=("pains.fear",)), points("tests", -4)),
    )
    raw = {"pains": ["slow", "fear"], "delivers": ["data"]}
    assert changes("tests", raw, lurking) == {"pains.fear": "out"}
    assert "tests" not in [s.practice for s in recommend(lurking, without(raw, "pains.fear")).steps]


def test_of_two_prerequisites_the_one_that_loses_its_pain_falls_behind():
    found = catalogue(
        practice("deploy", requires=("a", "b")),
        practice("a"),
        practice("b"),
        pain("slow", ("a", 2)),
        pain("fear", ("b", 1), ("deploy", 3)),
    )
    raw = {"pains": ["slow", "fear"], "headcount": {"developer": 2}}
    assert changes("a", raw, found) == {"pains.slow": "next"}


def test_a_step_shows_the_sources_of_its_practice_and_of_its_rules():
    assert step(recommend(CATALOGUE, RAW), "review").sources == ("sox-act", "dora")
    assert step(recommend(CATALOGUE, RAW), "tests").sources == ("dora",)


def test_what_somebody_was_unsure_about_becomes_something_to_find_out():
    unsure = catalogue(
        practice("tests", done_when="They run daily."),
        one("goal", "faster", order=3, find_out="Ask your boss."),
        grid("in-place-testing", "tests", order=14, find_out="Ask around."),
    )
    found = recommend(unsure, {"goal": "unsure", "hosting": "unsure", "in-place-testing": {"tests": "unsure"}}).find_out
    assert [(f.question, f.practice) for f in found] == [
        ("goal", None),
        ("hosting", None),
        ("in-place-testing", "tests"),
    ]
    assert found[0].text == "Ask your boss."
    assert "They run daily." in found[2].text
    assert "Ask around." in found[2].text


def test_nobody_is_sent_to_find_out_what_is_not_for_them():
    raw = {"in-place-testing": {"tests": "does-not-apply"}}
    assert recommend(CATALOGUE, raw).find_out == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("delivers.data", "Data"),
        ("pains.slow", "It hurts: slow"),
        ("worst-pain.slow", "It hurts: slow"),
        ("in-place-testing.tests.partly", "Tests: partly"),
        ("hosting.unsure", "hosting? I don't know"),
        ("pipelines.4", "How many pipelines? 4"),
        ("headcount.developer.3", "Developer: 3"),
        ("headcount", "Who?"),
        ("no-such.thing", "no-such.thing"),
    ],
)
def test_an_answer_can_be_said_in_the_words_of_its_question(name, words):
    assert answer_in_words(CATALOGUE, name) == words


def test_the_plan_is_json_in_the_fixed_shape():
    full = catalogue(
        practice("tests"),
        pain("slow", ("tests", 1)),
        tool("t", "tests"),
        tool("u", "tests", state="ended"),
        many("delivers", "data", order=1),
    )
    plan = json.loads(json.dumps(recommend(full, {"pains": ["slow"], "nonsense": 1}).as_dict()))
    assert {
        "edition",
        "primary",
        "disciplines",
        "nothing_urgent",
        "steps",
        "not_now",
        "not_for_you",
        "excluded_tools",
        "warnings",
        "find_out",
        "levels",
        "runners_up",
        "profile",
        "ignored",
    } <= plan.keys()
    assert {
        "rank",
        "wave",
        "practice",
        "score",
        "reasons",
        "requires",
        "owner",
        "effort",
        "first_step",
        "done_when",
        "without_tool",
        "tools",
        "title",
        "what_would_change",
        "sources",
    } <= plan["steps"][0].keys()
    assert {"answer", "rule", "text", "points"} <= plan["steps"][0]["reasons"][0].keys()
    assert {"role", "note"} == plan["steps"][0]["owner"].keys()
    assert {"tool", "reasons"} <= plan["steps"][0]["tools"][0].keys()
