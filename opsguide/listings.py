"""The rows and facets of the lists that can be narrowed, prepared once per edition."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .directory import TYPE_NAMES, directory
from .editions import per_edition
from .facets import Definition, Row, Rows, plain
from .models import Discipline, Fit, Pain, Practice, Principle, Remedy, Role, Source, Tool
from .models.tool import COSTS, HOSTING, LICENCE_CLASSES, PLATFORMS, STATES

LEVELS = {"start": "To begin with", "grow": "To grow into", "mature": "When the rest works"}
EFFORTS = {"light": "Light", "medium": "Medium", "heavy": "Heavy"}
SOURCE_KINDS = {
    "article": "Articles",
    "paper": "Papers",
    "book": "Books",
    "standard": "Standards",
    "law": "Laws",
    "docs": "Documentation",
    "dataset": "Data sets",
    "talk": "Talks",
    "notice": "Notices",
}
CHECKED = {"opened": "Read", "excerpt": "Read in part", "address-only": "Known by its address, not opened"}
PLATFORMS_NEEDED = {"none": "None of these", **PLATFORMS}


def _titles(model: Any) -> dict[str, str]:
    return dict(model.objects.published().values_list("id", "title"))


def _pairs(through: Any, key: str, value: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row, other in through.objects.values_list(key, value):
        found[row].add(other)
    return {row: frozenset(others) for row, others in found.items()}


@per_edition
def practice_list() -> tuple[list[Row], Definition]:
    disciplines = _pairs(Practice.disciplines.through, "practice_id", "discipline_id")
    principles = _pairs(Practice.principles.through, "practice_id", "principle_id")
    names, rows = directory(), Rows()
    leads = _pairs(Practice._meta.get_field("lead_roles").related_model, "parent_id", "role_id")
    for practice in Practice.objects.published().in_order():
        card = names.cards.get(practice.reference)
        if card is None:  # published this moment: it comes with the next edition
            continue
        effort = practice.effort_knowledge + practice.effort_time + practice.effort_people
        values = {
            "discipline": disciplines.get(practice.pk, frozenset()),
            "principle": principles.get(practice.pk, frozenset()),
            "level": frozenset([practice.level]),
            "effort": frozenset(["light" if effort <= 4 else "medium" if effort <= 6 else "heavy"]),
            "role": leads.get(practice.pk, frozenset()),
        }
        rows.append(Row(card, values, _text(card, practice.first_step)))
    definition: Definition = {
        "discipline": ("Discipline", _titles(Discipline)),
        "principle": ("Principle", _titles(Principle)),
        "level": ("When", LEVELS),
        "effort": ("Effort", EFFORTS),
        "role": ("Led by", _titles(Role)),
    }
    return rows, definition


@per_edition
def tool_list() -> tuple[list[Row], Definition]:
    practices = _pairs(Fit, "parent_id", "practice_id")
    principles = _pairs(Practice.principles.through, "practice_id", "principle_id")
    homes = dict(Practice.objects.values_list("id", "home_id"))
    mains = _pairs_main()
    titles = {card.id: f"{card.title} {' '.join(card.aka)}" for card in directory().of_type("practice")}
    names, rows = directory(), Rows()
    for tool in Tool.objects.published().defer("body", "origin").in_order():
        own = practices.get(tool.pk, frozenset())
        values = {
            "discipline": frozenset(homes[p] for p in own),
            "principle": frozenset().union(*(principles.get(p, frozenset()) for p in own)),
            "practice": own,
            "licence": frozenset([tool.licence_class]),
            "hosting": frozenset(tool.hosting),
            "cost": frozenset([tool.cost]),
            "lifecycle": frozenset([tool.lifecycle_state]),
            "platform": frozenset(tool.needs or ["none"]),
            "burden": frozenset([tool.burden]),
        }
        card = names.cards.get(tool.reference)
        if card is None:
            continue
        extra = {"tool": tool, "home": homes.get(mains.get(tool.pk, ""), "")}
        rows.append(
            Row(card, values, _text(card, " ".join([tool.vendor or "", *(titles.get(p, "") for p in own)])), extra)
        )
    definition: Definition = {
        "discipline": ("Discipline", _titles(Discipline)),
        "practice": ("Practice", _titles(Practice)),
        "principle": ("Principle", _titles(Principle)),
        "licence": ("Licence", LICENCE_CLASSES),
        "hosting": ("Hosting", HOSTING),
        "cost": ("Cost", COSTS),
        "lifecycle": ("Life sign", STATES),
        "platform": ("Platform it needs", PLATFORMS_NEEDED),
        "burden": ("Upkeep", EFFORTS),
    }
    return rows, definition


@per_edition
def pain_list() -> tuple[list[Row], Definition]:
    homes = _pairs(Remedy, "parent_id", "practice__home_id")
    names, rows = directory(), Rows()
    for pain in Pain.objects.published().defer("body", "origin"):
        if card := names.cards.get(pain.reference):
            rows.append(
                Row(card, {"discipline": homes.get(pain.pk, frozenset())}, _text(card, ""), {"area": pain.area})
            )
    return rows, {"discipline": ("Where the remedy lies", _titles(Discipline))}


@per_edition
def glossary_list() -> tuple[list[Row], Definition]:
    """Every name of every type, A to Z; an alias is a row of its own."""
    letters = directory().letters
    rows = Rows(
        Row(
            card,
            {"type": frozenset([card.type]), "letter": frozenset([letter])},
            plain(f"{name} {card.title} {card.summary}"),
            {"name": name, "letter": letter},
        )
        for letter, names in letters.items()
        for name, card in names
    )
    types = {kind: name for kind, name in TYPE_NAMES.items() if kind not in ("source", "pain")}
    return rows, {"type": ("Kind", types), "letter": ("Letter", {letter: letter for letter in letters})}


@per_edition
def source_list() -> tuple[list[Row], Definition]:
    """By kind, then by title."""
    names, rows = directory(), Rows()
    for source in sorted(
        Source.objects.visible().defer("body", "origin"),
        key=lambda s: (list(SOURCE_KINDS).index(s.kind), s.title.casefold()),
    ):
        if card := names.cards.get(source.reference):
            values = {"kind": frozenset([source.kind]), "checked": frozenset([source.checked])}
            more = " ".join([*source.authors, source.publisher or "", source.published or ""])
            rows.append(Row(card, values, _text(card, more), {"source": source}))
    return rows, {"kind": ("Kind", SOURCE_KINDS), "checked": ("How far we got", CHECKED)}


def _pairs_main() -> dict[str, str]:
    """tool -> the practice it is first of all for; its hue in lists."""
    main: dict[str, str] = {}
    for tool, practice in Fit.objects.order_by("parent_id", "-fit", "position").values_list("parent_id", "practice_id"):
        main.setdefault(tool, practice)
    return main


def _text(card: Any, more: str) -> str:
    return plain(" ".join([card.title, *card.aka, card.summary, more]))
