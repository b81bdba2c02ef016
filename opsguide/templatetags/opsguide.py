from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.utils.safestring import SafeString

from opsguide import emblems, wording
from opsguide.directory import PLURALS, TYPE_NAMES, Card, directory

register = template.Library()


@register.simple_tag
def emblem(discipline: str, title: str = "") -> SafeString:
    return emblems.emblem(discipline, title)


@register.simple_tag
def card(reference: str, entry_id: str = "") -> Card | None:
    """`{% card "practice/ci" as c %}` or `{% card "practice" id as c %}`: what the directory knows of an entry."""
    return directory().cards.get(f"{reference}/{entry_id}" if entry_id else reference)


@register.filter
def type_name(kind: str) -> str:
    return TYPE_NAMES.get(kind, kind.title())


@register.filter
def plural_path(kind: str) -> str:
    return PLURALS.get(kind, kind)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def beside(cells: list[Any], heads: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each cell of a row with the head of its column."""
    return zip(cells, heads, strict=True)


@register.filter
def words(value: str) -> str:
    """`iterative-development` -> `iterative development`."""
    return str(value).replace("-", " ").replace("_", " ")


register.filter("marked", wording.marked)
register.filter("dated", wording.day_in_words)


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: Any) -> str:
    """The current address with some query parameters changed; None removes one. Paging starts again."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    if "page" not in changes:
        query.pop("page", None)
    return f"?{urlencode(sorted(query.lists()), doseq=True)}" if query else "?"
