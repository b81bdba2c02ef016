"""Many plausible entries beside the shipped ones, for tests and benchmarks of scale. The same numbers give the same entries."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from opsguide.documents import write
from opsguide.editions import clear_caches, publish_edition
from opsguide.library import schema
from opsguide.models import Discipline, Practice, Principle, Role, Source, Term, Tool


def words(*lines: str) -> list[str]:
    return [word.strip() for word in ",".join(lines).split(",") if word.strip()]


FIRST = words(
    "Amber, Atlas, Birch, Bright, Calm, Cedar, Clear, Copper, Coral, Delta, Drift, Dune, Echo, Ember, Fern,"
    "Flint, Frost, Glade, Granite, Harbour, Hazel, Iron, Ivory, Jade, Juniper, Keel, Lark, Linden, Lumen,"
    "Maple, Marble, Mesa, Mint, Moss, Nimbus, North, Oak, Ocean, Onyx, Opal, Orchid, Pebble, Pine, Plain,"
    "Prism, Quartz, Quiet, Raven, Reef, Ridge, River, Rowan, Saffron, Sage, Slate, Solar, Spruce, Stone,"
    "Swift, Teal, Thistle, Timber, Umber, Vale, Velvet, Violet, Walnut, Willow, Winter, Wren, Zephyr"
)
SECOND = words(
    "anchor, base, beacon, board, bridge, cast, chain, check, craft, deck, desk, dock, draft, field, flow,"
    "forge, frame, gate, grid, guard, guide, hub, keeper, kit, lane, lens, line, link, loom, map, mark, mesh,"
    "mill, mind, mirror, node, notes, path, pilot, pipe, port, press, pulse, quay, rail, relay, ring, root,"
    "route, scope, sense, shape, shelf, shift, sight, spark, stack, station, stream, switch, table, tap,"
    "tide, tower, trace, track, trail, vault, view, ward, watch, wave, well, wheel, wire, works, yard"
)
DOES = words(
    "Collects, Compares, Checks, Watches, Schedules, Stores, Signs, Restores, Describes, Groups, Tests,"
    "Traces, Rolls_out, Documents, Measures"
)
WHAT = words(
    "pipelines, alerts, models, tables, features, secrets, deployments, prompts, network changes, "
    "cost records, incidents, dependencies, schemas, logs, traces, dashboards, backups, policies, data sets,"
    "containers"
)
WHERE = words(
    "on one server, in the cloud of your choice, next to the warehouse, inside a cluster, on a laptop, "
    "in the pipeline, at the edge, for small teams, for many teams at once, without an account"
)
ABOUT = words(
    "pattern, budget, window, review, contract, signal, threshold, boundary, snapshot, ledger, handshake,"
    "envelope, backlog, baseline, replica, quorum, lease, digest, cursor, shard"
)


@dataclass(frozen=True)
class Shipped:
    """Ids that generated entries may point at."""

    practices: list[str]
    disciplines: list[str]
    principles: list[str]
    roles: list[str]
    sources: list[str]
    rows: dict[str, list[str]]  # practice -> rows of its comparison

    @classmethod
    def read(cls) -> Shipped:
        rows = dict(Practice.objects.exclude(note="generated").order_by("id").values_list("id", "compare_on"))
        ids = [
            list(m.objects.published().order_by("id").values_list("id", flat=True))
            for m in (Discipline, Principle, Role, Source)
        ]
        return cls(list(rows), *ids, {practice: [row["id"] for row in on] for practice, on in rows.items()})


def generate(*, tools: int = 0, terms: int = 0, practices: int = 0, seed: int = 1) -> None:
    """Write entries numbered after those that were generated before, and bump the edition."""
    shipped, chance = Shipped.read(), random.Random(seed)
    start = Tool.objects.filter(note="generated").count(), Term.objects.filter(note="generated").count()
    begin = Practice.objects.filter(note="generated").count()
    documents = [_document("practice", _practice(begin + i, chance, shipped)) for i in range(practices)]
    documents += [_document("tool", _tool(start[0] + i, chance, shipped)) for i in range(tools)]
    documents += [_document("term", _term(start[1] + i, chance, shipped)) for i in range(terms)]
    for place in range(0, len(documents), 2_000):
        write(documents[place : place + 2_000])
    publish_edition(cause="generated", changes=[])
    clear_caches()


def _document(kind: str, values: dict[str, Any]) -> tuple[str, str, schema.Entry, dict[str, Any]]:
    entry_id = values["title"].casefold().replace(" ", "-")
    envelope = {"status": "published", "reviewed": {"on": "2026-11-23", "by": "opsguide"}, "note": "generated"}
    return kind, entry_id, schema.TYPES[kind].model_validate({**envelope, **values}), {}


def _name(number: int) -> str:
    """A name of two words and, once they are used up, a number."""
    first, rest = FIRST[number % len(FIRST)], number // len(FIRST)
    turn = rest // len(SECOND)
    return f"{first}{SECOND[rest % len(SECOND)]}" + (f" {turn + 1}" if turn else "")


def _body(kind: str, chance: random.Random) -> str:
    headings = schema.TYPES[kind].headings or ("",)
    parts = []
    for heading in headings:
        sentences = " ".join(f"It {_does(chance).lower()} {chance.choice(WHERE)}." for _ in range(4))
        parts.append(f"## {heading}\n\n{sentences}" if heading else sentences)
    return "\n\n".join(parts)


def _does(chance: random.Random) -> str:
    return f"{chance.choice(DOES).replace('_', ' ')} {chance.choice(WHAT)} and {chance.choice(WHAT)}"


def _tool(number: int, chance: random.Random, shipped: Shipped) -> dict[str, Any]:
    own = chance.sample(shipped.practices, chance.randint(1, 4))
    ended = chance.random() < 0.1
    evidence = [{"what": "A release of this year", "at": f"pip: generated-{number}", "seen": "2026-11-23"}]
    return {
        "title": _name(number),
        "summary": f"{_does(chance)} {chance.choice(WHERE)}.",
        "aka": [f"{_name(number)} classic"] if number % 5 == 0 else [],
        "sources": chance.sample(shipped.sources, 2),
        "body": _body("tool", chance),
        "homepage": f"https://example.org/{number}",
        "vendor": f"{chance.choice(FIRST)} {chance.choice(['Labs', 'Foundation', 'Systems'])}",
        "kind": chance.choice(["library", "tool", "platform", "service"]),
        "licence": chance.choice(["MIT", "Apache-2.0", "LicenseRef-proprietary"]),
        "licence_class": chance.choice(["open-source", "source-available", "proprietary"]),
        "hosting": chance.choice([["self"], ["saas"], ["self", "saas"]]),
        "cost": chance.choice(["free", "freemium", "paid"]),
        "needs": chance.choice([[], [], ["kubernetes"], ["aws"], ["docker"]]),
        "burden": chance.choice(["light", "medium", "heavy"]),
        "practices": [{"practice": p, "fit": "also" if i else "main"} for i, p in enumerate(own)],
        "compare": [
            {"practice": own[0], "row": row, "value": chance.choice(["yes", "no", "partial"])}
            for row in shipped.rows[own[0]]
        ],
        "lifecycle": {"state": "archived", "since": "2025", "why": "Its makers have stopped.", "evidence": evidence}
        if ended
        else {"state": "active", "evidence": evidence},
    }


def _term(number: int, chance: random.Random, shipped: Shipped) -> dict[str, Any]:
    return {
        "title": f"{FIRST[number % len(FIRST)]} {ABOUT[number // len(FIRST) % len(ABOUT)]} {number}",
        "summary": f"What one calls it when a team {_does(chance).lower()} {chance.choice(WHERE)}.",
        "aka": [f"G{number}"] if number % 3 == 0 else [],
        "sources": chance.sample(shipped.sources, 1),
        "body": _body("term", chance),
        "kind": chance.choice(["concept", "technology", "property"]),
        "confused_with": [
            {"entry": f"practice/{chance.choice(shipped.practices)}", "why": "One is a word, the other is work."}
        ],
    }


def _practice(number: int, chance: random.Random, shipped: Shipped) -> dict[str, Any]:
    home = chance.choice(shipped.disciplines)
    sentence = "Do the smallest part of it this week, together."
    return {
        "title": f"{FIRST[number % len(FIRST)]} {ABOUT[number // len(FIRST) % len(ABOUT)]} habit {number}",
        "summary": f"The team {_does(chance).lower()} as a habit.",
        "sources": chance.sample(shipped.sources, 1),
        "body": _body("practice", chance),
        "home": home,
        "disciplines": [home],
        "principles": chance.sample(shipped.principles, 2),
        "leads": chance.sample(shipped.roles, 1),
        "level": chance.choice(["start", "grow", "mature"]),
        "effort": {"knowledge": 1, "time": 2, "people": 1},
        "value": 1,
        "requires": [chance.choice(shipped.practices)],
        "first_step": sentence,
        "done_when": sentence,
        "without_tool": sentence,
        "premature_when": sentence,
    }
