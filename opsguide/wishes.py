"""What a query wishes of a tool beyond its purpose: open source, free, run at home, another one than this."""

from __future__ import annotations

from dataclasses import dataclass, field

from .models.tool import COSTS, HOSTING, LICENCE_CLASSES
from .wording import listed

LABELS = {"licence": LICENCE_CLASSES, "hosting": HOSTING, "cost": COSTS}
# How a wish is worded -> what to choose in the list of tools. The longer wording is tried first.
SAYINGS = {
    "open source|opensource|foss|oss|floss|libre|free software": ("licence", "open-source"),
    "self hosted|self hosting|self host|selfhosted|selfhosting|on prem|on premise|on premises|onprem|locally": (
        "hosting",
        "self",
    ),
    "hosted|managed|saas|as a service": ("hosting", "saas"),
    "for free|free of charge|no cost|gratis|free": ("cost", "free"),
    "free tier|freemium": ("cost", "freemium"),
    "alternative|alternatives|instead of|replacement|replacements|similar to|competitor|competitors": (
        "others",
        "",
    ),
}
_WORDED = sorted(
    ((saying.split(), wish) for sayings, wish in SAYINGS.items() for saying in sayings.split("|")),
    key=lambda pair: -len(pair[0]),
)
ABOUT_TOOLS = listed("tool tools tooling software alternative alternatives vendor vendors product products")


@dataclass(frozen=True, slots=True)
class Wishes:
    of_tools: bool = False  # does the query ask for tools at all?
    others: bool = False  # others than the one it names
    chosen: dict[str, str] = field(default_factory=dict)  # facet -> value
    rest: list[int] = field(default_factory=list)  # the places of the words that say what for

    @property
    def labels(self) -> list[str]:
        return [LABELS[facet][value] for facet, value in self.chosen.items()]


def wishes_in(words: list[str]) -> Wishes:
    chosen: dict[str, str] = {}
    others, rest, place = False, [], 0
    while place < len(words):
        for saying, (facet, value) in _WORDED:
            if words[place : place + len(saying)] == saying:
                if facet == "others":
                    others = True
                else:
                    chosen.setdefault(facet, value)
                place += len(saying)
                break
        else:
            rest.append(place)
            place += 1
    of_tools = bool(chosen) or others or not ABOUT_TOOLS.isdisjoint(words)
    return Wishes(of_tools, others, chosen, [place for place in rest if words[place] not in ABOUT_TOOLS])
