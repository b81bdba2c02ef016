"""YAML with line numbers, and without YAML 1.1's surprises.

`on`, `yes` and `no` stay words and dates stay text: an entry says `reviewed: {on: 2026-11-23}` and `value: yes`,
and the schema, not the parser, decides what they mean. A key written twice is an error.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = tuple[str | int, ...]


class PlainLoader(_Base):  # type: ignore[misc]  # the base is C or Python, whichever the machine has
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))


class YamlError(ValueError):
    """Broken YAML; `line` counts from 1 within the text given."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def load(text: str) -> tuple[Any, dict[Location, int]]:
    """The value, and the line (from 1) of every key and list item by its path. Raises YamlError."""
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}
        lines: dict[Location, int] = {}
        _walk(node, (), lines)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise YamlError(1, f"not valid YAML: {error}") from error
    except RecursionError as error:
        raise YamlError(1, "not valid YAML: nested too deeply") from error
    finally:
        loader.dispose()


def _walk(node: yaml.Node, path: Location, lines: dict[Location, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise YamlError(key.start_mark.line + 1, "a key must be a plain word")
            if key.value in seen:
                raise YamlError(key.start_mark.line + 1, f"the key '{key.value}' stands twice; keep one")
            seen.add(key.value)
            lines[(*path, key.value)] = key.start_mark.line + 1
            _walk(value, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _walk(item, (*path, index), lines)
