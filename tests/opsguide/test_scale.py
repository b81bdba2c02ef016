"""With more entries every page takes the same number of queries. The benchmark shows the same at 10,000 tools."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opsguide.editions import clear_caches
from opsguide.models import Practice, Term, Tool
from tests.generator import generate

STEP = {"tools": 300, "terms": 100, "practices": 20}
PAGES = [
    "/", "/disciplines/", "/disciplines/dataops/", "/disciplines/compare/?d=mlops&d=aiops", "/principles/", "/principles/testing/",
    "/principles/matrix/", "/practices/", "/practices/?q=data", "/practices/data-versioning/", "/pains/", "/pains/too-many-alerts/",
    "/tools/", "/tools/?licence=open-source&page=2", "/tools/?all=1", "/tools/?format=csv", "/tools/dvc/", "/tools/{tool}/",
    "/tools/compare/", "/tools/compare/?t=dvc&t={tool}", "/roles/", "/roles/data-engineer/", "/flow/", "/flow/prediction/",
    "/glossary/", "/glossary/?q=drift&type=term", "/glossary/{term}/", "/sources/", "/search/", "/search/?q=data",
    "/search/?quick=1&q=amber", "/changes/", "/sitemap.xml", "/api/v1/tool/", "/api/v1/search?q=data",
]  # fmt: skip


def queries_of(address: str) -> list[int]:
    """How many queries a page takes, first with nothing remembered of the edition and then with everything."""
    client, found = Client(), []
    clear_caches()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found.append(len(queries))
    return found


@pytest.mark.whole_guide
def test_every_page_takes_as_many_queries_with_600_more_tools_as_with_300(guide):
    generate(**STEP)
    names = {
        "tool": Tool.objects.filter(note="generated").order_by("id").values_list("id", flat=True)[0],
        "term": Term.objects.filter(note="generated").order_by("id").values_list("id", flat=True)[0],
    }
    addresses = [page.format(**names) for page in PAGES]
    before = {address: queries_of(address) for address in addresses}
    generate(**STEP, seed=2)
    assert Tool.objects.filter(note="generated").count() == 2 * STEP["tools"]
    after = {address: queries_of(address) for address in addresses}
    grown = {address: (before[address], after[address]) for address in addresses if before[address] != after[address]}
    assert grown == {}


def test_generated_entries_fit_the_schema_and_are_found(guide, client):
    generate(tools=5, terms=5, practices=2)
    assert Practice.objects.filter(note="generated").count() == 2
    tool = Tool.objects.filter(note="generated").first()
    assert tool.title in client.get(f"/search/?q={tool.title}").content.decode()
