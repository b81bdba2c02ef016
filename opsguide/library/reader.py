"""Content folders -> a Library of checked entries, with every problem found on the way.

    library, problems = read([Path("content"), Path("/srv/our-content")])

A later folder adds entries, replaces one by writing the same type and id, or hides it with a file that says
only `hide: true`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import yamlfile
from .problems import Problem
from .schema import ID_PATTERN, TYPES, Entry
from .wording import plainly, told

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """An entry and where it came from. `lines` maps a path of keys to its line in the file."""

    type: str
    id: str
    path: Path
    entry: Entry
    lines: dict[yamlfile.Location, int]

    def line(self, *location: str | int) -> int:
        """The line of the nearest enclosing key that is known."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.lines:
                return self.lines[location[:end]]
        return 1


@dataclass(slots=True)
class Library:
    documents: dict[str, dict[str, Document]] = field(default_factory=lambda: {name: {} for name in TYPES})

    @property
    def entries(self) -> dict[str, dict[str, Entry]]:
        """type -> id -> entry, ids in order."""
        return {
            name: {entry_id: found[entry_id].entry for entry_id in sorted(found)}
            for name, found in self.documents.items()
        }

    def all_documents(self) -> list[Document]:
        return [doc for found in self.documents.values() for _, doc in sorted(found.items())]


def read(folders: Iterable[Path]) -> tuple[Library, list[Problem]]:
    """Read every file of every folder. Problems are sorted by file and line; nothing stops at the first."""
    library, problems = Library(), []
    for folder in folders:
        if not folder.is_dir():
            text = (
                "this is a file; name the content folder" if folder.is_file() else "this content folder does not exist"
            )
            problems.append(Problem(folder, 1, text))
            continue
        problems += (strangers := _strangers(folder))
        for name, model in TYPES.items():
            for path in sorted((folder / model.folder).glob("*")):
                if path.suffix in (".md", ".yaml") and path.is_file():
                    problems += _read_into(library, name, path)
                else:
                    problems.append(Problem(path, 1, f"only {name} files ending in .md or .yaml belong here"))
        if not strangers and not any((folder / model.folder).is_dir() for model in TYPES.values()):
            text = "no content stands here; look whether this is the right folder, and mounted"
            problems.append(Problem(folder, 1, text, "warning"))
    return library, sorted(problems)


def _strangers(folder: Path) -> list[Problem]:
    """Folders that are no type: a typo there would silently drop all its files."""
    known = {model.folder.split("/")[0] for model in TYPES.values()}
    known_wizard = {model.folder.split("/")[1] for model in TYPES.values() if "/" in model.folder}
    found = [
        p for p in folder.iterdir() if p.is_dir() and p.name not in known and not p.name.startswith((".", "schema"))
    ]
    if (folder / "wizard").is_dir():
        found += [p for p in (folder / "wizard").iterdir() if p.is_dir() and p.name not in known_wizard]
    return [
        Problem(p, 1, f"'{p.name}' is no type of content{_did_you_mean(p.name, known | known_wizard)}") for p in found
    ]


def _read_into(library: Library, name: str, path: Path) -> list[Problem]:
    seen = library.documents[name]
    if path.stem in seen and seen[path.stem].path.parent == path.parent:
        return [Problem(path, 1, f"this id is taken by {seen[path.stem].path.name} beside it; keep one of the two")]
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [Problem(path, 1, "not UTF-8 text; save the file as UTF-8")]
    document, problems = parse(name, path.stem, text, path)
    if document == "hide":
        seen.pop(path.stem, None)
    elif isinstance(document, Document):
        seen[path.stem] = document
    return problems


def parse(name: str, entry_id: str, text: str, path: Path) -> tuple[Document | str | None, list[Problem]]:
    """One file's text -> a Document, the word "hide", or None; with what is wrong with it."""
    model, problems = TYPES[name], []
    if not re.match(ID_PATTERN, entry_id):
        problems.append(Problem(path, 1, "the file name is the id: lower-case words joined by '-'"))
    front, body, offset, blank = text, "", 0, 0
    if path.suffix == ".md":
        match = FRONT_MATTER.match(text.replace("\r\n", "\n"))
        if match is None:
            return None, [
                *problems,
                Problem(path, 1, "broken front matter: it begins and ends with a line of three dashes"),
            ]
        front, body, offset = match[1], match[2].strip(), 1
        blank = len(match[2]) - len(match[2].lstrip("\n"))
    try:
        data, lines = yamlfile.load(front)
    except yamlfile.YamlError as error:
        return None, [*problems, Problem(path, error.line + offset, str(error))]
    lines = {location: line + offset for location, line in lines.items()}
    if not isinstance(data, dict):
        return None, [*problems, Problem(path, 1 + offset, "expected `key: value` lines")]
    if data == {"hide": True}:
        return "hide", problems
    if "body" in data and path.suffix == ".md":
        problems.append(Problem(path, lines.get(("body",), 1), "write the text below the front matter, not in `body`"))
    if path.suffix == ".md":
        data = {**data, "body": body}
    try:
        entry = model.model_validate(data)
    except ValidationError as error:
        return None, problems + _explain(error, model, path, lines)
    body_start = offset + front.count("\n") + 2 + blank
    return Document(name, entry_id, path, entry, lines), problems + check_body(model, entry, path, body_start)


