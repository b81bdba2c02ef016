"""Tools: within the team's limits, in an order that fits it, and the others with the reason why not."""

from __future__ import annotations

import pytest

from wizard.engine import recommend

from .small import catalogue, order, pain, practice, step, tool, tools

PAIN = pain("slow", ("tests", 3))
TIRED = {"pains": ["slow"]}


def eligible(*parts, **raw):
    return tools(recommend(catalogue(practice("tests"), PAIN, *parts), TIRED | raw), "tests")


def excluded(*parts, **raw):
    plan = recommend(catalogue(practice("tests"), PAIN, *parts), TIRED | raw)
    return {t.tool: (t.reasons[0].answer, t.reasons[0].text) for t in plan.excluded_tools}


@pytest.mark.parametrize("state", ["closing", "archived", "absorbed", "renamed", "ended", "unknown"])
def test_a_tool_that_is_gone_or_without_a_sign_of_life_is_not_offered(state):
    assert eligible(tool("old", "tests", state=state), tool("new", "tests")) == ["new"]
    assert "old" in excluded(tool("old", "tests", state=state))


def test_a_quiet_tool_stands_behind_all_others_and_says_why():
    parts = (
        tool("a-quiet", "tests", state="quiet"),
        tool("b-kept", "tests", state="maintenance"),
        tool("c", "tests", burden="heavy"),
    )
    plan = recommend(catalogue(practice("tests"), PAIN, *parts), TIRED)
    assert tools(plan, "tests") == ["c", "b-kept", "a-quiet"]
    assert any("quiet" in r.text for r in step(plan, "tests").tools[2].reasons)


def test_a_tool_that_ended_is_replaced_by_its_successor():
    old = tool("old", "tests", state="renamed", successors=("new",), since="2024-05", why="It took a new name.")
    plan = recommend(catalogue(practice("tests"), PAIN, old, tool("new")), TIRED)
    assert tools(plan, "tests") == ["new"]
    assert any("takes the place of Old" in r.text for r in step(plan, "tests").tools[0].reasons)
    assert plan.excluded_tools[0].reasons[0].text == "It is renamed since 2024-05. It took a new name."


def test_a_chain_of_successors_is_followed_to_the_one_that_lives():
    parts = (
        tool("a", "tests", state="renamed", successors=("b",)),
        tool("b", state="absorbed", successors=("c", "a")),
        tool("c"),
    )
    assert eligible(*parts) == ["c"]


HOSTED = tool("hosted", "tests", hosting=("saas",))
ON_AWS = tool("on-aws", "tests", hosting=("saas",), needs=("aws",))
SELF_ON_AWS = tool("self-on-aws", "tests", needs=("aws",))
SELF = tool("self", "tests")
EVERYWHERE = (HOSTED, ON_AWS, SELF_ON_AWS, SELF)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ({"hosting": "hosted-welcome"}, {"hosted", "on-aws", "self-on-aws", "self"}),
        ({"hosting": "own-cloud", "platform": ["aws"]}, {"on-aws", "self-on-aws", "self"}),
        ({"hosting": "own-cloud", "platform": ["gcp"]}, {"self"}),
        ({"hosting": "own-cloud"}, {"self-on-aws", "self"}),
        ({"hosting": "own-data-centre", "platform": ["aws"]}, {"self"}),
        ({"hosting": "air-gapped"}, {"self"}),
        ({"hosting": "unsure"}, {"hosted", "on-aws", "self-on-aws", "self"}),
        ({}, {"hosted", "on-aws", "self-on-aws", "self"}),
    ],
)
def test_hosting_is_never_broken(raw, names):
    assert set(eligible(*EVERYWHERE, **raw)) == names


