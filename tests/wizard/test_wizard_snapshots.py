from __future__ import annotations

import pytest
from django.db import IntegrityError

from wizard import actions
from wizard.graph import depths
from wizard.models import Assessment
from wizard.presenting import PlanShown, in_sentence
from wizard.road import tall_road, wide_road
from wizard.snapshots import differences
from wizard.views.start import sender_of


def step(practice: str, wave: str = "start", rank: int = 1) -> dict:
    return {"practice": practice, "title": practice.replace("-", " ").capitalize(), "wave": wave, "rank": rank}


def plan(*steps: dict, **more: object) -> dict:
    return {"steps": list(steps), "primary": "dataops", "disciplines": [], **more}


def test_what_is_new_gone_and_moved_is_told_apart():
    before = plan(step("stays"), step("moves", "start", 2), step("goes", "next", 3))
    after = plan(step("stays"), step("comes", "start", 2), step("moves", "later", 3))
    told = {(d.kind, d.subject) for d in differences(before, after)}
    assert told == {("new", "comes"), ("moved", "moves"), ("gone", "goes")}


def test_what_is_gone_says_where_it_went():
    after = plan(not_now=[{"practice": "waits"}], profile={"in_place": ["done"]})
    texts = [d.text for d in differences(plan(step("waits"), step("done")), after)]
    assert texts == ["is no longer recommended: it can wait.", "is no longer recommended: you have it."]


def test_another_leading_discipline_is_told():
    titles = [{"discipline": "mlops", "title": "MLOps"}, {"discipline": "dataops", "title": "DataOps"}]
    before, after = plan(disciplines=titles), plan(primary="mlops", disciplines=titles)
    assert [d.text for d in differences(before, after)] == ["leads now, instead of DataOps."]


def test_equal_plans_do_not_differ():
    assert differences(plan(step("a")), plan(step("a"))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 5, 6, 15, 40])
def test_no_two_stations_of_a_road_stand_on_one_place(count):
    steps = [step(f"p-{i}", "start" if i < 3 else "next" if i < 8 else "later", i + 1) for i in range(count)]
    shown = PlanShown(plan(*steps))
    for road in (wide_road(shown), tall_road(shown)):
        places = {(station.x, station.y) for station in road.stations}
        assert len(places) == count
        assert all(0 < x < road.width and 0 < y < road.height for x, y in places)


@pytest.mark.django_db
def test_a_plan_without_steps_has_no_road():
    assert wide_road(PlanShown(plan())) is None
    assert tall_road(PlanShown(plan())) is None


def test_depth_is_the_longest_way_down():
    assert depths({"a": (), "b": ("a",), "c": ("a", "b")}) == {"a": 0, "b": 1, "c": 2}


def test_a_circle_of_prerequisites_ends():
    assert set(depths({"a": ("b",), "b": ("a",)})) == {"a", "b"}


@pytest.mark.parametrize(
    ("label", "inside"), [("Data engineers", "data engineers"), ("IT services", "IT services"), ("NIS 2", "NIS 2")]
)
def test_labels_read_well_inside_a_sentence(label, inside):
    assert in_sentence(label) == inside


@pytest.mark.django_db
def test_the_database_refuses_half_a_plan():
    with pytest.raises(IntegrityError):
        Assessment.objects.create(mode="quick", plan={"steps": []})


@pytest.mark.django_db
def test_two_tabs_that_loaded_the_same_state_lose_nothing():
    Assessment.objects.create(mode="full")
    first, second = Assessment.objects.get(), Assessment.objects.get()
    actions.save_answer(assessment=first, question="hosting", answer="own-cloud", shown=[])
    actions.save_answer(assessment=second, question="licence", answer="any", shown=[])
    assert Assessment.objects.get().answers == {"hosting": "own-cloud", "licence": "any"}


def test_the_sender_is_a_hash(rf):
    assert "192.0.2.1" not in sender_of(rf.get("/", REMOTE_ADDR="192.0.2.1"))
