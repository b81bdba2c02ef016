from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opsguide.comparison import Cell, Line, asked_for
from opsguide.models import Discipline
from tests.opsguide.making import make

TOOLS = "/tools/compare/"
DISCIPLINES = "/disciplines/compare/"


def main_of(response) -> str:
    assert response.status_code == 200
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def heads(page: str) -> list[str]:
    head = re.search(r"<thead>.*?</thead>", page, re.DOTALL)
    return (
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<th.*?</th>", head[0], re.DOTALL)]
        if head
        else []
    )


# How many


@pytest.mark.parametrize(("base", "title"), [(TOOLS, "Compare tools"), (DISCIPLINES, "Compare disciplines")])
def test_without_a_choice_there_is_a_form_and_no_table(guide, client, base, title):
    page = main_of(client.get(base))
    assert title in page
    assert "<table" not in page


@pytest.mark.parametrize(("address", "name"), [(f"{TOOLS}?t=dvc", "DVC"), (f"{DISCIPLINES}?d=mlops", "MLOps")])
def test_one_alone_is_asked_for_a_second(guide, client, address, name):
    page = main_of(client.get(address))
    assert f"Choose one more to compare {name} with" in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (f"{TOOLS}?t=lakefs&t=dvc", ["lakeFS", "DVC"]),
        (f"{TOOLS}?t=dvc&t=lakefs&t=mlflow&t=aim", ["DVC", "lakeFS", "MLflow", "Aim"]),
        (f"{DISCIPLINES}?d=aiops&d=mlops", ["AIOps", "MLOps"]),
        (f"{DISCIPLINES}?d=devops&d=aiops&d=mlops&d=llmops", ["DevOps", "AIOps", "MLOps", "LLMOps"]),
    ],
)
def test_two_to_four_stand_side_by_side_in_the_order_of_the_address(guide, client, address, names):
    assert heads(main_of(client.get(address))) == names


@pytest.mark.parametrize(
    ("address", "left"),
    [
        (f"{TOOLS}?t=dvc&t=lakefs&t=mlflow&t=aim&t=comet", "Comet"),
        (f"{DISCIPLINES}?d=devops&d=aiops&d=mlops&d=llmops&d=finops", "FinOps"),
    ],
)
def test_of_five_the_fifth_is_named_and_left_out(guide, client, address, left):
    page = main_of(client.get(address))
    assert len(heads(page)) == 4
    assert f"Four fit side by side; left out: {left}." in page


# Which


@pytest.mark.parametrize(
    ("base", "letter", "known", "given"),
    [
        (TOOLS, "t", "dvc", "no-such-thing"),
        (TOOLS, "t", "dvc", "<script>alert(1)</script>"),
        (TOOLS, "t", "dvc", "a" * 5000),
        (TOOLS, "t", "dvc", "\x01\x1f\x7fmlops"),
        (TOOLS, "t", "dvc", "../../etc/passwd"),
        (DISCIPLINES, "d", "mlops", "no-such-thing"),
        (DISCIPLINES, "d", "mlops", "' OR 1=1 --"),
        (DISCIPLINES, "d", "mlops", "a" * 5000),
        (DISCIPLINES, "d", "mlops", "dvc"),
    ],
)
def test_what_the_guide_does_not_know_is_said_with_a_way_to_search_for_it(guide, client, base, letter, known, given):
    page = main_of(client.get(base, {letter: [known, given]}))
    assert "The guide knows no" in page
    assert 'href="/search/?q=' in page
    assert "<script>alert" not in page
    assert "a" * 61 not in page


@pytest.mark.parametrize("given", ["?t=", "?t=&t=", "?t=%01%02"])
def test_empty_fields_of_the_form_leave_no_trace_in_the_address(guide, client, given):
    assert client.get(TOOLS + given)["Location"] == TOOLS


def test_a_doubled_id_is_one(guide, client):
    response = client.get(f"{TOOLS}?t=dvc&t=dvc&t=lakefs&t=")
    assert (response.status_code, response["Location"]) == (302, f"{TOOLS}?t=dvc&t=lakefs")
    assert client.get(f"{DISCIPLINES}?d=mlops&d=mlops&d=aiops")["Location"] == f"{DISCIPLINES}?d=mlops&d=aiops"


def test_names_aliases_and_old_names_are_as_good_as_ids(guide, client):
    response = client.get(TOOLS, {"t": ["MLflow", "wandb", "W&B", "Allegro Trains"]})
    assert response["Location"] == f"{TOOLS}?t=mlflow&t=weights-and-biases&t=clearml"


def test_an_old_id_leads_to_the_present_one(guide, client):
    make("tool", "new-name", redirects=["old-name"])
    assert client.get(f"{TOOLS}?t=dvc&t=old-name")["Location"] == f"{TOOLS}?t=dvc&t=new-name"


def test_an_old_name_beside_an_unknown_one_is_shown_without_a_detour(guide, client):
    page = main_of(client.get(TOOLS, {"t": ["wandb", "mlflow", "no-such-thing"]}))
    assert heads(page) == ["Weights &amp; Biases", "MLflow"]


def test_a_draft_cannot_be_compared(guide, client):
    make("tool", "secret-draft", status="draft")
    page = main_of(client.get(f"{TOOLS}?t=dvc&t=secret-draft"))
    assert "secret-draft" in page
    assert heads(page) == []


def test_thousands_of_ids_are_not_looked_up(guide):
    assert len(asked_for("tool", [f"x{i}" for i in range(5000)]).unknown) == 5


# What stands in it


