"""The worked example of docs/engine.md is true to the code and to the shipped content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from wizard.engine import Weights, recommend

from .small import step

TEXT = (Path(__file__).resolve().parent.parent.parent / "docs" / "engine.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(guide_catalogue):
    raw = yaml.safe_load(re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[1])
    return recommend(guide_catalogue, raw)


def test_the_table_shows_the_first_steps_of_that_plan(plan):
    rows = re.findall(r"^\| (\d+) \| (\w+) \| ([a-z-]+) \| ([\d.]+) \|", TEXT, re.MULTILINE)
    assert rows == [(str(s.rank), s.wave, s.practice, str(s.score)) for s in plan.steps[: len(rows)]]
    assert step(plan, "basic-monitoring").reasons[0].text in TEXT


def test_what_the_text_says_can_wait_waits(plan):
    assert {"anomaly-detection", "service-level-objectives"} <= {entry.practice for entry in plan.not_now}


def test_the_arithmetic_uses_the_shipped_weights(guide_catalogue):
    w = guide_catalogue.weights
    assert (w.small_team, w.pressure_small_team, w.pressure_few_hours) == (8, 1.25, 1.5)
    assert (w.pain_strength, w.worst_pain, w.effort_people, w.foundation, w.partly) == (2, 0.75, 0.6, 1.5, 0.6)


def test_every_weight_named_in_the_text_exists():
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", TEXT)) - {"anomaly-detection", "service-level-objectives"}
    assert named <= set(Weights.names()), named - set(Weights.names())
