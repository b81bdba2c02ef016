"""What a browser would send back of a page's form: the tests of the admin start from there and change a box or two."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


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
        elif tag == "input" and name and a.get("type") not in ("submit", "button"):
            if a.get("type") not in ("checkbox", "radio") or "checked" in a:
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


def as_sent(html: str, form_id: str) -> dict[str, Any]:
    reader = _FormReader(form_id)
    reader.feed(html)
    return dict(reader.data)
