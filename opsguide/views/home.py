from __future__ import annotations

from collections import Counter, defaultdict

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsguide.directory import Card, directory
from opsguide.http import HtmxHttpRequest
from opsguide.models import Discipline, Pain, Principle
from opsguide.views.flow import flow_drawing
from opsguide.views.pains import AREAS

FAMILIES = {
    "software": "Software",
    "platform": "Platform",
    "data": "Data",
    "ml": "Machine learning",
    "it": "IT operations",
    "network": "Network",
    "security": "Security",
    "cost": "Cost",
}


def _one_of_each_area() -> list[Pain]:
    """The first complaint of every area: a front page should not speak to one trade only."""
    first: dict[str, Pain] = {}
    for pain in Pain.objects.published().order_by("order", "id"):
        first.setdefault(pain.area, pain)
    return [first[area] for area in AREAS if area in first]


def _confused_pairs(disciplines: list[Discipline]) -> list[tuple[Card, Card]]:
    """Pairs that are taken for one another, those with the most confusions around them first, no name more than twice."""
    cards = directory().cards
    pairs = {
        frozenset([d.reference, part["entry"]]): (cards[d.reference], cards[part["entry"]])
        for d in disciplines
        for part in d.confused_with
        if part["entry"].startswith("discipline/") and {d.reference, part["entry"]} <= cards.keys()
    }
    confusions = Counter(reference for pair in pairs for reference in pair)
    shown: Counter[str] = Counter()
    found = []
    for pair in sorted(pairs, key=lambda pair: (-sum(confusions[r] for r in pair), sorted(pair))):
        if all(shown[reference] < 2 for reference in pair):
            shown.update(pair)
            found.append(pairs[pair])
    return found


@require_safe
def home(request: HtmxHttpRequest) -> HttpResponse:
    disciplines = list(Discipline.objects.published())
    groups: dict[str, list[Discipline]] = defaultdict(list)
    for discipline in disciplines:
        groups[discipline.family].append(discipline)
    context = {
        "disciplines": disciplines,
        "families": [(label, family, groups[family]) for family, label in FAMILIES.items() if groups[family]],
        "confusions": _confused_pairs(disciplines)[:4],
        "principles": Principle.objects.published(),
        "pains": _one_of_each_area(),
        "counts": {kind: len(directory().of_type(kind)) for kind in ("practice", "pain", "tool", "term", "source")},
        "flow": flow_drawing(),
    }
    return render(request, "opsguide/home.html", context)
