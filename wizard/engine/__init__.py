"""The recommender: a catalogue and a team's answers in, a plan out. Standard library only; see docs/engine.md."""

from .answers import DOES_NOT_APPLY, UNSURE, Answers, without
from .catalogue import Catalogue
from .conditions import Choice, Condition, NumberTest, holds, parse_choice
from .lint import Finding, lint
from .model import (
    Applies,
    Contribution,
    Discipline,
    Effort,
    Fit,
    Hold,
    IncompleteMethodError,
    Option,
    Pain,
    Practice,
    Principle,
    Question,
    Remedy,
    Role,
    Row,
    Rule,
    Say,
    Tool,
    TreatAs,
    Weights,
)
from .parsing import Ignored, parse_answers
from .plan import Plan, Reason, Step
from .recommend import recommend
from .routing import Asked, Mode, dropped, questions_to_ask
from .words import answer as answer_in_words

__all__ = [
    "DOES_NOT_APPLY",
    "UNSURE",
    "Answers",
    "Applies",
    "Asked",
    "Catalogue",
    "Choice",
    "Condition",
    "Contribution",
    "Discipline",
    "Effort",
    "Finding",
    "Fit",
    "Hold",
    "Ignored",
    "IncompleteMethodError",
    "Mode",
    "NumberTest",
    "Option",
    "Pain",
    "Plan",
    "Practice",
    "Principle",
    "Question",
    "Reason",
    "Remedy",
    "Role",
    "Row",
    "Rule",
    "Say",
    "Step",
    "Tool",
    "TreatAs",
    "Weights",
    "answer_in_words",
    "dropped",
    "holds",
    "lint",
    "parse_answers",
    "parse_choice",
    "questions_to_ask",
    "recommend",
    "without",
]
