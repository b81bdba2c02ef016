"""An entry's page as a Markdown document: title, summary, facts, text with absolute links, relations, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .as_markdown_facts import facts_of, sections_of
from .directory import PLURALS, TYPE_NAMES, Card, Directory, directory
from .library.linter import BODY_LINK
from .models import Entry, Source
from .pages import Page

CITATION = re.compile(r"\[\^([a-z0-9-]+)\]")


def markdown_address(card: Card) -> str:
    """Where the Markdown of an entry stands; sources have no page of their own."""
    return card.url.rstrip("/") + ".md" if card.type != "source" else card.url


def entry_markdown(page: Page, root: str) -> str:
    entry, names = page.entry, directory()
    known = {cited.source.pk for cited in page.sources}
    parts = [
        [f"# {entry.title}", "", f"> {entry.summary}"],
        _facts(entry, root),
        [_text(entry.body, names, known, root)],
        *(section for section in sections_of(entry, names, root)),
        _confusions(page, root),
        _links("See also", page.see_also, root),
        _sources(page),
        _foot(page, root),
    ]
    return "\n\n".join(text for part in parts if (text := "\n".join(part).strip())) + "\n"


def _facts(entry: Entry, root: str) -> Iterator[str]:
    yield f"- Type: {TYPE_NAMES[entry.type].lower()}"
    if entry.aka:
        yield f"- Also known as: {', '.join(entry.aka)}"
    if entry.status == "retired":
        yield "- Retired: kept so that old links work; no longer part of the guide's advice"
    for label, value in facts_of(entry, directory(), root):
        if value:
            yield f"- {label}: {value}"


def _text(body: str, names: Directory, known: set[str], root: str) -> str:
    """The text as written, with entries linked by their addresses. A citation of nothing disappears, as on the page."""

    def link(match: re.Match[str]) -> str:
        card = names.get(match[1], match[2])
        words = match[3] or (_in_a_sentence(card) if card else match[2].replace("-", " "))
        return f"[{words}]({root}{card.url})" if card else words

    linked = BODY_LINK.sub(link, body.strip())
    return CITATION.sub(lambda m: m[0] if m[1] in known else "", linked)


def _in_a_sentence(card: Card) -> str:
    first = card.title.split()[0]
    return card.title[0].lower() + card.title[1:] if card.type == "practice" and not first.isupper() else card.title


def _confusions(page: Page, root: str) -> list[str]:
    lines = [f"- [{other.title}]({root}{other.url}): {why}" for other, why in page.confusions]
    return ["## Often confused with", "", *lines] if lines else []


def _links(title: str, cards: Iterable[Card], root: str) -> list[str]:
    lines = [f"- [{card.title}]({root}{card.url}): {card.summary}" for card in cards]
    return [f"## {title}", "", *lines] if lines else []


def _sources(page: Page) -> list[str]:
    if not page.sources:
        return []
    cited = set(page.prose.cited)
    notes = [f"[^{c.source.pk}]: {reference(c.source)}" for c in page.sources if c.source.pk in cited]
    others = [f"- {reference(c.source)}" for c in page.sources if c.source.pk not in cited]
    return ["## Sources", "", *others, *([""] if others and notes else []), *notes]


def reference(source: Source) -> str:
    """`Authors: Title. Publisher, 2024. https://… (read on 2026-11-23)`"""
    by = f"{', '.join(source.authors)}: " if source.authors else ""
    where = ", ".join(part for part in (source.publisher, source.published) if part)
    read = {"opened": "read", "excerpt": "read in part"}.get(source.checked)
    how = f"{read} on {source.accessed}" if read and source.accessed else "known by its address; not opened"
    title = source.title if source.title.endswith(("?", "!")) else f"{source.title}."
    return " ".join(
        part for part in (f"{by}{title}", f"{where}." if where else "", source.url or "", f"({how})") if part
    )


def _foot(page: Page, root: str) -> Iterator[str]:
    entry = page.entry
    yield "---"
    yield ""
    if entry.reviewed_on:
        yield f"Reviewed by {entry.reviewed_by} on {entry.reviewed_on}; due again by {page.review_due}."
    else:
        yield "Not reviewed yet."
    if page.changes:
        change = page.changes[0]
        yield f"Last change: {change.get_kind_display()} in edition {change.edition_id}, {change.edition.at:%Y-%m-%d}."
    yield f"Page: {root}{entry.get_absolute_url()} · Data: {root}/api/v1/{entry.type}/{entry.pk}/ · From OpsGuide, {root}/"


def list_markdown(kind: str, root: str) -> str:
    """All published entries of a type, each with its sentence and the address of its Markdown."""
    cards = [card for card in directory().of_type(kind) if card.status == "published"]
    lines = [f"- [{card.title}]({root}{markdown_address(card)}): {card.summary}" for card in cards]
    plural = PLURALS[kind]
    title = {"flow": "The data flow, step by step", "glossary": "Terms"}.get(plural, plural.capitalize())
    about = f"{len(cards)} entries. The page for people: {root}/{plural}/ · As data: {root}/api/v1/{kind}/"
    return "\n".join([f"# {title}", "", about, "", *lines]) + "\n"
