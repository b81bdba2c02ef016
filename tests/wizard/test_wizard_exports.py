from __future__ import annotations

import csv
import io
import json

import pytest
from django.utils import timezone
from walking import planned, text_of

from wizard.exports import plan_csv, plan_markdown

pytestmark = pytest.mark.usefixtures("shipped")

FIXED_KEYS = (
    "edition", "primary", "disciplines", "nothing_urgent", "steps", "not_now", "not_for_you", "excluded_tools", "warnings", "find_out", "levels",
)  # fmt: skip


def test_json_is_the_stored_plan_with_its_answers_and_their_words(client):
    assessment = planned(client)
    document = json.loads(client.get(f"/plan/{assessment.token}.json").content)
    assert set(FIXED_KEYS) <= set(document)
    assert document["answers"] == assessment.answers
    named = {answer for step in document["steps"] for reason in step["reasons"] for answer in reason["answers"]}
    assert named <= set(document["said"])


@pytest.mark.parametrize(
    ("suffix", "kind"), [("json", "application/json"), ("md", "text/markdown"), ("csv", "text/csv")]
)
def test_both_links_give_the_downloads(client, suffix, kind):
    assessment = planned(client)
    for token in (assessment.token, assessment.read_token):
        response = client.get(f"/plan/{token}.{suffix}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith(kind)


def test_no_download_names_the_edit_link(client):
    assessment = planned(client)
    for suffix in ("json", "md", "csv"):
        assert assessment.token not in text_of(client.get(f"/plan/{assessment.token}.{suffix}"))


def test_markdown_is_a_document_one_can_hand_over(client):
    assessment = planned(client)
    text = text_of(client.get(f"/plan/{assessment.token}.md"))
    assert text.startswith("# What to adopt first, and why\n")
    first = assessment.plan["steps"][0]
    assert f"### 1. [{first['title']}](http://testserver/practices/{first['practice']}/)" in text
    for words in (
        "## Start here",
        "**First step:**",
        "**Done when:**",
        "Because you said",
        "## The answers behind it",
        "/method/",
    ):
        assert words in text
    assert "{{" not in text
    assert "None" not in text


def test_markdown_of_a_bare_plan_is_still_a_document():
    text = plan_markdown({"edition": "3", "nothing_urgent": True, "verdict": "Leave it alone."}, made=timezone.now())
    assert text.startswith("# Nothing is urgent")
    assert "Leave it alone." in text


def test_csv_has_a_line_per_step(client):
    assessment = planned(client)
    rows = list(csv.DictReader(io.StringIO(text_of(client.get(f"/plan/{assessment.token}.csv")))))
    assert [row["practice"] for row in rows] == [step["practice"] for step in assessment.plan["steps"]]
    assert rows[0]["wave"] == "start"


def test_the_table_on_the_plan_opens_in_excel(client):
    assessment = planned(client)
    page = client.get(f"/plan/{assessment.token}/").text
    assert f"/plan/{assessment.token}.csv?format=excel" in page
    assert text_of(client.get(f"/plan/{assessment.token}.csv?format=excel")).startswith("\ufeffrank,")


def test_csv_disarms_formulas():
    step = {"rank": 1, "wave": "start", "practice": "x", "title": "=1+1", "first_step": "@SUM(A1)", "done_when": "-1"}
    row = next(csv.DictReader(io.StringIO(plan_csv({"steps": [step]}))))
    assert row["title"] == "'=1+1"
    assert row["first step"] == "'@SUM(A1)"
    assert row["done when"] == "'-1"


def test_an_unknown_suffix_is_not_found(client):
    assert client.get(f"/plan/{planned(client).token}.exe", follow=True).status_code == 404
