"""The wizard's bank: questions, rules and weights. Content like all other; the engine reads it, nothing here decides."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from .entry import Entry, StructureField


class Question(Entry):
    type = "question"

    order = models.PositiveSmallIntegerField()
    section = models.CharField(
        max_length=8, choices=[(s, s) for s in ("delivery", "team", "limits", "scale", "practice", "pain", "goal")]
    )
    kind = models.CharField(max_length=6, choices=[(k, k) for k in ("one", "many", "number", "counts", "grid")])
    quick = models.BooleanField(default=False, help_text="Asked in the quick mode too.")
    why_we_ask = models.CharField(max_length=400)
    ask_if = StructureField(null=True, blank=True)
    options = StructureField(default=list, blank=True)
    options_from = models.CharField(max_length=4, null=True, blank=True, choices=[("pain", "the published pains")])
    chosen_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    rows = StructureField(default=list, blank=True)
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=120, null=True, blank=True)
    unsure = models.BooleanField(default=True)
    not_applicable = models.BooleanField(default=False)
    find_out = models.CharField(max_length=400, null=True, blank=True)

    class Meta(Entry.Meta):
        ordering = ("order",)

    def get_absolute_url(self) -> str:
        return f"{reverse('wizard:method')}#question-{self.pk}"


class Rule(Entry):
    type = "rule"

    when = StructureField()
    then = StructureField()

    def get_absolute_url(self) -> str:
        return f"{reverse('wizard:method')}#rule-{self.pk}"


class Weight(Entry):
    type = "weight"

    order = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta(Entry.Meta):
        ordering = ("order",)

    def get_absolute_url(self) -> str:
        return f"{reverse('wizard:method')}#weight-{self.pk}"
