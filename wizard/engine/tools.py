"""Tools for a recommended practice: which are possible within the team's limits, in which order, and why not the rest.

Limits decide about tools alone. No practice's worth ever reads hosting, licence or budget here: only rules may,
in the open, as points. A tool made for something else is offered only to a team that has that, or is about to: nobody
should install a scheduler to get an audit trail.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from . import words
from .answers import BUDGET, CAPACITY, HEADCOUNT, HOSTING, LICENCE, PARTLY, PLATFORM, ROUTINE
from .catalogue import GONE, Catalogue, Offer
from .model import Tool
from .plan import ExcludedTool, Reason, ToolChoice
from .profile import Limits, Profile

CLOUDS = frozenset({"aws", "azure", "gcp", "databricks", "snowflake"})  # somebody else's machines, whatever the tool
OPEN = ("open-source", "open-standard")
FITS = ("first", "main", "also")
LICENCES = ("open-standard", "open-source", "source-available", "proprietary", "unknown")
LATE = {"maintenance": words.MAINTENANCE, "quiet": words.QUIET}  # eligible, behind all others
BURDENS = ("light", "medium", "heavy")
STATES = ("active", "feature-complete", "maintenance", "quiet")

type Said = tuple[str, tuple[str, ...]]  # a sentence, and the answers behind it


@dataclass(frozen=True, slots=True)
class Choices:
    """The tools for one practice: those shown, the other eligible ones in order, those excluded, and how many."""

    shown: tuple[ToolChoice, ...]
    more: tuple[str, ...]
    excluded: tuple[ExcludedTool, ...]
    excluded_count: int


@dataclass(frozen=True, slots=True)
class Around:
    """What a tool is chosen for: one practice, of a team, among the other steps of its plan."""

    catalogue: Catalogue
    profile: Profile
    practice: str
    steps: Collection[str]

    def also_for(self, offer: Offer) -> list[str]:
        """The other steps of the plan that this tool is made for."""
        return [p for p in offer.made_for if p in self.steps and p != self.practice]

    def title(self, practice: str) -> str:
        return self.catalogue.practices[practice].title


def choose(catalogue: Catalogue, profile: Profile, practice: str, steps: Collection[str]) -> Choices:
    """Every tool for this practice is either eligible, and ordered, or excluded, with the first limit it breaks."""
    around = Around(catalogue, profile, practice, steps)
    eligible: list[Offer] = []
    forbidden: list[tuple[Tool, Said]] = []
    elsewhere: list[tuple[Tool, Said]] = []
    for offer in catalogue.offers.get(practice, ()):
        if obstacle := excluded_by(offer.tool, profile):
            forbidden.append((offer.tool, obstacle))
        elif obstacle := _out_of_its_field(offer, around):
            elsewhere.append((offer.tool, obstacle))
        else:
            eligible.append(offer)
    eligible.sort(key=lambda offer: _order(offer, around))
    excluded = (
        forbidden + elsewhere
    )  # what a limit forbids was the nearer choice, so it is named before the far-fetched
    shown, named = int(catalogue.weights.tools_shown), int(catalogue.weights.tools_excluded_shown)
    return Choices(
        shown=tuple(ToolChoice(o.tool.id, o.tool.title, _reasons(o, around)) for o in eligible[:shown]),
        more=tuple(offer.tool.id for offer in eligible[shown:]),
        excluded=tuple(
            ExcludedTool(tool.id, tool.title, practice, (_reason(tool, obstacle, profile),))
            for tool, obstacle in excluded[:named]
        ),
        excluded_count=len(excluded),
    )


def excluded_by(tool: Tool, profile: Profile) -> Said | None:
    """The first of lifecycle, hosting, licence, budget, platform and burden that forbids a tool, or None."""
    limits = profile.limits
    return (
        _lifecycle(tool)
        or _hosting(tool, limits)
        or _licence(tool, limits)
        or _budget(tool, limits)
        or _platform(tool, limits)
        or _burden(tool, profile)
    )


def _reason(tool: Tool, said: Said, profile: Profile) -> Reason:
    """The answers that really were given, where a rule put another in their place."""
    text, names = said
    behind = profile.answers.given(names)
    needs: Literal["all", "any"] = "all" if behind == names and len(names) <= 1 else "any"
    return Reason(behind[0] if behind else None, f"tool/{tool.id}", text, 0.0, behind, needs)


def _lifecycle(tool: Tool) -> Said | None:
    if tool.state in GONE:
        return words.gone(tool), ()
    return None if tool.state in STATES else (words.NO_LIFE_SIGN, ())


def _hosting(tool: Tool, limits: Limits) -> Said | None:
    if limits.hosting is None or limits.hosting == "hosted-welcome":
        return None
    answer = f"{HOSTING}.{limits.hosting}"
    if limits.hosting == "own-cloud":
        fits = "self" in tool.hosting or bool(CLOUDS & set(tool.needs) & set(limits.platforms or ()))
        return None if fits else (words.NOT_IN_YOUR_CLOUD, (answer,))
    fits = "self" in tool.hosting and not CLOUDS & set(tool.needs)
    return None if fits else (words.NOT_ON_YOUR_MACHINES, (answer,))


def _licence(tool: Tool, limits: Limits) -> Said | None:
    if limits.licence is None or limits.licence == "any":
        return None
    answer = f"{LICENCE}.{limits.licence}"
    if tool.licence_class == "unknown":
        return words.LICENCE_UNKNOWN, (answer,)
    allowed = OPEN if limits.licence == "open-source-only" else (*OPEN, "source-available")
    fits = tool.licence_class in allowed
    return None if fits else (f"{words.LICENCE_MISFITS}: {_licence_words(tool)}.", (answer,))


def _licence_words(tool: Tool) -> str:
    kind = tool.licence_class.replace("-", " ")
    return f"{kind} ({tool.licence})" if tool.licence and not tool.licence.startswith("LicenseRef") else kind


def _budget(tool: Tool, limits: Limits) -> Said | None:
    if limits.budget != "none" or tool.cost in ("free", "freemium"):
        return None
    return words.COST_UNKNOWN if tool.cost == "unknown" else words.COSTS_MONEY, (f"{BUDGET}.none",)


def _platform(tool: Tool, limits: Limits) -> Said | None:
    if limits.platforms is None:
        return None
    lacking = [platform for platform in tool.needs if platform not in limits.platforms]
    return (words.needs(limits.names(lacking)), (PLATFORM,)) if lacking else None


def _burden(tool: Tool, profile: Profile) -> Said | None:
    if profile.room != "tight":
        return None
    if "kubernetes" in tool.needs and "kubernetes" not in (profile.limits.platforms or ()):
        return words.CLUSTER_TOO_MUCH, _why_tight(profile)
    return (words.TOO_HEAVY, _why_tight(profile)) if tool.burden == "heavy" else None


def _out_of_its_field(offer: Offer, around: Around) -> Said | None:
    """What only "also" does it must first be wanted, or be there, for what it is made for."""
    if offer.fit != "also" or around.also_for(offer) or _in_place(offer, around):
        return None
    if _is_had(offer.tool, around.profile.limits):
        return None
    purposes = [around.title(p) for p in offer.made_for if p in around.catalogue.practices]
    return words.made_for_something_else(purposes), ()


def _in_place(offer: Offer, around: Around) -> list[str]:
    """The practices this tool is made for of which the team said that it has them, or has begun."""
    return [p for p in offer.made_for if around.profile.states.of.get(p) in (ROUTINE, PARTLY)]


def _why_tight(profile: Profile) -> tuple[str, ...]:
    """The answers that leave little room: no time, few people, or each of them."""
    no_time = profile.answers.choice(CAPACITY) == "none"
    few = profile.team_size is not None and profile.team_size <= profile.tiny_team
    return (f"{CAPACITY}.none",) * no_time + (HEADCOUNT,) * few


type _Order = tuple[bool, bool, int, int, bool, int, int, int, int, str]


def _order(offer: Offer, around: Around) -> _Order:
    """What the team has already and is made for this; then the better fit, what runs on what the team has, what it
    can pay, what costs least to keep, what serves more of the plan, what it could leave again most freely, the livelier
    one; then the id."""
    tool, limits = offer.tool, around.profile.limits
    return (
        tool.state in LATE,
        not (offer.fit != "also" and _is_had(tool, limits)),
        FITS.index(offer.fit),
        -_platforms_in_use(tool, limits) + _unsaid(tool, limits),
        _is_dear(tool, limits),
        BURDENS.index(tool.burden),
        -len(around.also_for(offer)),
        LICENCES.index(tool.licence_class),
        STATES.index(tool.state),
        tool.id,
    )


def _platforms_in_use(tool: Tool, limits: Limits) -> int:
    return int(bool(set(tool.needs) & set(limits.platforms or ())))


def _unsaid(tool: Tool, limits: Limits) -> int:
    return int(bool(tool.needs) and limits.platforms is None)


def _is_had(tool: Tool, limits: Limits) -> bool:
    """Is the tool itself one of the platforms in use?"""
    return tool.id in (limits.platforms or ())


def _is_dear(tool: Tool, limits: Limits) -> bool:
    return limits.budget == "small" and tool.cost == "paid"


def _reasons(offer: Offer, around: Around) -> tuple[Reason, ...]:
    """Why this tool, the most telling first: what it does, where it fits this team's limits, what to beware of."""
    tool, profile = offer.tool, around.profile
    limits = profile.limits
    said: list[Said] = []
    if offer.note:
        said.append((offer.note, ()))
    if offer.replaces:
        said.append((words.takes_the_place_of(offer.replaces), ()))
    said += _field_reasons(offer, around) + _platform_reasons(tool, limits) + _limit_reasons(tool, limits)
    said += _burden_reasons(tool, limits)
    if tool.state in LATE:
        said.append((LATE[tool.state], ()))
    return tuple(_reason(tool, each, profile) for each in said)


