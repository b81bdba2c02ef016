"""What the forms refuse, in the same words as the files, and without losing what was typed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from desk import TOOL, address, as_sent, editor, operator, publisher
from django.http import HttpResponse

from opsguide.library.linter import lint
from opsguide.library.reader import Document, parse, read
from opsguide.models import Discipline, Practice, Question, Tool, Weight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]
FILE = """---
title: Lighthouse Keeper
summary: Watches one small thing, and exists only in the tests of this guide.
aka: [{aka}]
status: published
reviewed: {{on: 2026-11-20, by: edi}}
homepage: https://keeper.example.org
kind: tool
licence: MIT
licence_class: {licence_class}
hosting: [self]
cost: free
burden: light
practices: [{{practice: {practice}, fit: main}}]
lifecycle: {{state: active, evidence: [{{what: Release 1.0 of this year, at: "pip: keeper", seen: 2026-11-20}}]}}
---

## What it is

A lamp.

## Good fit

Coasts.
{poor_fit}
"""
RIGHT = {
    "aka": "Keeper",
    "licence_class": "open-source",
    "practice": "experiment-tracking",
    "poor_fit": "\n## Poor fit\n\nDeserts.",
}


def says(response: HttpResponse, text: str) -> bool:
    return text in unescape(response.text)


def as_the_reader_says(**wrong: str) -> str:
    """The one problem of a tool's file, without the name of its key."""
    document, problems = parse(
        "tool", "lighthouse-keeper", FILE.format(**RIGHT | wrong), Path("tool/lighthouse-keeper.md")
    )
    if isinstance(document, Document) and not problems:
        library, _ = read([Path(__file__).parents[2] / "content"])
        library.documents["tool"][document.id] = document
        problems = [problem for problem in lint(library) if problem.path == document.path]
    (problem,) = problems
    return (
        problem.text.rpartition(": ")[2]
        if ": there is no" in problem.text
        else problem.text.removeprefix("licence_class: ")
    )


def test_a_right_file_has_no_problem_to_begin_with():
    with pytest.raises(ValueError, match="not enough values"):
        as_the_reader_says()


@pytest.mark.parametrize(
    ("in_file", "in_form"),
    [
        ({"licence_class": "free-ish"}, {"licence_class": "free-ish"}),
        ({"practice": "no-such-practice"}, {"fits-0-practice": "no-such-practice"}),
        ({"aka": "Kubernetes"}, {"aka": "Kubernetes"}),
        ({"poor_fit": ""}, {"body": "## What it is\n\nA lamp.\n\n## Good fit\n\nCoasts."}),
    ],
    ids=["bad licence class", "dangling practice", "doubled alias", "missing heading"],
)
def test_form_and_file_refuse_the_same_mistake_in_the_same_words(in_file: dict[str, str], in_form: dict[str, str]):
    response = publisher().send("tool", "", "_publish", **TOOL | in_form)
    assert response.status_code == 200
    assert says(response, as_the_reader_says(**in_file))
    assert not Tool.objects.filter(pk="lighthouse-keeper").exists()


def test_nothing_typed_is_lost_when_a_form_is_refused():
    pia = publisher()
    wrong = {
        "lifecycle_evidence": "- what: [not closed\n  at: nowhere",
        "aka": "Kubernetes\nMLflow",
        "fits-0-note": "Word for word.",
    }
    sent = {**pia.boxes("tool"), **TOOL, **wrong}
    response = pia.client.post("/admin/opsguide/tool/add/", {**sent, "_publish": "1"})
    back = as_sent(response.text, "tool_form")
    for name, value in sent.items():
        if name not in ("csrfmiddlewaretoken",) and value not in ("", [""]):
            assert [part.replace("\r\n", "\n") for part in back[name]] == (
                [value] if isinstance(value, str) else value
            ), name


