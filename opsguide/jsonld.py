"""What a page is about, for search engines: schema.org as JSON-LD.

Data blocks are not run, so the content security policy does not concern them; `<` is escaped all the same, since the
HTML parser would end the block at `</script>`.
"""

from __future__ import annotations

import json
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from .directory import address
from .models import Entry, Tool
from .modified import last_changes

Thing = dict[str, Any]
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(thing: Thing) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')


def term_set(root: str) -> Thing:
    return {
        "@type": "DefinedTermSet",
        "@id": f"{root}/glossary/",
        "name": "OpsGuide: Ops words from A to Z",
        "url": f"{root}/glossary/",
    }


def site(root: str) -> Thing:
    find = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{root}/search/?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {"@type": "WebSite", "@id": f"{root}/#site", "name": "OpsGuide", "url": f"{root}/", "potentialAction": find}


def entry_thing(entry: Entry, root: str) -> Thing:
    """A term is a DefinedTerm, a tool a SoftwareApplication, everything else an Article."""
    url = root + address(entry.type, entry.pk)
    if entry.type == "term":
        other_names = {"alternateName": entry.aka} if entry.aka else {}
        return {
            "@type": "DefinedTerm",
            "@id": url,
            "name": entry.title,
            **other_names,
            "description": entry.summary,
            "url": url,
            "termCode": entry.pk,
            "inDefinedTermSet": term_set(root),
        }
    return _software(entry, url) if isinstance(entry, Tool) else _article(entry, url, root)


def _software(tool: Tool, url: str) -> Thing:
    thing = {
        "@type": "SoftwareApplication",
        "@id": url,
        "name": tool.title,
        "alternateName": tool.aka,
        "description": tool.summary,
        "url": tool.homepage,
        "mainEntityOfPage": url,
        "applicationCategory": "DeveloperApplication",
        "license": _licence_address(tool.licence),
        "publisher": {"@type": "Organization", "name": tool.vendor} if tool.vendor else None,
        "softwareHelp": {"@type": "CreativeWork", "url": tool.docs} if tool.docs else None,
        "sameAs": tool.repository,
        "isAccessibleForFree": {"free": True, "paid": False}.get(tool.cost),
    }
    return {key: value for key, value in thing.items() if value not in (None, "", [])}


def _licence_address(licence: str) -> str | None:
    """SPDX has a page for each single licence; expressions and private ones have none."""
    return (
        f"https://spdx.org/licenses/{licence}.html"
        if " " not in licence and not licence.startswith("LicenseRef")
        else None
    )


def _article(entry: Entry, url: str, root: str) -> Thing:
    change = last_changes().get(entry.reference)
    at = change.at.isoformat(timespec="seconds") if change else entry.reviewed_on and entry.reviewed_on.isoformat()
    return {
        "@type": "Article",
        "@id": url,
        "headline": entry.title,
        "description": entry.summary,
        "url": url,
        "mainEntityOfPage": url,
        **({"dateModified": at} if at else {}),
        "inLanguage": "en-GB",
        "image": root + static("img/og.png"),
        "publisher": {"@type": "Organization", "name": "OpsGuide", "url": f"{root}/"},
        "isPartOf": {"@id": f"{root}/#site"},
    }


def breadcrumbs(steps: list[tuple[str, str]], root: str) -> Thing:
    """(name, path) from the front page to this one."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": root + path}
        for position, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
