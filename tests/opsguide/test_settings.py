"""What an operator sets in the environment, as a fresh process sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from opsguide import gunicorn_conf

ASK = """
import django; django.setup()
from django.conf import settings

from opsguide import gunicorn_conf
from django.test import Client
from django.http.request import validate_host
host = "%s"
print(validate_host(host, settings.ALLOWED_HOSTS) and Client().get("/health/live", headers={"host": host}).status_code)
"""


@pytest.mark.parametrize(
    ("host", "status"), [("guide.example.org", 200), ("127.0.0.1", 200), ("localhost", 200), ("evil.example", False)]
)
def test_the_site_answers_to_its_name_and_to_health_checks_of_its_own_machine(host, status):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opsguide.settings",
        "ALLOWED_HOSTS": "guide.example.org",
        "BEHIND_HTTPS": "1",
        "SECRET_KEY": "only-for-this-test",
    }
    command = [sys.executable, "-W", "ignore", "-c", ASK % host]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == str(status)


def test_a_fresh_process_builds_its_search_index_before_somebody_types(monkeypatch):
    built = threading.Event()
    monkeypatch.setattr("opsguide.search_index.index", built.set)
    gunicorn_conf.post_worker_init(None)
    assert built.wait(timeout=5)
