from .bank import Question, Rule, Weight
from .edition import Change, Edition, Report, SyncState
from .entry import Entry, EntryQuerySet, OrderedChild, StructureField, TextListField
from .knowledge import (
    Discipline,
    DisciplineRole,
    DisciplineTask,
    Handover,
    Nuance,
    Pain,
    Practice,
    PracticeLead,
    Principle,
    Remedy,
    Role,
    Source,
    Stage,
    StageTask,
    Term,
)
from .tool import Cell, Fit, Tool

# In the order in which they can be written: what others point at comes first.
ENTRY_MODELS: dict[str, type[Entry]] = {
    model.type: model
    for model in (Source, Principle, Role, Discipline, Stage, Practice, Pain, Tool, Term, Question, Rule, Weight)
}

__all__ = [
    "ENTRY_MODELS",
    "Cell",
    "Change",
    "Discipline",
    "DisciplineRole",
    "DisciplineTask",
    "Edition",
    "Entry",
    "EntryQuerySet",
    "Fit",
    "Handover",
    "Nuance",
    "OrderedChild",
    "Pain",
    "Practice",
    "PracticeLead",
    "Principle",
    "Question",
    "Remedy",
    "Report",
    "Role",
    "Rule",
    "Source",
    "Stage",
    "StageTask",
    "StructureField",
    "SyncState",
    "Term",
    "TextListField",
    "Tool",
    "Weight",
]
