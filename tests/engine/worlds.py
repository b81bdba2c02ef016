"""Random worlds for Hypothesis: tiny catalogues, and answers to any catalogue's questions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from wizard.engine import Applies, Catalogue, Discipline, Effort, NumberTest, Question
from wizard.engine.catalogue import AREAS, GONE
from wizard.engine.parsing import option_ids

from .small import LIMITS, PLATFORMS, ROLES, catalogue, leads, pain, points, practice, rule, say, tool, treat_as, when

IDS = [f"p{i}" for i in range(8)]
STATES = ("active", "feature-complete", "maintenance", "quiet", "unknown", *GONE)
COLUMNS = ("not-yet", "partly", "routine", "unsure", "does-not-apply")
GATED = (
    Discipline("mlops", "Mlops", 1, Applies(when("delivers.models"), "You deliver no models.")),
    Discipline("netops", "Netops", 2, Applies(when(some=("delivers.network",)), "You run no network.")),
)
assert AREAS


def some_of(options: tuple[str, ...], **more: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), unique=True, **more) if options else st.just([])


@st.composite
def practices(draw: st.DrawFn) -> list[Any]:
    """Eight practices without a circle: each requires only what comes before it."""
    small = st.integers(1, 3)
    made = []
    for index, id in enumerate(IDS):
        home = draw(st.sampled_from(("devops", "mlops", "netops")))
        more = draw(some_of(("devops", "mlops"), max_size=1))
        made.append(
            practice(
                id,
                home=home,
                disciplines=tuple(dict.fromkeys([home, *more])),
                effort=Effort(draw(small), draw(small), draw(small)),
                level=draw(st.sampled_from(("start", "grow", "mature"))),
                value=draw(small),
                foundation=draw(st.integers(0, 3)) == 0,
                leads=(draw(st.sampled_from(ROLES)),),
                helps=tuple(draw(some_of(ROLES, max_size=1))),
                requires=draw(some_of(tuple(IDS[:index]), max_size=2)),
            )
        )
    return made


@st.composite
def tools(draw: st.DrawFn) -> list[Any]:
    return [
        tool(
            f"t{i}",
            *draw(some_of(tuple(IDS), max_size=2)),
            also=tuple(draw(some_of(tuple(IDS), min_size=1, max_size=2))),
            hosting=tuple(draw(some_of(("self", "saas"), min_size=1))),
            licence_class=draw(st.sampled_from(("open-source", "source-available", "proprietary", "unknown"))),
            cost=draw(st.sampled_from(("free", "freemium", "paid", "unknown"))),
            needs=tuple(draw(some_of(PLATFORMS, max_size=2))),
            burden=draw(st.sampled_from(("light", "medium", "heavy"))),
            state=draw(st.sampled_from(STATES)),
            successors=tuple(draw(some_of(tuple(f"t{n}" for n in range(6)), max_size=1))),
        )
        for i in range(6)
    ]


def conditions(atoms: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    few = st.lists(st.sampled_from(atoms), max_size=2)
    made = st.builds(lambda every, some, none: when(*every, some=tuple(some), none=tuple(none)), few, few, few)
    return made.filter(lambda condition: bool(condition.atoms()))


DELIVERY = ("delivers.software", "delivers.data", "goal.faster", "goal.calmer", NumberTest("pipelines", at_least=3))
STRICTER = ("budget.none", "licence.open-source-only", "hosting.air-gapped", "regulations.gdpr")


@st.composite
def rules(draw: st.DrawFn) -> list[Any]:
    """Rules over what a team delivers and wants; contradictions over limits. No rule speaks against a pain."""
    gains = [
        rule(
            f"r{i}",
            draw(conditions((*DELIVERY, "in-place-testing.p0.routine", "in-place-testing.p1.not-yet"))),
            points(draw(st.sampled_from(IDS)), draw(st.integers(-3, 4))),
            leads(draw(st.sampled_from(("devops", "mlops"))), 2),
        )
        for i in range(3)
    ]
    limits = tuple(f"{name}.{option}" for name in ("hosting", "licence", "budget") for option in LIMITS[name])
    stricter = rule("s", draw(conditions(limits)), treat_as(draw(st.sampled_from(STRICTER))), say("advice", "Mind."))
    return [*gains, stricter]


@st.composite
def catalogues(draw: st.DrawFn, *, contradictions: bool = True) -> Catalogue:
    remedies = st.lists(st.tuples(st.sampled_from(IDS), st.integers(1, 3)), min_size=1, max_size=3)
    pains = [pain(f"q{i}", *draw(remedies)) for i in range(4)]
    made = [r for r in draw(rules()) if contradictions or r.id != "s"]
    return catalogue(*GATED, *draw(practices()), *pains, *draw(tools()), *made)


def answers(guide: Catalogue, *, without: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Any subset of the questions, each with an answer it can take."""
    asked = {q.id: _answer(guide, q) for q in guide.questions.values() if q.id not in without}
    return st.fixed_dictionaries({}, optional=asked).map(_worst_is_ticked)


def _worst_is_ticked(raw: dict[str, Any]) -> dict[str, Any]:
    pains = raw.get("pains")
    return raw | {"worst-pain": pains[0]} if "worst-pain" in raw and isinstance(pains, list) and pains else raw


def _answer(guide: Catalogue, question: Question) -> st.SearchStrategy[Any]:
    options = option_ids(guide, question)
    number = st.sampled_from((0, 1, 2, 3, 5, 8, 40, 10_000))
    match question.kind:
        case "one":
            known: st.SearchStrategy[Any] = st.sampled_from(options)
        case "many":
            known = some_of(options, max_size=6)
        case "number":
            known = number
        case "counts":
            known = st.dictionaries(st.sampled_from([r.id for r in question.rows]), number, min_size=1, max_size=5)
        case "grid":
            rows = st.sampled_from([r.id for r in question.rows])
            known = st.dictionaries(rows, st.sampled_from(COLUMNS), min_size=1, max_size=8)
    return st.one_of(known, known, known, st.just("unsure"))


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("unsure", "p0", "q1")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.sampled_from(IDS), inner, max_size=3)
    ),
    max_leaves=6,
)


def nonsense(guide: Catalogue) -> st.SearchStrategy[dict[str, Any]]:
    """Anything at all, under real and invented names."""
    return st.dictionaries(st.sampled_from(sorted(guide.questions)) | st.text(max_size=8), JUNK, max_size=8)
