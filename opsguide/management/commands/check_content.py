from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from opsguide.library.linter import lint
from opsguide.library.problems import errors
from opsguide.library.reader import read


class Command(BaseCommand):
    help = "Check the content files: every problem, with file and line. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folders", nargs="*", type=Path, help="default: the shipped content and OPSGUIDE_CONTENT_DIRS"
        )

    def handle(self, *, folders: list[Path], **options: Any) -> None:
        library, problems = read(folders or settings.CONTENT_DIRS)
        problems = sorted(problems + lint(library, today=dt.date.today()))
        for problem in problems:
            self.stderr.write(str(problem))
        count = len(library.all_documents())
        if found := errors(problems):
            raise CommandError(f"{count} entries read, {len(found)} errors. Nothing was changed.")
        self.stdout.write(f"{count} entries read, no errors, {len(problems)} warnings")
