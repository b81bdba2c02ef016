"""The parts of the OpenAPI document that are worked out from the content schema: components, filters, responses."""

from __future__ import annotations

from typing import Any

from opsguide.library import schema
from opsguide.listings import EFFORTS, LEVELS, PLATFORMS_NEEDED
from opsguide.models import ENTRY_MODELS
from opsguide.models.tool import COSTS, HOSTING, LICENCE_CLASSES, STATES

from . import words

Schema = dict[str, Any]
REF = "#/components/schemas/{model}"

_AN_ID_OF = "Id of a {}; repeat it for alternatives."
_ONE_OF = "One of {}; repeat it for alternatives."
FILTERS: dict[str, dict[str, tuple[str, str]]] = {  # type -> parameter -> (description, example)
    "practice": {
        "q": ("Words that must stand in the title, an alias, the summary or the first step.", "review"),
        "discipline": (_AN_ID_OF.format("discipline"), "mlops"),
        "principle": (_AN_ID_OF.format("principle"), "testing"),
        "level": (_ONE_OF.format(", ".join(LEVELS)), "start"),
        "effort": (_ONE_OF.format(", ".join(EFFORTS)), "light"),
        "role": (_AN_ID_OF.format("role that leads it"), "data-engineer"),
    },
    "pain": {
        "q": ("Words that must stand in the title, an alias or the summary.", "alerts"),
        "discipline": (_AN_ID_OF.format("discipline in which the remedy lies"), "dataops"),
    },
    "tool": {
        "q": ("Words that must stand in the title, an alias, the summary or the vendor's name.", "versions"),
        "discipline": (_AN_ID_OF.format("discipline"), "mlops"),
        "practice": (_AN_ID_OF.format("practice"), "data-versioning"),
        "principle": (_AN_ID_OF.format("principle"), "reproducibility"),
        "licence": (_ONE_OF.format(", ".join(LICENCE_CLASSES)), "open-source"),
        "hosting": (_ONE_OF.format(", ".join(HOSTING)), "self"),
        "cost": (_ONE_OF.format(", ".join(COSTS)), "free"),
        "lifecycle": (_ONE_OF.format(", ".join(STATES)), "active"),
        "platform": (_ONE_OF.format(", ".join(PLATFORMS_NEEDED)), "none"),
        "burden": (_ONE_OF.format(", ".join(EFFORTS)), "light"),
    },
}


def filter_parameters(kind: str) -> list[Schema]:
    return [
        {
            "in": "query",
            "name": name,
            "required": False,
            "description": description,
            "schema": {"type": "string"} if name == "q" else {"type": "array", "items": {"type": "string"}},
            "example": example if name == "q" else [example],
        }
        for name, (description, example) in FILTERS.get(kind, {}).items()
    ]


def component_name(kind: str) -> str:
    return kind.title()


def content(schema_part: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema_part}}


def ref(name: str) -> Schema:
    return {"$ref": REF.format(model=name)}


PROBLEMS = {
    400: "Part of the address is not text, a NUL character for instance.",
    404: "There is no such thing; the hint says where to look.",
    413: "The body is larger than 100 kB.",
    422: "Something in the request cannot be understood; the detail says what.",
    503: "The guide has no method yet: its weights are not loaded.",
}


def problem_responses(*statuses: int) -> dict[int, Schema]:
    return {status: {"description": PROBLEMS[status], "content": content(ref("Problem"))} for status in statuses}


def entry_responses(kind: str) -> dict[int, Schema]:
    return {
        200: {"description": f"The {kind}.", "content": content(ref(f"{component_name(kind)}Entry"))},
        301: {
            "description": "The id is an old one; Location has the new address.",
            "headers": {"Location": {"description": "The entry under its new id.", "schema": {"type": "string"}}},
        },
        **problem_responses(404),
    }


def list_responses(kind: str) -> dict[int, Schema]:
    page = {
        "allOf": [
            ref("Frame"),
            {
                "type": "object",
                "required": ["total", "items", "next"],
                "properties": {
                    "total": {"type": "integer", "description": "How many there are in all pages together."},
                    "items": {"type": "array", "items": ref(component_name(kind))},
                    "next": {
                        "type": ["string", "null"],
                        "description": "The address of the next page; null on the last.",
                    },
                    "ignored": {
                        "type": "array",
                        "items": ref("Ignored"),
                        "description": "Only when something was ignored.",
                    },
                },
            },
        ]
    }
    return {200: {"description": "A page of the list.", "content": content(page)}, **problem_responses(422)}


