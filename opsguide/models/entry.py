"""What all content types share in the database.

The id is the primary key: it is the file name, the address and the API's id, and never changes once published
(ADR 0002). `origin` remembers the values a row was last synced from, so that sync can tell an editor's change from
a file's.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from opsguide.library import schema

valid_id = RegexValidator(schema.ID_PATTERN, "Lower-case words joined by '-', for example great-expectations.")


def valid_text_list(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValidationError("Write one item per line.")


class TextListField(models.JSONField):
    """A list of words or lines; the admin edits it as one item per line."""

    default_validators = [valid_text_list]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})


class StructureField(models.JSONField):
    """Nested values that need no table; the admin edits them as YAML and the schema checks them."""


class EntryQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(status="published")

    def visible(self) -> Self:
        """What has a page: published, and retired with a note."""
        return self.exclude(status="draft")

    def in_order(self) -> Self:
        return self.order_by("order", "id") if hasattr(self.model, "order") else self.order_by(Lower("title"), "id")


class Entry(models.Model):
    """The envelope. Subclasses name their schema type in `type`."""

    type: ClassVar[str]
    # schema key -> child relation: a list of parts, each a row of its own
    children: ClassVar[dict[str, str]] = {}

    id = models.SlugField(primary_key=True, max_length=60, validators=[valid_id])
    title = models.CharField(max_length=60)
    summary = models.CharField(
        max_length=200, help_text="20 to 200 characters. Shown on cards, in search and in tooltips."
    )
    aka = TextListField("also known as", help_text="Synonyms, abbreviations, old names: one per line.")
    redirects = TextListField(help_text="Old ids that must keep working: one per line.")
    status = models.CharField(
        max_length=9, default="draft", choices=[("draft", "Draft"), ("published", "Published"), ("retired", "Retired")]
    )
    reviewed_on = models.DateField(null=True, blank=True, help_text="The day the facts were really checked.")
    reviewed_by = models.CharField(max_length=120, blank=True, help_text="Your handle.")
    review_months = models.PositiveSmallIntegerField(null=True, blank=True, choices=[(6, "6"), (12, "12"), (24, "24")])
    sources = models.ManyToManyField("opsguide.Source", blank=True, related_name="cited_by_%(class)s")
    see_also = TextListField(help_text="type/id, one per line; only where no other field makes the link.")
    note = models.TextField(blank=True, help_text="For editors; never shown.")
    body = models.TextField("text", blank=True)
    origin = models.JSONField(null=True, blank=True, editable=False)
    origin_hash = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("title",)
        default_permissions = ("add", "change", "delete", "view", "publish")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"opsguide:{self.type}-detail", args=[self.pk])

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.pk}"

    @property
    def schema(self) -> type[schema.Entry]:
        return schema.TYPES[self.type]


class OrderedChild(models.Model):
    """A part of an entry that has a place in a list."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position", "id")
