"""What changed, as an Atom feed that can be narrowed: `?type=tool`, `?discipline=mlops`, `?tool=dvc&tool=mlflow`,
`?since=2026-11-01`."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from opsguide.directory import TYPE_NAMES, Directory, directory
from opsguide.editions import read_day
from opsguide.library import schema
from opsguide.models import ENTRY_MODELS, Change, Discipline, Edition, Fit, Pain, Practice, Tool

MOST = 100
NAMESPACE = uuid.UUID("0b5ba6f2-8f0f-5d0e-9f0a-6d1c3c1f7a01")  # any fixed one: ids of changes are made in it
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BANK = {"question": "Question", "rule": "Rule", "weight": "Weight"}
SAYS = {"added": "New {}: {}", "changed": "{} changed: {}", "retired": "{} retired: {}", "restored": "{} is back: {}"}


class ChangesFeed(Atom1Feed):
    """An empty feed is as old as the edition, never "now": readers would see news every hour."""

    def __init__(self, *args: Any, edition_at: dt.datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition_at = edition_at

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items or self.edition_at is None else self.edition_at


@dataclass
class Asked:
    """What the query narrows to, in words, and what of it the guide does not know."""

    condition: Q = field(default_factory=Q)
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    nothing: bool = False

    def narrow(self, name: str, given: list[str], known: dict[str, str], condition: Q) -> None:
        """Values of one parameter are alternatives. When not one of them is known, nothing can follow."""
        self.unknown += [f"{name} “{tidy(value)[:60]}”" for value in given if value not in known]
        self.words += [known[value] for value in given if value in known]
        self.nothing = self.nothing or not any(value in known for value in given)
        self.condition &= condition


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    asked = _read(request)
    found = Change.objects.none() if asked.nothing else _changes(asked.condition)
    feed = _feed(request, asked)
    names, root = directory(), request.build_absolute_uri("/").rstrip("/")
    for change in found:
        _add(feed, change, names, root)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def tidy(text: str) -> str:
    """XML has no place for most control characters, and a feed must not break over one."""
    return NOT_XML.sub("", text)


def _read(request: HttpRequest) -> Asked:
    asked = Asked()
    given = {
        name: [v for v in dict.fromkeys(request.GET.getlist(name)) if v][:20] for name in ("type", "discipline", "tool")
    }
    if types := given["type"]:
        asked.narrow("type", types, {t: schema.TYPES[t].plural for t in ENTRY_MODELS}, Q(entry_type__in=types))
    if wanted := given["discipline"]:
        known = dict(Discipline.objects.visible().filter(pk__in=wanted).values_list("pk", "title"))
        asked.narrow("discipline", wanted, known, _of_disciplines(list(known)))
    if wanted := given["tool"]:
        redirects = directory().redirects
        wanted = [redirects.get(("tool", value), value) for value in wanted]
        known = dict(Tool.objects.visible().filter(pk__in=wanted).values_list("pk", "title"))
        asked.narrow("tool", wanted, known, Q(entry_type="tool", entry_id__in=list(known)))
    if since := request.GET.get("since", "").strip():
        day = read_day(since)
        asked.narrow(
            "since", [since], {since: f"since {since}"} if day else {}, Q(edition__at__date__gte=day or dt.date.max)
        )
    return asked


def _of_disciplines(disciplines: list[str]) -> Q:
    """The disciplines themselves, their practices, the pains these remove and the tools for them, retired ones too."""
    practices = Practice.objects.filter(disciplines__in=disciplines).values("pk")
    parts: dict[str, list[str] | QuerySet] = {
        "discipline": disciplines,
        "practice": practices,
        "tool": Fit.objects.filter(practice__in=practices).values("parent_id"),
        "pain": Pain.objects.filter(remedies__practice__in=practices).values("pk"),
    }
    condition = Q()
    for kind, ids in parts.items():
        condition |= Q(entry_type=kind, entry_id__in=ids)
    return condition


def _changes(condition: Q) -> list[Change]:
    found = Change.objects.filter(condition).select_related("edition").order_by("-edition_id", "entry_type", "entry_id")
    return list(found[:MOST])


def _feed(request: HttpRequest, asked: Asked) -> ChangesFeed:
    root = request.build_absolute_uri("/").rstrip("/")
    about = f" – {', '.join(asked.words)}" if asked.words else ""
    said = "What changed in the guide, an entry for each thing that changed."
    if asked.unknown:
        said = f"The guide does not know {', '.join(asked.unknown)}; " + (
            "so nothing is in this feed." if asked.nothing else "that part is ignored."
        )
    address = tidy(request.build_absolute_uri())
    return ChangesFeed(
        title=f"OpsGuide: what changed{about}"[:200],
        link=f"{root}/changes/",
        description=said,
        subtitle=said,
        language="en-GB",
        author_name="OpsGuide",
        feed_url=address,
        feed_guid=address,
        edition_at=Edition.objects.order_by("-pk").values_list("at", flat=True).first(),
    )


def _add(feed: ChangesFeed, change: Change, names: Directory, root: str) -> None:
    card = names.get(change.entry_type, change.entry_id)
    at = change.edition.at
    feed.add_item(
        title=tidy(in_words(change)),
        link=f"{root}{card.url}" if card else f"{root}/changes/{change.edition_id}/",
        description=escape(tidy(card.summary if card else change.title)),  # Atom's readers take it for HTML
        unique_id=uuid.uuid5(
            NAMESPACE, f"{at.isoformat()} {change.edition_id} {change.entry_type}/{change.entry_id}"
        ).urn,
        pubdate=at,
        updateddate=at,
        categories=(change.entry_type, change.kind),
    )


def in_words(change: Change) -> str:
    """`Tool changed: DVC (lifecycle active → maintenance)`."""
    name = _type_name(change.entry_type)
    said = SAYS[change.kind].format(name.lower() if change.kind == "added" else name, change.title)
    keys = [key.replace("_", " ") for key in change.keys if key not in ("note", "status")]
    more = change.note or ", ".join(keys)
    return f"{said} ({more})" if more and change.kind == "changed" else said


def _type_name(kind: str) -> str:
    return TYPE_NAMES.get(kind) or BANK.get(kind) or kind.title()
