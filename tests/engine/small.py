"""Tiny catalogues: every part has a default, so that a test names only what it is about."""

from __future__ import annotations

from typing import Any

from wizard.engine import (
    Catalogue,
    Choice,
    Condition,
    Contribution,
    Discipline,
    Effort,
    Fit,
    Hold,
    NumberTest,
    Option,
    Pain,
    Plan,
    Practice,
    Principle,
    Question,
    Reason,
    Remedy,
    Role,
    Row,
    Rule,
    Say,
    Step,
    Tool,
    TreatAs,
    Weights,
    parse_choice,
)

# Round numbers that make sums easy to read in a test; the shipped ones are content.
NUMBERS = dict.fromkeys(Weights.names(), 1.0) | {
    "pain-strength": 2,
    "worst-pain": 0.5,
    "foundation": 1,
    "partly": 0.5,
    "unknown-fit": 0.5,
    "level-grow": 0,
    "level-mature": 0,
    "effort-knowledge": 0.1,
    "effort-time": 0.1,
    "effort-people": 0.1,
    "pressure-tiny-team": 2,
    "pressure-no-time": 2,
    "tiny-team": 3,
    "small-team": 8,
    "large-team": 30,
    "people-much-from": 6,
    "start-tight": 1,
    "start-some": 2,
    "start-full": 3,
    "next-tight": 2,
    "next-some": 3,
    "next-full": 5,
    "later-tight": 3,
    "later-some": 5,
    "later-full": 7,
    "runners-up": 10,
    "discipline-step": 0.5,
    "discipline-home": 0.6,
    "discipline-supports": 0.2,
    "tools-shown": 3,
    "tools-excluded-shown": 5,
}

LIMITS = {
    "hosting": ("hosted-welcome", "own-cloud", "own-data-centre", "air-gapped"),
    "licence": ("any", "source-available-ok", "open-source-only"),
    "budget": ("none", "small", "normal"),
    "capacity": ("none", "few-hours", "one-day", "dedicated"),
    "goal": ("faster", "calmer", "none"),
}
PLATFORMS = ("kubernetes", "aws", "azure", "gcp", "databricks", "snowflake", "github", "gitlab", "docker")
ROLES = ("developer", "engineer", "analyst")


def weights(**changed: float) -> Weights:
    return Weights.read(NUMBERS | {name.replace("_", "-"): value for name, value in changed.items()})


def practice(id: str, *, home: str = "devops", title: str | None = None, **more: Any) -> Practice:
    more.setdefault("disciplines", (home,))
    more.setdefault("principles", ("testing",))
    more.setdefault("leads", ("developer",))
    more["requires"] = tuple(more.get("requires", ()))
    return Practice(id=id, title=title or id.capitalize(), home=home, **more)


def pain(id: str, *remedies: tuple[str, int], **more: Any) -> Pain:
    more.setdefault("title", f"It hurts: {id}")
    told = tuple(Remedy(target, strength, f"{target} helps against {id}.") for target, strength in remedies)
    return Pain(id=id, area="delivery", order=1, remedies=told, **more)


def tool(id: str, *practices: str, also: tuple[str, ...] = (), **more: Any) -> Tool:
    first: tuple[str, ...] = more.pop("first", ())
    by_fit = {"first": first, "main": practices, "also": also}
    fits = tuple(Fit(p, fit) for fit, named in by_fit.items() for p in named)
    defaults: dict[str, Any] = {"licence_class": "open-source", "licence": "MIT", "cost": "free"}
    return Tool(id=id, title=id.capitalize(), practices=fits, **(defaults | more))


def when(*every: str | NumberTest, some: tuple[Any, ...] = (), none: tuple[Any, ...] = ()) -> Condition:
    def atom(text: str | NumberTest) -> Choice | NumberTest:
        return parse_choice(text) if isinstance(text, str) else text

    return Condition(tuple(map(atom, every)), tuple(map(atom, some)), tuple(map(atom, none)))


def rule(id: str, condition: Condition, *then: Any, **more: Any) -> Rule:
    return Rule(id=id, title=f"Rule {id}", when=condition, then=then, **more)


def points(id: str, number: int, because: str = "It fits what you said.") -> Contribution:
    return Contribution("practice", id, number, because)


def leads(discipline: str, number: int) -> Contribution:
    return Contribution("discipline", discipline, number, f"You do {discipline}.")


