from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsguide.management.database import explained
from wizard.engine import Catalogue, IncompleteMethodError
from wizard.exports import plan_markdown
from wizard.guide import catalogue, draft_catalogue
from wizard.reading import UnreadableAnswers, read_answers
from wizard.review import review
from wizard.snapshots import snapshot


class Command(BaseCommand):
    help = "Advise on a file of answers (YAML or JSON; - reads standard input). What is unknown in it is named and ignored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="for example answers.yaml; see `manage.py questions` for the ids")
        parser.add_argument("--format", choices=["json", "markdown"], default="markdown")
        parser.add_argument("--drafts", action="store_true", help="as if every draft were published")

    def handle(self, *, file: str, format: str, drafts: bool, **options: Any) -> None:
        try:
            answers = read_answers(_text(file))
        except UnreadableAnswers as error:
            raise CommandError(f"{file}: {error}") from error
        guide = _guide(drafts=drafts)
        plan = snapshot(guide, answers)
        for ignored in plan["ignored"]:
            self.stderr.write(f"ignored: {ignored['text']}")
        if format == "json":
            self.stdout.write(json.dumps(plan, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(plan_markdown(plan, sections=review(guide, answers, "quick", {})))


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{file} cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8 text'})."
        ) from error


def _guide(*, drafts: bool) -> Catalogue:
    try:
        with explained():
            return draft_catalogue()[0] if drafts else catalogue()
    except IncompleteMethodError as error:
        raise CommandError(f"{error}. Run sync_content first.") from error
