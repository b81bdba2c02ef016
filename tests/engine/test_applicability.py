"""What is for a team at all: only what is false rules out, and it is said why."""

from __future__ import annotations

import pytest

from wizard.engine import Applies, Discipline, NumberTest, recommend

from .small import catalogue, order, pain, practice, step, when

MLOPS = Discipline("mlops", "Mlops", applies_when=Applies(when("delivers.models"), "You deliver no models."))
NETOPS = Discipline(
    "netops",
    "Netops",
    applies_when=Applies(
        when(some=("delivers.network", NumberTest("headcount", "engineer", at_least=1))), "Nobody here runs a network."
    ),
)
CATALOGUE = catalogue(
    MLOPS,
    NETOPS,
    practice("registry", home="mlops"),
    practice("telemetry", home="netops"),
    practice("tests", home="devops", disciplines=("devops", "mlops")),
    practice("sharing", home="mlops", disciplines=("mlops", "netops")),
    practice("mirror", applies_when=Applies(when("hosting.air-gapped"), "Your network is open.")),
    pain("all", ("registry", 3), ("telemetry", 3), ("tests", 3), ("sharing", 3), ("mirror", 3)),
)


def ruled_out(raw):
    return {n.practice: n.because for n in recommend(CATALOGUE, {"pains": ["all"], **raw}).not_for_you}


def test_without_models_there_is_no_practice_for_models():
    assert ruled_out({"delivers": ["software"]}) == {"registry": "You deliver no models."}


def test_without_network_people_there_is_no_practice_for_networks():
    found = ruled_out({"delivers": ["models"], "headcount": {"developer": 3}})
    assert found == {"telemetry": "Nobody here runs a network."}


def test_somebody_who_runs_the_network_is_enough():
    assert "telemetry" not in ruled_out({"delivers": ["models"], "headcount": {"engineer": 1}})


def test_a_practice_of_several_disciplines_falls_with_the_last_of_them():
    raw = {"delivers": ["software"], "headcount": {"developer": 3}}
    assert ruled_out(raw)["sharing"] == "You deliver no models."
    assert "tests" not in ruled_out(raw)


def test_a_practice_has_a_condition_of_its_own():
    assert ruled_out({"hosting": "own-cloud"}) == {"mirror": "Your network is open."}


def test_what_a_team_says_does_not_apply_is_not_for_it():
    assert "does not apply" in ruled_out({"in-place-testing": {"tests": "does-not-apply"}})["tests"]


@pytest.mark.parametrize("raw", [{}, {"delivers": "unsure"}, {"hosting": "unsure"}])
def test_what_nobody_knows_rules_nothing_out(raw):
    assert ruled_out(raw) == {}


def test_what_may_not_apply_counts_half_and_says_what_to_find_out():
    plan = recommend(CATALOGUE, {"pains": ["all"], "delivers": ["models"]})
    assert step(plan, "mirror").score == step(plan, "registry").score / 2
    assert ("hosting", "mirror") in [(f.question, f.practice) for f in plan.find_out]
    assert recommend(CATALOGUE, {"pains": ["all"], "hosting": "air-gapped"}).steps


def test_what_is_not_for_a_team_is_in_no_step():
    raw = {"pains": ["all"], "delivers": ["software"], "headcount": {"developer": 9}, "hosting": "own-cloud"}
    assert order(recommend(CATALOGUE, raw)) == ["tests"]
