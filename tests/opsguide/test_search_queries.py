"""What people type finds the page they mean: one test for every query of search_queries.yaml, and one for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from opsguide.directory import directory
from opsguide.editions import clear_caches
from opsguide.search import search

GROUPS: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("search_queries.yaml").read_text())
QUERIES = [(str(query), pages) for group in GROUPS.values() for query, pages in group.items()]
MET = [(str(query), pages) for name, group in GROUPS.items() if name != "missed" for query, pages in group.items()]
FIRST = 3
AT_LEAST = 0.95


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> Iterator[dict[str, list[str]]]:
    """Every query's first hits; the index is built once for all of them."""
    with django_db_blocker.unblock():
        clear_caches()
        yield {query: [hit.card.reference for hit in search(query).hits[:FIRST]] for query, _ in QUERIES}


@pytest.mark.parametrize(("query", "pages"), MET, ids=[query for query, _ in MET])
def test_a_query_finds_its_page_among_the_first_three(answers, query, pages):
    assert set(answers[query]) & set(pages), f"“{query}” finds {answers[query]}; if that is fair, move it to `missed`"


def test_at_least_95_of_100_queries_find_their_page_among_the_first_three(answers):
    found = [query for query, pages in QUERIES if set(answers[query]) & set(pages)]
    assert len(found) >= AT_LEAST * len(QUERIES), f"{len(found)} of {len(QUERIES)}"


def test_the_list_has_many_different_queries_and_names_pages_that_exist(guide):
    assert len(QUERIES) >= 130
    assert len({query.casefold() for query, _ in QUERIES}) == len(QUERIES)
    unknown = {page for _, pages in QUERIES for page in pages} - set(directory().cards)
    assert not unknown
