"""How fast the engine is, and how it grows: `python tests/bench/bench_engine.py`, also part of `make bench`.

Promised: under 5 ms at the median on the shipped content, under 50 ms with 2,000 practices and 10,000 tools.
Prints a table and ends with exit code 1 when a promise is broken.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from opsguide.library.reader import read  # noqa: E402  the script runs from a clone, without being installed
from opsguide.library.schema import Case  # noqa: E402
from wizard import engine  # noqa: E402
from wizard.catalogue import build_catalogue  # noqa: E402
from wizard.engine import Catalogue, recommend  # noqa: E402

SIZES = ((125, 625), (250, 1_250), (500, 2_500), (1_000, 5_000), (2_000, 10_000))
PROMISED = {"shipped": 5.0, "2,000 practices": 50.0}  # median ms; the busy teams on shipped content are shown only


def generated(shipped: Catalogue, practices: int, tools: int) -> Catalogue:
    """A guide of any size with the shipped questions and weights: five tools and a few remedies per practice."""
    dice = Random(practices)
    ids = [f"practice-{i:05}" for i in range(practices)]
    homes = list(shipped.disciplines)
    roles = list(shipped.roles)
    return Catalogue.build(
        edition="bench",
        weights=shipped.weights,
        disciplines=shipped.disciplines.values(),
        principles=shipped.principles.values(),
        roles=shipped.roles.values(),
        questions=[q for q in shipped.questions.values() if q.kind != "grid"] + list(_grids(shipped, ids)),
        practices=[_practice(dice, ids, i, homes, roles) for i in range(practices)],
        pains=[_pain(dice, ids, i) for i in range(practices // 3)],
        tools=[_tool(dice, ids, i) for i in range(tools)],
        rules=[_rule(dice, shipped, ids, i) for i in range(practices // 2)],
    )


def _grids(shipped: Catalogue, ids: list[str]) -> Iterator[engine.Question]:
    for place, grid in enumerate(shipped.grids):
        rows = tuple(engine.Row(i, i) for i in ids[place :: len(shipped.grids)])
        yield engine.Question(grid.id, grid.title, "grid", grid.order, rows=rows)


def _practice(dice: Random, ids: list[str], index: int, homes: list[str], roles: list[str]) -> engine.Practice:
    home = dice.choice(homes)
    return engine.Practice(
        id=ids[index],
        title=f"Practice {index}",
        home=home,
        disciplines=(home, dice.choice(homes)),
        principles=("testing",),
        leads=tuple(dice.sample(roles, 3)),
        effort=engine.Effort(dice.randint(1, 3), dice.randint(1, 3), dice.randint(1, 3)),
        foundation=index < 10,
        requires=tuple(dice.sample(ids[:index], min(index, 2))),
        sources=("a-source",),
    )


def _pain(dice: Random, ids: list[str], index: int) -> engine.Pain:
    remedies = tuple(engine.Remedy(p, dice.randint(1, 3), "It helps.") for p in dice.sample(ids, 5))
    return engine.Pain(f"pain-{index:05}", f"Pain {index}", "delivery", index, remedies)


def _tool(dice: Random, ids: list[str], index: int) -> engine.Tool:
    fits = tuple(engine.Fit(p, dice.choice(("first", "main", "also"))) for p in dice.sample(ids, 2))
    hosting = dice.choice((("self",), ("saas",), ("self", "saas")))
    return engine.Tool(f"tool-{index:05}", f"Tool {index}", fits, "MIT", "open-source", hosting, "free")


def _rule(dice: Random, shipped: Catalogue, ids: list[str], index: int) -> engine.Rule:
    question = dice.choice([q for q in shipped.questions.values() if q.kind in ("one", "many") and q.options])
    atom = engine.Choice(question.id, dice.choice(question.options).id)
    effect = engine.Contribution("practice", dice.choice(ids), dice.randint(1, 3), "It fits.")
    return engine.Rule(f"rule-{index:05}", f"Rule {index}", engine.Condition(all=(atom,)), (effect,))


def teams(guide: Catalogue, count: int = 60) -> list[dict[str, Any]]:
    """Random but repeatable teams that answered everything, with four ticks wherever there is something to tick."""
    return [_team(Random(seed), guide) for seed in range(count)]


def _team(dice: Random, guide: Catalogue) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for question in guide.questions.values():
        options = [o.id for o in question.options] or list(guide.pains)
        match question.kind:
            case "one":
                raw[question.id] = dice.choice(raw["pains"] if question.chosen_in else options)
            case "many":
                raw[question.id] = dice.sample(options, 4)
            case "number":
                raw[question.id] = dice.randint(0, 40)
            case "counts":
                raw[question.id] = {row.id: dice.choice((0, 0, 1, 3, 8)) for row in question.rows}
            case "grid":
                answered = dice.sample(question.rows, min(12, len(question.rows)))
                raw[question.id] = {row.id: dice.choice(("not-yet", "partly", "routine", "unsure")) for row in answered}
    return raw


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of processor time, the best of three: a plan waits for nothing, and other work only ever adds."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best * 1000


def measured(guide: Catalogue, answers: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Median and slowest milliseconds of a plan, and the peak of memory one plan takes, in MB."""
    found = [timed(lambda raw=raw: recommend(guide, raw)) for raw in answers]
    tracemalloc.start()
    for raw in answers[:5]:
        recommend(guide, raw)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return statistics.median(found), max(found), peak


def built(make: Callable[[], Catalogue]) -> tuple[Catalogue, float, float]:
    """A catalogue, the milliseconds to make it, and the memory it keeps, in MB."""
    start = time.process_time()
    make()
    took = (time.process_time() - start) * 1000
    tracemalloc.start()
    guide = make()
    kept = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return guide, took, kept


def main() -> int:
    entries = read([ROOT / "content"])[0].entries
    shipped = build_catalogue(entries, "bench")
    size = f"{len(shipped.practices)} practices, {len(shipped.tools)} tools"
    cases = [dict(case.answers) for case in entries["case"].values() if isinstance(case, Case)]
    print(f"{'catalogue':46} {'median ms':>9} {'slowest':>8} {'plan MB':>8} {'build ms':>9} {'keeps MB':>9}")
    broken = row(f"shipped ({size}), published cases", lambda: build_catalogue(entries, "bench"), cases)
    row("the same, busy teams", lambda: build_catalogue(entries, "bench"), teams(shipped))
    for practices, tools in SIZES:
        guide = generated(shipped, practices, tools)
        broken |= row(
            f"{practices:,} practices, {tools:,} tools, busy teams",
            lambda p=practices, t=tools: generated(shipped, p, t),
            teams(guide),
        )
    return int(broken)


def row(name: str, make: Callable[[], Catalogue], answers: list[dict[str, Any]]) -> bool:
    """Print one line of the table. True when it breaks a promise."""
    guide, took, kept = built(make)
    median, slowest, peak = measured(guide, answers)
    slow = any(name.startswith(start) and median > promised for start, promised in PROMISED.items())
    print(f"{name:46} {median:9.2f} {slowest:8.2f} {peak:8.2f} {took:9.0f} {kept:9.1f}{'  TOO SLOW' if slow else ''}")
    return slow


if __name__ == "__main__":
    sys.exit(main())
