"""Random worlds for Hypothesis: tiny catalogues, and answers to any catalogue's questions.

A catalogue is made from a seed, since drawing its hundred parts one by one would be a hundred times slower than
judging it; answers are drawn part by part, so that a failure shrinks to the few answers that matter.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from wizard.engine import Applies, Catalogue, Discipline, Effort, NumberTest, Question
from wizard.engine.catalogue import GONE
from wizard.engine.parsing import option_ids

from .small import LIMITS, PLATFORMS, ROLES, catalogue, leads, pain, points, practice, rule, say, tool, treat_as, when

IDS = [f"p{i}" for i in range(8)]
STATES = ("active", "feature-complete", "maintenance", "quiet", "unknown", *GONE)
COLUMNS = ("not-yet", "partly", "routine", "unsure", "does-not-apply")
GATED = (
    Discipline("mlops", "Mlops", 1, Applies(when("delivers.models"), "You deliver no models.")),
    Discipline("netops", "Netops", 2, Applies(when(some=("delivers.network",)), "You run no network.")),
)
PRACTICED = ("in-place-testing.p0.routine", "in-place-testing.p1.not-yet")
DELIVERY = ("delivers.software", "delivers.data", "goal.faster", "goal.calmer", NumberTest("pipelines", at_least=3))
LIMITED = tuple(f"{name}.{option}" for name in ("hosting", "licence", "budget") for option in LIMITS[name])
STRICTER = ("budget.none", "licence.open-source-only", "hosting.air-gapped", "regulations.gdpr")


def some(dice: Random, things: Any, most: int, least: int = 0) -> tuple[Any, ...]:
    return tuple(dice.sample(list(things), min(dice.randint(least, most), len(things))))


def a_practice(dice: Random, index: int) -> Any:
    """Requires only what comes before it, so that there is no circle."""
    home = dice.choice(("devops", "mlops", "netops"))
    return practice(
        IDS[index],
        home=home,
        disciplines=tuple(dict.fromkeys([home, *some(dice, ("devops", "mlops"), 1)])),
        effort=Effort(dice.randint(1, 3), dice.randint(1, 3), dice.randint(1, 3)),
        level=dice.choice(("start", "grow", "mature")),
        value=dice.randint(1, 3),
        foundation=dice.random() < 0.25,
        leads=some(dice, ROLES, 2, 1),
        helps=some(dice, ROLES, 1),
        requires=some(dice, IDS[:index], 2),
    )


def a_tool(dice: Random, index: int) -> Any:
    return tool(
        f"t{index}",
        *some(dice, IDS, 2),
        also=some(dice, IDS, 2, 1),
        hosting=some(dice, ("self", "saas"), 2, 1),
        licence_class=dice.choice(("open-source", "source-available", "proprietary", "unknown")),
        cost=dice.choice(("free", "freemium", "paid", "unknown")),
        needs=some(dice, PLATFORMS, 2),
        burden=dice.choice(("light", "medium", "heavy")),
        state=dice.choice(STATES),
        successors=some(dice, [f"t{i}" for i in range(6)], 1),
    )


def a_condition(dice: Random, atoms: Any) -> Any:
    every, either, none = some(dice, atoms, 2, 1), some(dice, atoms, 2), some(dice, atoms, 1)
    return when(*every, some=either, none=none)


def rules(dice: Random, contradictions: bool) -> list[Any]:
    """Rules over what a team delivers and wants; contradictions over limits. No rule speaks against a pain."""
    gains = [
        rule(
            f"r{i}",
            a_condition(dice, DELIVERY + PRACTICED),
            points(dice.choice(IDS), dice.randint(-3, 4)),
            leads(dice.choice(("devops", "mlops")), 2),
        )
        for i in range(4)
    ]
    stricter = rule("s", a_condition(dice, LIMITED), treat_as(dice.choice(STRICTER)), say("advice", "Mind that."))
    return [*gains, stricter] if contradictions else gains


@lru_cache(maxsize=2000)
def a_catalogue(seed: int, contradictions: bool = True) -> Catalogue:
    dice = Random(seed)
    practices = [a_practice(dice, index) for index in range(len(IDS))]
    pains = [pain(f"q{i}", *((p, dice.randint(1, 3)) for p in some(dice, IDS, 3, 1))) for i in range(4)]
    tools = [a_tool(dice, index) for index in range(6)]
    return catalogue(*GATED, *practices, *pains, *tools, *rules(dice, contradictions))


def catalogues(*, contradictions: bool = True) -> st.SearchStrategy[Catalogue]:
    return st.integers(0, 1999).map(lambda seed: a_catalogue(seed, contradictions))


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
            known = st.lists(st.sampled_from(options), unique=True, max_size=6)
        case "number":
            known = number
        case "counts":
            known = st.dictionaries(st.sampled_from([r.id for r in question.rows]), number, min_size=1, max_size=5)
        case "grid":
            rows = st.sampled_from([r.id for r in question.rows])
            known = st.dictionaries(rows, st.sampled_from(COLUMNS), min_size=1, max_size=8)
    return st.one_of(known, known, known, st.just("unsure"))


KEYS = st.text(max_size=8) | st.sampled_from(IDS)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | KEYS | st.sampled_from(("unsure", "q1", "routine"))
JUNK: st.SearchStrategy[Any] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def nonsense(guide: Catalogue) -> st.SearchStrategy[dict[str, Any]]:
    """Anything at all, under real and invented names."""
    return st.dictionaries(st.sampled_from(sorted(guide.questions)) | st.text(max_size=8), JUNK, max_size=8)
