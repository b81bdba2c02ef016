"""Disciplines, principles, practices, pains, roles, stages, terms and sources."""

from __future__ import annotations

from django.db import models

from .entry import Entry, OrderedChild, StructureField, TextListField

SMALL = [(1, "little"), (2, "some"), (3, "much")]


class Source(Entry):
    type = "source"

    sources = None  # a source cites nothing
    url = models.URLField(max_length=400, null=True, blank=True)
    kind = models.CharField(
        max_length=10,
        choices=[(k, k) for k in ("article", "paper", "book", "standard", "law", "docs", "dataset", "talk", "notice")],
    )
    authors = TextListField()
    publisher = models.CharField(max_length=120, null=True, blank=True)
    published = models.CharField(max_length=10, null=True, blank=True, help_text="2024, 2024-05 or 2024-05-31.")
    accessed = models.DateField(null=True, blank=True, help_text="The day somebody read it.")
    checked = models.CharField(
        max_length=12,
        choices=[
            ("opened", "page read"),
            ("excerpt", "read in part"),
            ("address-only", "known by its address, not opened"),
        ],
    )


class Principle(Entry):
    type = "principle"

    order = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=400)

    class Meta(Entry.Meta):
        ordering = ("order",)


class Discipline(Entry):
    type = "discipline"
    children = {"roles": "role_parts", "tasks": "tasks", "principles": "nuances"}

    order = models.PositiveSmallIntegerField()
    delivers = models.CharField(max_length=120)
    family = models.CharField(
        max_length=8,
        choices=[(f, f) for f in ("software", "data", "ml", "it", "network", "security", "cost", "platform")],
    )
    builds_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="built_on_by")
    confused_with = StructureField(default=list, blank=True)
    applies_when = StructureField(null=True, blank=True)

    class Meta(Entry.Meta):
        ordering = ("order",)


class DisciplineRole(OrderedChild):
    parent = models.ForeignKey(Discipline, models.CASCADE, related_name="role_parts")
    role = models.ForeignKey("Role", models.PROTECT, related_name="discipline_parts")
    part = models.CharField(max_length=8, choices=[(p, p) for p in ("leads", "works", "benefits")])


class DisciplineTask(OrderedChild):
    parent = models.ForeignKey(Discipline, models.CASCADE, related_name="tasks")
    task = models.CharField(max_length=400)
    practice = models.ForeignKey("Practice", models.SET_NULL, null=True, blank=True, related_name="+")


class Nuance(OrderedChild):
    parent = models.ForeignKey(Discipline, models.CASCADE, related_name="nuances")
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="nuances")
    weight = models.CharField(max_length=8, choices=[(w, w) for w in ("core", "adapted", "minor")])
    nuance = models.CharField(max_length=400)

    class Meta(OrderedChild.Meta):
        constraints = [models.UniqueConstraint(fields=["parent", "principle"], name="one_nuance_per_cell")]


class Practice(Entry):
    type = "practice"
    children = {"leads": "lead_roles"}

    home = models.ForeignKey(
        Discipline, models.PROTECT, related_name="home_practices", help_text="Whose hue and emblem it wears."
    )
    disciplines = models.ManyToManyField(Discipline, related_name="practices")
    principles = models.ManyToManyField(Principle, related_name="practices")
    stages = models.ManyToManyField("Stage", blank=True, related_name="practices")
    helps = models.ManyToManyField("Role", blank=True, related_name="helps_with", verbose_name="roles that help")
    level = models.CharField(max_length=6, choices=[(v, v) for v in ("start", "grow", "mature")])
    effort_knowledge = models.PositiveSmallIntegerField(choices=SMALL)
    effort_time = models.PositiveSmallIntegerField(choices=SMALL)
    effort_people = models.PositiveSmallIntegerField(choices=SMALL)
    value = models.PositiveSmallIntegerField(choices=SMALL, help_text="Breaks ties; never the main rank.")
    foundation = models.BooleanField(default=False, help_text="Worth having for any team, even without a named pain.")
    requires = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="required_by")
    applies_when = StructureField(null=True, blank=True)
    first_step = models.CharField(max_length=400)
    done_when = models.CharField(max_length=400)
    without_tool = models.CharField(max_length=400)
    premature_when = models.CharField(max_length=400)
    compare_on = StructureField(default=list, blank=True)


class PracticeLead(OrderedChild):
    parent = models.ForeignKey(Practice, models.CASCADE, related_name="lead_roles")
    role = models.ForeignKey("Role", models.PROTECT, related_name="leads_in")


class Pain(Entry):
    type = "pain"
    children = {"remedies": "remedies"}

    area = models.CharField(
        max_length=10,
        choices=[
            (a, a)
            for a in (
                "delivery",
                "quality",
                "operations",
                "data",
                "models",
                "llm",
                "security",
                "network",
                "cost",
                "people",
            )
        ],
    )
    order = models.PositiveSmallIntegerField()
    roles = models.ManyToManyField("Role", blank=True, related_name="pains", verbose_name="roles that feel it")
    ask_if = StructureField(null=True, blank=True)

    class Meta(Entry.Meta):
        ordering = ("area", "order", "id")


class Remedy(OrderedChild):
    parent = models.ForeignKey(Pain, models.CASCADE, related_name="remedies")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="remedies")
    strength = models.PositiveSmallIntegerField(choices=[(1, "helps"), (2, "helps much"), (3, "removes the cause")])
    because = models.CharField(max_length=400)


class Role(Entry):
    type = "role"

    team = models.CharField(
        max_length=10,
        choices=[(t, t) for t in ("software", "operations", "analytics", "ai", "security", "network", "business")],
    )
    tasks = TextListField()
    works_with = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="worked_with_by")
    counted_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="counts_for")


class Stage(Entry):
    type = "stage"
    children = {"hands_over": "handovers", "tasks": "tasks"}

    order = models.PositiveSmallIntegerField()
    disciplines = models.ManyToManyField(Discipline, related_name="stages")

    class Meta(Entry.Meta):
        ordering = ("order",)


class Handover(OrderedChild):
    parent = models.ForeignKey(Stage, models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Stage, models.PROTECT, related_name="handovers_in")
    giver = models.ForeignKey(Role, models.PROTECT, related_name="gives")
    taker = models.ForeignKey(Role, models.PROTECT, related_name="takes")
    what = models.CharField(max_length=400)


class StageTask(OrderedChild):
    parent = models.ForeignKey(Stage, models.CASCADE, related_name="tasks")
    role = models.ForeignKey(Role, models.PROTECT, related_name="stage_tasks")
    task = models.CharField(max_length=400)


class Term(Entry):
    type = "term"

    kind = models.CharField(
        max_length=10, choices=[(k, k) for k in ("concept", "technology", "property", "role", "acronym")]
    )
    confused_with = StructureField(default=list, blank=True)
    explains = models.CharField(
        max_length=80, null=True, blank=True, help_text="type/id of the page that treats it at length."
    )
