"""The wizard's questions, rules and weights."""

from __future__ import annotations

from django.contrib import admin

from opsguide.models import Question, Rule, Weight

from .boxes import example
from .entries import EntryAdmin

LIST = "admin/bank_change_list.html"  # with the way to /editors/rules/


@admin.register(Question)
class QuestionAdmin(EntryAdmin):
    change_list_template = LIST
    facts = ("section", "kind", "quick", "order")
    facets = ("section", "kind", "quick")
    ordering = ("order",)
    page_of_its_own = False
    own = (
        ("The question", {"fields": (("section", "kind", "order"), "quick", "why_we_ask", "ask_if")}),
        (
            "The answers",
            {
                "fields": (
                    "options",
                    "options_from",
                    "chosen_in",
                    "rows",
                    ("max_choices", "unit"),
                    ("unsure", "not_applicable"),
                    "find_out",
                )
            },
        ),
    )
    help_texts = {
        "title": "The question itself, up to 60 characters. For example: What does your team deliver?",
        "summary": "The hint under it, 20 to 200 characters.",
        "kind": "One or many options, a number, head counts per role, or a grid of practices.",
        "quick": "Asked in the quick mode too.",
        "why_we_ask": "What the answer changes in the plan.",
        "options": "Every option must be used by a rule, or say that it only informs:"
        + example(
            "- id: models",
            "  label: Machine-learning models",
            "  help: Predictions, scores or forecasts.",
            "- {id: none, label: None of these, excludes_others: true}",
        ),
        "options_from": "Instead of options: the published pains, by area.",
        "chosen_in": "Instead of options: what was ticked in that other question.",
        "rows": "For counts (ids are roles) and grids (ids are practices):"
        + example("- {id: data-engineer, label: Data engineers}"),
        "max_choices": "At most so many ticks; empty for any number.",
        "unit": "Of a number. For example: models",
        "unsure": "Offers “I don’t know”.",
        "not_applicable": "Offers “Does not apply to us”.",
        "find_out": "What to do when the answer is “I don’t know”; it becomes a step of the plan.",
    }


@admin.register(Rule)
class RuleAdmin(EntryAdmin):
    change_list_template = LIST
    page_of_its_own = False
    own = (("The rule", {"fields": ("when", "then")}),)
    help_texts = {
        "when": "All parts given must hold. The words are question.option; numbers have at_least and at_most:"
        + example(
            "all: [delivers.models, {number: models-in-production, at_least: 3}]",
            "none: [in-place-monitoring.model-monitoring.routine]",
        ),
        "then": "What it does: points for a practice or discipline, hold with revisit, or say with a sentence:"
        + example(
            "- practice: model-monitoring", "  points: 2", "  because: Three models in use, and nobody watches them."
        ),
    }


@admin.register(Weight)
class WeightAdmin(EntryAdmin):
    change_list_template = LIST
    facts = ("value", "order")
    ordering = ("order",)
    page_of_its_own = False
    always_published = True
    own = (("The number", {"fields": (("value", "order"),)}),)
    help_texts = {
        "summary": "The reason for this number, 20 to 200 characters; the method page shows it.",
        "value": "0 to 1000; 0 counts for nothing. Every plan made from now on uses it, so look at the rules page before and after.",
    }