CLASSES = ("open-source", "open-standard", "source-available", "proprietary", "unknown")


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("any", set(CLASSES)),
        ("source-available-ok", {"open-source", "open-standard", "source-available"}),
        ("open-source-only", {"open-source", "open-standard"}),
        ("unsure", set(CLASSES)),
    ],
)
def test_the_licence_rule_is_never_broken(answer, names):
    assert set(eligible(*(tool(c, "tests", licence_class=c) for c in CLASSES), licence=answer)) == names


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("none", {"free", "freemium"}),
        ("small", {"free", "freemium", "paid", "unknown"}),
        ("normal", {"free", "freemium", "paid", "unknown"}),
    ],
)
def test_the_budget_is_never_broken(answer, names):
    assert (
        set(eligible(*(tool(c, "tests", cost=c) for c in ("free", "freemium", "paid", "unknown")), budget=answer))
        == names
    )


def test_with_a_small_budget_what_costs_comes_later_and_says_so():
    parts = tool("a-paid", "tests", cost="paid"), tool("b-free", "tests")
    assert eligible(*parts, budget="normal") == ["a-paid", "b-free"]
    assert eligible(*parts, budget="small") == ["b-free", "a-paid"]


def test_a_tool_must_run_on_what_the_team_has():
    needy = tool("needy", "tests", needs=("kubernetes", "github"))
    assert eligible(needy, platform=["kubernetes", "github"]) == ["needy"]
    assert excluded(needy, platform=["kubernetes"])["needy"] == ("platform", "It needs Github, which you do not have.")
    assert eligible(needy, platform=["none"]) == []


def test_platforms_are_called_by_their_names(guide_catalogue):
    said = {"delivers": ["software"], "pains": ["deployments-by-hand"], "platform": ["kubernetes", "gitlab"]}
    plan = recommend(guide_catalogue, said)
    says = [reason.text for s in plan.steps for t in s.tools for reason in t.reasons]
    says += [reason.text for t in plan.excluded_tools for reason in t.reasons]
    assert "It runs on Kubernetes or OpenShift, which you have." in says
    assert "It needs GitHub, which you do not have." in says
    assert not [text for text in says if " on kubernetes" in text or " needs github" in text]


def test_what_the_team_has_already_comes_first_and_says_so():
    fits = tool("a-first", first=("tests",)), tool("github", "tests")
    assert eligible(*fits, platform=["github"]) == ["github", "a-first"]
    assert eligible(*fits) == ["a-first", "github"]


def test_what_is_light_as_a_service_is_not_promised_to_be_light_at_home():
    both = tool("both", "tests", hosting=("saas", "self"), burden="light")

    def says(hosting):
        plan = recommend(catalogue(practice("tests"), PAIN, both), TIRED | {"hosting": hosting})
        return " ".join(reason.text for reason in step(plan, "tests").tools[0].reasons)

    assert "It is light" in says("hosted-welcome")
    assert "It is light" not in says("own-data-centre")


def test_while_nobody_said_what_there_is_a_needy_tool_comes_later_and_says_so():
    plan = recommend(catalogue(practice("tests"), PAIN, tool("a", "tests", needs=("aws",)), tool("b", "tests")), TIRED)
    assert tools(plan, "tests") == ["b", "a"]
    assert "you have not said" in step(plan, "tests").tools[1].reasons[0].text


@pytest.mark.parametrize("raw", [{"headcount": {"developer": 2}}, {"capacity": "none"}])
def test_nothing_heavy_and_nothing_with_a_cluster_for_a_team_without_room(raw):
    heavy, cluster = tool("heavy", "tests", burden="heavy"), tool("cluster", "tests", needs=("kubernetes",))
    assert eligible(heavy, cluster, tool("light", "tests"), **raw) == ["light"]
    assert eligible(cluster, platform=["kubernetes"], **raw) == ["cluster"]
    (answer,) = {answer for answer, _ in excluded(heavy, cluster, **raw).values()}
    assert answer.split(".")[0] in raw


def test_fit_comes_first_then_what_is_in_use_then_the_lighter_then_the_id():
    parts = (
        tool("b-heavy", "tests", burden="heavy"),
        tool("c-light", "tests"),
        tool("d-in-use", "tests", needs=("github",), burden="medium"),
        tool("e-light", "tests"),
        tool("f-first", first=("tests",), burden="heavy"),
    )
    assert eligible(*parts, platform=["github"]) == ["f-first", "d-in-use", "c-light", "e-light", "b-heavy"]


