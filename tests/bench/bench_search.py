"""Search and the big lists, on shipped content and with 10,000 generated tools and 2,000 terms beside it."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ["OPSGUIDE_DATA_DIR"] = tempfile.mkdtemp(prefix="opsguide-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

QUERIES = Path(__file__).resolve().parent.parent / "opsguide" / "search_queries.yaml"
TOOLS, TERMS, PRACTICES = 10_000, 2_000, 100
PAGES = [
    "/", "/tools/", "/tools/?q=data&licence=open-source", "/tools/?page=50", "/tools/dvc/", "/tools/compare/?t=dvc&t=lakefs", "/practices/",
    "/practices/data-versioning/", "/disciplines/dataops/", "/pains/", "/glossary/", "/glossary/?q=drift", "/search/?q=drift", "/sources/",
]  # fmt: skip


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from opsguide.sync import sync
    from tests.generator import generate

    call_command("migrate", verbosity=0)
    sync()
    _measure("shipped content")
    started = time.perf_counter()
    generate(tools=TOOLS, terms=TERMS, practices=PRACTICES)
    print(
        f"\ngenerated {TOOLS} tools, {TERMS} terms and {PRACTICES} practices in {time.perf_counter() - started:.1f} s\n"
    )
    _measure("with the generated entries")


def _measure(title: str) -> None:
    import yaml

    from opsguide import search
    from opsguide.directory import directory
    from opsguide.editions import clear_caches

    clear_caches()
    started = time.perf_counter()
    entries = len(directory().cards)
    names = time.perf_counter() - started
    started = time.perf_counter()
    search.index()
    built = time.perf_counter() - started
    print(f"{title}: {entries} entries; directory in {names:.2f} s, search index in {built:.2f} s")
    queries = [str(q) for group in yaml.safe_load(QUERIES.read_text()).values() for q in group or {}]
    for query in queries[:50]:
        search.search(query)
    times = sorted(_milliseconds(search.search, query) for query in queries)
    suggested = sorted(_milliseconds(search.search, query[: 1 + len(query) // 2], 8) for query in queries)
    for label, found in (("a query", times), ("half a query, as typed", suggested)):
        p95 = found[int(len(found) * 0.95)]
        print(f"  {label:24} median {statistics.median(found):6.2f} ms   p95 {p95:6.2f} ms   of {len(found)}")
    _pages()


def _pages() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    print(f"  {'page':44} {'first ms':>9} {'median ms':>10} {'queries':>8} {'kB':>7}")
    for path in PAGES:
        times = [_milliseconds(client.get, path) for _ in range(6)]
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(path).content) / 1000
        print(f"  {path:44} {times[0]:9.1f} {statistics.median(times[1:]):10.1f} {len(queries):8} {size:7.1f}")


def _milliseconds(function, *arguments) -> float:
    started = time.perf_counter()
    function(*arguments)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
