from __future__ import annotations

import re

import pytest
from django.db import connection

from opsguide.editions import clear_caches

CHANGES_CONTENT = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "opsguide_', re.IGNORECASE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped content, synced once; each test's changes are rolled back."""
    from opsguide.sync import sync

    with django_db_blocker.unblock():
        sync()
    clear_caches()


@pytest.fixture(autouse=True)
def _caches_are_of_what_is_in_the_database():
    """What was derived from the shipped guide is kept from test to test; a test that changes the guide has its own.

    Rolled-back transactions make edition numbers come twice, so a change must leave nothing behind. A test that reads,
    changes and reads again sees a stale page if nobody published an edition, as a reader would.
    """
    seen: set[str] = set()

    def watch(execute, sql, params, many, context):
        if CHANGES_CONTENT.match(sql):
            if not seen:
                clear_caches()
            seen.add("change")
        elif '"opsguide_edition"' in sql:  # what everything cached asks first
            seen.add("read")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    if "change" in seen:
        clear_caches()


@pytest.fixture
def guide(db):
    """A database with the shipped content."""
