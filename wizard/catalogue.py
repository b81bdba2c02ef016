"""The only bridge from content to the engine: published schema entries in, an immutable catalogue out.

It cannot tell files from database rows, and does not care: both arrive as the same checked entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opsguide.library import schema
from wizard import engine


def build_catalogue(entries: Mapping[str, Mapping[str, schema.Entry]], edition: str) -> engine.Catalogue:
    """A catalogue of everything published in `entries` (type -> id -> entry, as `Library.entries` gives them).

    Raises engine.IncompleteMethodError when a weight is missing: without its numbers there is no method.
    """
    return engine.Catalogue.build(
        edition=edition,
        weights=engine.Weights.read({i: e.value for i, e in _published(entries, "weight", schema.Weight)}),
        disciplines=[_discipline(i, e) for i, e in _published(entries, "discipline", schema.Discipline)],
        principles=[
            engine.Principle(i, e.title, e.order) for i, e in _published(entries, "principle", schema.Principle)
        ],
        practices=[_practice(i, e) for i, e in _published(entries, "practice", schema.Practice)],
        pains=[_pain(i, e) for i, e in _published(entries, "pain", schema.Pain)],
        roles=[engine.Role(i, e.title, e.counted_as) for i, e in _published(entries, "role", schema.Role)],
        tools=[_tool(i, e) for i, e in _published(entries, "tool", schema.Tool)],
        questions=[_question(i, e) for i, e in _published(entries, "question", schema.Question)],
        rules=[_rule(i, e) for i, e in _published(entries, "rule", schema.Rule)],
    )


def _published[E: schema.Entry](
    entries: Mapping[str, Mapping[str, schema.Entry]], name: str, kind: type[E]
) -> Iterator[tuple[str, E]]:
    for entry_id, entry in entries.get(name, {}).items():
        if isinstance(entry, kind) and entry.status == "published":
            yield entry_id, entry


def _atom(atom: str | schema.NumberTest) -> engine.Choice | engine.NumberTest:
    if isinstance(atom, str):
        return engine.parse_choice(atom)
    question, _, row = atom.number.partition(".")
    return engine.NumberTest(question, row or None, atom.at_least, atom.at_most)


def _condition(condition: schema.Condition) -> engine.Condition:
    return engine.Condition(
        all=tuple(_atom(atom) for atom in condition.all),
        any=tuple(_atom(atom) for atom in condition.any),
        none=tuple(_atom(atom) for atom in condition.none),
    )


def _maybe(condition: schema.Condition | None) -> engine.Condition | None:
    return None if condition is None else _condition(condition)


def _applies(applies: schema.Applies | None) -> engine.Applies | None:
    return None if applies is None else engine.Applies(_condition(applies.when), applies.because)


def _discipline(entry_id: str, entry: schema.Discipline) -> engine.Discipline:
    return engine.Discipline(entry_id, entry.title, entry.order, _applies(entry.applies_when))


def _practice(entry_id: str, entry: schema.Practice) -> engine.Practice:
    effort = entry.effort
    return engine.Practice(
        id=entry_id,
        title=entry.title,
        home=entry.home,
        disciplines=tuple(entry.disciplines),
        principles=tuple(entry.principles),
        leads=tuple(entry.leads),
        helps=tuple(entry.helps),
        level=entry.level,
        effort=engine.Effort(effort.knowledge, effort.time, effort.people),
        value=entry.value,
        foundation=entry.foundation,
        requires=tuple(entry.requires),
        applies_when=_applies(entry.applies_when),
        first_step=entry.first_step,
        done_when=entry.done_when,
        without_tool=entry.without_tool,
        premature_when=entry.premature_when,
        sources=tuple(entry.sources),
    )


def _pain(entry_id: str, entry: schema.Pain) -> engine.Pain:
    return engine.Pain(
        id=entry_id,
        title=entry.title,
        area=entry.area,
        order=entry.order,
        remedies=tuple(engine.Remedy(r.practice, r.strength, r.because) for r in entry.remedies),
        summary=entry.summary,
        ask_if=_maybe(entry.ask_if),
    )


def _tool(entry_id: str, entry: schema.Tool) -> engine.Tool:
    life = entry.lifecycle
    return engine.Tool(
        id=entry_id,
        title=entry.title,
        practices=tuple(engine.Fit(f.practice, f.fit, f.note or "") for f in entry.practices),
        licence=entry.licence,
        licence_class=entry.licence_class,
        hosting=tuple(entry.hosting),
        cost=entry.cost,
        needs=tuple(entry.needs),
        burden=entry.burden,
        state=life.state,
        since=life.since or "",
        why=life.why or "",
        successors=tuple(life.successors),
    )


def _question(entry_id: str, entry: schema.Question) -> engine.Question:
    return engine.Question(
        id=entry_id,
        title=entry.title,
        kind=entry.kind,
        order=entry.order,
        section=entry.section,
        summary=entry.summary,
        why_we_ask=entry.why_we_ask,
        quick=entry.quick,
        ask_if=_maybe(entry.ask_if),
        options=tuple(
            engine.Option(o.id, o.label, o.help or "", o.excludes_others, o.informs_only) for o in entry.options
        ),
        options_from=entry.options_from,
        chosen_in=entry.chosen_in,
        rows=tuple(engine.Row(r.id, r.label, r.help or "", _maybe(r.ask_if)) for r in entry.rows),
        max_choices=entry.max_choices,
        unit=entry.unit or "",
        unsure=entry.unsure,
        not_applicable=entry.not_applicable,
        find_out=entry.find_out or "",
    )


def _rule(entry_id: str, entry: schema.Rule) -> engine.Rule:
    return engine.Rule(
        id=entry_id,
        title=entry.title,
        when=_condition(entry.when),
        then=tuple(_effect(effect) for effect in entry.then),
        sources=tuple(entry.sources),
    )


def _effect(effect: schema.Effect) -> engine.Contribution | engine.Hold | engine.TreatAs | engine.Say:
    """The schema has checked that exactly one target is named."""
    if effect.practice is not None:
        return engine.Contribution("practice", effect.practice, effect.points or 0, effect.because)
    if effect.discipline is not None:
        return engine.Contribution("discipline", effect.discipline, effect.points or 0, effect.because)
    if effect.hold is not None:
        return engine.Hold(effect.hold, effect.because, effect.revisit or "")
    if effect.treat_as is not None:
        answer = engine.parse_choice(effect.treat_as)
        return engine.TreatAs(answer, effect.because, effect.say or "contradiction")
    return engine.Say(effect.say or "advice", effect.because)
