"""What holds for every team: random answers to tiny random catalogues, and to the shipped content."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.engine import Catalogue, recommend, without
from wizard.engine.answers import COLUMNS
from wizard.engine.tools import CLOUDS

from .small import all_reasons, order, tool, tools
from .worlds import answers, catalogues, nonsense

ROOT = Path(__file__).resolve().parent.parent.parent
LIMITS = ("hosting", "licence", "budget", "platform")
STRICTER = {
    "hosting": ("hosted-welcome", "own-cloud", "own-data-centre", "air-gapped"),
    "licence": ("any", "source-available-ok", "open-source-only"),
    "budget": ("normal", "small", "none"),
}

settings.register_profile(
    "engine", max_examples=600, deadline=None, suppress_health_check=list(HealthCheck), derandomize=False, database=None
)
settings.load_profile("engine")
anything = pytest.mark.parametrize("world", ["tiny", "shipped"])


@pytest.fixture(scope="module")
def guide_of(guide_catalogue):
    """A strategy for catalogues: tiny random ones, or always the shipped one."""
    return lambda world, **more: catalogues(**more) if world == "tiny" else st.just(guide_catalogue)


def rebuilt(guide: Catalogue, **changed) -> Catalogue:
    parts = ("disciplines", "principles", "practices", "pains", "roles", "tools", "questions", "rules")
    kept = {part: list(getattr(guide, part).values()) for part in parts}
    return Catalogue.build(edition=guide.edition, weights=guide.weights, **(kept | changed))


def mentions_limits(condition) -> bool:
    return condition is not None and any(atom.question in LIMITS for atom in condition.atoms())


def free_of_limits(guide: Catalogue) -> Catalogue:
    """The same guide, where no rule and no condition reads a limit: what is left must not depend on limits at all."""
    return rebuilt(
        guide,
        rules=[r for r in guide.rules.values() if not mentions_limits(r.when)],
        practices=[
            replace(p, applies_when=None) if p.applies_when and mentions_limits(p.applies_when.when) else p
            for p in guide.practices.values()
        ],
        pains=[replace(p, ask_if=None) if mentions_limits(p.ask_if) else p for p in guide.pains.values()],
    )


@anything
@given(data=st.data())
def test_the_same_answers_in_any_order_give_the_same_plan(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    turned = {name: _turned(raw[name]) for name in reversed(raw)}
    assert recommend(guide, turned).as_dict() == recommend(guide, raw).as_dict()


def _turned(value):
    if isinstance(value, dict):
        return {key: value[key] for key in reversed(value)}
    return value[::-1] if isinstance(value, list) else value


@anything
@given(data=st.data())
def test_neither_titles_nor_the_order_of_files_are_logic(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    turned = rebuilt(
        guide,
        practices=[replace(p, title=p.title[::-1]) for p in reversed(guide.practices.values())],
        tools=list(reversed(guide.tools.values())),
        rules=list(reversed(guide.rules.values())),
        pains=list(reversed(guide.pains.values())),
        questions=list(reversed(guide.questions.values())),
    )
    one, other = recommend(guide, raw), recommend(turned, raw)
    assert [(s.practice, s.wave, s.score, s.owner) for s in one.steps] == [
        (s.practice, s.wave, s.score, s.owner) for s in other.steps
    ]
    assert all(tools(one, p) == tools(other, p) for p in order(one))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_answers_in_another_process_and_hash_seed_give_the_same_plan(seed, guide_catalogue):
    raw = {"delivers": ["models", "data"], "pains": list(guide_catalogue.pains)[:9], "headcount": {"data-engineer": 4}}
    code = (
        "import json, sys; from pathlib import Path; from opsguide.library.reader import read;"
        "from wizard.catalogue import build_catalogue; from wizard.engine import recommend;"
        "guide = build_catalogue(read([Path('content')])[0].entries, 'test');"
        "print(json.dumps(recommend(guide, json.load(sys.stdin)).as_dict()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=json.dumps(raw), capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )  # fmt: skip
    assert json.loads(ran.stdout) == json.loads(json.dumps(recommend(guide_catalogue, raw).as_dict()))


@anything
@given(data=st.data())
def test_no_answers_whatever_are_fatal(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(nonsense(guide)) | data.draw(answers(guide))
    json.dumps(recommend(guide, raw).as_dict())
    json.dumps(recommend(guide, data.draw(nonsense(guide))).as_dict())


@anything
@given(data=st.data())
def test_the_score_is_the_sum_of_reasons_and_effort(world, guide_of, data):
    guide = data.draw(guide_of(world))
    for step in recommend(guide, data.draw(answers(guide))).steps:
        assert step.score == pytest.approx(sum(r.points for r in step.reasons) + step.effort.points, abs=0.011)


@anything
@given(data=st.data())
def test_a_practice_in_place_is_never_recommended_and_adopting_the_first_step_moves_on(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    plan = recommend(guide, raw)
    assert not set(order(plan)) & set(plan.profile.in_place)
    if plan.steps and plan.steps[0].said_in:
        first = plan.steps[0]
        rows = raw.get(first.said_in)
        rows = rows if isinstance(rows, dict) else {}
        adopted = recommend(guide, raw | {first.said_in: rows | {first.practice: "routine"}})
        assert first.practice not in order(adopted)


@anything
@given(data=st.data())
def test_prerequisites_come_first_or_are_named_as_missing(world, guide_of, data):
    guide = data.draw(guide_of(world))
    plan = recommend(guide, data.draw(answers(guide)))
    ranks = {step.practice: step.rank for step in plan.steps}
    for step in plan.steps:
        assert [r.practice for r in step.requires] == list(guide.requires(step.practice))
        for needed in step.requires:
            assert needed.state in ("routine", "missing") or ranks[needed.practice] < step.rank


@anything
@given(data=st.data())
def test_a_plan_is_bounded_and_whatever_is_in_it_speaks_for_itself_or_is_needed(world, guide_of, data):
    guide = data.draw(guide_of(world))
    plan = recommend(guide, data.draw(answers(guide)))
    waves = [step.wave for step in plan.steps]
    assert (waves.count("start") <= 3, waves.count("next") <= 5, len(waves) <= 15) == (True, True, True)
    for step in plan.steps:
        assert any(r.points > 0 or r.rule.startswith("practice/") for r in step.reasons)


@anything
@given(data=st.data())
def test_every_reason_names_answers_really_given(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    for subject, reason in all_reasons(recommend(guide, raw)):
        for answer in reason.answers:
            assert without(raw, answer) != raw, (subject, reason)


@anything
@given(data=st.data())
def test_every_reason_goes_when_its_answer_goes(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    reasons = all_reasons(recommend(guide, raw))
    for answer in sorted({a for _, r in reasons for a in r.answers if r.needs == "all"}):
        left = {(s, r.rule, r.text) for s, r in all_reasons(recommend(guide, without(raw, answer)))}
        for subject, reason in reasons:
            if answer in reason.answers and reason.needs == "all":
                assert (subject, reason.rule, reason.text) not in left, (answer, subject, reason)


@anything
@given(data=st.data())
def test_what_would_change_a_step_is_what_changes_it(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    plan = recommend(guide, raw)
    for answer in sorted({c.answer for s in plan.steps for c in s.what_would_change if c.answer}):
        waves = {s.practice: s.wave for s in recommend(guide, without(raw, answer)).steps}
        for step in plan.steps:
            for change in step.what_would_change:
                if change.answer == answer:
                    assert waves.get(step.practice, "out") == change.becomes, (answer, step.practice)


def scores(plan) -> dict[str, float]:
    found = {step.practice: step.score for step in plan.steps}
    return found | {r.practice: r.score for r in plan.runners_up}


def unbounded(guide: Catalogue) -> Catalogue:
    """The same guide, in which everything that is worth its effort has room."""
    room = dict.fromkeys(("later_tight", "later_some", "later_full", "runners_up"), 1000.0)
    return replace(guide, weights=replace(guide.weights, **room))


@anything
@given(data=st.data())
def test_adding_a_pain_never_lowers_what_addresses_it(world, guide_of, data):
    guide = unbounded(data.draw(guide_of(world)))
    raw = data.draw(answers(guide, without=("pains", "worst-pain")))
    pains = data.draw(st.lists(st.sampled_from(list(guide.pains)), min_size=1, max_size=5, unique=True))
    fewer, more = recommend(guide, raw | {"pains": pains[1:]}), recommend(guide, raw | {"pains": pains})
    if pains[0] in more.profile.pains:
        for remedy in guide.pains[pains[0]].remedies:
            before, after = scores(fewer).get(remedy.practice), scores(more).get(remedy.practice)
            assert before is None or after is None or before <= after
            assert before is None or after is not None or remedy.practice in more.profile.in_place


@anything
@given(data=st.data())
def test_no_limit_is_ever_broken(world, guide_of, data):
    guide = data.draw(guide_of(world))
    plan = recommend(guide, data.draw(answers(guide)))
    said = plan.profile
    for practice in order(plan):
        for name in tools(plan, practice):
            tool_ = guide.tools[name]
            assert tool_.state in ("active", "feature-complete", "maintenance", "quiet")
            if said.hosting in ("own-data-centre", "air-gapped"):
                assert "self" in tool_.hosting
                assert not CLOUDS & set(tool_.needs)
            if said.hosting == "own-cloud":
                assert "self" in tool_.hosting or CLOUDS & set(tool_.needs) & set(said.platform or ())
            if said.licence in ("open-source-only", "source-available-ok"):
                assert tool_.licence_class not in ("proprietary", "unknown")
            if said.licence == "open-source-only":
                assert tool_.licence_class != "source-available"
            if said.budget == "none":
                assert tool_.cost in ("free", "freemium")
            assert said.platform is None or set(tool_.needs) <= set(said.platform)


@anything
@given(data=st.data())
def test_a_stricter_limit_gives_a_subset_of_the_tools(world, guide_of, data):
    guide = free_of_limits(data.draw(guide_of(world, contradictions=False)))
    raw = data.draw(answers(guide))
    for limit, levels in STRICTER.items():
        plans = [recommend(guide, raw | {limit: level}) for level in levels]
        for practice in order(plans[0]):
            offered = [set(tools(plan, practice)) for plan in plans]
            assert all(strict <= loose for loose, strict in pairwise(offered))


@anything
@given(data=st.data())
def test_changing_only_limits_changes_no_practice(world, guide_of, data):
    guide = free_of_limits(data.draw(guide_of(world, contradictions=False)))
    raw, other = data.draw(answers(guide)), data.draw(answers(guide))
    swapped = {k: v for k, v in raw.items() if k not in LIMITS} | {k: v for k, v in other.items() if k in LIMITS}
    one, two = recommend(guide, raw), recommend(guide, swapped)
    assert [(s.practice, s.wave, s.score) for s in one.steps] == [(s.practice, s.wave, s.score) for s in two.steps]


@anything
@given(data=st.data())
def test_a_tool_that_ends_gives_way_to_its_successor_or_to_the_next(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide)) | {"pains": list(guide.pains)[:3]}
    plan = recommend(guide, raw)
    found = next((s for s in plan.steps if s.tools), None)
    if found is None:
        return
    gone = found.tools[0].tool
    heir = tool("heir-of-it", licence_class="open-source", cost="free")
    for successors in ((), ("heir-of-it",)):
        ended = replace(guide.tools[gone], state="ended", successors=successors)
        changed = rebuilt(guide, tools=[*(t for t in guide.tools.values() if t.id != gone), ended, heir])
        after = tools(recommend(changed, raw), found.practice)
        assert gone not in after
        assert set(tools(plan, found.practice)) - {gone} == set(after) - {"heir-of-it"}
        assert ("heir-of-it" in after) == bool(successors)


@anything
@given(data=st.data())
def test_there_is_no_owner_out_of_thin_air(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    counted = raw.get("headcount")
    for step in recommend(guide, raw).steps:
        assert step.owner.note
        if isinstance(counted, dict) and step.owner.role and not step.owner.note.startswith("Usually:"):
            assert counted[step.owner.role] > 0
        if not isinstance(counted, dict):
            assert step.owner.note.startswith(("Usually", "Nobody"))


@anything
@given(data=st.data())
def test_a_team_ten_times_smaller_does_not_get_more_work(world, guide_of, data):
    guide = data.draw(guide_of(world))
    size = data.draw(st.sampled_from((10, 20, 50, 80, 300, 10_000)))
    row = data.draw(st.sampled_from([r.id for r in guide.questions["headcount"].rows]))
    raw = data.draw(answers(guide, without=("headcount",)))
    large, small = (recommend(guide, raw | {"headcount": {row: count}}) for count in (size, size // 10))
    for wave in (("start",), ("start", "next"), ("start", "next", "later")):
        assert sum(s.wave in wave for s in small.steps) <= sum(s.wave in wave for s in large.steps)


@anything
@given(data=st.data())
def test_not_knowing_never_lowers_a_level_and_not_applying_neither(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide))
    grids = [q.id for q in guide.grids if isinstance(raw.get(q.id), dict)]
    for grid in grids:
        row = data.draw(st.sampled_from(sorted(raw[grid])))
        for said in ("unsure", "does-not-apply"):
            changed = recommend(guide, raw | {grid: raw[grid] | {row: said}})
            for before, after in zip(recommend(guide, raw).levels, changed.levels, strict=True):
                if "unknown" not in (before.level, after.level):
                    assert COLUMNS.index(before.level) <= COLUMNS.index(after.level)


@anything
@given(data=st.data())
def test_without_models_or_a_network_there_is_no_practice_for_them(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = data.draw(answers(guide)) | {"delivers": ["software"], "headcount": {}}
    raw["headcount"] = {next(r.id for r in guide.questions["headcount"].rows): 12}
    gone = {"mlops", "netops", "llmops"}
    plan = recommend(guide, raw)
    assert not [p for p in order(plan) if set(guide.practices[p].disciplines) <= gone]
    assert plan.primary not in gone


@anything
@given(data=st.data())
def test_nothing_ticked_is_nothing_urgent(world, guide_of, data):
    guide = data.draw(guide_of(world))
    assert recommend(guide, {}).nothing_urgent
    for step in recommend(guide, {}).steps:
        assert guide.practices[step.practice].foundation or step.needed_by


@anything
@given(data=st.data())
def test_everything_ticked_is_still_bounded(world, guide_of, data):
    guide = data.draw(guide_of(world))
    raw = {q.id: [o.id for o in q.options] for q in guide.questions.values() if q.kind == "many"}
    plan = recommend(guide, raw | {"pains": list(guide.pains)})
    assert len(plan.steps) <= 15
    assert len(plan.runners_up) <= 10