def test_every_mistake_is_told_at_once_and_at_its_box():
    wrong = {"aka": "Keeper\nKubernetes", "homepage": "http://keeper.example.org", "summary": "Too short", "kind": ""}
    response = publisher().send("tool", "", "_publish", **TOOL | wrong)
    errors = response.context["adminform"].form.errors
    assert errors["aka"] == ["Line 2: the alias 'Kubernetes' is taken by tool/kubernetes; keep it there or here"]
    assert "must be an https:// address" in errors["homepage"][0]
    assert errors["kind"] == ["This is missing."]
    assert "at least 20 characters" in errors["summary"][0]


def test_broken_yaml_is_told_with_its_line():
    evidence = "- what: Release 1.0 of this year\n  at: 'pip: keeper'\n  seen: 2026-11-20\n- what: [oh"
    response = editor().send("tool", **TOOL | {"lifecycle_evidence": evidence})
    assert response.context["adminform"].form.errors["lifecycle_evidence"][0].startswith("Line 4: not valid YAML")


def test_a_wrong_key_in_yaml_is_told_with_its_line():
    evidence = "- what: Release 1.0 of this year\n  at: 'pip: keeper'\n  when: 2026-11-20"
    response = editor().send("tool", **TOOL | {"lifecycle_evidence": evidence})
    errors = response.context["adminform"].form.errors["lifecycle_evidence"]
    assert "Line 3: unknown key 'lifecycle.evidence.0.when'" in errors[0]


def test_words_and_dates_in_yaml_are_read_as_in_the_files():
    history = "- {on: 2023-08-10, was: no, now: yes}"
    editor().send("tool", **TOOL | {"licence_history": history})
    assert Tool.objects.get(pk="lighthouse-keeper").licence_history == [
        {"on": "2023-08-10", "was": "no", "now": "yes", "at": None}
    ]


def test_a_half_written_draft_is_saved_and_lists_what_is_missing():
    edi = editor()
    response = edi.send("tool", "", "_continue", title="Half a tool", id="half-a-tool")
    page = edi.client.get(response.url)
    assert says(page, "Missing: summary, homepage, kind, licence, hosting, burden, practices")
    assert says(page, "reviewed: a published entry needs who reviewed it, and on which day")
    assert says(page, "the section 'Good fit' is empty")


@pytest.mark.parametrize(
    ("boxes", "text"),
    [
        ({"id": "Not An Id"}, "Lower-case words joined by '-'"),
        ({"id": "mlflow"}, "This id is taken"),
        ({"id": "compare"}, "the id 'compare' is the address of another page"),
        ({"title": "Kubernetes"}, "the title 'Kubernetes' is taken by tool/kubernetes"),
        ({"redirects": "mlflow"}, "the old id 'mlflow' belongs to tool 'mlflow'"),
        ({"homepage": "not an address"}, "Enter a valid URL"),
        ({"lifecycle_state": "archived"}, "a tool that is archived needs since, why"),
    ],
)
def test_what_must_hold_always_stops_a_draft_too(boxes: dict[str, str], text: str):
    response = editor().send("tool", **TOOL | boxes)
    assert response.status_code == 200
    assert says(response, text)


def says_at_once(**boxes: Any) -> str:
    return unescape(publisher().send("tool", "", "_publish", **TOOL | boxes).text)


@pytest.mark.parametrize(
    ("boxes", "text"),
    [
        ({"lifecycle_since": "last May"}, "write 2024, 2024-05 or 2024-05-31, of a day that exists"),
        ({"lifecycle_since": "2024-13"}, "write 2024, 2024-05 or 2024-05-31, of a day that exists"),
        ({"lifecycle_why": "x"}, "at least 8 characters, and this has 1"),
        ({"lifecycle_evidence": "saw it"}, "expected a list, one item a line, each beginning with '- '"),
        ({"packages": "pip install it"}, "expected `key: value` lines"),
        ({"aka": "y" * 121}, "Line 1: at most 120 characters, and this has 121"),
        ({"reviewed_on": "31/02/2026"}, "Write the day as 20/11/2026 or 2026-11-20."),
        ({"lifecycle_evidence": "- {what: A release, at: 'pip: x', seen: 2031-01-01}"}, "which is still to come"),
        ({"lifecycle_evidence": "- {what: A release, at: 'pip: x', seen: soon}"}, "expected a day that exists"),
        ({"see_also": "tool/lighthouse-keeper"}, "this is the entry itself"),
        (
            {"fits-1-practice": "experiment-tracking", "fits-1-fit": "also", "fits-TOTAL_FORMS": "2"},
            "'experiment-tracking' stands twice",
        ),
    ],
)
def test_every_message_says_in_plain_words_what_to_write(boxes: dict[str, str], text: str):
    page = says_at_once(**boxes)
    assert text in page
    for word in ("Input should", "String should", "pattern"):
        assert word not in page