def hold(id: str, because: str = "It can wait.", revisit: str = "Look again later.") -> Hold:
    return Hold(id, because, revisit)


def treat_as(answer: str, because: str = "The stricter answer stands.") -> TreatAs:
    return TreatAs(parse_choice(answer), because)


def say(kind: str, because: str) -> Say:
    return Say(kind, because)


def one(id: str, *options: str, **more: Any) -> Question:
    return Question(
        id=id, title=f"{id}?", kind="one", options=tuple(Option(o, o.capitalize()) for o in options), **more
    )


def many(id: str, *options: str, alone: tuple[str, ...] = ("none",), **more: Any) -> Question:
    chosen = tuple(Option(o, o.capitalize(), excludes_others=o in alone) for o in options)
    return Question(id=id, title=f"{id}?", kind="many", options=chosen, **more)


def grid(id: str, *practices: str, **more: Any) -> Question:
    return Question(id=id, title=f"{id}?", kind="grid", rows=tuple(Row(p, p.capitalize()) for p in practices), **more)


def bank(practices: tuple[str, ...]) -> list[Question]:
    """The questions the engine understands, in the usual order."""
    return [
        many("delivers", "software", "data", "models", "network", order=1),
        Question(
            id="headcount", title="Who?", kind="counts", order=2, rows=tuple(Row(r, r.capitalize()) for r in ROLES)
        ),
        many("regulations", "gdpr", "sox", "none", order=3),
        *(one(name, *options, order=4 + i) for i, (name, options) in enumerate(LIMITS.items())),
        many("platform", *PLATFORMS, "none", order=10),
        Question(id="pipelines", title="How many pipelines?", kind="number", order=11),
        Question(id="pains", title="What hurts?", kind="many", options_from="pain", max_choices=5, order=12),
        Question(id="worst-pain", title="What hurts most?", kind="one", chosen_in="pains", order=13),
        grid("in-place-testing", *practices, order=14, find_out="Ask around."),
    ]


def catalogue(*parts: Any, **changed_weights: float) -> Catalogue:
    """A catalogue of these parts with the usual bank of questions; a question given replaces its namesake."""

    def of(kind: type) -> list[Any]:
        return [part for part in parts if isinstance(part, kind)]

    practices = tuple(sorted(p.id for p in of(Practice)))
    questions = {q.id: q for q in bank(practices)} | {q.id: q for q in of(Question)}
    homes = {p.home for p in of(Practice)} | {d for p in of(Practice) for d in p.disciplines}
    disciplines = {d: Discipline(d, d.capitalize()) for d in sorted(homes)} | {d.id: d for d in of(Discipline)}
    roles = {r: Role(r, r.capitalize()) for r in ROLES} | {r.id: r for r in of(Role)}
    return Catalogue.build(
        edition="test",
        weights=weights(**changed_weights),
        disciplines=disciplines.values(),
        principles=[Principle("testing", "Testing"), *of(Principle)],
        practices=of(Practice),
        pains=of(Pain),
        roles=roles.values(),
        tools=of(Tool),
        questions=questions.values(),
        rules=of(Rule),
    )


def order(plan: Plan) -> list[str]:
    return [step.practice for step in plan.steps]


def step(plan: Plan, practice: str) -> Step:
    return next(step for step in plan.steps if step.practice == practice)


def tools(plan: Plan, practice: str) -> list[str]:
    """All eligible tools of a step, shown or not, in order."""
    found = step(plan, practice)
    return [choice.tool for choice in found.tools] + list(found.more_tools)


def all_reasons(plan: Plan) -> list[tuple[str, Reason]]:
    """Every reason of the plan, with what it speaks for."""
    found = [(step.practice, reason) for step in plan.steps for reason in step.reasons]
    found += [(d.discipline, reason) for d in plan.disciplines for reason in d.reasons]
    found += [(r.practice, reason) for r in plan.runners_up for reason in r.reasons]
    found += [(n.practice, reason) for n in plan.not_now for reason in n.reasons]
    found += [(t.tool, reason) for s in plan.steps for t in s.tools for reason in t.reasons]
    return found + [(t.tool, reason) for t in plan.excluded_tools for reason in t.reasons]


LITTLE, MUCH = Effort(1, 1, 1), Effort(3, 3, 3)
CATALOGUE_WITHOUT_PARTS = catalogue()