def components() -> dict[str, Schema]:
    found: dict[str, Schema] = {
        "Frame": _object(
            {
                "schema_version": {"type": "string", "description": words.ENVELOPE["schema_version"], "example": "1.0"},
                "edition": {"type": "integer", "description": words.ENVELOPE["edition"]},
                "generated_at": {
                    "type": "string",
                    "format": "date-time",
                    "description": words.ENVELOPE["generated_at"],
                },
            }
        ),
        "Problem": _object(
            {
                "detail": {"type": "string", "description": "What is wrong, in a sentence."},
                "hint": {"type": "string", "description": "What to do about it."},
            }
        ),
        "Ignored": _object(
            {
                "parameter": {"type": "string", "description": "The name of the query parameter."},
                "value": {"type": "string", "description": "Its value, shortened."},
                "why": {"type": "string", "enum": ["unknown-parameter", "unknown-value"]},
            }
        ),
        "Computed": _computed(),
        "Index": {"allOf": [ref("Frame"), _index()]},
    }
    for kind in ENTRY_MODELS:
        found |= _entry_components(kind)
    return found


def _object(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    return {"type": "object", "required": list(properties) if required is None else required, "properties": properties}


def _index() -> Schema:
    text, number = {"type": "string"}, {"type": "integer"}
    of_type = _object({"type": text, "plural": text, "total": number, "api_url": text})
    types = {"type": "array", "items": of_type, "description": "The types, and how many published entries each has."}
    return _object({"types": types, "search": text, "questions": text, "plans": text, "openapi": text})


def _computed() -> Schema:
    shapes: dict[str, Schema] = {
        "review_due": {"type": ["string", "null"], "format": "date"},
        "changed_at": {"type": ["string", "null"], "format": "date-time"},
        "changed_in_edition": {"type": ["integer", "null"]},
        "markdown_url": {"type": "string"},
        "open_source": {"type": "boolean"},
        "usable": {"type": "boolean"},
        "html": {"type": "string"},
    }
    described = {key: {**shape, "description": words.COMPUTED[key]} for key, shape in shapes.items()}
    return _object(described, ["review_due", "changed_at", "changed_in_edition"])


def _entry_components(kind: str) -> dict[str, Schema]:
    """`Tool`, an item of a list; `ToolEntry`, the same with its text; and the parts both are made of."""
    name = component_name(kind)
    own = schema.TYPES[kind].model_json_schema(ref_template=REF)
    parts = own.pop("$defs", {})
    properties = {
        key: {**shape, "description": words.KEYS.get(key, "")}
        for key, shape in own["properties"].items()
        if key != "note"
    }
    body = properties.pop("body")
    if "url" in properties:  # of a source; `url` is the guide's own page here, as everywhere
        properties["address"] = properties.pop("url") | {"description": words.KEYS["address"]}
    addresses: dict[str, Schema] = {
        "type": {"type": "string", "const": kind},
        "id": {"type": "string", "pattern": schema.ID_PATTERN},
        "url": {"type": "string"},
        "api_url": {"type": "string"},
    }
    addresses = {key: {**shape, "description": words.OWN[key]} for key, shape in addresses.items()}
    computed = {"computed": {**ref("Computed"), "description": words.OWN["computed"]}}
    item = _object({**addresses, **properties, **computed}, [*addresses, *own["required"], "computed"])
    item["description"] = f"A {kind}. Keys at their default are left out."
    entry = {"allOf": [ref("Frame"), ref(name), {"type": "object", "properties": {"body": body}}]}
    open_parts = {part: _open(shape) for part, shape in parts.items()}
    return {**open_parts, name: _open(item), f"{name}Entry": entry}


def _open(shape: Any) -> Any:
    """Keys may be added within version 1, so nothing says that there are no others."""
    if isinstance(shape, dict):
        return {
            key: _open(value) for key, value in shape.items() if not (key == "additionalProperties" and value is False)
        }
    return [_open(part) for part in shape] if isinstance(shape, list) else shape
