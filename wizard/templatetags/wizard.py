from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def points(value: float) -> str:
    """+4, −1.5: with its sign, a real minus, and no more digits than it has."""
    return f"{value:+g}".replace("-", "−") if value else "0"


@register.filter
def plain_number(value: float) -> str:
    return f"{value:g}"