def _field_reasons(offer: Offer, around: Around) -> list[Said]:
    """How a tool fits the rest of the plan, or what is there already."""
    if steps := around.also_for(offer):
        return [(words.serves_more_steps([around.title(p) for p in steps]), ())]
    had = _is_had(offer.tool, around.profile.limits)
    if offer.fit == "also" and not had and (there := _in_place(offer, around)):
        return [(words.if_you_run_it_for(around.title(there[0])), (around.profile.states.answer[there[0]],))]
    return []


def _platform_reasons(tool: Tool, limits: Limits) -> list[Said]:
    if _is_had(tool, limits):
        return [(words.HAD_ALREADY, (f"{PLATFORM}.{tool.id}",))]
    if not tool.needs:
        return []
    if limits.platforms is None:
        return [(words.needs_unsaid(limits.names(tool.needs)), ())]
    return [(words.runs_on(limits.names(tool.needs)), (f"{PLATFORM}.{tool.needs[0]}",))]


def _burden_reasons(tool: Tool, limits: Limits) -> list[Said]:
    """What is light as a service is not light on machines of one's own, so there nothing is promised."""
    as_a_service = "saas" in tool.hosting and limits.hosting not in (None, "hosted-welcome")
    if tool.burden == "medium" or (tool.burden == "light" and as_a_service):
        return []
    return [(words.LIGHT if tool.burden == "light" else words.HEAVY, ())]


def _limit_reasons(tool: Tool, limits: Limits) -> list[Said]:
    said: list[Said] = []
    if limits.hosting not in (None, "hosted-welcome"):
        text = words.RUNS_ON_YOUR_MACHINES if "self" in tool.hosting else words.RUNS_ON_YOUR_CLOUD
        said.append((text, (f"{HOSTING}.{limits.hosting}",)))
    if limits.licence not in (None, "any"):
        said.append((f"{words.LICENCE_FITS}: {_licence_words(tool)}.", (f"{LICENCE}.{limits.licence}",)))
    if limits.budget == "none":
        said.append((words.COSTS_NOTHING, (f"{BUDGET}.none",)))
    if _is_dear(tool, limits):
        said.append((words.PAID_SMALL, (f"{BUDGET}.small",)))
    return said
