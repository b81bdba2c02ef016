"""The reader and the linter: every problem, with file and line, and never only the first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsguide.library import yamlfile
from opsguide.library.linter import lint, review_due
from opsguide.library.problems import errors
from opsguide.library.reader import Document, Library, front_matter, parse, read
from opsguide.library.schema import TYPES, Term, json_schemas
from opsguide.library.wording import sentences

ENVELOPE = "status: published\nreviewed: {on: 2026-11-23, by: edi}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "term").mkdir()
    (tmp_path / "tool").mkdir()
    return tmp_path


def write_term(folder: Path, name: str, more: str = "", title: str = "") -> Path:
    path = folder / "term" / f"{name}.yaml"
    path.write_text(
        f"title: {title or name}\nsummary: A word that is only used in tests.\nkind: concept\n{ENVELOPE}{more}"
    )
    return path


def all_problems(folder: Path) -> list[str]:
    library, problems = read([folder])
    return [str(p).removeprefix(f"{folder}/") for p in sorted(problems + lint(library))]


def test_four_mistakes_in_four_files_give_four_messages_with_file_and_line(folder):
    write_term(folder, "alpha", "confusd_with: []\n")
    write_term(folder, "beta", "see_also: [practice/nowhere]\n")
    write_term(folder, "gamma", "aka: [Beta]\n")
    (folder / "term" / "delta.md").write_text("title: no dashes at all\n")
    found = all_problems(folder)
    assert len(found) == 4
    assert found[0] == "term/alpha.yaml:6: unknown key 'confusd_with'; did you mean 'confused_with'?"
    assert found[1].startswith("term/beta.yaml:6: see_also.0: there is no practice 'nowhere'")
    assert found[2].startswith("term/delta.md:1: broken front matter")
    assert found[3].startswith("term/gamma.yaml:6: the alias 'Beta' is taken by term/beta")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: x\n  bad: [", 2, "not valid YAML"),
        ("title: x\ntitle: y\n", 2, "stands twice"),
        ("- a\n- b\n", 1, "expected `key: value` lines"),
        ("title: A\nsummary: too short\nkind: concept\n", 2, "summary"),
        (
            "title: A\nsummary: This page explains a word at length.\nkind: concept\n",
            1,
            "do not begin with 'This page'",
        ),
        ("title: A\nsummary: A word that is only used in tests.\nkind: nonsense\n", 3, "kind"),
        (
            "title: A\nsummary: A word that is only used in tests.\nkind: concept\nstatus: published\n",
            1,
            "needs who reviewed it",
        ),
        ("title: A\nsummary: A word that is only used in tests.\nkind: concept\naka: ['']\n", 4, "aka.0"),
        ("title: A\nsummary: A word that is only used in tests.\n", 1, "the key 'kind' is missing"),
    ],
)
def test_a_broken_file_is_explained_at_its_line(text, line, says, tmp_path):
    _, problems = parse("term", "a", text, tmp_path / "a.yaml")
    assert problems[0].line == line
    assert says in problems[0].text


def test_words_that_yaml_turns_into_other_things_stay_words():
    value, _ = yamlfile.load("reviewed: {on: 2026-11-23, by: edi}\nvalue: yes\nsince: 2024-05\nflag: true\n")
    assert value == {"reviewed": {"on": "2026-11-23", "by": "edi"}, "value": "yes", "since": "2024-05", "flag": True}


@given(st.text(max_size=300))
def test_no_text_whatever_makes_the_reader_crash(text):
    document, problems = parse("tool", "some-tool", text, Path("some-tool.md"))
    assert document is not None or problems


@given(
    st.dictionaries(
        st.sampled_from(["title", "summary", "kind", "aka", "status", "sources", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=30), lambda inner: st.lists(inner, max_size=3)
        ),
    )
)
def test_no_values_whatever_make_the_schema_crash(values):
    import yaml

    document, problems = parse("term", "a", yaml.safe_dump(values), Path("a.yaml"))
    assert document is not None or problems


def test_a_body_needs_its_headings_in_order_with_text_and_without_html(folder):
    tool = folder / "tool" / "thing.md"
    tool.write_text(
        "---\ntitle: Thing\nsummary: A tool that is only used in tests.\nhomepage: https://example.org\nkind: tool\nlicence: MIT\n"
        "licence_class: open-source\nhosting: [self]\ncost: free\nburden: light\npractices: [{practice: p, fit: main}]\n"
        "lifecycle: {state: unknown}\n---\n\n## What it is\n\nText <b>bold</b>. TODO\n\n## Poor fit\n\n## Good fit\n\nx\n"
    )
    texts = [p for p in all_problems(folder) if "tool/thing.md" in p]
    assert any("another order" in t for t in texts)
    assert any(":19: the section 'Poor fit' is empty" in t for t in texts)
    assert any("raw HTML is not allowed here: <b>" in t for t in texts)
    assert any("unfinished text: TODO" in t for t in texts)


def test_an_ended_tool_must_say_since_when_why_and_where_that_was_seen():
    with pytest.raises(ValueError, match="needs since, why, evidence"):
        TYPES["tool"].model_validate({**_tool(), "lifecycle": {"state": "ended"}})


def _tool() -> dict:
    return {
        "title": "Thing", "summary": "A tool that is only used in tests.", "homepage": "https://example.org", "kind": "tool",
        "licence": "MIT", "licence_class": "open-source", "hosting": ["self"], "cost": "free", "burden": "light",
        "practices": [{"practice": "p", "fit": "main"}],
    }  # fmt: skip


def test_a_circle_of_prerequisites_is_named(tmp_path):
    (tmp_path / "practice").mkdir()
    for name, needs in (("one", "two"), ("two", "three"), ("three", "one")):
        write_practice(tmp_path, name, requires=[needs])
    circles = [p for p in all_problems(tmp_path) if "circle" in p]
    assert len(circles) == 1
    assert "one" in circles[0]
    assert "two" in circles[0]
    assert "three" in circles[0]


def test_a_practice_may_not_require_a_harder_one(tmp_path):
    (tmp_path / "practice").mkdir()
    write_practice(tmp_path, "easy", requires=["hard"], level="start")
    write_practice(tmp_path, "hard", level="mature")
    assert any("level start requires 'hard', which is of level mature" in p for p in all_problems(tmp_path))


def write_practice(folder: Path, name: str, requires: list[str] = (), level: str = "grow") -> None:
    headings = "\n".join(f"## {h}\n\nSome text.\n" for h in TYPES["practice"].headings)
    sentence = "A sentence for the tests."
    (folder / "practice" / f"{name}.md").write_text(
        f"---\ntitle: {name}\nsummary: A practice that is only used in tests.\nhome: d\ndisciplines: [d]\nprinciples: [p]\nleads: [r]\n"
        f"level: {level}\neffort: {{knowledge: 1, time: 1, people: 1}}\nvalue: 1\nrequires: [{', '.join(requires)}]\n"
        f"first_step: {sentence}\ndone_when: {sentence}\nwithout_tool: {sentence}\npremature_when: {sentence}\n---\n\n{headings}"
    )


def test_a_later_folder_adds_replaces_and_hides(tmp_path):
    base, ours = tmp_path / "base", tmp_path / "ours"
    for folder in (base, ours):
        (folder / "term").mkdir(parents=True)
    write_term(base, "kept")
    write_term(base, "replaced", title="Before")
    write_term(base, "hidden")
    write_term(ours, "replaced", title="After")
    write_term(ours, "added")
    (ours / "term" / "hidden.yaml").write_text("hide: true\n")
    library, problems = read([base, ours])
    assert not problems
    assert {i: e.title for i, e in library.entries["term"].items()} == {
        "added": "added",
        "kept": "kept",
        "replaced": "After",
    }


def test_a_misspelt_folder_is_reported_instead_of_silently_ignored(tmp_path):
    (tmp_path / "practise").mkdir()
    assert "did you mean 'practice'?" in all_problems(tmp_path)[0]


def test_an_empty_content_folder_is_worth_a_look(tmp_path):
    _, (problem,) = read([tmp_path])
    assert (problem.level, problem.text.partition(";")[0]) == ("warning", "no content stands here")


def test_a_missing_content_folder_is_a_problem(tmp_path):
    _, problems = read([tmp_path / "nowhere"])
    assert "does not exist" in problems[0].text


def test_the_review_is_due_by_the_type_or_by_the_entry():
    term = Term(
        title="T",
        summary="A word that is only used in tests.",
        kind="concept",
        status="published",
        reviewed={"on": dt.date(2026, 8, 31), "by": "edi"},
    )
    assert review_due(term) == dt.date(2028, 8, 28)
    assert review_due(term.model_copy(update={"review_months": 6})) == dt.date(2027, 2, 28)


def test_an_overdue_review_warns_and_does_not_stop_anything(folder):
    write_term(folder, "old")
    library, _ = read([folder])
    problems = lint(library, today=dt.date(2030, 1, 1))
    assert "review was due" in problems[0].text
    assert not errors(problems)


def test_front_matter_leaves_out_what_stands_at_its_default(folder):
    write_term(folder, "plain")
    library, _ = read([folder])
    assert list(front_matter(library.entries["term"]["plain"])) == ["title", "summary", "status", "reviewed", "kind"]


def test_every_type_has_a_json_schema_that_forbids_unknown_keys():
    schemas = json_schemas()
    assert schemas.keys() == TYPES.keys()
    assert all(schema["additionalProperties"] is False for schema in schemas.values())


def test_a_tool_to_look_at_first_says_why():
    unsaid = {"practice": "p", "fit": "first"}
    with pytest.raises(ValueError, match="needs a note that says why"):
        TYPES["tool"].model_validate(_tool() | {"lifecycle": {"state": "unknown"}, "practices": [unsaid]})


def test_a_tool_is_made_for_something():
    beside = {"practice": "p", "fit": "also"}
    with pytest.raises(ValueError, match="needs a practice that it is made for"):
        TYPES["tool"].model_validate(_tool() | {"lifecycle": {"state": "unknown"}, "practices": [beside]})


def test_only_a_few_living_tools_are_to_be_looked_at_first(tmp_path):
    ids = [*"abcdef", "gone"]
    documents = {i: _first_tool(tmp_path, i, "unknown" if i == "gone" else "active") for i in ids}
    library = Library()
    library.documents["tool"] = documents
    problems = {p.text: p.level for p in lint(library)}
    assert problems["more than 5 tools are first for p: a, b, c, d, e, f"] == "error"
    assert problems["a tool that is unknown is not one to look at first; plans leave it out"] == "warning"


def _first() -> dict:
    return {"practice": "p", "fit": "first", "note": "It is what the others are measured by."}


def _first_tool(folder: Path, name: str, state: str) -> Document:
    seen = {"what": "A release.", "at": "pip: thing", "seen": dt.date(2026, 1, 1)}
    more = {"lifecycle": {"state": state, "evidence": [seen]}, "status": "published"}
    reviewed = {"on": dt.date(2026, 1, 1), "by": "edi"}
    values = _tool() | {"practices": [_first()], "reviewed": reviewed} | more
    return Document("tool", name, folder / f"{name}.md", TYPES["tool"].model_validate(values), {})


@pytest.mark.parametrize(
    "atom", [{"number": "pipelines", "at_least": "abc"}, {"nr": "pipelines"}, {"number": "pipelines"}, ["a"]]
)
def test_a_condition_that_cannot_be_read_is_always_told_and_in_plain_words(atom):
    """Of the two ways to write a condition only the faults of the one that was meant are told; never none at all."""
    rule = {"title": "T", "summary": "A rule that is only used in tests.", "when": {"all": [atom]}, "then": []}
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        TYPES["rule"].model_validate(rule)
    told = [text for text in sentences(raised.value) if text.startswith("when")]
    assert told
    assert not any("NumberTest" in text for text in told)
