"""What the desk says about files: where an entry comes from, and what the next sync will do to it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from desk import TOOL, Visitor, address, editor, publisher
from django.conf import settings

from opsguide.admin.snapshot import snapshot
from opsguide.models import Tool
from opsguide.sync import sync

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]


@pytest.fixture
def own_content(tmp_path: Path, settings) -> Path:
    """A content folder of this organisation, in which MLflow's file says something new."""
    source = Path(settings.BASE_DIR, "content", "tool", "mlflow.md")
    (tmp_path / "tool").mkdir()
    text = re.sub(r"(?m)^burden: \w+$", "burden: heavy", source.read_text())
    (tmp_path / "tool" / "mlflow.md").write_text(text)
    settings.CONTENT_DIRS = [*settings.CONTENT_DIRS, tmp_path]
    return tmp_path


def panel(kind: str = "tool", entry_id: str = "mlflow") -> str:
    page = unescape(publisher().client.get(address(kind, entry_id)).text)
    return page[page.index("As a file") :]


def test_the_form_shows_the_entry_as_its_file():
    said = panel()
    assert "As in the file tool/mlflow.md" in said
    assert "title: MLflow" in said
    assert "## Good fit" in said


def test_an_entry_without_a_file_says_so():
    editor().send("tool", **TOOL)
    assert "There is no file of this entry" in panel(entry_id="lighthouse-keeper")


def test_an_edited_entry_names_the_keys_that_differ_and_is_found_by_the_filter():
    pia = publisher()
    pia.send("tool", "mlflow", vendor="Somebody else", cost="paid")
    page = unescape(pia.client.get(address("tool", "mlflow")).text)
    assert "Edited here, in vendor, cost." in page
    listed = pia.client.get("/admin/opsguide/tool/?origin=edited+here").text
    assert "/tool/mlflow/change/" in listed
    assert "/tool/dvc/change/" not in listed


@pytest.mark.usefixtures("own_content")
def test_a_newer_file_is_announced():
    assert "The file has changed since, in burden" in panel()


@pytest.mark.usefixtures("own_content")
def test_a_conflict_is_told_on_the_form_and_counted_on_the_front_page():
    pia = publisher()
    pia.send("tool", "mlflow", burden="medium")
    page = unescape(pia.client.get(address("tool", "mlflow")).text)
    assert "Conflict: burden changed both here and in tool/mlflow.md" in page
    assert "tool/mlflow: burden" in pia.client.get("/admin/").text


def conflicting(folder: Path, **boxes: str) -> Visitor:
    """A publisher who has edited MLflow before its file changed in the same key, and in its vendor."""
    pia = publisher()
    pia.send("tool", "mlflow", burden="medium", **boxes)
    file = folder / "tool" / "mlflow.md"
    file.write_text(re.sub("^vendor: .*$", "vendor: The vendor of the file", file.read_text(), flags=re.MULTILINE))
    return pia


def settle(visitor: Visitor, keep: str):
    return visitor.client.post("/admin/opsguide/tool/mlflow/settle/", {"keep": keep}, follow=True)


def test_a_conflict_shows_both_sides_and_offers_a_choice(own_content):
    page = unescape(conflicting(own_content).client.get(address("tool", "mlflow")).text)
    section = page[page.index("In conflict with its file") : page.index("As a file")]
    assert 'Here:</strong> <span class="said">medium</span>' in section
    assert 'In the file:</strong> <span class="said">heavy</span>' in section
    assert 'action="../settle/"' in section


@pytest.mark.whole_guide
@pytest.mark.parametrize(("keep", "burden"), [("here", "medium"), ("file", "heavy")])
def test_a_conflict_is_settled_either_way_and_the_next_sync_is_clean(own_content, keep, burden):
    assert sync(settings.CONTENT_DIRS).conflicts == []  # without an edit the file's words are simply taken
    pia = publisher()
    pia.send("tool", "mlflow", burden="medium", licence_note="A word of the editor that is in no file.")
    file = own_content / "tool" / "mlflow.md"
    file.write_text(file.read_text().replace("burden: heavy", "burden: light").replace("vendor: ", "vendor: New "))
    assert sync(settings.CONTENT_DIRS).conflicts
    page = unescape(settle(pia, keep).text)
    assert "The next sync finds no conflict here." in page
    tool = Tool.objects.get(pk="mlflow")
    assert tool.burden == {"medium": "medium", "heavy": "light"}[burden]
    assert tool.licence_note == "A word of the editor that is in no file."
    assert tool.vendor.startswith("New ")  # what only the file changed comes in either way
    outcome = sync(settings.CONTENT_DIRS)
    assert (outcome.conflicts, outcome.changed, outcome.retired) == ([], 0, 0)
    assert Tool.objects.get(pk="mlflow").burden == tool.burden


def test_settling_needs_the_right_to_change_what_readers_see_and_a_conflict(own_content):
    pia = conflicting(own_content)
    assert settle(editor(), "file").status_code == 403
    assert Tool.objects.get(pk="mlflow").burden == "medium"
    assert pia.client.get("/admin/opsguide/tool/mlflow/settle/").status_code == 302
    assert (
        "nothing to settle" in pia.client.post("/admin/opsguide/tool/dvc/settle/", {"keep": "here"}, follow=True).text
    )
    assert pia.client.post("/admin/opsguide/tool/nope/settle/", {"keep": "here"}).status_code == 404


def test_a_file_that_does_not_fit_what_was_edited_changes_nothing_when_it_is_taken(own_content):
    pia = conflicting(own_content)
    file = own_content / "tool" / "mlflow.md"
    file.write_text(file.read_text().replace("aka: [", "aka: [Kubernetes, "))
    page = unescape(settle(pia, "file").text)
    assert "nothing was changed" in page
    assert "is taken by tool/kubernetes" in page
    assert Tool.objects.get(pk="mlflow").burden == "medium"


def test_the_way_to_the_rules_is_on_the_desk():
    pia = publisher()
    for page in ("/admin/", "/admin/opsguide/rule/", "/admin/opsguide/weight/", address("question", "delivers")):
        assert 'href="/editors/rules/"' in pia.client.get(page).text


def test_the_front_page_counts_what_waits():
    edi = editor()
    edi.send("tool", **TOOL)
    Tool.objects.filter(pk="mlflow").update(reviewed_on="2020-01-01", changed_at="2020-01-01T00:00Z")
    page = edi.client.get("/admin/").text
    assert '<a href="/admin/opsguide/tool/?status__exact=draft">1 tool</a>' in page
    assert '<a href="/admin/opsguide/tool/?status__exact=published&amp;review=due">1 tool</a>' in page


def test_the_snapshot_follows_every_save_and_reads_only_what_changed():
    before = snapshot()
    assert snapshot() is before  # nothing was saved, so nothing is read again
    row = Tool.objects.get(pk="mlflow")
    row.title = "MLflow renamed"
    row.save()
    assert snapshot().records["tool", "mlflow"].entry.title == "MLflow renamed"
    assert snapshot().records["tool", "dvc"] is before.records["tool", "dvc"]


def test_the_pages_of_the_desk_hold_no_inline_code():
    pia = publisher()
    for page in ("/admin/", address("tool"), address("tool", "mlflow"), "/admin/opsguide/tool/"):
        html = pia.client.get(page).text
        assert "<style" not in html
        assert ' style="' not in html
        assert "<script>" not in html
    assert settings.SECURE_CSP["script-src"]
