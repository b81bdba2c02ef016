from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from opsguide.library.reader import fingerprint
from opsguide.sync import ContentError, ManyGoneError, sync


class Command(BaseCommand):
    help = "Migrate, sync the content, collect static files and serve with gunicorn, as production does."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")

    def handle(self, *, prepare_only: bool, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT is '{port}'; write a number from 1 to 65535.")
        if not prepare_only:
            _refuse_taken_port(host, int(port))
        self._prepare()
        if prepare_only:
            return
        shown = "127.0.0.1" if host == "0.0.0.0" else host
        self.stdout.write(
            f"OpsGuide is at http://{shown}:{port}/ – 'make admin' makes an editor's account for /admin/; Ctrl+C stops it."
        )
        self.stdout.flush()
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        os.execv(gunicorn, [gunicorn, "-c", "python:opsguide.gunicorn_conf", "opsguide.wsgi"])

    def _prepare(self) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False)
            outcome = sync()
        except OperationalError as error:
            raise CommandError(
                f"The database cannot be used: {str(error).strip()}. Check DATABASE_URL, or that {settings.DATA_DIR} can be written."
            ) from error
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{error}. Mend the files above; the database was not touched.") from error
        except ManyGoneError as error:
            raise CommandError(f"{error}.") from error
        for conflict in outcome.conflicts:
            self.stderr.write(f"conflict: {conflict}")
        self.stdout.write(str(outcome))
        _collect_static()


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used on {host} ({error.strerror}). Choose another: PORT=8001 make run"
            ) from error


def _collect_static() -> None:
    """Hashing and compressing takes a second or two, so it is done only when a file changed."""
    mark = Path(settings.STATIC_ROOT) / ".fingerprint"
    now = fingerprint(settings.STATICFILES_DIRS, suffixes=())
    if not mark.exists() or mark.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(now)
