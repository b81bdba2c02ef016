"""The question bank as plain data: for `manage.py questions` and for whoever builds another front end."""

from __future__ import annotations

from typing import Any

from .answering import NOTHING, columns, instead
from .engine import Asked, Catalogue, Condition, NumberTest, Question, questions_to_ask


def question_bank(guide: Catalogue) -> list[dict[str, Any]]:
    """Every question with everything that may be answered, before anybody's answers narrow it."""
    widest = {asked.question.id: asked for asked in questions_to_ask(guide, {}, "full")}
    return [_document(guide, widest.get(q.id) or Asked(q, q.options, q.rows)) for q in guide.questions.values()]


def _document(guide: Catalogue, asked: Asked) -> dict[str, Any]:
    question = asked.question
    document: dict[str, Any] = {
        "id": question.id,
        "title": question.title,
        "summary": question.summary,
        "why_we_ask": question.why_we_ask,
        "kind": question.kind,
        "section": question.section,
        "quick": question.quick,
        "unsure": question.unsure,
        "not_applicable": question.not_applicable,
        "ask_if": _condition(question.ask_if),
        "find_out": question.find_out or None,
        "max_choices": question.max_choices,
        "unit": question.unit or None,
    }
    if question.kind == "grid":
        document["columns"] = [{"id": c, "label": label} for c, label in columns(asked).items()]
    if question.kind in ("counts", "grid"):
        document["rows"] = [_part(row) | {"ask_if": _condition(row.ask_if)} for row in question.rows]
    if question.kind in ("one", "many"):
        document["options"] = [_part(o) | {"excludes_others": o.excludes_others} for o in _options(guide, asked)]
    document["besides"] = [value for value in instead(asked) if value != NOTHING]
    return document


def _options(guide: Catalogue, asked: Asked) -> Any:
    """What was ticked in another question can be anything that the other one offers."""
    source = guide.questions.get(asked.question.chosen_in or "")
    return _all_options(guide, source) if source else asked.options


def _all_options(guide: Catalogue, question: Question) -> Any:
    asked = next((a for a in questions_to_ask(guide, {}, "full") if a.question.id == question.id), None)
    return asked.options if asked else question.options


def _part(part: Any) -> dict[str, Any]:
    return {"id": part.id, "label": part.label, "help": part.help or None}


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    """In the grammar of the content files."""
    if condition is None:
        return None
    parts = {"all": condition.all, "any": condition.any, "none": condition.none}
    return {name: [_atom(atom) for atom in atoms] for name, atoms in parts.items() if atoms}


def _atom(atom: Any) -> Any:
    if not isinstance(atom, NumberTest):
        return str(atom)
    number = f"{atom.question}.{atom.row}" if atom.row else atom.question
    bounds = {"at_least": atom.at_least, "at_most": atom.at_most}
    return {"number": number, **{name: bound for name, bound in bounds.items() if bound is not None}}