def _explain(
    error: ValidationError, model: type[Entry], path: Path, lines: dict[yamlfile.Location, int]
) -> list[Problem]:
    problems = []
    for detail in told(error):
        where: yamlfile.Location = tuple(part for part in detail["loc"] if isinstance(part, str | int))
        line = next((lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in lines), 1)
        name = ".".join(str(part) for part in where)
        match detail["type"]:
            case "extra_forbidden":
                known = set(_known_keys(model))
                text = f"unknown key '{name}'{_did_you_mean(str(where[-1]), known)}"
            case "missing":
                text = f"the key '{name}' is missing"
            case _:
                text = f"{name}: {plainly(detail)}" if name else plainly(detail)
        problems.append(Problem(path, line, text))
    return problems


def _known_keys(model: type[Entry]) -> Iterable[str]:
    yield from model.model_fields
    for schema in model.model_json_schema().get("$defs", {}).values():
        yield from schema.get("properties", {})


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
RAW_HTML = re.compile(r"</?[a-zA-Z][^>]*>")
UNFINISHED = re.compile(r"\b(TODO|TBD|FIXME|lorem ipsum|placeholder text)\b", re.IGNORECASE)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)  # no key makes these; copying does
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def check_body(model: type[Entry], entry: Entry, path: Path, start: int = 1) -> list[Problem]:
    """Required headings in order and not empty; no raw HTML; nothing left unfinished."""
    body, problems = entry.body, []

    def at(offset: int) -> int:
        return start + body.count("\n", 0, offset)

    if body and not model.body_allowed:
        problems.append(Problem(path, start, "this type has no text of its own; use a .yaml file"))
    found = [(m[2].strip(), m) for m in HEADING.finditer(body) if len(m[1]) == 2]
    titles = [title for title, _ in found]
    if model.headings and tuple(t for t in titles if t in model.headings) != model.headings:
        wanted = ", ".join(f"'## {h}'" for h in model.headings)
        missing = [h for h in model.headings if h not in titles]
        says = f"missing: {', '.join(missing)}" if missing else "they stand in another order or twice"
        problems.append(Problem(path, start, f"the headings must be {wanted}; {says}"))
    for index, (title, match) in enumerate(found):
        end = found[index + 1][1].start() if index + 1 < len(found) else len(body)
        if not body[match.end() : end].strip():
            problems.append(Problem(path, at(match.start()), f"the section '{title}' is empty"))
    bare = CODE.sub(lambda m: " " * len(m[0]), body)
    problems += [
        Problem(path, at(m.start()), "write headings with two or more #; the title is the page's own h1")
        for m in HEADING.finditer(bare)
        if len(m[1]) == 1
    ]
    problems += [
        Problem(path, at(m.start()), f"raw HTML is not allowed here: {m[0][:40]}") for m in RAW_HTML.finditer(bare)
    ]
    problems += [Problem(path, at(m.start()), f"unfinished text: {m[0]}") for m in UNFINISHED.finditer(bare)]
    problems += [
        Problem(path, at(m.start()), f"a character nobody can see (U+{ord(m[0]):04X}) stands here; delete it")
        for m in INVISIBLE.finditer(body)
    ]
    return problems


def fingerprint(folders: Iterable[Path], suffixes: tuple[str, ...] = (".md", ".yaml")) -> str:
    """One hash over every file's name and bytes: unchanged files need no second reading. No suffixes: all files."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and (not suffixes or p.suffix in suffixes)):
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def front_matter(entry: Entry) -> dict[str, Any]:
    """What of an entry goes above the text, without the keys that stand at their default."""
    data = entry.model_dump(mode="json", exclude_defaults=True, exclude={"body"})
    return {key: data[key] for key in type(entry).model_fields if key in data}