def test_a_date_that_cannot_be_read_is_not_also_called_missing():
    page = says_at_once(reviewed_on="31/02/2026")
    assert page.count("This is missing.") == 0


@pytest.mark.parametrize("warned", ["no SPDX id", "this tool is not for 'data-versioning'"])
def test_what_is_odd_but_possible_is_published_with_a_hint(warned):
    pia = publisher()
    odd = {"licence": "Apache License 2.0", "cells-TOTAL_FORMS": "1", "cells-0-practice": "data-versioning"}
    odd |= {"cells-0-row": "no-copies", "cells-0-value": "yes"}
    sent = pia.client.post(address("tool"), {**pia.boxes("tool"), **TOOL, **odd, "_publish": "1"}, follow=True)
    assert "Worth mending: " in unescape(sent.text)
    assert warned in unescape(sent.text)


def test_characters_nobody_can_see_are_left_out():
    """They come along when text is copied from slides and terminals."""
    editor().send("tool", **TOOL | {"vendor": "A\x1b maker\u202e\x00", "body": TOOL["body"] + "\x0b"})
    tool = Tool.objects.get(pk="lighthouse-keeper")
    assert tool.vendor == "A maker"
    assert "\x0b" not in tool.body


def test_a_title_that_is_another_entrys_alias_is_told_at_the_title():
    response = editor().send("tool", **TOOL | {"title": "ML flow"})
    assert (
        "the alias 'ML flow' is taken by tool/lighthouse-keeper"
        in response.context["adminform"].form.errors["title"][0]
    )


def test_a_circle_of_requirements_is_refused():
    pia = publisher()
    boxes: dict[str, Any] = {"requires": ["experiment-tracking"]}
    response = pia.send("practice", "version-control", **boxes)
    assert says(response, "requires goes in a circle")


def test_a_published_entry_must_not_point_at_a_draft():
    pia = publisher()
    pia.send("tool", **TOOL)
    response = pia.send("tool", "mlflow", works_with=["dvc", "lighthouse-keeper"])
    assert response.context["adminform"].form.errors["works_with"] == ["tool 'lighthouse-keeper' is still a draft"]


def test_a_footnote_without_its_source_is_refused_at_the_sources():
    response = publisher().send("tool", "", "_publish", **TOOL | {"body": TOOL["body"] + "[^dora-metrics]"})
    assert says(response, "the text cites [^dora-metrics], which is not listed in sources")


def test_a_mistake_in_a_row_is_told_in_that_row():
    response = publisher().send("tool", "mlflow", **{"cells-1-row": "no-such-row"})
    formset = next(f.formset for f in response.context["inline_admin_formsets"] if f.formset.key == "compare")
    assert formset.errors[1] == {"__all__": ["'experiment-tracking' compares no row 'no-such-row'"]}
    assert not formset.errors[0]


def test_a_new_discipline_offers_all_seven_principles_and_keeps_those_that_were_written():
    edi = editor()
    boxes = edi.boxes("discipline")
    assert [boxes[f"nuances-{n}-principle"] for n in (0, 6)] == [["compliance"], ["monitoring"]]
    nuance = {"nuances-2-weight": "core", "nuances-2-nuance": "Everything is written down twice."}
    edi.send("discipline", title="ToastOps", id="toastops", family="it", **nuance)
    assert [n.principle_id for n in Discipline.objects.get(pk="toastops").nuances.all()] == ["reproducibility"]
    page = edi.client.get("/admin/opsguide/discipline/toastops/change/")
    assert says(page, "the nuance is missing for compliance, iterative-development, testing")
    assert edi.boxes("discipline", "toastops")["nuances-1-principle"] == ["compliance"]


