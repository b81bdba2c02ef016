"""What a command says when the database is not there yet, or not ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError


@contextmanager
def explained() -> Iterator[None]:
    """A sentence in the place of a traceback."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        said = str(error).strip().splitlines()[0]
        if "no such table" in said or "no such column" in said or "does not exist" in said:
            raise CommandError(
                f"The database has not been prepared for this version ({said}). Run: manage.py migrate"
            ) from error
        raise CommandError(f"The database cannot be used: {said}. Check DATABASE_URL and OPSGUIDE_DATA_DIR.") from error
