"""Answers as somebody typed them: YAML or JSON, from a file or a text field."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import yaml

LONGEST = 300_000


class UnreadableAnswers(ValueError):
    """Says in a sentence what is wrong with the text."""


class _Loader(yaml.SafeLoader):
    """Safe, and without aliases: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError("aliases are not read", problem_mark=self.peek_event().start_mark)
        return super().compose_node(parent, index)


def read_answers(text: str) -> dict[str, Any]:
    """Question id -> raw answer; the engine names and ignores what it does not know. Raises UnreadableAnswers."""
    if len(text) > LONGEST:
        raise UnreadableAnswers(f"That is longer than {LONGEST:,} characters; a whole assessment is far shorter.")
    try:
        answers = _parsed(text)
        if answers is None:
            return {}
        if not isinstance(answers, dict):
            raise UnreadableAnswers("Answers are written as “question: answer”, one question per line.")
        inner = answers.get("answers")  # a plan's own JSON, given back
        given = inner if isinstance(inner, dict) else answers
        return {str(question): _plain(answer) for question, answer in given.items()}
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" Look at line {mark.line + 1}." if mark else ""
        raise UnreadableAnswers(f"This is neither YAML nor JSON.{where}") from error


def _parsed(text: str) -> Any:
    """JSON is YAML too, but its own parser is a hundred times faster."""
    if text.lstrip().startswith("{"):
        with contextlib.suppress(ValueError):
            return json.loads(text)
    return yaml.load(text, _Loader)


def _plain(value: Any) -> Any:
    """YAML reads 2026-11-23 as a date and `no` as False; whatever is no JSON value becomes its own words."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
