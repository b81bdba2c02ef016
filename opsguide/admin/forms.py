"""The change form of an entry: form and inlines are put together into one document, checked, and taken apart again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet
from pydantic import ValidationError

from opsguide.documents import prefixed
from opsguide.library.yamlfile import Location

from .examine import Candidate, Finding, blocking, examine
from .fields import ChoicesField, LinesField, YamlField
from .publishing import without_blanks
from .snapshot import Snapshot, value_of

STATUS_BUTTONS = {"_publish": "published", "_unpublish": "draft", "_retire": "retired"}
ALWAYS_CHOSEN = ("licence_class", "cost", "lifecycle_state", "area", "team")
LAST_PLACE = 30_000
BOOKKEEPING = ("id", "parent", "position", "DELETE")


class PartForm(forms.ModelForm):
    """A row of a child table. Places are shown as 10, 20, 30, so that 15 goes between two rows."""

    def clean_position(self) -> int:
        place = self.cleaned_data["position"]
        return LAST_PLACE if place is None else place

    def part(self) -> dict[str, Any]:
        values = {name: _plain(value) for name, value in self.cleaned_data.items() if name not in BOOKKEEPING}
        return {name: value for name, value in values.items() if value not in (None, "")}


class PartFormSet(BaseInlineFormSet):
    """The rows of one child table; `key` is what the schema calls them."""

    key = ""
    mistaken: list[forms.ModelForm] = []  # rows with a mistake of their own

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():  # the table's head is no label to a screen reader
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))
        if "position" in form.fields:
            form.fields["position"].required = False
            form.fields["position"].max_value = LAST_PLACE
            is_row = index is not None and index < self.initial_form_count()
            form.initial["position"] = (index + 1) * 10 if is_row else None

    def rows(self) -> list[PartForm]:
        """The forms that will be rows after saving, in their order. Only once everything has been cleaned."""
        live = [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and (form.has_changed() or form.instance.pk)
            and not form.cleaned_data.get("DELETE")
        ]
        return sorted(
            live, key=lambda form: form.cleaned_data.get("position") or 0
        )  # stable: equal places keep their order

    def parts(self) -> Any:
        """As the schema writes them."""
        parts = [form.part() for form in self.rows()]
        if self.key == "leads":
            return [part.get("role") for part in parts]
        if self.key == "principles":
            return {part.pop("principle", ""): part for part in parts}
        return parts

    def place(self, finding: Finding) -> None:
        rest, rows = finding.where[1:], self.rows()
        if self.key == "principles" and rest:
            found = next((form for form in rows if form.part().get("principle") == rest[0]), None)
        else:
            found = rows[rest[0]] if rest and isinstance(rest[0], int) and rest[0] < len(rows) else None
        if found is None:
            self.non_form_errors().append(finding.at_field)
        elif found not in self.mistaken:
            field = next((name for name in rest[1:] if name in found.fields), None)
            found.add_error(field, finding.at_field)

    def renumber(self) -> None:
        for place, form in enumerate(self.rows()):
            if form.instance.position != place:
                form.instance.position = place
                form.instance.save(update_fields=["position"])


class EntryForm(forms.ModelForm):
    """`known` and `may_publish` are set by the admin for each request."""

    known: Snapshot
    may_publish = False
    seen = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # which state of the entry the editor had before them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        button = next((name for name in STATUS_BUTTONS if name in self.data), None)
        self.target_status = STATUS_BUTTONS[button] if button else self.instance.status
        self.formsets: list[PartFormSet] = []
        self.warnings: list[Finding] = []
        self.initial["seen"] = self._state()
        for name, field in self.fields.items():
            field.required = name in ("id", "title") or self._column_must_be_filled(name, field)
            if isinstance(field, forms.TypedChoiceField):
                field.valid_value = _leave_it_to_the_schema
            if isinstance(field, ChoicesField):
                field.initial = self.initial.get(name)
            if isinstance(field, YamlField) and self.initial.get(name):
                self.initial[name] = self._in_schema(name, self.initial[name], exclude_defaults=True)
                lines = field.prepare_value(self.initial[name]).count("\n") + 1
                field.widget.attrs["rows"] = min(max(field.rows, lines), 24)

    def _column_must_be_filled(self, name: str, field: forms.Field) -> bool:
        """What is missing stops publishing, not saving a draft; but a number or a relation has no empty value, and
        the preview of a draft has no word for no area and no licence class."""
        if name == "seen" or isinstance(field, forms.BooleanField | LinesField | YamlField):
            return False
        column = self._meta.model._meta.get_field(name)
        text = isinstance(column, models.CharField | models.TextField | models.JSONField)
        return not (text or column.many_to_many or column.null) or name in ALWAYS_CHOSEN

    def _in_schema(self, name: str, value: Any, **options: Any) -> Any:
        """Nested values as the schema writes them: short for the eye, whole for the database, as sync stores them."""
        model, key = self.instance.schema, name
        if name not in model.model_fields:
            outer, _, key = name.partition("_")
            model = model.model_fields[outer].annotation
        adapter = value_of(model, key)
        try:
            return adapter.dump_python(adapter.validate_python(value), mode="json", **options)
        except ValidationError:
            return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # The admin builds the inlines from this form's instance; that is how the form gets to know them.
        self.formsets = getattr(self.instance, "part_formsets", [])
        for formset in self.formsets:
            formset.is_valid()
            formset.mistaken = [form for form in formset.forms if form.errors]
        broken = {key for key in self.instance.schema.model_fields if self._is_broken(key)}
        if self.target_status != "draft" and not self.may_publish:
            self.add_error(None, "Your account may save drafts. Save this one, and ask a publisher to publish it.")
        self._refuse_to_overwrite()
        findings = examine([self.candidate()], self.known)
        self._advise_retiring(findings)
        self.warnings = [finding for finding in findings if finding.level == "warning"]
        for finding in blocking(findings, self.target_status):
            if not (finding.where and finding.where[0] in broken and (finding.is_gap or len(finding.where) == 1)):
                self._place(finding)
        written = {name for name, field in self.fields.items() if isinstance(field, YamlField) and cleaned.get(name)}
        return cleaned | {name: self._in_schema(name, cleaned[name]) for name in written}

    def _advise_retiring(self, findings: list[Finding]) -> None:
        """Said before the list of all who point at an entry that is to become a draft again."""
        if self.target_status == "draft" and any(
            f.text.endswith("is still a draft") for f in blocking(findings, "draft")
        ):
            self.add_error(
                None, "Other entries point at this one, so it cannot be taken back; retire it instead. They are:"
            )

    def _state(self) -> str:
        return self.instance.changed_at.isoformat() if self.instance.changed_at else ""

    def _refuse_to_overwrite(self) -> None:
        """Two editors, one entry: the second is told once, with both versions on the page."""
        seen = self.cleaned_data.get("seen")
        if seen and not self.instance._state.adding and seen != self._state():
            self.add_error(
                None,
                "Somebody else saved this entry while you were writing. What you typed is below, and what is saved now"
                " is shown at the end, as a file. Save again to put yours in its place.",
            )
            self.data = self.data.copy()
            self.data["seen"] = self._state()

    def candidate(self) -> Candidate:
        """The entry as this form and its inlines say it should be."""
        values = {key: value for key in self.instance.schema.model_fields if (value := self._value(key)) is not None}
        entry_id = self.cleaned_data.get("id") or self.instance.pk or ""
        return Candidate(self.instance.type, entry_id, without_blanks(values) | {"status": self.target_status})

    def _value(self, key: str) -> Any:
        for formset in self.formsets:
            if formset.key == key:
                return formset.parts()
        if key in self.fields:
            return _plain(self.cleaned_data.get(key))
        columns = [name for name in prefixed(self._meta.model, key) if name in self.fields]
        return (
            without_blanks({name.removeprefix(f"{key}_"): _plain(self.cleaned_data.get(name)) for name in columns})
            or None
        )

    def _is_broken(self, key: str) -> bool:
        """A box with a mistake of its own: that it is empty on top of that is no news."""
        columns = {key, *prefixed(self._meta.model, key)}
        return bool(columns & self.errors.keys()) or any(
            f.key == key and (f.mistaken or f.non_form_errors()) for f in self.formsets
        )

    def _place(self, finding: Finding) -> None:
        key = str(finding.where[0]) if finding.where else ""
        formset = next((formset for formset in self.formsets if formset.key == key), None)
        if formset is not None:
            formset.place(finding)
            return
        name, rest = self._field_for(key, finding.where)
        if name is None:
            self.add_error(None, finding.text)
        else:
            said = f"'{rest[-1]}' is missing." if finding.is_gap and rest else finding.at_field
            self.add_error(name, self._with_line(name, rest) + said)

    def _field_for(self, key: str, where: Location) -> tuple[str | None, Location]:
        if key in self.fields:
            return key, where[1:]
        columns = [name for name in prefixed(self._meta.model, key) if name in self.fields] if key else []
        if not columns:
            return None, ()
        exact = f"{key}_{where[1]}" if len(where) > 1 else ""
        return (exact, where[2:]) if exact in columns else (columns[0], ())

    def _with_line(self, name: str, rest: Location) -> str:
        lines = getattr(self.fields[name], "lines", {})
        line = next((lines[rest[:end]] for end in range(len(rest), 0, -1) if rest[:end] in lines), None)
        return f"Line {line}: " if line else ""


def _leave_it_to_the_schema(value: Any) -> bool:
    """Which words a key may take is said in one place, and so is the message about others."""
    return True


def _plain(value: Any) -> Any:
    """A relation as ids, in the order in which documents keep them."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet):
        return sorted(row.pk for row in value)
    return value
