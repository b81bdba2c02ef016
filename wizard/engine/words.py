"""The sentences the engine says in its own voice. What a rule, a pain or a practice says stands in the content."""

from __future__ import annotations

from collections.abc import Sequence

from .answers import COLUMNS, DOES_NOT_APPLY, UNSURE
from .catalogue import Catalogue
from .model import Practice, Tool

FOUNDATION = "A foundation: it counts for every team, whatever hurts, because so much else stands on it."
FINISH_IT = "You have begun: what is left is to finish it, so it counts less than what is not there at all."
NOT_SAID = "You have not said whether this is for you, so it counts less until you do."
WORST = "You marked this as what hurts most."
BEGINS = "The plan begins with this, and with what it needs: nothing here helps more against it."

COLUMN_LABELS = dict(zip(COLUMNS, ("not yet", "partly", "routine", "I don't know", "does not apply"), strict=True))


def listed(parts: Sequence[str], last: str = "and") -> str:
    """One, two or many things in a sentence."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def answer(catalogue: Catalogue, name: str) -> str:
    """What was said, in the words of the question: `delivers.models` -> "Machine-learning models"."""
    question_id, _, rest = name.partition(".")
    question = catalogue.questions.get(question_id)
    if question is None:
        return name
    row, _, said = rest.rpartition(".")
    labels = {option.id: option.label for option in question.options}
    if "pain" in (question.options_from, catalogue.questions.get(question.chosen_in or "", question).options_from):
        labels |= {pain.id: pain.title for pain in catalogue.pains.values()}
    words = labels.get(said) or COLUMN_LABELS.get(said) or said
    if row:
        return f"{ {r.id: r.label for r in question.rows}.get(row, row) }: {words}"
    speaks_for_itself = words != said and said not in (UNSURE, DOES_NOT_APPLY)
    return words if speaks_for_itself else f"{question.title} {words}".strip()


# contradictions and other warnings


def exclusive(alone: str, named: Sequence[str]) -> str:
    return f"You ticked “{alone}” and also {listed([f'“{n}”' for n in named])}; what you named is what counts."


def too_many(ticked: int, most: int) -> str:
    return f"You named {ticked} pains, more than {most}. All count, but a plan for everything is a plan for nothing."


def two_states(title: str) -> str:
    return f"You gave two answers for “{title}”; the lower one counts."


def remedies_in_place(pain: str, practices: Sequence[str]) -> str:
    return (
        f"“{pain}” hurts although {listed(practices)}, all that we know against it, {_is(practices)} routine with you. "
        "Look whether it really works as it should, or for a cause that we do not list."
    )


def _is(things: Sequence[str]) -> str:
    return "is" if len(things) == 1 else "are"


# reasons


def first_because(dependant: str, in_plan: bool) -> str:
    return f"First, because “{dependant}”{'' if in_plan else ', which comes after this plan,'} needs it."


# not now


def too_many_hands(size: int, from_size: int) -> tuple[str, str]:
    people = "one person" if size == 1 else f"{size} people"
    return (
        f"It needs more hands than a team of {people} can spare.",
        f"Look again when the team has about {from_size} people, or when another team offers it to you.",
    )


TOO_DEAR = (
    "What it would bring you now is less than what it would cost a team with your time and hands.",
    "Look again when there is more time for it, or when it hurts more than it does today.",
)


def needs_first(prerequisite: str) -> str:
    return f"It needs “{prerequisite}” first, and that can wait."


# owners


def you_have(count: int, role: str, led_by: str) -> str:
    if led_by != role:
        return f"Usually led by: {led_by}; you counted {count} under {role}."
    return f"You have {count} in this role, which usually leads it."


def you_have_helper(count: int, role: str, lead: str) -> str:
    return f"Usually led by: {lead}, whom you do not have. You have {count} in a role beside it: {role}."


def usually(role: str) -> str:
    return f"Usually: {role}. Say who is in your team to see whether you have one."


def nobody(leads: Sequence[str]) -> str:
    return f"Nobody in your team usually leads this. Train somebody, hire, or borrow: {listed(leads, 'or')}."


# what would change


def becomes_routine(practice: str) -> str:
    return f"Say that “{practice}” is routine, and it leaves the plan."


def without_answer(said: str, becomes: str) -> str:
    return f"Without “{said}”, it would {_moves(becomes)}."


def were_it_not_worst(pain: str, becomes: str) -> str:
    return f"If “{pain}” were not what hurts most, it would {_moves(becomes)}."


def _moves(becomes: str) -> str:
    return "leave the plan" if becomes == "out" else f"move to {becomes.capitalize()}"


def hangs_on(dependants: Sequence[str]) -> str:
    them = listed([f"“{title}”" for title in dependants])
    return f"It is here for {them} alone; without {'it' if len(dependants) == 1 else 'them'}, it would leave the plan."


# find out


def find_out_state(practice: Practice, how: str) -> str:
    return f"Whether “{practice.title}” is in place. You have it when: {practice.done_when} {how}".strip()


def find_out_answer(question: str, how: str) -> str:
    return how or f"Find an answer to “{question}”."


def find_out_fit(practice: str, question: str) -> str:
    return f"Whether “{practice}” is for you depends on an answer not yet given: “{question}”."


# disciplines


def step_in(rank: int, practice: str) -> str:
    return f"Step {rank}, “{practice}”, is part of it."


SAID_IT_DOES_NOT_APPLY = "You said that it does not apply to you."
NOTHING_IN_PLAN = "Nothing in this plan belongs to it."


# tools


def gone(tool: Tool) -> str:
    since = f" since {tool.since}" if tool.since else ""
    return f"It is {tool.state}{since}. {tool.why}".strip()


NO_LIFE_SIGN = "We have not seen a sign of life that we could date, so we do not recommend it."
QUIET = "It has been quiet for a while; finished or forgotten, ask before you build on it."
MAINTENANCE = "It gets repairs and nothing new, so it stands behind what is still developed."


def takes_the_place_of(old: Tool) -> str:
    return f"It takes the place of {old.title}, which is {old.state}."


HAD_ALREADY = "You have it already."
RUNS_ON_YOUR_MACHINES = "It runs on machines of your own."
RUNS_ON_YOUR_CLOUD = "It comes as a service on a platform you already use."
NOT_IN_YOUR_CLOUD = "It would put your work on machines that are not yours."
NOT_ON_YOUR_MACHINES = "It does not run on your own machines alone."
LICENCE_FITS = "Its licence is within your rule"
LICENCE_MISFITS = "Its licence is outside your rule"
LICENCE_UNKNOWN = "We do not know its licence, so it cannot pass your rule."
COSTS_NOTHING = "It can be used without paying."
COSTS_MONEY = "It costs money, and you have none for tools."
COST_UNKNOWN = "We do not know what it costs, and you have no money for tools."
PAID_SMALL = "It costs money; ask for the price before you fall for it."
CLUSTER_TOO_MUCH = "It needs a cluster, which is too much to keep alive for a team of your size."
TOO_HEAVY = "It is heavy to install and keep alive, too much for a team with your time and hands."
LIGHT = "It is light to install and keep alive."
HEAVY = "It is heavy to install and keep alive; plan for that."


def made_for_something_else(purposes: Sequence[str]) -> str:
    named = listed([f"“{purpose}”" for purpose in purposes], "or") if purposes else "something else"
    return f"It is made for {named}, which you do not have and this plan does not take up."


def serves_more_steps(titles: Sequence[str]) -> str:
    return f"It is made for {listed([f'“{title}”' for title in titles])} too, which this plan takes up."


def if_you_run_it_for(title: str) -> str:
    return f"If it is what you use for “{title}”, you need nothing new."


def runs_on(platforms: Sequence[str]) -> str:
    return f"It runs on {listed(platforms)}, which you have."


def needs(platforms: Sequence[str]) -> str:
    return f"It needs {listed(platforms)}, which you do not have."


def needs_unsaid(platforms: Sequence[str]) -> str:
    return f"It needs {listed(platforms)}; you have not said whether you have that."


# the verdict

ACT = "Begin with what stands first, and leave the rest until that is done."
NOTHING_URGENT = "Nothing is urgent. If you want to do something, these are the foundations to look at, in this order."
LEAVE_ALONE = "Good enough: leave it alone. Nothing you said calls for a change, so look again when something hurts."
NOTHING_TO_ADD = "Something hurts, but what we know against it you have, or it can wait; the notes below say which."
