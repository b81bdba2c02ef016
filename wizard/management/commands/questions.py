from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wizard.engine import IncompleteMethodError
from wizard.guide import catalogue
from wizard.phrases import condition_as_text
from wizard.questionnaire import question_bank


class Command(BaseCommand):
    help = "Print the question bank: what can be asked, what can be answered, and when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, format: str, **options: Any) -> None:  # noqa: A002  the option's name
        try:
            guide = catalogue()
        except IncompleteMethodError as error:
            raise CommandError(f"{error}. Run sync_content first.") from error
        bank = question_bank(guide)
        if format == "json":
            self.stdout.write(json.dumps({"edition": guide.edition, "questions": bank}, indent=2, ensure_ascii=False))
            return
        for document in bank:
            self._write(document, condition_as_text(guide, guide.questions[document["id"]].ask_if))

    def _write(self, document: dict[str, Any], asked_if: str) -> None:
        quick = ", quick" * document["quick"]
        self.stdout.write(f"{document['id']} ({document['kind']}{quick}): {document['title']}")
        if asked_if:
            self.stdout.write(f"  asked if {asked_if}")
        for part in (*document.get("options", ()), *document.get("rows", ())):
            self.stdout.write(f"  {part['id']}: {part['label']}")
        if columns := document.get("columns"):
            self.stdout.write(f"  each line: {', '.join(column['id'] for column in columns)}")
        if document["besides"]:
            self.stdout.write(f"  or: {', '.join(document['besides'])}")
