"""What every entry's page shows besides its own fields: text, sources, trust, neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from .directory import Card, address, directory
from .documents import relations
from .http import is_editor
from .library.linter import review_due
from .models import ENTRY_MODELS, Change, Discipline, Entry, Source, Term
from .prose import Prose, numbered_sources, rendered


class Moved(Exception):
    """The id is an old one; the page lives at `url` for good."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def get_entry_or_404(kind: str, entry_id: str, request: HttpRequest | None = None, *prefetch: str) -> Any:
    """A visible entry with its relations; the only way a page loads one.

    Staff also see drafts (with a banner). Raises Http404, or Moved for an old id.
    """
    model = ENTRY_MODELS[kind]
    rows = model.objects.all() if request is not None and is_editor(request) else model.objects.visible()
    row = rows.prefetch_related(*relations(model), *prefetch).filter(pk=entry_id).first()
    if (row is None or row.status == "retired") and (new := directory().redirects.get((kind, entry_id))):
        raise Moved(address(kind, new))
    if row is None:
        raise Http404(f"no {kind} {entry_id}")
    return row


def moved_to_new_address(get_response: Any) -> Any:
    """Middleware: an old id answers 301 wherever it is used."""

    def middleware(request: HttpRequest) -> Any:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> Any:
        return HttpResponsePermanentRedirect(exception.url) if isinstance(exception, Moved) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


@dataclass(frozen=True)
class CitedSource:
    number: int
    source: Source


@dataclass
class Page:
    """Everything `includes/trust.html` and the head need."""

    entry: Entry
    prose: Prose
    sources: list[CitedSource]
    confusions: list[tuple[Card, str]]
    see_also: list[Card]
    changes: list[Change]
    before: Card | None = None  # in the order in which its type is read, where there is one
    after: Card | None = None

    @property
    def review_due(self) -> Any:
        if self.entry.reviewed_on is None:
            return None
        shape = self.entry.schema.model_construct(
            reviewed=type("Review", (), {"on": self.entry.reviewed_on}), review_months=self.entry.review_months
        )
        return review_due(shape)


def build_page(entry: Entry) -> Page:
    prose = rendered(entry.reference, entry.body)
    by_id = {source.pk: source for source in entry.sources.all()} if entry.type != "source" else {}
    cited = [CitedSource(n, by_id[i]) for n, i in numbered_sources(prose, list(by_id)) if i in by_id]
    names = directory()
    before, after = _beside(entry)
    return Page(
        before=before,
        after=after,
        entry=entry,
        prose=prose,
        sources=cited,
        confusions=confusions(entry),
        see_also=[card for ref in entry.see_also if (card := names.cards.get(ref))],
        changes=list(Change.objects.filter(entry_type=entry.type, entry_id=entry.pk).select_related("edition")[:5]),
    )


def _beside(entry: Entry) -> tuple[Card | None, Card | None]:
    """The entries before and after this one, of the few types that are read in an order: seven principles, eight steps."""
    if entry.type not in ("discipline", "principle", "stage"):
        return None, None
    cards = [directory().get(entry.type, pk) for pk in type(entry).objects.published().values_list("id", flat=True)]
    here = next((i for i, card in enumerate(cards) if card and card.id == entry.pk), None)
    if here is None:
        return None, None
    around = entry.type == "stage"  # the flow is a circle
    before = cards[here - 1] if here or around else None
    after = cards[(here + 1) % len(cards)] if here + 1 < len(cards) or around else None
    return before, after


def confusions(entry: Entry) -> list[tuple[Card, str]]:
    """Neighbours this entry is mistaken for: each confusion is stored on one side and shown on both."""
    names, pairs = directory(), []
    for part in getattr(entry, "confused_with", []):
        pairs.append((part["entry"], part["why"]))
    for model in (Discipline, Term):
        for other_id, parts in model.objects.published().exclude(confused_with=[]).values_list("id", "confused_with"):
            pairs += [(f"{model.type}/{other_id}", p["why"]) for p in parts if p["entry"] == entry.reference]
    unique = dict(reversed(pairs))
    return [(names.cards[ref], unique[ref]) for ref in dict.fromkeys(ref for ref, _ in pairs) if ref in names.cards]
