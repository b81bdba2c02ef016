"""Which box a column gets: the rules that forms and inlines share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.validators import validate_slug
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opsguide.library.yamlfile import Location
from opsguide.models import Entry, StructureField, TextListField
from opsguide.models.entry import valid_id

from .fields import EntrySelect, EntrySelectMultiple, LinesField, SentenceField, YamlField
from .snapshot import Snapshot, snapshot


def example(*lines: str) -> SafeString:
    """YAML to copy, shown under a box. Help texts are HTML in the admin."""
    return format_html('<pre class="example">{}</pre>', "\n".join(lines))


# What to write, with an example, where all types say the same.
HELP = {
    "title": "The name people use, up to 60 characters. For example: Great Expectations",
    "id": "Its address, for ever: lower-case words joined by '-'. It cannot be changed later. For example: great-expectations",
    "summary": "One sentence that says the thing itself, 20 to 200 characters; shown on cards, in search and in the A–Z.",
    "aka": "Synonyms, abbreviations, old names, one per line. A name belongs to one entry only.",
    "redirects": "Old ids that must keep working, one per line.",
    "see_also": "One per line, type/id, only where no other field makes the link. For example: practice/version-control",
    "note": "For editors only: doubts, what to check next time.",
    "body": "",
    "sources": "Where the claims come from. Type a few letters; the + adds a new source.",
    "reviewed_on": "The day the facts were really checked.",
    "reviewed_by": "Your handle.",
    "review_months": "Only to check more often, or less often, than is usual for this type.",
    "order": "Its place in lists; steps of ten leave room between.",
    "position": "10, 20, 30 …: write 15 to move a row between the first two.",
    "confused_with": "Neighbours it is mistaken for, and why:"
    + example("- entry: discipline/aiops", "  why: One runs models, the other lets models help to run IT."),
    "applies_when": "Leave empty when it is for everybody. <em>because</em> is what a visitor reads whom it does not concern:"
    + example("when: {any: [delivers.models]}", "because: You deliver no models."),
    "ask_if": "Leave empty to ask everybody. The words are question.option:"
    + example("any: [delivers.models, delivers.llm]"),
}

# Where the heading above already says the first half of a column's name.
LABELS = {
    "id": "Id",
    "lifecycle_state": "State",
    "lifecycle_since": "Since",
    "lifecycle_why": "Why",
    "lifecycle_evidence": "Evidence",
    "lifecycle_successors": "Successors",
    "lifecycle_successor_note": "Note on successors",
    "effort_knowledge": "Effort: knowledge",
    "effort_time": "Effort: time",
    "effort_people": "Effort: people",
    "review_months": "Months between reviews",
    "applies_when": "Applies when",
    "position": "Place",
    "at": "Seen at",
}


def label_of(model: type[Entry], where: Location) -> str:
    """What the box for a key is called on the form."""
    names = {field.name: str(field.verbose_name) for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    for name in ("_".join(map(str, where[:2])), str(where[0])):
        if name in names:
            return LABELS.get(name, names[name]).lower()
    return str(where[0]).replace("_", " ")


def known_entries(request: HttpRequest) -> Snapshot:
    """One look at all entries per request."""
    if not hasattr(request, "known_entries"):
        request.known_entries = snapshot()
    return request.known_entries


class Boxes:
    """Mixed into model admins and inlines. `help_texts` adds to HELP for the columns of one type."""

    help_texts: dict[str, str] = {}
    model: type[models.Model]
    admin_site: Any

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if label := LABELS.get(db_field.name):
            kwargs["label"] = label
        if help_text := self.help_texts.get(db_field.name, HELP.get(db_field.name)):
            kwargs["help_text"] = help_text
        if isinstance(db_field, TextListField):
            kwargs["form_class"] = LinesField
        elif isinstance(db_field, StructureField):
            kwargs |= {"form_class": YamlField, "empty": _empty_value(db_field)}
        elif isinstance(db_field, models.TextField):
            rows = 36 if db_field.name == "body" else 4
            kwargs["widget"] = forms.Textarea(
                attrs={"rows": rows, "cols": 100, "class": f"vLargeTextField {db_field.name}"}
            )
        elif _is_sentence(db_field):
            kwargs["form_class"] = SentenceField
        elif isinstance(db_field, models.DateField):
            kwargs["error_messages"] = {"invalid": "Write the day as 20/11/2026 or 2026-11-20."}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(db_field, models.SlugField):
            field.validators = [v for v in field.validators if v is not validate_slug] + [valid_id]
            field.error_messages["unique"] = "This id is taken. Change the entry that has it, or choose another id."
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Only a source is made while writing about something else; more icons would be noise.
            field.widget.can_add_related &= db_field.name == "sources"
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, **self._relation(db_field, request, kwargs, EntrySelect)
        )  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **self._relation(db_field, request, kwargs, EntrySelectMultiple)
        )  # type: ignore[misc]

    def _relation(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any], widget: Any) -> dict[str, Any]:
        other = db_field.remote_field.model
        if not issubclass(other, Entry) or db_field.name == "parent":
            return kwargs
        titles = known_entries(request).titles
        unknown = {
            "invalid_choice": f"there is no {other.type} '%(value)s'",
            "invalid_pk_value": f"there is no {other.type} '%(pk)s'",
        }
        return {"widget": widget(db_field, self.admin_site, titles=titles), "error_messages": unknown, **kwargs}


def _is_sentence(field: models.Field) -> bool:
    long = (
        isinstance(field, models.CharField)
        and not isinstance(field, models.URLField)
        and (field.max_length or 0) >= 200
    )
    return long and not field.choices and field.name != "at"


def _empty_value(field: models.Field) -> Any:
    if field.null:
        return lambda: None
    return field.default if callable(field.default) else dict
