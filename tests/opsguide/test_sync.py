"""Files and database: nothing an editor wrote is lost, nothing is deleted, and a second sync changes nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from opsguide.documents import canonical_parts, relations, to_canonical, to_values
from opsguide.editions import current_edition
from opsguide.export import export
from opsguide.management.database import explained
from opsguide.models import ENTRY_MODELS, Change, SyncState, Term, Tool
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


# Folders that are not what they should be


def test_a_folder_that_is_not_there_is_told_even_when_nothing_else_changed(folder, tmp_path):
    """A mistyped OPSGUIDE_CONTENT_DIRS would otherwise be ignored in silence."""
    with pytest.raises(ContentError) as error:
        sync([folder, tmp_path / "mistyped"])
    assert error.value.problems[0].text == "this content folder does not exist"


@pytest.fixture
def many(folder: Path) -> Path:
    for number in range(30):
        write(folder, f"word-{number}")
    sync([folder])
    return folder


def test_a_sync_that_would_retire_most_of_the_guide_asks_first(many, tmp_path):
    (tmp_path / "other" / "term").mkdir(parents=True)
    write(tmp_path / "other", "alone")
    with pytest.raises(CommandError, match=r"31 entries have no file any more, and 1 have one. Nothing was changed"):
        call_command("sync_content", str(tmp_path / "other"))
    assert Term.objects.filter(status="published").count() == 31
    assert sync([tmp_path / "other"], dry_run=True).retired == 31
    call_command("sync_content", str(tmp_path / "other"), retire_many=True)
    assert Term.objects.get(status="published").pk == "alone"


def test_a_later_folder_overrides_hides_and_gives_back(folder, tmp_path):
    ours = tmp_path / ".ours"
    (ours / "term").mkdir(parents=True)
    write(folder, "other")
    write(ours, summary="What our organisation says of this word.")
    (ours / "term" / "other.yaml").write_text("hide: true\n")
    sync([folder, ours])
    assert Term.objects.get(pk="word").summary == "What our organisation says of this word."
    assert not Term.objects.filter(pk="other", status="published").exists()
    (ours / "term" / "word.yaml").unlink()
    (ours / "term" / "other.yaml").unlink()
    outcome = sync([folder, ours])
    assert outcome.conflicts == []
    assert Term.objects.get(pk="word").summary == "The first summary of this word."
    assert Term.objects.get(pk="other").status == "published"


def test_hiding_an_edited_entry_keeps_the_editors_words_for_the_day_it_comes_back(folder, tmp_path):
    ours = tmp_path / ".ours"
    (ours / "term").mkdir(parents=True)
    Term.objects.update(summary="What the editor wrote here.")
    (ours / "term" / "word.yaml").write_text("hide: true\n")
    assert sync([folder, ours]).retired == 1
    assert Term.objects.get().summary == "What the editor wrote here."
    (ours / "term" / "word.yaml").unlink()
    assert sync([folder, ours]).conflicts == []
    assert (Term.objects.get().status, Term.objects.get().summary) == ("published", "What the editor wrote here.")


def test_a_renamed_file_leaves_the_old_address_leading_to_the_new_one(folder, client):
    (folder / "term" / "word.yaml").unlink()
    write(folder, "renamed", title="Renamed word", redirects="[word]")
    outcome = sync([folder])
    assert (outcome.new, outcome.retired) == (1, 1)
    assert not client.get("/glossary/?q=word").text.count("/glossary/word/")
    page = client.get("/glossary/word/")
    assert (page.status_code, page["Location"]) == (301, "/glossary/renamed/")
    answer = client.get("/api/v1/term/word/")
    assert (answer.status_code, answer["Location"]) == (301, "http://testserver/api/v1/term/renamed/")
    assert client.get("/glossary/word.md")["Location"].endswith("/glossary/renamed.md")
    assert str(sync([folder])) == "1 entries: 0 new, 0 changed, 1 same, 0 conflicts"


def test_a_renamed_file_takes_along_what_editors_wrote(folder):
    Term.objects.update(summary="What the editor wrote here.", note="Ask again in spring.")
    (folder / "term" / "word.yaml").unlink()
    write(folder, "renamed", title="Renamed word", redirects="[word]", summary="The first summary of this word.")
    assert sync([folder]).conflicts == []
    new = Term.objects.get(pk="renamed")
    assert (new.title, new.summary, new.note) == ("Renamed word", "What the editor wrote here.", "Ask again in spring.")
    assert Term.objects.get(pk="word").status == "retired"
    assert sync([folder]).conflicts == []


def test_a_renamed_file_that_says_otherwise_than_the_editor_is_a_conflict_and_the_editors_words_stand(folder):
    Term.objects.update(summary="What the editor wrote here.")
    (folder / "term" / "word.yaml").unlink()
    write(folder, "renamed", title="Renamed word", redirects="[word]", summary="What the file says by now.")
    assert len(sync([folder]).conflicts) == 1
    assert Term.objects.get(pk="renamed").summary == "What the editor wrote here."
    assert sync([folder]).conflicts == ["term/renamed: summary changed both here and in the file; the row is kept"]


# Runs that end early, and runs beside one another


def test_a_run_that_is_killed_half_way_leaves_everything_as_it_was(folder, monkeypatch):
    write(folder, summary="The second summary of this word.")
    write(folder, "other")
    edition, mark = current_edition(), SyncState.objects.get().fingerprint
    with monkeypatch.context() as patch:
        patch.setattr("opsguide.sync.publish_edition", _killed)
        with pytest.raises(KeyboardInterrupt):
            sync([folder])
    assert Term.objects.get().summary == "The first summary of this word."
    assert (current_edition(), SyncState.objects.get().fingerprint) == (edition, mark)
    assert (sync([folder]).new, Term.objects.get(pk="word").summary) == (1, "The second summary of this word.")


def _killed(**_: object) -> None:
    raise KeyboardInterrupt


def test_two_processes_may_sync_one_database_at_the_same_time(folder, tmp_path_factory):
    """Both end well, and readers see one edition."""
    environment = {**os.environ, "OPSGUIDE_DATA_DIR": str(tmp_path_factory.mktemp("data")), "SECRET_KEY": "x" * 50}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    options = {"env": environment | {"DJANGO_SETTINGS_MODULE": "opsguide.settings"}, "text": True}
    subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True, **options)
    runs = [
        subprocess.Popen(
            [*manage, "sync_content", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
        )
        for _ in range(2)
    ]
    said = sorted(run.communicate(timeout=60)[0].strip() for run in runs)
    assert [run.returncode for run in runs] == [0, 0], said
    assert said == [
        "1 entries: 0 new, 0 changed, 1 same, 0 conflicts",
        "1 entries: 1 new, 0 changed, 0 same, 0 conflicts",
    ]


# What the commands say


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["export_content", "{file}"], "cannot be written (Not a directory). Name a folder"),
        (["export_content", "--schemas", "{file}"], "cannot be written"),
        (["sync_content", "{file}"], "1 errors in the content"),
        (["check_content", "{file}"], "1 errors"),
    ],
)
def test_a_file_where_a_folder_is_meant_is_refused_with_a_sentence(command, says, tmp_path):
    file = tmp_path / "file.yaml"
    file.write_text("title: x\n")
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command(*[part.format(file=file) for part in command])


@pytest.mark.parametrize("said", ["no such table: opsguide_edition", 'relation "opsguide_edition" does not exist'])
def test_a_database_without_tables_is_explained(said):
    with pytest.raises(CommandError, match=r"Run: manage.py migrate"), explained():
        raise OperationalError(said)