def test_between_equals_comes_what_serves_more_of_the_plan_then_what_can_be_left_most_freely():
    second = practice("review"), pain("rows", ("review", 3))
    parts = (
        tool("a-closed", "tests", licence_class="proprietary"),
        tool("b-open", "tests"),
        tool("c-both", "tests", "review", licence_class="proprietary"),
    )
    plan = recommend(catalogue(practice("tests"), PAIN, *second, *parts), {"pains": ["slow", "rows"]})
    assert tools(plan, "tests") == ["c-both", "b-open", "a-closed"]
    assert "“Review” too" in step(plan, "tests").tools[0].reasons[0].text
    assert eligible(*second, *parts) == ["b-open", "a-closed", "c-both"]


BESIDE = tool("beside", "scheduling", also=("tests",))


def test_what_only_also_does_it_is_not_offered_out_of_its_field():
    elsewhere = practice("scheduling", title="Job scheduling")
    assert eligible(elsewhere, BESIDE) == []
    assert "made for “Job scheduling”" in excluded(elsewhere, BESIDE)["beside"][1]


def test_what_also_does_it_is_offered_when_the_plan_takes_up_its_main_purpose():
    parts = practice("tests"), practice("scheduling"), pain("slow", ("tests", 3), ("scheduling", 2)), BESIDE
    assert tools(recommend(catalogue(*parts), TIRED), "tests") == ["beside"]


@pytest.mark.parametrize(("state", "names"), [("routine", ["beside"]), ("partly", ["beside"]), ("not-yet", [])])
def test_what_also_does_it_is_offered_when_its_main_purpose_is_in_place(state, names):
    parts = practice("tests"), practice("scheduling"), PAIN, BESIDE
    plan = recommend(catalogue(*parts), TIRED | {"in-place-testing": {"scheduling": state}})
    assert tools(plan, "tests") == names
    if names:
        (reason, *_) = step(plan, "tests").tools[0].reasons
        assert reason.answer == f"in-place-testing.scheduling.{state}"
        assert "nothing new" in reason.text


def test_a_limit_is_named_before_a_far_fetched_purpose():
    parts = practice("tests"), practice("scheduling"), PAIN, BESIDE, tool("hosted", "tests", hosting=("saas",))
    plan = recommend(catalogue(*parts), TIRED | {"hosting": "air-gapped"})
    assert [t.tool for t in plan.excluded_tools] == ["hosted", "beside"]


def test_at_most_three_are_shown_the_others_named_and_all_excluded_counted():
    parts = [tool(f"t{i}", "tests") for i in range(6)] + [tool(f"x{i}", "tests", state="ended") for i in range(8)]
    plan = recommend(catalogue(practice("tests"), PAIN, *parts), TIRED)
    found = step(plan, "tests")
    assert [t.tool for t in found.tools] == ["t0", "t1", "t2"]
    assert found.more_tools == ("t3", "t4", "t5")
    assert found.tools_excluded == plan.excluded_tools_count == 8
    assert len(plan.excluded_tools) == 5


def test_every_shown_and_excluded_tool_has_a_reason():
    plan = recommend(catalogue(practice("tests"), PAIN, *EVERYWHERE), TIRED | {"hosting": "own-cloud"})
    assert all(t.reasons for t in step(plan, "tests").tools + plan.excluded_tools)


def test_tools_come_only_with_a_step():
    plan = recommend(catalogue(practice("tests"), PAIN, SELF), {})
    assert plan.steps == ()
    assert plan.excluded_tools == ()


def test_no_new_tool_is_always_one_of_the_choices():
    told = practice("tests", without_tool="A sheet of paper will do.")
    assert step(recommend(catalogue(told, PAIN), TIRED), "tests").without_tool == "A sheet of paper will do."


def test_limits_never_reorder_practices():
    parts = practice("tests"), practice("review"), pain("slow", ("tests", 3), ("review", 3)), SELF, HOSTED
    plans = [recommend(catalogue(*parts), TIRED | {"hosting": h}) for h in ("hosted-welcome", "air-gapped")]
    assert order(plans[0]) == order(plans[1])
