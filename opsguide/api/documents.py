"""An entry as the API gives it: its canonical document, its addresses, and what the guide works out from it."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Prefetch
from pydantic import ValidationError

from opsguide.directory import PLURALS, address
from opsguide.documents import Canonical, canonical, to_entry, to_values
from opsguide.editions import per_edition
from opsguide.library.linter import review_due
from opsguide.models import ENTRY_MODELS, Entry, Tool
from opsguide.modified import LastChange
from opsguide.prose import Prose, rendered

HIDDEN = ("note",)  # for editors; never shown
RENAMED = {"url": "address"}  # a source's own; `url` is the guide's page, for every type alike


def relation_ids(model: type[Entry]) -> list[Prefetch | str]:
    """What to prefetch for a document: of the entries it points at only their ids, since nothing else is shown."""
    others = [
        Prefetch(field.name, field.related_model.objects.only("pk").order_by()) for field in model._meta.many_to_many
    ]
    return [*others, *model.children.values()]


def public(row: Entry, root: str, changes: dict[str, LastChange]) -> dict[str, Any]:
    """An item of a list: everything but the text. `row` needs its relations prefetched."""
    document = {RENAMED.get(key, key): value for key, value in _canonical(row).items() if key not in (*HIDDEN, "body")}
    return {
        "type": row.type,
        "id": row.pk,
        "url": root + (address(row.type, row.pk) if row.type in PLURALS else row.get_absolute_url()),
        "api_url": f"{root}/api/v1/{row.type}/{row.pk}/",
        **document,
        "computed": _computed(row, root, changes.get(row.reference)),
    }


def public_in_full(row: Entry, root: str, changes: dict[str, LastChange]) -> dict[str, Any]:
    """The whole entry: `body` is Markdown as written, `computed.html` the same as safe HTML."""
    document = public(row, root, changes)
    computed = document.pop("computed")
    if row.body:
        document["body"] = row.body
        computed["html"] = absolute_links(as_html(rendered(row.reference, row.body)), root)
    return {**document, "computed": computed}


def _canonical(row: Entry) -> Canonical:
    """A row that an editor bent out of the schema is still an answer, never an error."""
    try:
        return canonical(to_entry(row))
    except ValidationError:
        return json.loads(json.dumps(to_values(row), default=str))


def _computed(row: Entry, root: str, change: LastChange | None) -> dict[str, Any]:
    computed: dict[str, Any] = {
        "review_due": _review_due(row),
        "changed_at": change.at.isoformat(timespec="seconds") if change else None,
        "changed_in_edition": change.edition if change else None,
    }
    if row.type in PLURALS and row.type != "source":
        computed["markdown_url"] = f"{root}{row.get_absolute_url().rstrip('/')}.md"
    if isinstance(row, Tool):
        computed |= {"open_source": row.licence_class == "open-source", "usable": row.usable}
    return computed


def _review_due(row: Entry) -> str | None:
    if row.reviewed_on is None:
        return None
    reviewed = type("Review", (), {"on": row.reviewed_on})
    return review_due(row.schema.model_construct(reviewed=reviewed, review_months=row.review_months)).isoformat()


def as_html(prose: Prose) -> str:
    return "\n".join(f'<h2 id="{s.slug}">{s.title}</h2>\n{s.html}' if s.title else s.html for s in prose.sections)


def absolute_links(html: str, root: str) -> str:
    return html.replace('href="/', f'href="{root}/')


@per_edition
def old_ids(kind: str) -> dict[str, str]:
    """Old id -> the id that took its place."""
    rows = ENTRY_MODELS[kind].objects.visible().exclude(redirects=[]).values_list("pk", "redirects")
    return {old: new for new, olds in rows for old in olds}
