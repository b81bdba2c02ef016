"""A real site, as `make run` starts it, and a real Chromium that may talk to it alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of a freshly set-up site: migrated, synced, static files collected, gunicorn."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "PORT": str(port), "OPSGUIDE_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "opsguide.settings", "WEB_CONCURRENCY": "1",
    }  # fmt: skip
    log = tmp_path_factory.mktemp("log") / "site.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_ready(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            pytest.fail(f"the site did not start:\n{log.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/health/ready", timeout=2)
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"the site was not ready in a minute:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("OPSGUIDE_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What went wrong while a page was open: console errors, script errors, CSP reports, requests elsewhere."""

    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, site: str) -> None:
        context.on(
            "console",
            lambda m: self.complaints.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None,
        )
        context.on("weberror", lambda e: self.complaints.append(f"script error: {e.error}"))
        context.on(
            "request",
            lambda r: (
                self.complaints.append(f"request elsewhere: {r.url}")
                if not r.url.startswith((site, "data:", "blob:"))
                else None
            ),
        )


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browser: Browser, site: str, watched: Watched) -> Iterator[Page]:
    """A page, once with and once without JavaScript; any complaint fails the test at its end."""
    context = browser.new_context(
        java_script_enabled=request.param, base_url=site, viewport={"width": 1280, "height": 900}
    )
    watched.watch(context, site)
    yield context.new_page()
    context.close()
    assert watched.complaints == []


@pytest.fixture
def scripted_page(browser: Browser, site: str, watched: Watched) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    watched.watch(context, site)
    yield context.new_page()
    context.close()
    assert watched.complaints == []
