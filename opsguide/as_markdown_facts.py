"""What is particular to each type in its Markdown document: the facts at the top, the lists below the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from .directory import Directory
from .models import Discipline, Entry, Fit, Pain, Practice, Principle, Role, Stage, Term, Tool
from .models.tool import COSTS, HOSTING, LICENCE_CLASSES, STATES

Facts = Iterable[tuple[str, str]]
AMOUNT = {1: "little", 2: "some", 3: "much"}
# What to load besides an entry's own relations, so that no line of a list asks the database again.
PREFETCH = {
    "discipline": ("nuances__principle", "role_parts__role", "tasks__practice"),
    "practice": ("lead_roles__role",),
    "pain": ("remedies__practice",),
    "tool": ("fits__practice",),
}
LINE = ("title", "summary", "status")  # all that a line of a list shows
STRENGTH = {1: "helps", 2: "helps much", 3: "removes the cause"}


@singledispatch
def facts_of(entry: Entry, names: Directory, root: str) -> Facts:
    """(label, value) pairs; empty values are left out by the caller."""
    return ()


@singledispatch
def sections_of(entry: Entry, names: Directory, root: str) -> Iterator[list[str]]:
    """Lists of lines, each with its heading; empty ones are left out by the caller."""
    yield []


def link(entry: Entry, root: str) -> str:
    return f"[{entry.title}]({root}{entry.get_absolute_url()})"


def links(entries: Iterable[Entry], root: str) -> str:
    return ", ".join(link(entry, root) for entry in entries if entry.status != "draft")


def section(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"- {line}" for line in lines]
    return [f"## {title}", "", *found] if found else []


# disciplines and principles


@facts_of.register
def _(entry: Discipline, names: Directory, root: str) -> Facts:
    yield "Delivers", entry.delivers
    yield "Builds on", links(entry.builds_on.all(), root)
    for part, label in (("leads", "Led by"), ("works", "Work in it"), ("benefits", "Gain from it")):
        yield label, links((p.role for p in entry.role_parts.all() if p.part == part), root)


@sections_of.register
def _(entry: Discipline, names: Directory, root: str) -> Iterator[list[str]]:
    nuances = sorted(entry.nuances.all(), key=lambda n: n.principle.order)
    yield section("The seven principles here", (f"{link(n.principle, root)} ({n.weight}): {n.nuance}" for n in nuances))
    tasks = (t.task + (f" ({link(t.practice, root)})" if t.practice else "") for t in entry.tasks.all())
    yield section("Main tasks", tasks)
    practices = Practice.objects.published().filter(disciplines=entry).order_by("title").only(*LINE)
    yield section("Practices", (f"{link(p, root)}: {p.summary}" for p in practices))


@facts_of.register
def _(entry: Principle, names: Directory, root: str) -> Facts:
    yield "The question it asks", entry.question


@sections_of.register
def _(entry: Principle, names: Directory, root: str) -> Iterator[list[str]]:
    nuances = entry.nuances.filter(parent__status="published").select_related("parent").order_by("parent__order")
    yield section("In each discipline", (f"{link(n.parent, root)} ({n.weight}): {n.nuance}" for n in nuances))
    practices = Practice.objects.published().filter(principles=entry).order_by("title").only(*LINE)
    yield section("Practices", (f"{link(p, root)}: {p.summary}" for p in practices))


# practices and pains


@facts_of.register
def _(entry: Practice, names: Directory, root: str) -> Facts:
    yield "First step", entry.first_step
    yield "Without a new tool", entry.without_tool
    yield "Done when", entry.done_when
    yield "Too early when", entry.premature_when
    efforts = (("knowledge", entry.effort_knowledge), ("time", entry.effort_time), ("people", entry.effort_people))
    yield "Effort", ", ".join(f"{name} {AMOUNT[value]}" for name, value in efforts)
    yield "Led by", links((lead.role for lead in entry.lead_roles.all()), root)
    yield "With help from", links(entry.helps.all(), root)
    yield "Needs first", links(entry.requires.all(), root)
    yield "Makes possible", links(entry.required_by.published(), root)
    yield "Disciplines", links(entry.disciplines.all(), root)
    yield "Principles", links(entry.principles.all(), root)


@sections_of.register
def _(entry: Practice, names: Directory, root: str) -> Iterator[list[str]]:
    pains = (
        Pain.objects.published().filter(remedies__practice=entry).order_by("-remedies__strength", "title").only(*LINE)
    )
    yield section("It removes", (link(p, root) for p in pains))
    fits = list(Fit.objects.for_practice(entry))
    yield section(
        "Tools for it", (f"{link(f.parent, root)}: {f.note or f.parent.summary}" for f in fits if f.parent.usable)
    )
    gone = (f"{link(f.parent, root)} ({STATES[f.parent.lifecycle_state].lower()})" for f in fits if not f.parent.usable)
    yield section("No longer to be chosen", gone)


@facts_of.register
def _(entry: Pain, names: Directory, root: str) -> Facts:
    yield "Where it hurts", entry.area
    yield "Felt by", links(entry.roles.all(), root)


@sections_of.register
def _(entry: Pain, names: Directory, root: str) -> Iterator[list[str]]:
    remedies = sorted(entry.remedies.all(), key=lambda r: -r.strength)
    shown = (r for r in remedies if r.practice.status == "published")
    yield section("What helps", (f"{link(r.practice, root)} ({STRENGTH[r.strength]}): {r.because}" for r in shown))


# roles and steps of the data flow


@facts_of.register
def _(entry: Role, names: Directory, root: str) -> Facts:
    yield "Team", entry.team
    yield "Works with", links(entry.works_with.all(), root)


@sections_of.register
def _(entry: Role, names: Directory, root: str) -> Iterator[list[str]]:
    yield section("Tasks", entry.tasks)
    parts = entry.discipline_parts.filter(parent__status="published").select_related("parent").order_by("parent__order")
    yield section("Disciplines", (f"{link(p.parent, root)} ({p.part})" for p in parts))
    leads = Practice.objects.published().filter(lead_roles__role=entry).order_by("title").only(*LINE).distinct()
    yield section("Practices it may lead", (f"{link(p, root)}: {p.summary}" for p in leads))


@facts_of.register
def _(entry: Stage, names: Directory, root: str) -> Facts:
    yield "Step", str(entry.order)
    yield "Disciplines that help", links(entry.disciplines.all(), root)


@sections_of.register
def _(entry: Stage, names: Directory, root: str) -> Iterator[list[str]]:
    handovers = entry.handovers.select_related("to", "giver", "taker")
    yield section(
        "Hand-overs",
        (f"To {link(h.to, root)}, from {link(h.giver, root)} to {link(h.taker, root)}: {h.what}" for h in handovers),
    )
    yield section("Tasks", (f"{link(t.role, root)}: {t.task}" for t in entry.tasks.select_related("role")))
    practices = Practice.objects.published().filter(stages=entry).order_by("title").only(*LINE)
    yield section("Practices", (f"{link(p, root)}: {p.summary}" for p in practices))


# tools and terms


@facts_of.register
def _(entry: Tool, names: Directory, root: str) -> Facts:
    why = f". {entry.lifecycle_why}" if entry.lifecycle_why else ""
    yield "Life sign", f"{entry.standing}{why}"
    yield "Use instead", links(entry.lifecycle_successors.all(), root) or entry.lifecycle_successor_note or ""
    licence = "proprietary" if entry.licence == "LicenseRef-proprietary" else entry.licence
    note = f". {entry.licence_note}" if entry.licence_note else ""
    yield "Licence", f"{licence} ({LICENCE_CLASSES[entry.licence_class].lower()}){note}"
    yield "Hosting", ", ".join(HOSTING[h] for h in entry.hosting).lower()
    yield "Cost", COSTS[entry.cost].lower()
    yield "Needs", ", ".join(entry.platforms) or "nothing special"
    yield "Upkeep", entry.burden
    yield "Made by", entry.vendor or ""
    yield "Home page", entry.homepage
    yield "Source code", entry.repository or ""
    yield "Documentation", entry.docs or ""
    yield "Packages", "; ".join(f"{manager}: {', '.join(found)}" for manager, found in entry.packages.items())
    yield "Works with", links(entry.works_with.all(), root)


@sections_of.register
def _(entry: Tool, names: Directory, root: str) -> Iterator[list[str]]:
    fits = [f for f in entry.fits.all() if f.practice.status == "published"]
    yield section(
        "What it is for",
        (
            link(f.practice, root) + (" (also)" if not f.made_for_it else "") + (f": {f.note}" if f.note else "")
            for f in fits
        ),
    )
    yield section(
        "How we know", (f"{proof['what']} ({proof['at']}, seen {proof['seen']})" for proof in entry.lifecycle_evidence)
    )
    history = (
        f"{c['on']}: from {c['was']} to {c['now']}" + (f" ({c['at']})" if c.get("at") else "")
        for c in entry.licence_history
    )
    yield section("Licence history", history)


@facts_of.register
def _(entry: Term, names: Directory, root: str) -> Facts:
    yield "Kind", entry.kind
    if entry.explains and (card := names.cards.get(entry.explains)):
        yield "Treated at length", f"[{card.title}]({root}{card.url})"
