"""What the head of a page says to machines: canonical address, Open Graph, alternates, JSON-LD."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from opsguide import jsonld
from opsguide.directory import address

register = template.Library()
PRIVATE = ("wizard", "plan", "report", "search", "editors", "admin")  # not to be indexed, so nothing to call canonical


class Kept(template.Node):
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> SafeString:
        text = self.nodelist.render(context)
        context[self.name] = text
        return text


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """`{% keep "page_title" %}…{% endkeep %}` shows its content, and keeps it to be shown again: a block stands once."""
    name = token.split_contents()[1].strip('"')
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Kept(nodelist, name)


@register.inclusion_tag("includes/machines.html", takes_context=True)
def machine_head(context: template.Context) -> dict[str, Any]:
    request: HttpRequest | None = context.get("request")
    if request is None:  # an error page knows no request, and is nothing to find
        return {}
    root = request.build_absolute_uri("/").rstrip("/")
    entry = getattr(context.get("page"), "entry", None)
    # the wizard is private, its front door is not
    public = request.path == "/wizard/" or request.path.split("/")[1] not in PRIVATE
    found = entry if public and getattr(entry, "status", "") in ("published", "retired") else None
    return {
        "public": public,
        "canonical": request.build_absolute_uri(request.path),
        "title": context.get("page_title", "OpsGuide"),
        "description": context.get("page_description", ""),
        "kind": "article" if found else "website",
        "image": request.build_absolute_uri(static("img/og.png")),
        "markdown": address(found.type, found.pk).rstrip("/") + ".md" if found else "",
        "feed": f"/feeds/changes.atom?{found.type}={found.pk}"
        if found and found.type in ("tool", "discipline")
        else "",
        "feed_title": f"Changes of {found.title}" if found else "",
        "things": [jsonld.script(thing) for thing in _things(request.path, found, root)],
    }


def _things(path: str, entry: Any, root: str) -> list[jsonld.Thing]:
    if entry is not None:
        return [jsonld.entry_thing(entry, root)]
    return {"/": [jsonld.site(root)], "/glossary/": [jsonld.term_set(root)]}.get(path, [])


@register.simple_tag(takes_context=True)
def report_address(context: template.Context) -> str:
    """Where a reader says that this page is wrong. The address of a plan is a key, and stays out of reports."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.path.split("/")[1] in ("wizard", "plan", "report"):
        return "/report/"
    return f"/report/?{urlencode({'page': request.path})}"


@register.simple_tag(takes_context=True)
def crumbs_data(context: template.Context, parent: str = "", parent_url: str = "", here: str = "") -> SafeString:
    """The breadcrumb that stands on the page, as data."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return mark_safe("")
    middle = [(parent, parent_url)] if parent_url else []
    steps = [("OpsGuide", "/"), *middle, (here, request.path)]
    return jsonld.script(jsonld.breadcrumbs(steps, request.build_absolute_uri("/").rstrip("/")))
