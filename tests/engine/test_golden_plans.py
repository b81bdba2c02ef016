"""Plans for teams as different as we could imagine, kept as text so that every change of advice is seen and read.

Changed on purpose? Write them anew with `python scripts/golden.py`, and read the difference before committing it.
"""

from __future__ import annotations

import functools

import pytest

from scripts.golden import GOLDEN, golden_text, shipped

TEAMS = sorted(GOLDEN.glob("*.yaml"))


@functools.cache
def guide():
    return shipped()


@pytest.mark.parametrize("team", TEAMS, ids=lambda path: path.stem)
def test_the_plan_for_a_team_is_the_one_that_was_read_and_signed(team):
    assert golden_text(guide(), team) == team.with_suffix(".txt").read_text(encoding="utf-8")


def test_there_are_at_least_ten_such_teams():
    assert len(TEAMS) >= 10
