from __future__ import annotations

import pytest

import wizard.guide


@pytest.fixture(scope="session")
def _readings():
    return {}


@pytest.fixture
def shipped(guide, monkeypatch, _readings):
    """The shipped guide, read once for all tests that leave it as it is; without it, every test would read it anew."""
    read = wizard.guide.read_shelf

    def read_once(*, drafts: bool = False):
        if drafts not in _readings:
            _readings[drafts] = read(drafts=drafts)
        return _readings[drafts]

    monkeypatch.setattr(wizard.guide, "read_shelf", read_once)
