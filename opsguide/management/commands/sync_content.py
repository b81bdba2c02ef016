from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsguide.management.database import explained
from opsguide.sync import ContentError, ManyGoneError, sync


class Command(BaseCommand):
    help = "Bring the database up to the content files. Edited rows are kept; conflicts are reported (exit code 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folders",
            nargs="*",
            type=Path,
            help="all folders of the guide, the shipped one too; default: it and OPSGUIDE_CONTENT_DIRS",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
        parser.add_argument(
            "--conflicts-ok", action="store_true", help="exit code 0 even when there are conflicts (for server starts)"
        )

        parser.add_argument(
            "--retire-many", action="store_true", help="even when more than half of the guide would be retired"
        )

    def handle(
        self, *, folders: list[Path], dry_run: bool, conflicts_ok: bool, retire_many: bool, **options: Any
    ) -> None:
        try:
            with explained():
                outcome = sync(folders or None, dry_run=dry_run, retire_many=retire_many)
        except ManyGoneError as error:
            raise CommandError(f"{error}.") from error
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{error}. Nothing was changed.") from error
        for conflict in outcome.conflicts:
            self.stderr.write(f"conflict: {conflict}")
        self.stdout.write(f"{outcome}{' (dry run: nothing written)' if dry_run else ''}")
        if outcome.conflicts and not conflicts_ok:
            raise CommandError("settle the conflicts in the admin or in the files, then sync again")
