"""Form fields and widgets for lists, nested values and relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml
from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.http import QueryDict

from opsguide.library import yamlfile
from opsguide.library.reader import INVISIBLE


def without_invisible(data: QueryDict) -> QueryDict:
    """What was sent, without characters that nobody can see and nobody types; they come along when text is copied."""
    data = data.copy()
    for name in data:
        data.setlist(name, [INVISIBLE.sub("", value) for value in data.getlist(name)])
    return data


class SentenceField(forms.CharField):
    """One sentence in a box tall enough to read it; line breaks are only for the eye."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 80, "class": "sentence"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return re.sub(r"\s*\n\s*", " ", value) if isinstance(value, str) else value


class _ListLikeField(forms.Field):
    """A JSON column shown as text. What was typed is shown again as it was typed, right or wrong."""

    rows = 3

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        kwargs["show_hidden_initial"] = False
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": self.rows, "cols": 80}), **kwargs})

    def to_text(self, value: Any) -> str:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> str:
        if callable(value):
            value = value()
        return value if isinstance(value, str) else self.to_text(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).strip() != (data or "").replace("\r\n", "\n").strip()


class LinesField(_ListLikeField):
    """A list of words or sentences, one per line. `lines` says on which line of the box each item stands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lines: dict[yamlfile.Location, int] = {}

    def to_text(self, value: Any) -> str:
        return "\n".join(map(str, value or []))

    def clean(self, value: Any) -> list[str]:
        found = [
            (number, line.strip()) for number, line in enumerate((value or "").splitlines(), start=1) if line.strip()
        ]
        self.lines = {(index,): number for index, (number, _) in enumerate(found)}
        items = [line for _, line in found]
        if self.required and not items:
            raise ValidationError(self.error_messages["required"], code="required")
        self.run_validators(items)
        return items


class YamlField(_ListLikeField):
    """Nested values as YAML, read exactly as the files are. Mistakes name the line in the box."""

    rows = 6

    def __init__(self, *, empty: Callable[[], Any] = lambda: None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"class": "yaml", "spellcheck": "false"})
        self.empty = empty
        self.lines: dict[yamlfile.Location, int] = {}

    def to_text(self, value: Any) -> str:
        if value in (None, [], {}):
            return ""
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100).strip()

    def clean(self, value: Any) -> Any:
        text = (value or "").replace("\r\n", "\n").replace("\t", "  ").rstrip()
        try:
            data, self.lines = yamlfile.load(text)
        except yamlfile.YamlError as error:
            line = min(error.line, text.count("\n") + 1)  # the parser may only notice below the last line
            raise ValidationError(f"Line {line}: {error}") from error
        except ValueError as error:  # such as a number of five thousand digits
            raise ValidationError(f"This cannot be read: {error}") from error
        return self.empty() if data is None else data


class ChoicesField(forms.MultipleChoiceField):
    """A closed list as ticks. Values keep the order they had, so that saving an untouched form changes nothing."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        before = [item for item in (self.initial or []) if item in chosen]
        return before + [item for item in chosen if item not in before]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(map(str, initial or [])) != set(map(str, data or []))


Titles = Callable[[type], dict[str, str]]


class _KnownTitles:
    """Shows the chosen entries without asking the database: a form with thirty relations would ask thirty times."""

    def __init__(self, field: Any, admin_site: Any, *, titles: Titles, **kwargs: Any) -> None:
        super().__init__(field, admin_site, **kwargs)
        self.titles = titles

    def optgroups(self, name: str, value: Iterable[str], attr: Any = None) -> list[Any]:
        chosen = [str(v) for v in value if str(v) not in ("", "None")]
        known = self.titles(self.field.remote_field.model)
        options = (
            [] if self.is_required or self.allow_multiple_selected else [self.create_option(name, "", "", False, 0)]
        )  # type: ignore[attr-defined]
        # An id that exists no more is shown as it is, next to the message about it.
        options += [self.create_option(name, v, known.get(v, v), {v}, i) for i, v in enumerate(chosen)]  # type: ignore[attr-defined]
        return [(None, options, 0)]


class EntrySelect(_KnownTitles, AutocompleteSelect):
    pass


class EntrySelectMultiple(_KnownTitles, AutocompleteSelectMultiple):
    pass
