from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.usefixtures("shipped")

ANSWERS = "delivers: [data]\npains: [pipelines-fail-at-night]\nhosting: own-cloud\n"


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS)
    return path


def test_recommend_writes_a_document(answers):
    out, _ = run("recommend", str(answers))
    assert out.startswith("# What to adopt first, and why")


def test_recommend_writes_json(answers):
    out, _ = run("recommend", str(answers), "--format", "json")
    plan = json.loads(out)
    assert plan["steps"][0]["wave"] == "start"
    assert plan["answers"]["hosting"] == "own-cloud"


def test_recommend_reads_a_plan_it_wrote(answers, tmp_path):
    first, _ = run("recommend", str(answers), "--format", "json")
    again = tmp_path / "plan.json"
    again.write_text(first)
    assert run("recommend", str(again), "--format", "json")[0] == first


def test_recommend_names_what_it_ignores(answers):
    answers.write_text(ANSWERS + "shoe-size: 43\nplatform: [moon, aws]\n")
    out, err = run("recommend", str(answers), "--format", "json")
    assert "shoe-size" in err
    assert "moon" in err
    assert json.loads(out)["steps"]


@pytest.mark.parametrize("text", ["a: [b", "- 1", "a: &a [*a]"])
def test_recommend_says_what_is_wrong_with_a_file(answers, text):
    answers.write_text(text)
    with pytest.raises(CommandError, match=r"answers\.yaml: "):
        run("recommend", str(answers))


def test_recommend_says_when_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("recommend", str(tmp_path / "nothing.yaml"))


def test_recommend_takes_an_empty_file_for_no_answers(answers):
    answers.write_text("")
    assert run("recommend", str(answers))[0].startswith("# Nothing is urgent")


def test_questions_lists_the_bank_as_text_and_as_json():
    text, _ = run("questions")
    assert "delivers (many, quick): What does your team deliver?" in text
    assert "  models: Machine-learning models" in text
    bank = json.loads(run("questions", "--format", "json")[0])
    assert [q["id"] for q in bank["questions"]][:2] == ["delivers", "headcount"]
