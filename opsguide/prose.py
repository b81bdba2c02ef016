"""Markdown of an entry -> safe HTML, in sections.

Three additions to plain Markdown: `[[practice/code-review|words]]` links an entry, `[^source-id]` cites a source, and the
first mention of a glossary term becomes a link that explains itself (a popover with JavaScript, a link without).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.text import slugify
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from .directory import Directory, directory
from .editions import per_edition

ALLOWED_TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "a",
    "sup",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "hr",
    "h3",
    "h4",
}
ALLOWED_ATTRIBUTES = {
    "a": {"href", "class", "data-term", "id", "aria-label"},
    "th": {"scope"},
    "sup": {"class"},
    "ol": {"start"},
}
MOST_TERMS = 8  # a page full of dotted lines is harder to read than one without
NEVER_INSIDE = {"a", "code", "pre", "h1", "h2", "h3", "h4"}


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    slug: str
    html: str

    @property
    def opening(self) -> str:
        """Its first point or paragraph as plain text, without the numbers of its sources."""
        first = re.search(r"<(li|p)>(.*?)</\1>", re.sub(r"<sup.*?</sup>", "", self.html, flags=re.DOTALL), re.DOTALL)
        return " ".join(unescape(strip_tags(first[2])).split()) if first else ""


@dataclass(slots=True)
class Prose:
    sections: list[Section] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)  # source ids, in the order in which the text cites them

    def section(self, title: str) -> Section | None:
        return next((s for s in self.sections if s.title == title), None)


class _EntryLink(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, names: Directory) -> None:
        super().__init__(pattern, md)
        self.names = names

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | str, int, int]:  # type: ignore[override]
        card = self.names.get(m[1], m[2])
        words = m[3] or (card.title if card else m[2].replace("-", " "))
        if card is None:  # in production an unknown reference is plain words, never an error page
            return words, m.start(0), m.end(0)
        link = etree.Element("a", href=card.url)
        link.text = words if m[3] or card.type != "practice" else words[0].lower() + words[1:]
        if card.title.split()[0].isupper():
            link.text = words
        return link, m.start(0), m.end(0)


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, cited: list[str]) -> None:
        super().__init__(pattern, md)
        self.cited = cited

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        if m[1] not in self.cited:
            self.cited.append(m[1])
        number = self.cited.index(m[1]) + 1
        sup = etree.Element("sup", {"class": "cite"})
        link = etree.SubElement(sup, "a", {"href": f"#source-{m[1]}", "aria-label": f"Source {number}"})
        link.text = str(number)
        return sup, m.start(0), m.end(0)


class _Terms(Treeprocessor):
    """Link the first mention of each term, outside links, code and headings, and not on the term's own page."""

    def __init__(self, md: Markdown, names: Directory, own: str, used: set[str]) -> None:
        super().__init__(md)
        self.names, self.own, self.used = names, own, used

    def run(self, root: etree.Element) -> None:
        if self.names.term_pattern is not None:
            self._walk(root)

    def _walk(self, element: etree.Element) -> None:
        if element.tag in NEVER_INSIDE:
            return
        for index, child in reversed(list(enumerate(element))):
            if child.tail:
                child.tail, made = self._split(child.tail)
                for link in reversed(made):
                    element.insert(index + 1, link)
        for child in list(element):
            self._walk(child)
        if element.text and not getattr(element.text, "atomic", False):
            element.text, made = self._split(str(element.text))
            for link in reversed(made):
                element.insert(0, link)

    def _split(self, text: str) -> tuple[str, list[etree.Element]]:
        assert self.names.term_pattern is not None
        made: list[etree.Element] = []
        head, start = text, 0
        for match in self.names.term_pattern.finditer(text):
            card = self.names.term_names[match[1].casefold()]
            if card.reference in self.used or card.reference == self.own or len(self.used) >= MOST_TERMS:
                continue
            self.used.add(card.reference)
            before = text[start : match.start()]
            if made:
                made[-1].tail = before
            else:
                head = before
            link = etree.Element("a", {"class": "term", "href": card.url, "data-term": card.summary})
            link.text = match[0]
            made.append(link)
            start = match.end()
        if made:
            made[-1].tail = text[start:]
        return head, made


class _OpsGuideMarkdown(Extension):
    def __init__(self, names: Directory, cited: list[str], own: str, used: set[str]) -> None:
        super().__init__()
        self.names, self.cited, self.own, self.used = names, cited, own, used

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(
            _EntryLink(r"\[\[([a-z]+)/([a-z0-9-]+)(?:\|([^\]]+))?\]\]", md, self.names), "entry", 190
        )
        md.inlinePatterns.register(_Citation(r"\[\^([a-z0-9-]+)\]", md, self.cited), "cite", 189)
        md.treeprocessors.register(_Terms(md, self.names, self.own, self.used), "terms", 5)


def clean(html: str) -> str:
    """Sanitised HTML: the last step for everything that came from Markdown, files included."""
    return nh3.clean(
        html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel="noopener"
    )


HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def render(body: str, own: str = "") -> Prose:
    """`own` is the reference (type/id) of the page the text stands on."""
    prose, used = Prose(), set()
    parts = HEADING.split(body)
    texts = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    for title, text in texts:
        if title or text.strip():
            md = Markdown(extensions=["tables", "sane_lists", _OpsGuideMarkdown(directory(), prose.cited, own, used)])
            prose.sections.append(Section(title, slugify(title), clean(md.convert(text.strip()))))
    return prose


@per_edition
def rendered(reference: str, body: str) -> Prose:
    return render(body, reference)


def numbered_sources(prose: Prose, listed: list[str]) -> list[tuple[int, str]]:
    """(number, source id): the cited ones first, as numbered in the text, then the rest."""
    order = [*prose.cited, *(s for s in listed if s not in prose.cited)]
    return list(enumerate(order, start=1))