def test_nested_values_are_stored_whole_and_shown_short():
    pia = publisher()
    shown = pia.boxes("question", "delivers")["options"][0]
    assert "excludes_others: false" not in shown
    assert pia.send("question", "delivers", options=shown + " ").status_code == 302
    assert Question.objects.get(pk="delivers").options[0]["excludes_others"] is False


def test_a_practice_may_be_published_before_the_pain_it_helps_against_and_the_editor_is_told():
    """In a folder both appear together; here one has to be first."""
    pia = publisher()
    boxes = pia.boxes("practice", "experiment-tracking")
    new = {**boxes, "id": "tracked-lamps", "title": "Tracked lamps", "aka": "", "lead_roles-INITIAL_FORMS": "0"}
    new = {name: value for name, value in new.items() if not name.endswith(("-id", "-parent"))}
    response = pia.client.post("/admin/opsguide/practice/add/", {**new, "_publish": "1"}, follow=True)
    assert says(response, "no pain and no rule ever recommends this practice")
    assert Practice.objects.get(pk="tracked-lamps").status == "published"


def test_two_editors_do_not_overwrite_each_other_unawares():
    pia, omar = publisher(), operator()
    opened = pia.boxes("tool", "mlflow")
    omar.send("tool", "mlflow", vendor="Omar was faster")
    response = pia.client.post(address("tool", "mlflow"), {**opened, "vendor": "Pia was slower", "_save": "1"})
    assert says(response, "Somebody else saved this entry while you were writing")
    assert says(response, "vendor: Omar was faster")
    again = as_sent(response.text, "tool_form")
    assert again["vendor"] == ["Pia was slower"]
    assert pia.client.post(address("tool", "mlflow"), {**again, "_save": "1"}).status_code == 302
    assert Tool.objects.get(pk="mlflow").vendor == "Pia was slower"


@pytest.mark.parametrize("button", ["_retire", "_unpublish"])
def test_a_number_of_the_method_cannot_be_taken_away(button):
    """Without one of them there would be no wizard and no plan, for anybody."""
    pia = publisher()
    assert "cannot advise without this number" in unescape(pia.send("weight", "pain-strength", button).text)
    assert f'name="{button}"' not in pia.client.get(address("weight", "pain-strength")).text
    assert "cannot advise without this number" in unescape(
        pia.act("weight", "retire", "pain-strength", "foundation").text
    )
    assert Weight.objects.get(pk="pain-strength").status == "published"


@pytest.mark.parametrize("value", ["-1", "1001", "1e300"])
def test_a_weight_stays_within_reason(value):
    assert "expected at" in unescape(publisher().send("weight", "pain-strength", value=value).text)


def test_taking_back_what_others_point_at_says_what_to_do_instead():
    page = unescape(publisher().send("practice", "version-control", "_unpublish").text)
    assert "cannot be taken back; retire it instead" in page
    assert page.index("retire it instead") < page.index("is still a draft")


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("all: [{number: headcount, at_least: many}]", "Line 1: expected a whole number"),
        ("all: [{number: headcount}]", "Line 1: a number test needs at_least or at_most"),
        ("all: [[delivers.models]]", "Line 1: expected text"),
    ],
)
def test_a_mistake_in_a_condition_is_told_once_and_for_what_was_meant(when, says):
    page = unescape(publisher().send("rule", "hosting-closed-network", when=when).text)
    found = re.findall(r"Line 1: [^<]*", page)
    assert says in found
    assert not ("at_least" in when and "Line 1: expected text" in found)
    assert "NumberTest" not in page


def test_what_is_missing_inside_a_box_is_named():
    page = unescape(
        publisher().send("practice", "code-review", compare_on="- {id: speed, label: Speed}\n- id: cost").text
    )
    assert "Line 2: 'label' is missing." in page
