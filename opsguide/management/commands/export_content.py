from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsguide.export import export, write_json_schemas
from opsguide.management.database import explained


class Command(BaseCommand):
    help = "Write the database's entries as canonical content files, or only the JSON Schemas for your editor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--schemas", action="store_true", help="write only the JSON Schemas")

    def handle(self, *, folder: Path, schemas: bool, **options: Any) -> None:
        try:
            self._write(folder, schemas=schemas)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written ({error.strerror}). Name a folder, new or old.") from error

    def _write(self, folder: Path, *, schemas: bool) -> None:
        if schemas:
            self.stdout.write(f"{write_json_schemas(folder)} schemas written to {folder}")
            return
        with explained():
            count, skipped = export(folder)
        for reference in skipped:
            self.stderr.write(f"left out, not finished: {reference}")
        self.stdout.write(f"{count} entries written to {folder}")
