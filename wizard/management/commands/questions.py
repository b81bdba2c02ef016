from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opsguide.management.database import explained
from wizard.api import described
from wizard.engine import IncompleteMethodError
from wizard.guide import catalogue
from wizard.phrases import condition_as_text


class Command(BaseCommand):
    help = "Print the question bank: what can be asked, what can be answered, and when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, format: str, **options: Any) -> None:
        try:
            with explained():
                guide = catalogue()
        except IncompleteMethodError as error:
            raise CommandError(f"{error}. Run sync_content first.") from error
        bank = [described(guide, question) for question in guide.questions.values()]
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
        for part in (*document["options"], *document["rows"]):
            if document["kind"] != "grid" or part not in document["options"]:  # a grid's options are its columns
                self.stdout.write(f"  {part['id']}: {part['label']}")
        besides = ["unsure"] * document["unsure"] + ["does-not-apply"] * document["not_applicable"]
        self.stdout.write(f"  {document['answer']}{' Or: ' * bool(besides)}{', '.join(besides)}")
