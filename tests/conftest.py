from __future__ import annotations

import pytest

from opsguide.editions import clear_caches


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped content, synced once; each test's changes are rolled back."""
    from opsguide.sync import sync

    with django_db_blocker.unblock():
        sync()


@pytest.fixture(autouse=True)
def _fresh_caches():
    clear_caches()
    yield
    clear_caches()


@pytest.fixture
def guide(db):
    """A database with the shipped content."""
