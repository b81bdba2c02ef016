"""Practices, pains, terms and sources."""

from __future__ import annotations

from django.contrib import admin

from opsguide.models import Pain, Practice, PracticeLead, Remedy, Source, Term

from .boxes import example
from .entries import EntryAdmin, PartInline


class PracticeLeadInline(PartInline):
    model = PracticeLead
    key = "leads"
    verbose_name = "role"
    verbose_name_plural = "Roles that lead, the best first"
    fields = ("role", "position")


@admin.register(Practice)
class PracticeAdmin(EntryAdmin):
    facts = ("home", "level", "foundation")
    facets = ("home", "level", "foundation", "disciplines")
    list_select_related = ("home",)
    inlines = (PracticeLeadInline,)
    own = (
        ("Where it belongs", {"fields": ("home", "disciplines", "principles", "stages", "helps")}),
        (
            "How it is recommended",
            {
                "fields": (
                    ("level", "value", "foundation"),
                    ("effort_knowledge", "effort_time", "effort_people"),
                    "requires",
                    "applies_when",
                )
            },
        ),
        ("What the plan says", {"fields": ("first_step", "done_when", "without_tool", "premature_when")}),
        ("How its tools are compared", {"fields": ("compare_on",), "classes": ("collapse",)}),
    )
    help_texts = {
        "home": "The discipline whose hue and emblem it wears; it must also stand among the disciplines.",
        "disciplines": "All that recommend it.",
        "principles": "At least one of the seven.",
        "stages": "Steps of the data flow at which it is done.",
        "helps": "Roles that take part without leading.",
        "level": "Start: for a team that begins. Grow: when the basics hold. Mature: when the rest works.",
        "value": "Breaks ties between equals; never the main rank.",
        "foundation": "Worth having for any team, even without a named pain.",
        "effort_knowledge": "What people must learn first.",
        "effort_time": "Until it works.",
        "effort_people": "Who must take part.",
        "requires": "Practices that must be in place before. The plan puts them first and says why.",
        "first_step": "Something that can be done this week. For example: Put the deployment scripts under version control.",
        "done_when": "A test anybody can apply. For example: Anyone can rebuild last month's release from its tag.",
        "without_tool": "How to begin with what a team has. For example: A shared spreadsheet that the script itself writes to.",
        "premature_when": "When to leave it. For example: For a single throw-away model nobody will retrain.",
        "compare_on": "Up to ten rows in which its tools differ:"
        + example("- id: self-hosted", "  label: Can be self-hosted", "  help: The server runs on your own machines."),
    }


class RemedyInline(PartInline):
    model = Remedy
    key = "remedies"
    verbose_name = "practice"
    verbose_name_plural = "Practices that help"
    fields = ("practice", "strength", "because", "position")
    help_texts = {
        "because": "The reason a visitor reads in the plan. For example: Small changes fail smaller and are found faster."
    }


@admin.register(Pain)
class PainAdmin(EntryAdmin):
    facts = ("area", "order")
    facets = ("area",)
    ordering = ("area", "order", "id")
    inlines = (RemedyInline,)
    own = (("Where it hurts", {"fields": (("area", "order"), "roles", "ask_if")}),)
    help_texts = {
        "title": "In the words of those who feel it, up to 60 characters. For example: Releases fail at the weekend",
        "roles": "Who feels it.",
    }


@admin.register(Term)
class TermAdmin(EntryAdmin):
    facts = ("kind", "explains")
    facets = ("kind",)
    own = (("The word", {"fields": ("kind", "explains", "confused_with")}),)
    help_texts = {
        "kind": "Acronym: the short form is the name people look up.",
        "explains": "The page that treats it at length, as type/id. For example: practice/feature-flags",
        "summary": "The definition, 20 to 200 characters; it also stands in the pop-up of other pages.",
    }


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    facts = ("kind", "published_on", "checked")
    facets = ("kind", "checked")
    page_of_its_own = False
    own = (
        ("What was published", {"fields": ("kind", "url", "authors", ("publisher", "published"))}),
        ("How far we read it", {"fields": (("checked", "accessed"),)}),
    )
    help_texts = {
        "title": "As it was published, up to 60 characters.",
        "url": "An https address without tracking parameters.",
        "authors": "One per line. For example: Denis Kreuzberger",
        "publisher": "For example: USENIX",
        "published": "2024, 2024-05 or 2024-05-31.",
        "checked": "Be honest: an address nobody opened proves nothing.",
        "accessed": "The day somebody read it.",
        "summary": "What it says that matters here, 20 to 200 characters.",
    }

    @admin.display(description="published", ordering="published")
    def published_on(self, row: Source) -> str:
        return row.published or ""