def test_rows_that_differ_are_marked_for_eyes_and_ears_and_unknown_is_no_difference():
    assert Line("x", [Cell("Yes"), Cell("No")]).differs
    assert not Line("x", [Cell("Yes"), Cell("Unknown"), Cell("Yes")]).differs
    assert not Line("x", [Cell("Active, since 2024", compared="Active"), Cell("Active", compared="Active")]).differs
    assert not Line("x", [Cell("One"), Cell("Two")], free=True).differs


def test_the_page_says_which_rows_differ(guide, client):
    page = main_of(client.get(f"{TOOLS}?t=mlflow&t=weights-and-biases"))
    row = re.search(r'<tr class="differs">\s*<th scope="row">Licence class.*?</tr>', page, re.DOTALL)
    assert "(they differ)" in row[0]


def test_a_cell_names_its_source_or_says_that_it_is_the_editors_judgement(guide, client):
    fit = [{"practice": "experiment-tracking", "fit": "main"}]
    answer = {"practice": "experiment-tracking", "row": "self-hosted", "value": "yes"}
    make("tool", "sourced", practices=fit, compare=[{**answer, "at": "https://example.org/docs"}])
    make("tool", "judged", practices=fit, compare=[{**answer, "note": "We tried, in a manner of speaking."}])
    make("tool", "package", practices=fit, compare=[{**answer, "at": "pip: mlflow"}])
    page = main_of(client.get(f"{TOOLS}?t=sourced&t=judged&t=package"))
    row = re.search(r"<tr[^>]*>\s*<th scope=\"row\">Can be self-hosted.*?</tr>", page, re.DOTALL)[0]
    sourced, judged, package = re.findall(r"<td.*?</td>", row, re.DOTALL)
    assert 'href="https://example.org/docs"' in sourced
    assert "†" not in sourced + package
    assert 'href="#judged"' in judged
    assert "pip: mlflow" in package
    assert '<p class="small soft" id="judged">† Editors’ judgement' in page


def test_the_sources_of_the_cells_are_numbered_once_each_and_listed(guide, client):
    fit = [{"practice": "experiment-tracking", "fit": "main"}]
    answers = [
        ("self-hosted", "https://example.org/a"),
        ("auto-logging", "pip: mlflow"),
        ("open-export", "https://example.org/a"),
    ]
    cells = [{"practice": "experiment-tracking", "row": row, "value": "yes", "at": at} for row, at in answers]
    make("tool", "one", practices=fit, compare=cells)
    make("tool", "two", practices=fit)
    page = main_of(client.get(f"{TOOLS}?t=one&t=two"))
    assert re.findall(r'aria-label="Source (\d), ', page) == ["1", "2", "1"]
    assert re.findall(r'<li id="from-(\d)">', page) == ["1", "2"]


def test_what_the_guide_does_not_list_is_not_called_impossible(guide, client):
    make("tool", "lister", practices=[{"practice": "experiment-tracking", "fit": "main"}])
    make("tool", "silent")
    page = main_of(client.get(f"{TOOLS}?t=lister&t=silent"))
    assert '<td data-label="silent" class="silent"><div>Not listed' in page
    assert "<div>No<" not in page


def test_the_rows_that_differ_can_stand_alone_and_the_way_back_is_there(guide, client):
    every = main_of(client.get(f"{TOOLS}?t=mlflow&t=weights-and-biases"))
    few = main_of(client.get(f"{TOOLS}?t=mlflow&t=weights-and-biases&rows=differing"))
    assert "rows=differing" in every
    assert few.count('<tr class="differs">') == every.count('<tr class="differs">') > 0
    assert few.count('<th scope="row">') == few.count('<tr class="differs">')
    assert 'href="?t=mlflow&amp;t=weights-and-biases">Show all rows' in few


def test_without_a_judged_cell_there_is_no_note_about_judgement(guide, client):
    make("tool", "plain-one")
    make("tool", "plain-two")
    assert "judgement" not in main_of(client.get(f"{TOOLS}?t=plain-one&t=plain-two"))


def test_an_ended_tool_says_since_when_why_and_what_instead(guide, client):
    page = main_of(client.get(f"{TOOLS}?t=opsgenie&t=pagerduty"))
    row = re.search(r"<tr[^>]*>\s*<th scope=\"row\">Life sign.*?</tr>", page, re.DOTALL)[0]
    assert "Closing since" in row
    assert "Instead:" in row


def test_each_cell_carries_the_name_of_its_column_for_the_cards_of_a_phone(guide, client):
    page = main_of(client.get(f"{TOOLS}?t=dvc&t=lakefs"))
    labels = re.findall(r'<td data-label="([^"]*)"', page)
    assert set(labels) == {"DVC", "lakeFS"}
    assert labels[::2] == ["DVC"] * (len(labels) // 2)


def test_disciplines_stand_along_all_seven_principles_with_their_confusions(guide, client):
    page = main_of(client.get(f"{DISCIPLINES}?d=mlops&d=aiops"))
    assert len(re.findall(r'<a href="/principles/[a-z-]+/">', page)) == 7
    assert "MLOps is not AIOps." in page or "AIOps is not MLOps." in page


def test_every_pair_of_disciplines_can_be_compared(guide, client):
    ids = list(Discipline.objects.published().values_list("id", flat=True))
    for other in ids[1:]:
        assert len(heads(main_of(client.get(f"{DISCIPLINES}?d={ids[0]}&d={other}")))) == 2


def test_a_comparison_takes_as_many_queries_for_two_as_for_three(guide, client):
    two, three = (f"{TOOLS}?t=" + "&t=".join(ids) for ids in (("dvc", "lakefs"), ("dvc", "lakefs", "mlflow")))
    client.get(two)
    counts = []
    for address in (two, three):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
