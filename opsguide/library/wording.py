"""What pydantic says about a value, in words for people who write content and no Python."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

LIMITS = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
}
WAY = re.compile(r"str|.*\bNumberTest\]?")  # how pydantic names the two ways to write an atom
EXPECTED = {
    "bool": "expected true or false",
    "date": "expected a day that exists, such as 2026-11-20",
    "dict": "expected `key: value` lines",
    "float": "expected a number",
    "int": "expected a whole number",
    "list": "expected a list, one item a line, each beginning with '- '",
    "model": "expected `key: value` lines",
    "string": "expected text",
}


def told(error: ValidationError) -> list[Any]:
    """The errors of pydantic, without those of the other way to write an atom: a number test is no word, and a word no test."""
    found = []
    for detail in error.errors(include_url=False):
        where = tuple(part for part in detail["loc"] if not WAY.fullmatch(str(part)))
        last = str(detail["loc"][-1]) if detail["loc"] else ""
        other_way = dict if last == "str" else str if WAY.fullmatch(last) else ()
        if not isinstance(detail["input"], other_way):
            found.append({**detail, "loc": where})
    return found


def sentences(error: ValidationError) -> list[str]:
    """Each fault with the key it is in, for a line of its own."""
    return [f"{'.'.join(map(str, d['loc']))}: {plainly(d)}".removeprefix(": ") for d in told(error)]


def plainly(detail: Any) -> str:
    """One of `ValidationError.errors()`; the messages of our own rules are plain already."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    match kind:
        case "value_error" | "assertion_error":
            return str(detail["msg"]).removeprefix("Value error, ")
        case "string_too_short" if not str(given).strip():
            return "this is empty"
        case "string_too_short" | "string_too_long":
            few, length = kind == "string_too_short", len(str(given).strip())
            limit = f"at least {context['min_length']}" if few else f"at most {context['max_length']}"
            return f"{limit} characters, and this has {length}"
        case "string_pattern_mismatch":
            return "expected lower-case words joined by '-', such as code-review"
        case "literal_error":
            return f"choose {context['expected']}"
        case "too_short":
            return "at least one is needed"
    if kind in LIMITS:
        return f"expected {LIMITS[kind].format(**context)}"
    return EXPECTED.get(str(kind).partition("_")[0], str(detail["msg"]))
