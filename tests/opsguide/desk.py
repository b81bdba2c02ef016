"""The editors' desk as its visitors use it: a page's form is read as a browser reads it, and sent back changed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside = form_id, False
        self.data: dict[str, list[str]] = {}
        self.select: str | None = None
        self.area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        name = a.get("name") or ""
        if tag == "form":
            self.inside = a.get("id") == self.form_id
        if not self.inside or "__prefix__" in name or "disabled" in a:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in a:
            self._add(self.select, a.get("value") or "")
        elif tag == "textarea":
            self.area = (name, [])
        elif tag == "input" and name and _is_sent(a):
            self._add(name, a.get("value") or ("on" if a.get("type") == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            self._add(self.area[0], "".join(self.area[1]).removeprefix("\n"))
            self.area = None

    def _add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


def _is_sent(a: dict[str, str | None]) -> bool:
    if a.get("type") in ("checkbox", "radio"):
        return "checked" in a
    return a.get("type") not in ("submit", "button")


def as_sent(html: str, form_id: str) -> dict[str, Any]:
    reader = _FormReader(form_id)
    reader.feed(html)
    return dict(reader.data)


class Visitor:
    """Somebody at the desk: opens a form as a browser would, changes a few boxes and sends it."""

    def __init__(self, name: str, *groups: str, superuser: bool = False) -> None:
        self.user = User.objects.create_user(name, is_staff=True, is_superuser=superuser)
        self.user.groups.set(Group.objects.filter(name__in=groups))
        self.client = Client()
        self.client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")

    def boxes(self, kind: str, entry_id: str = "") -> dict[str, Any]:
        """What the form holds when it is opened."""
        return as_sent(self.client.get(address(kind, entry_id)).text, f"{kind}_form")

    def send(self, kind: str, entry_id: str = "", button: str = "_save", /, **boxes: Any) -> HttpResponse:
        return self.client.post(address(kind, entry_id), {**self.boxes(kind, entry_id), **boxes, button: "1"})

    def act(self, kind: str, action: str, *entry_ids: str) -> HttpResponse:
        data = {"action": action, "_selected_action": entry_ids}
        return self.client.post(f"/admin/opsguide/{kind}/", data, follow=True)


def address(kind: str, entry_id: str = "") -> str:
    return f"/admin/opsguide/{kind}/{entry_id}/change/" if entry_id else f"/admin/opsguide/{kind}/add/"


def publisher() -> Visitor:
    return Visitor("pia", "Publishers")


def editor() -> Visitor:
    return Visitor("edi", "Editors")


def operator() -> Visitor:
    return Visitor("omar", superuser=True)


TOOL: dict[str, Any] = {
    "title": "Lighthouse Keeper",
    "id": "lighthouse-keeper",
    "summary": "Watches one small thing, and exists only in the tests of this guide.",
    "aka": "Keeper of the light",
    "kind": "tool",
    "homepage": "https://keeper.example.org",
    "licence": "MIT",
    "licence_class": "open-source",
    "cost": "free",
    "hosting": ["self"],
    "burden": "light",
    "lifecycle_state": "active",
    "lifecycle_evidence": "- what: Release 1.0 of this year\n  at: 'pip: lighthouse-keeper'\n  seen: 2026-11-20",
    "body": "## What it is\n\nA lamp.\n\n## Good fit\n\nCoasts.\n\n## Poor fit\n\nDeserts.",
    "reviewed_on": "20/11/2026",
    "reviewed_by": "edi",
    "fits-0-practice": "experiment-tracking",
    "fits-0-fit": "main",
}
