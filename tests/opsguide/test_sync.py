"""Files and database: nothing an editor wrote is lost, nothing is deleted, and a second sync changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from opsguide.documents import canonical_parts, relations, to_canonical, to_values
from opsguide.editions import current_edition
from opsguide.export import export
from opsguide.models import ENTRY_MODELS, Change, Term, Tool
from opsguide.sync import ContentError, sync

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder of one term, synced into a database without other content."""
    empty_database()
    (tmp_path / "term").mkdir()
    write(tmp_path, summary="The first summary of this word.")
    sync([tmp_path])
    return tmp_path


def empty_database() -> None:
    """All rows of the guide, whatever points at what: constraints are looked at when the transaction ends."""
    for model in apps.get_app_config("opsguide").get_models(include_auto_created=True):
        model.objects.all()._raw_delete(using="default")


def write(folder: Path, name: str = "word", **keys: str) -> None:
    values = {"title": name.title(), "summary": "A word that is only used in tests.", "kind": "concept", **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    (folder / "term" / f"{name}.yaml").write_text(f"{lines}status: published\nreviewed: {{on: 2026-11-23, by: edi}}\n")


def test_a_changed_file_updates_an_untouched_row(folder):
    write(folder, summary="The second summary of this word.")
    assert str(sync([folder])) == "1 entries: 0 new, 1 changed, 0 same, 0 conflicts"
    assert Term.objects.get().summary == "The second summary of this word."


def test_an_edited_row_is_kept_while_the_file_stays_as_it_was(folder):
    Term.objects.update(summary="What the editor wrote here.")
    write(folder, "other")
    outcome = sync([folder])
    assert outcome.kept == 1
    assert Term.objects.get(pk="word").summary == "What the editor wrote here."


def test_changes_in_different_keys_are_merged(folder):
    Term.objects.update(title="Edited title")
    write(folder, summary="The second summary of this word.")
    assert sync([folder]).changed == 1
    word = Term.objects.get()
    assert (word.title, word.summary) == ("Edited title", "The second summary of this word.")


def test_a_change_of_the_same_key_is_a_conflict_that_keeps_the_row_and_exits_with_1(folder):
    Term.objects.update(summary="What the editor wrote here.")
    write(folder, summary="What the file says by now.")
    with pytest.raises(CommandError, match="settle the conflicts"):
        call_command("sync_content", str(folder))
    assert Term.objects.get().summary == "What the editor wrote here."
    assert sync([folder]).conflicts == ["term/word: summary changed both here and in the file; the row is kept"]


def test_a_row_of_an_edition_that_asked_for_less_is_brought_up_to_date(folder):
    """The schema grew stricter since: what was synced then is no edit, though it would be refused today."""
    older = {"aka": ["", "old form"]}
    Term.objects.update(**older, origin=Term.objects.get().origin | older, origin_hash="of-the-older-edition")
    write(folder, aka="[new form]")
    outcome = sync([folder])
    assert (outcome.changed, outcome.conflicts) == (1, [])
    assert Term.objects.get().aka == ["new form"]


def test_a_file_and_a_half_emptied_row_are_a_conflict_and_no_crash(folder):
    Term.objects.update(title="")
    write(folder, summary="The second summary of this word.")
    (conflict,) = sync([folder]).conflicts
    assert conflict.startswith("term/word: the file and what was edited here do not fit together (title: ")
    assert Term.objects.get().summary == "The first summary of this word."


def test_every_row_of_the_guide_compares_equal_to_its_file_key_by_key(guide):
    for name, model in ENTRY_MODELS.items():
        for row in model.objects.prefetch_related(*relations(model)):
            assert canonical_parts(row.schema, to_values(row)) == to_canonical(row), f"{name}/{row.pk}"


def test_a_conflict_ends_when_both_sides_say_the_same(folder):
    Term.objects.update(summary="What both agree on in the end.")
    write(folder, summary="What both agree on in the end.")
    assert not sync([folder]).conflicts
    write(folder, summary="A later summary from the file.")
    sync([folder])
    assert Term.objects.get().summary == "A later summary from the file."


def test_a_file_that_is_gone_retires_the_row_and_one_that_comes_back_restores_it(folder):
    (folder / "term" / "word.yaml").rename(folder / "word.kept")
    assert sync([folder]).retired == 1
    assert Term.objects.get().status == "retired"
    (folder / "word.kept").rename(folder / "term" / "word.yaml")
    sync([folder])
    assert Term.objects.get().status == "published"
    assert [c.kind for c in Change.objects.filter(entry_id="word").order_by("edition_id")] == [
        "added",
        "retired",
        "restored",
    ]


def test_an_entry_made_in_the_admin_is_no_files_and_stays(folder):
    Term.objects.create(
        id="ours", title="Ours", summary="A word of our own organisation.", kind="concept", status="published"
    )
    write(folder, summary="The second summary of this word.")
    sync([folder])
    assert Term.objects.get(pk="ours").status == "published"


def test_files_with_errors_change_nothing(folder):
    write(folder, summary="The second summary of this word.", kindd="concept")
    with pytest.raises(ContentError) as error:
        sync([folder])
    assert "unknown key 'kindd'" in error.value.problems[0].text
    assert Term.objects.get().summary == "The first summary of this word."


def test_a_dry_run_says_what_would_happen_and_writes_nothing(folder):
    write(folder, summary="The second summary of this word.")
    edition = current_edition()
    assert sync([folder], dry_run=True).changed == 1
    assert Term.objects.get().summary == "The first summary of this word."
    assert current_edition() == edition


def test_an_edition_comes_only_with_a_change(folder):
    edition = current_edition()
    sync([folder])
    assert current_edition() == edition
    write(folder, summary="The second summary of this word.")
    sync([folder])
    assert current_edition() == edition + 1


@pytest.mark.whole_guide
def test_exporting_and_syncing_the_whole_guide_changes_nothing(guide, tmp_path, django_assert_max_num_queries):
    export(tmp_path)
    with django_assert_max_num_queries(150):
        outcome = sync([tmp_path])
    assert (outcome.new, outcome.changed, outcome.retired, outcome.conflicts) == (0, 0, 0, [])
    assert outcome.total == sum(model.objects.count() for model in ENTRY_MODELS.values())


@pytest.mark.whole_guide
def test_export_is_canonical_so_that_a_second_one_gives_the_same_bytes(guide, tmp_path):
    export(tmp_path / "a")
    export(tmp_path / "b")
    names = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()]
    assert names
    assert all((tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in names)


def test_the_database_refuses_an_ended_tool_without_a_reason(guide):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Tool.objects.filter(lifecycle_state="active").update(lifecycle_state="ended", lifecycle_since=None)


def test_a_half_written_draft_is_named_and_does_not_stop_the_export(folder, tmp_path):
    Term.objects.create(id="half", title="Half", summary="short", kind="concept")
    assert export(tmp_path / "out") == (1, ["term/half"])
