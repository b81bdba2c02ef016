from __future__ import annotations

from pathlib import Path

import pytest

from opsguide.library.reader import Library, read
from wizard.catalogue import build_catalogue
from wizard.engine import Catalogue

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"


@pytest.fixture(scope="session")
def library() -> Library:
    return read([CONTENT])[0]


@pytest.fixture(scope="session")
def guide_catalogue(library) -> Catalogue:
    """The shipped content, straight from its files."""
    return build_catalogue(library.entries, edition="test")
