"""Who takes a step, where the team stands, and which discipline leads."""

from __future__ import annotations

import pytest

from wizard.engine import Applies, Discipline, Role, recommend

from .small import catalogue, leads, pain, points, practice, rule, step, when

PLATFORM = Role("platform-person", "Platform person", counted_as="engineer")
OWNED = catalogue(
    PLATFORM, practice("tests", leads=("platform-person", "analyst"), helps=("developer",)), pain("slow", ("tests", 3))
)


def owner(raw):
    return step(recommend(OWNED, {"pains": ["slow"]} | raw), "tests").owner


@pytest.mark.parametrize(
    ("headcount", "role"),
    [
        ({"engineer": 2, "analyst": 5}, "engineer"),
        ({"analyst": 1, "developer": 9}, "analyst"),
        ({"developer": 9}, "developer"),
    ],
)
def test_the_first_leading_role_that_the_team_has_takes_it_else_a_helping_one(headcount, role):
    assert owner({"headcount": headcount}).role == role


@pytest.mark.parametrize(
    ("headcount", "role"), [({"analyst": 1, "developer": 9}, "developer"), ({"analyst": 2, "developer": 2}, "analyst")]
)
def test_among_helping_roles_the_one_with_most_people_takes_it(headcount, role):
    helped = catalogue(
        practice("tests", leads=("engineer",), helps=("analyst", "developer")), pain("slow", ("tests", 3))
    )
    assert step(recommend(helped, {"pains": ["slow"], "headcount": headcount}), "tests").owner.role == role


def test_there_is_no_owner_out_of_thin_air():
    found = owner({"headcount": {"developer": 0}})
    assert found.role is None
    assert "Platform person or Analyst" in found.note


def test_a_role_counted_under_another_says_so():
    assert "Platform person" in owner({"headcount": {"engineer": 2}}).note


def test_while_nobody_was_counted_the_usual_role_is_named_as_usual():
    assert owner({}).role == "platform-person"
    assert owner({}).note.startswith("Usually")


def test_a_role_somebody_was_unsure_about_is_not_ruled_out():
    assert owner({"headcount": {"engineer": "unsure"}}).note.startswith("Usually")


def test_a_practice_whose_roles_are_unknown_still_has_a_note():
    lost = catalogue(practice("tests", leads=("nobody",)), pain("slow", ("tests", 3)))
    found = step(recommend(lost, {"pains": ["slow"]}), "tests").owner
    assert (found.role, bool(found.note)) == (None, True)


LEVELLED = catalogue(
    practice("a"),
    practice("b"),
    practice("c"),
    practice("m", home="mlops"),
    Discipline("mlops", "Mlops", applies_when=Applies(when("delivers.models"), "No models.")),
)


def level(**row):
    return recommend(LEVELLED, {"in-place-testing": row, "delivers": ["data"]}).levels[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"a": "routine", "b": "routine"}, "routine"),
        ({"a": "routine", "b": "partly"}, "partly"),
        ({"a": "routine", "b": "routine", "c": "not-yet"}, "not-yet"),
        ({"a": "unsure"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_level_is_the_lowest_not_the_average(row, expected):
    assert level(**row).level == expected


def test_the_weakest_are_named_so_that_a_level_can_be_understood():
    assert level(a="partly", b="partly", c="routine").weakest == ("a", "b")


def test_not_knowing_never_lowers_a_level():
    assert level(a="partly", b="unsure").level == "partly"
    assert level(a="partly", b="unsure").unknown == 1


@pytest.mark.parametrize("row", [{"m": "not-yet"}, {"b": "does-not-apply"}])
def test_what_does_not_apply_never_lowers_a_level(row):
    assert level(a="routine", **row).level == "routine"


def test_a_level_of_routine_means_that_everything_answered_is_routine():
    found = level(a="routine", b="routine", c="routine")
    assert (found.level, found.answered, found.unknown) == ("routine", 3, 0)


def test_the_plan_has_no_headline_score():
    plan = recommend(LEVELLED, {})
    assert not {"score", "level", "maturity"} & plan.as_dict().keys()


LED = catalogue(
    practice("alerts", home="itops"),
    practice("registry", home="mlops", disciplines=("mlops", "devops")),
    practice("history", home="devops", foundation=True),
    practice("clever-alerts", home="aiops"),
    Discipline("mlops", "Mlops", applies_when=Applies(when("delivers.models"), "You deliver no models.")),
    pain("noise", ("alerts", 3)),
    pain("rot", ("registry", 3)),
    rule("models", when("delivers.models"), leads("mlops", 2), leads("aiops", 5)),
    rule("kind", when("delivers.data"), points("alerts", 1)),
)


def parts(raw):
    return {d.discipline: d.part for d in recommend(LED, raw).disciplines}


def test_the_discipline_of_the_steps_leads_with_reasons():
    plan = recommend(LED, {"delivers": ["models"], "pains": ["rot"]})
    assert plan.primary == "mlops"
    assert plan.disciplines[0].reasons[0].answer == "delivers.models"


def test_a_discipline_leads_by_its_steps_and_never_by_a_word():
    plan = recommend(LED, {"delivers": ["models"], "pains": ["noise"]})
    assert plan.primary == "itops"
    assert parts({"delivers": ["models"], "pains": ["noise"]})["aiops"] == "not-now"


def test_a_discipline_that_is_ruled_out_is_not_needed_and_says_why():
    found = [d for d in recommend(LED, {"delivers": ["data"]}).disciplines if d.part == "not-needed"]
    assert [(d.discipline, d.because) for d in found] == [("mlops", "You deliver no models.")]


def test_a_step_supports_its_other_disciplines():
    assert parts({"delivers": ["models"], "pains": ["rot"]})["devops"] == "supports"


def test_foundations_alone_make_no_discipline_lead():
    assert recommend(LED, {}).primary is None


def test_every_discipline_has_its_part():
    assert set(parts({})) == set(LED.disciplines)
