"""What a team said: one value per question, immutable, and the dotted names by which reasons point at it.

The name of an answer is its question and what was said, joined by dots: `hosting.air-gapped`, `pains.slow-builds`,
`in-place-testing.smoke-tests.partly`, `pipelines.12`, `headcount.data-engineer.3`. A question's id alone
(`headcount`) names everything that was said to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNSURE = "unsure"  # asked, and not known: neither yes nor no
DOES_NOT_APPLY = "does-not-apply"  # asked, and meaningless here: not a low answer, no answer at all

# The questions that the engine itself understands. Every other question speaks through rules alone.
DELIVERS = "delivers"
HEADCOUNT = "headcount"
REGULATIONS = "regulations"
HOSTING = "hosting"
LICENCE = "licence"
BUDGET = "budget"
PLATFORM = "platform"
PAINS = "pains"
WORST_PAIN = "worst-pain"
GOAL = "goal"
CAPACITY = "capacity"
UNDERSTOOD = (
    DELIVERS,
    HEADCOUNT,
    REGULATIONS,
    HOSTING,
    LICENCE,
    BUDGET,
    PLATFORM,
    PAINS,
    WORST_PAIN,
    GOAL,
    CAPACITY,
)

# A practice's state, from the row of a grid; the order is the order of strictness.
NOT_YET = "not-yet"
PARTLY = "partly"
ROUTINE = "routine"
COLUMNS = (NOT_YET, PARTLY, ROUTINE, UNSURE, DOES_NOT_APPLY)

# one / number / many / counts and grid
type Rows = Mapping[str, int | str]
type Value = str | int | tuple[str, ...] | Rows


@dataclass(frozen=True, slots=True)
class Answers:
    """Checked answers. Where a rule put a stricter one in place, `origin` names the given answers behind it, and
    `replaced` keeps what was given instead (None: nothing)."""

    values: Mapping[str, Value]
    origin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replaced: Mapping[str, Value | None] = field(default_factory=dict)

    def get(self, question: str) -> Value | None:
        return self.values.get(question)

    def choice(self, question: str) -> str | None:
        """The option of a `one` question; None when it is unanswered, unsure, or of another kind."""
        value = self.values.get(question)
        return value if isinstance(value, str) and value not in (UNSURE, DOES_NOT_APPLY) else None

    def choices(self, question: str) -> tuple[str, ...] | None:
        """The ticks of a `many` question, perhaps none of them; None when nobody answered it."""
        value = self.values.get(question)
        return value if isinstance(value, tuple) else None

    def rows(self, question: str) -> Rows | None:
        value = self.values.get(question)
        return value if isinstance(value, Mapping) else None

    def given(self, names: Iterable[str]) -> tuple[str, ...]:
        """The answers really given behind these names, some of which a rule may have put in their place."""
        return tuple(dict.fromkeys(given for name in names for given in self.origin.get(name, (name,))))

    def with_value(self, question: str, value: Value) -> Answers:
        return Answers({**self.values, question: value}, self.origin, self.replaced)

    def without(self, name: str) -> Answers:
        """Less one answer; one that a rule put in place gives way to what was said instead."""
        question = name.partition(".")[0]
        if name in self.origin and (said := self.replaced.get(question)) is not None:
            return self.with_value(question, said)
        return Answers(without(self.values, name), self.origin, self.replaced)


def without[V](raw: Mapping[str, V], name: str) -> dict[str, V]:
    """The answers less the one that `name` points at: a tick, a row, or all that was said to a question.

    Works on raw and on checked answers alike; a name that points at nothing changes nothing.
    """
    question, _, rest = name.partition(".")
    left = dict(raw)
    if question not in left:
        return left
    value: object = left.pop(question)
    row = rest.rpartition(".")[0]
    if isinstance(value, Mapping) and row:
        kept: object = {key: said for key, said in value.items() if key != row}
    elif isinstance(value, (list, tuple)) and rest:
        kept = type(value)(ticked for ticked in value if ticked != rest)
    else:
        return left
    if kept or isinstance(value, (list, tuple)):
        left[question] = kept  # type: ignore[assignment]  # the same kind of value, with one part less
    return left
