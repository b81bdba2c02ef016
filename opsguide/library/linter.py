"""Checks that need more than one entry. Each function looks at the whole library for one kind of mistake."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from .alone import licence_id, reserved_id, still_to_come, twice, unserved
from .problems import Problem
from .reader import Document, Library
from .schema import Condition, Discipline, Entry, NumberTest, Pain, Practice, Question, Role, Rule, Stage, Term, Tool

BODY_LINK = re.compile(r"\[\[([a-z]+)/([a-z0-9-]+)(?:\|([^\]]+))?\]\]")
FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")
MOST_FIRST = 5  # tools to look at first for one practice; more would choose nothing
LIVING = ("active", "feature-complete")
LEVELS = {"start": 1, "grow": 2, "mature": 3}
UNNAMED = ("source", "question", "rule", "weight", "case")  # types nobody looks up by name


def lint(library: Library, *, today: dt.date | None = None) -> list[Problem]:
    """Every problem between entries, sorted by file and line. `today` only serves the review dates."""
    checks: tuple[Callable[[Library], Iterable[Problem]], ...] = (
        _dangling,
        _selves,
        _each_alone,
        _doubled_names,
        _redirects,
        _cycles,
        _levels,
        _footnotes,
        _comparison_cells,
        _first_looks,
        _conditions,
        _unused_options,
        _never_recommended,
    )
    problems = [problem for check in checks for problem in check(library)]
    return sorted(problems + (list(_review_dates(library, today)) if today else []))


Link = tuple[tuple[str | int, ...], str, str]  # where in the file, type, id


def links(entry: Entry) -> Iterator[Link]:
    """Every reference an entry makes to another: (path of keys, type, id)."""
    yield from ((("sources",), "source", s) for s in entry.sources)
    yield from ((("see_also", i), *_split(ref)) for i, ref in enumerate(entry.see_also))
    yield from ((("body",), m[1], m[2]) for m in BODY_LINK.finditer(entry.body))
    yield from _guide_links(entry)
    yield from _other_links(entry)


def _guide_links(entry: Entry) -> Iterator[Link]:
    match entry:
        case Discipline():
            yield from ((("builds_on",), "discipline", d) for d in entry.builds_on)
            yield from ((("confused_with", i), *_split(c.entry)) for i, c in enumerate(entry.confused_with))
            yield from ((("roles", i), "role", r.role) for i, r in enumerate(entry.roles))
            yield from ((("tasks", i), "practice", t.practice) for i, t in enumerate(entry.tasks) if t.practice)
            yield from ((("principles", p), "principle", p) for p in entry.principles)
        case Practice():
            yield ("home",), "discipline", entry.home
            for key, kind in (
                ("disciplines", "discipline"),
                ("principles", "principle"),
                ("stages", "stage"),
                ("leads", "role"),
                ("helps", "role"),
                ("requires", "practice"),
            ):
                yield from (((key,), kind, other) for other in getattr(entry, key))
        case Pain():
            yield from ((("remedies", i), "practice", r.practice) for i, r in enumerate(entry.remedies))
            yield from ((("roles",), "role", r) for r in entry.roles)
        case Role():
            yield from ((("works_with",), "role", r) for r in entry.works_with)
            if entry.counted_as:
                yield ("counted_as",), "role", entry.counted_as
        case Stage():
            for i, h in enumerate(entry.hands_over):
                yield ("hands_over", i), "stage", h.to
                yield ("hands_over", i), "role", h.giver
                yield ("hands_over", i), "role", h.taker
            yield from ((("tasks", i), "role", t.role) for i, t in enumerate(entry.tasks))
            yield from ((("disciplines",), "discipline", d) for d in entry.disciplines)


def _other_links(entry: Entry) -> Iterator[Link]:
    match entry:
        case Tool():
            yield from ((("practices", i), "practice", f.practice) for i, f in enumerate(entry.practices))
            yield from ((("works_with",), "tool", t) for t in entry.works_with)
            yield from ((("compare", i), "practice", c.practice) for i, c in enumerate(entry.compare))
            yield from ((("lifecycle", "successors"), "tool", t) for t in entry.lifecycle.successors)
        case Term():
            yield from ((("confused_with", i), *_split(c.entry)) for i, c in enumerate(entry.confused_with))
            if entry.explains:
                yield ("explains",), *_split(entry.explains)
        case Rule():
            for i, effect in enumerate(entry.then):
                for key, kind in (("practice", "practice"), ("hold", "practice"), ("discipline", "discipline")):
                    if other := getattr(effect, key):
                        yield ("then", i), kind, other
        case Question():
            row_kind = {"counts": "role", "grid": "practice"}.get(entry.kind)
            if row_kind:
                yield from ((("rows", i), row_kind, row.id) for i, row in enumerate(entry.rows))
            if entry.chosen_in:
                yield ("chosen_in",), "question", entry.chosen_in


def _split(reference: str) -> tuple[str, str]:
    kind, _, entry_id = reference.partition("/")
    return kind, entry_id


def _dangling(library: Library) -> Iterator[Problem]:
    for doc in library.all_documents():
        for where, kind, other in links(doc.entry):
            target = library.documents.get(kind, {}).get(other)
            line = doc.line(*where)
            if target is None:
                yield Problem(doc.path, line, f"{'.'.join(map(str, where))}: there is no {kind} '{other}'")
            elif doc.entry.status == "published" and target.entry.status == "draft":
                yield Problem(doc.path, line, f"{'.'.join(map(str, where))}: {kind} '{other}' is still a draft")


def _selves(library: Library) -> Iterator[Problem]:
    for doc in library.all_documents():
        for where, kind, other in links(doc.entry):
            if (kind, other) == (doc.type, doc.id) and where[0] not in ("body", "requires", "builds_on"):
                text = f"{'.'.join(map(str, where))}: this is the entry itself; name another, or none"
                yield Problem(doc.path, doc.line(*where), text)


def _each_alone(library: Library) -> Iterator[Problem]:
    for doc in library.all_documents():
        for check in (reserved_id, twice, unserved, licence_id):
            yield from check(doc)


def _doubled_names(library: Library) -> Iterator[Problem]:
    seen: dict[str, Document] = {}
    gone = {
        (kind, old) for kind, docs in library.documents.items() for doc in docs.values() for old in doc.entry.redirects
    }
    named = [
        doc
        for doc in library.all_documents()
        if doc.type not in UNNAMED and not (doc.entry.status == "retired" and (doc.type, doc.id) in gone)
    ]
    for doc in named:
        first = seen.setdefault(doc.entry.title.casefold(), doc)
        if first is not doc:
            yield Problem(
                doc.path, doc.line("title"), f"the title '{doc.entry.title}' is taken by {first.type}/{first.id}"
            )
    for doc in named:
        for index, name in enumerate(doc.entry.aka):
            first = seen.setdefault(name.casefold(), doc)
            if first is not doc:
                yield Problem(
                    doc.path,
                    doc.line("aka", index),
                    f"the alias '{name}' is taken by {first.type}/{first.id}; keep it there or here",
                )


def _redirects(library: Library) -> Iterator[Problem]:
    for kind, documents in library.documents.items():
        seen: dict[str, str] = {}
        for doc in documents.values():
            for index, old in enumerate(doc.entry.redirects):
                alive = old in documents and (old == doc.id or documents[old].entry.status != "retired")
                taken = old if alive else seen.setdefault(old, doc.id)
                if alive or taken != doc.id:
                    yield Problem(
                        doc.path, doc.line("redirects", index), f"the old id '{old}' belongs to {kind} '{taken}'"
                    )


def _cycles(library: Library) -> Iterator[Problem]:
    for kind, key in (("practice", "requires"), ("discipline", "builds_on")):
        documents = library.documents[kind]
        graph = {doc_id: set(getattr(doc.entry, key)) & documents.keys() for doc_id, doc in documents.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            doc = documents[circle[0]]
            yield Problem(doc.path, doc.line(key), f"{key} goes in a circle: {' -> '.join(circle)}")


def _practices(library: Library) -> dict[str, Practice]:
    return {i: d.entry for i, d in library.documents["practice"].items() if isinstance(d.entry, Practice)}


def _levels(library: Library) -> Iterator[Problem]:
    practices = _practices(library)
    for doc in library.documents["practice"].values():
        assert isinstance(doc.entry, Practice)
        for index, other in enumerate(doc.entry.requires):
            needed = practices.get(other)
            if needed and LEVELS[needed.level] > LEVELS[doc.entry.level]:
                text = f"level {doc.entry.level} requires '{other}', which is of level {needed.level}"
                yield Problem(doc.path, doc.line("requires", index), text)


def _footnotes(library: Library) -> Iterator[Problem]:
    for doc in library.all_documents():
        for marker in dict.fromkeys(FOOTNOTE.findall(doc.entry.body)):
            if marker not in doc.entry.sources:
                yield Problem(
                    doc.path, doc.line("sources"), f"the text cites [^{marker}], which is not listed in sources"
                )
        needs_source = doc.type in ("discipline", "principle", "practice", "stage") and doc.entry.status == "published"
        if needs_source and not doc.entry.sources:
            yield Problem(doc.path, 1, "a published entry of this type needs at least one source")


def _comparison_cells(library: Library) -> Iterator[Problem]:
    practices = _practices(library)
    for doc in library.documents["tool"].values():
        assert isinstance(doc.entry, Tool)
        for index, cell in enumerate(doc.entry.compare):
            practice = practices.get(cell.practice)
            rows = {row.id for row in practice.compare_on} if practice else {cell.row}
            if cell.row not in rows:
                yield Problem(doc.path, doc.line("compare", index), f"'{cell.practice}' compares no row '{cell.row}'")


def _first_looks(library: Library) -> Iterator[Problem]:
    """Who says what to look at first has to choose, and chooses among the living."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for doc in library.documents["tool"].values():
        assert isinstance(doc.entry, Tool)
        for i, fit in enumerate(doc.entry.practices):
            if fit.fit != "first" or doc.entry.status != "published":
                continue
            where = doc.line("practices", i)
            if doc.entry.lifecycle.state not in LIVING:
                text = f"a tool that is {doc.entry.lifecycle.state} is not one to look at first; plans leave it out"
                yield Problem(doc.path, where, text, "warning")
            chosen[fit.practice].append(doc.id)
            if len(chosen[fit.practice]) > MOST_FIRST:
                named = ", ".join(chosen[fit.practice])
                yield Problem(doc.path, where, f"more than {MOST_FIRST} tools are first for {fit.practice}: {named}")


