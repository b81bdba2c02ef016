"""Every kind of page through the whole stack in one process: median time, its ratio to a page that does nothing, bytes."""

from __future__ import annotations

import os
import statistics
import tempfile
import time

os.environ["OPSGUIDE_DATA_DIR"] = tempfile.mkdtemp(prefix="opsguide-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

PAGES = [
    "/health/live", "/", "/disciplines/dataops/", "/disciplines/compare/?d=mlops&d=aiops", "/principles/matrix/", "/practices/",
    "/practices/model-monitoring/", "/pains/too-many-alerts/", "/tools/", "/tools/?licence=open-source&hosting=self", "/tools/dvc/",
    "/tools/compare/?t=dvc&t=lakefs", "/flow/", "/glossary/", "/search/?q=too+many+alerts", "/method/",
]  # fmt: skip


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from opsguide.sync import sync

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    outcome = sync()
    print(f"first sync: {outcome} in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    sync()
    print(f"sync of unchanged files: {(time.perf_counter() - started) * 1000:.0f} ms")
    client = Client(SERVER_NAME="localhost")
    print(f"{'page':48} {'first ms':>9} {'median ms':>10} {'ratio':>7} {'queries':>8} {'kB':>7}")
    base = 0.0
    for path in PAGES:
        times = [_timed(client, path) for _ in range(25)]
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(path).content) / 1000
        median = statistics.median(times[1:])
        base = base or median
        print(f"{path:48} {times[0]:9.1f} {median:10.2f} {median / base:7.1f} {len(queries):8} {size:7.1f}")


def _timed(client, path: str) -> float:
    started = time.perf_counter()
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
