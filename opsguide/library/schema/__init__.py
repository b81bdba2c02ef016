"""What an entry of each type may say.

One class per content type. The same classes check the files (`reader`), the admin's forms and the API's
documents, and `json_schemas()` hands them to editors' IDEs. Unknown keys are errors everywhere.
Rules that need more than one entry (dangling ids, cycles, doubled aliases) live in `linter`.
"""

from __future__ import annotations

from typing import Any

from .bank import Case, Effect, Option, Question, Row, Rule, Weight
from .base import (
    ID_PATTERN,
    PACKAGE_MANAGERS,
    PRINCIPLES,
    TYPE_NAMES,
    Applies,
    Condition,
    Confusion,
    Entry,
    NumberTest,
    Part,
    Review,
    evidence_address,
)
from .guide import (
    CompareRow,
    Discipline,
    DisciplineRole,
    Effort,
    Handover,
    Nuance,
    Pain,
    Practice,
    Principle,
    Remedy,
    Role,
    Source,
    Stage,
    StageTask,
    Task,
    Term,
)
from .tool import Cell, Evidence, Fit, LicenceChange, Lifecycle, Tool

TYPES: dict[str, type[Entry]] = {
    "discipline": Discipline,
    "principle": Principle,
    "practice": Practice,
    "pain": Pain,
    "role": Role,
    "stage": Stage,
    "tool": Tool,
    "term": Term,
    "source": Source,
    "question": Question,
    "rule": Rule,
    "weight": Weight,
    "case": Case,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of the front matter, per type name; `body` is left out, since it is the text below it."""
    schemas = {}
    for name, model in TYPES.items():
        schema = model.model_json_schema()
        schema["properties"].pop("body", None)
        schemas[name] = schema
    return schemas


__all__ = [
    "ID_PATTERN",
    "PACKAGE_MANAGERS",
    "PRINCIPLES",
    "TYPES",
    "TYPE_NAMES",
    "Applies",
    "Case",
    "Cell",
    "CompareRow",
    "Condition",
    "Confusion",
    "Discipline",
    "DisciplineRole",
    "Effect",
    "Effort",
    "Entry",
    "Evidence",
    "Fit",
    "Handover",
    "LicenceChange",
    "Lifecycle",
    "Nuance",
    "NumberTest",
    "Option",
    "Pain",
    "Part",
    "Practice",
    "Principle",
    "Question",
    "Remedy",
    "Review",
    "Role",
    "Row",
    "Rule",
    "Source",
    "Stage",
    "StageTask",
    "Task",
    "Term",
    "Tool",
    "Weight",
    "evidence_address",
    "json_schemas",
]