def atoms(condition: Condition) -> Iterator[str | NumberTest]:
    yield from condition.all
    yield from condition.any
    yield from condition.none


def conditions(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """Every condition an entry carries, with the path of keys to it."""
    for key in ("when", "ask_if"):
        if isinstance(found := getattr(entry, key, None), Condition):
            yield (key,), found
    if applies := getattr(entry, "applies_when", None):
        yield ("applies_when",), applies.when
    for index, row in enumerate(getattr(entry, "rows", [])):
        if row.ask_if:
            yield ("rows", index, "ask_if"), row.ask_if


class _Bank:
    """Which atoms the published questions make possible."""

    def __init__(self, library: Library) -> None:
        self.options: set[str] = set()
        self.numbers: set[str] = set()
        self.single: set[str] = set()
        pains = library.documents["pain"]
        for doc in library.documents["question"].values():
            question = doc.entry
            assert isinstance(question, Question)
            ids = [option.id for option in question.options]
            if question.options_from == "pain" or question.chosen_in == "pains":
                ids += list(pains)
            ids += ["unsure"] * question.unsure + ["does-not-apply"] * question.not_applicable
            if question.kind == "grid":
                self.options |= {
                    f"{doc.id}.{row.id}.{o}" for row in question.rows for o in (*ids, "unsure", "does-not-apply")
                }
            else:
                self.options |= {f"{doc.id}.{option}" for option in ids}
            if question.kind in ("one", "number"):
                self.single.add(doc.id)
            if question.kind in ("number", "counts"):
                self.numbers |= {doc.id} | {f"{doc.id}.{row.id}" for row in question.rows}

    def unknown(self, atom: str | NumberTest) -> str | None:
        if isinstance(atom, NumberTest):
            return None if atom.number in self.numbers else f"no question gives the number '{atom.number}'"
        return None if atom in self.options else f"no question has the option '{atom}'"


def _conditions(library: Library) -> Iterator[Problem]:
    bank = _Bank(library)
    for doc in library.all_documents():
        for where, condition in conditions(doc.entry):
            line = doc.line(*where)
            bad = [text for atom in atoms(condition) if (text := bank.unknown(atom))]
            yield from (Problem(doc.path, line, text) for text in bad)
            if not bad and (why := _impossible(condition, bank)):
                yield Problem(doc.path, line, f"this can never be true: {why}")
        for index, effect in enumerate(getattr(doc.entry, "then", [])):
            if effect.treat_as and bank.unknown(effect.treat_as):
                yield Problem(doc.path, doc.line("then", index), f"no question has the option '{effect.treat_as}'")


def _impossible(condition: Condition, bank: _Bank) -> str | None:
    wanted = {atom for atom in condition.all if isinstance(atom, str)}
    if both := wanted & {atom for atom in condition.none if isinstance(atom, str)}:
        return f"'{min(both)}' stands under all and under none"
    per_question = defaultdict(set)
    for choice in wanted:
        per_question[choice.partition(".")[0]].add(choice)
    for question, found in per_question.items():
        if question in bank.single and len(found) > 1:
            return f"'{question}' has one answer, and all asks for {' and '.join(sorted(found))}"
    for atom in (*condition.all, *condition.any):
        if (
            isinstance(atom, NumberTest)
            and atom.at_least is not None
            and atom.at_most is not None
            and atom.at_least > atom.at_most
        ):
            return f"'{atom.number}' cannot be at least {atom.at_least} and at most {atom.at_most}"
    return None


def _unused_options(library: Library) -> Iterator[Problem]:
    """An option nobody reads wastes the visitor's time; `informs_only` says it is asked for the reader's sake."""
    used = {
        atom.number if isinstance(atom, NumberTest) else atom
        for doc in library.all_documents()
        for _, condition in conditions(doc.entry)
        for atom in atoms(condition)
    }
    engine_reads = {"hosting", "licence", "budget", "platform", "capacity", "headcount", "pains", "worst-pain"}
    for doc in library.documents["question"].values():
        question = doc.entry
        assert isinstance(question, Question)
        if question.kind == "grid" or doc.id in engine_reads:
            continue
        for index, option in enumerate(question.options):
            if not option.informs_only and f"{doc.id}.{option.id}" not in used:
                yield Problem(
                    doc.path,
                    doc.line("options", index),
                    f"no rule uses '{doc.id}.{option.id}'; add one or say informs_only: true",
                )
        if question.kind == "number" and doc.id not in used:
            yield Problem(doc.path, 1, f"no rule uses the number '{doc.id}'")


def _never_recommended(library: Library) -> Iterator[Problem]:
    practices = {i: p for i, p in _practices(library).items() if p.status == "published"}
    pains = [d.entry for d in library.documents["pain"].values() if isinstance(d.entry, Pain)]
    rules = [d.entry for d in library.documents["rule"].values() if isinstance(d.entry, Rule)]
    if not pains:
        return
    reached = {remedy.practice for pain in pains for remedy in pain.remedies}
    reached |= {e.practice for rule in rules for e in rule.then if e.practice and (e.points or 0) > 0}
    reached |= {i for i, practice in practices.items() if practice.foundation}
    todo = list(reached)
    while todo:
        if practice := practices.get(todo.pop()):
            todo += [needed for needed in practice.requires if needed not in reached]
            reached |= set(practice.requires)
    for practice_id in practices.keys() - reached:
        yield Problem(
            library.documents["practice"][practice_id].path, 1, "no pain and no rule ever recommends this practice"
        )


def _review_dates(library: Library, today: dt.date | None) -> Iterator[Problem]:
    assert today is not None
    for doc in library.all_documents():
        yield from still_to_come(doc, today)
        review = doc.entry.reviewed
        if review is None:
            continue
        if review.on > today:
            yield Problem(doc.path, doc.line("reviewed"), f"reviewed on {review.on}, which is still to come")
        elif review_due(doc.entry) < today:
            yield Problem(doc.path, doc.line("reviewed"), f"the review was due on {review_due(doc.entry)}", "warning")


def review_due(entry: Entry) -> dt.date:
    """The last review plus the type's months. Only for entries that have been reviewed."""
    assert entry.reviewed is not None
    months = entry.review_months or entry.months
    year, month = divmod(entry.reviewed.on.year * 12 + entry.reviewed.on.month - 1 + months, 12)
    return dt.date(year, month + 1, min(entry.reviewed.on.day, 28))
