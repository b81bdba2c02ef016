"""Database -> canonical files: fixed key order, one style, so that a diff shows only real changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from .documents import relations, to_entry
from .library import schema
from .library.reader import front_matter
from .models import ENTRY_MODELS, Entry


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Words that YAML 1.1 readers take for something else are quoted, so that any tool reads what we wrote."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


_Dumper.add_representer(str, _quoted)


def to_text(entry: schema.Entry) -> tuple[str, str]:
    """The file's suffix and text."""
    front = yaml.dump(front_matter(entry), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    if entry.body:
        return ".md", f"---\n{front}---\n\n{entry.body.strip()}\n"
    return (".md", f"---\n{front}---\n") if type(entry).headings else (".yaml", front)


def row_text(row: Entry) -> tuple[str, str]:
    return to_text(to_entry(row))


def export(folder: Path) -> tuple[int, list[str]]:
    """Write every entry below `folder`; return how many, and the half-written drafts that no file can hold yet.

    Files of entries that are gone are left for git to show.
    """
    count, skipped = 0, []
    for name, model in ENTRY_MODELS.items():
        target = folder / schema.TYPES[name].folder
        target.mkdir(parents=True, exist_ok=True)
        for row in model.objects.prefetch_related(*relations(model)).order_by("pk"):
            try:
                suffix, text = row_text(row)
            except ValidationError:
                skipped.append(row.reference)
                continue
            for other in {".md", ".yaml"} - {suffix}:
                (target / f"{row.pk}{other}").unlink(missing_ok=True)
            (target / f"{row.pk}{suffix}").write_text(text, encoding="utf-8")
            count += 1
    return count, skipped


def write_json_schemas(folder: Path) -> int:
    """One JSON Schema a type, for editors' IDEs; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas: dict[str, dict[str, Any]] = schema.json_schemas()
    for name, text in schemas.items():
        (folder / f"{name}.schema.json").write_text(json.dumps(text, indent=2) + "\n", encoding="utf-8")
    return len(schemas)
