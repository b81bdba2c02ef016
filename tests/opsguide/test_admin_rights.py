"""Who may do what at the desk: editors write, publishers publish, and nobody deletes what readers have seen."""

from __future__ import annotations

from html import unescape

import pytest
from axes.models import AccessAttempt
from desk import TOOL, Visitor, address, editor, operator, publisher
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from opsguide.editions import current_edition
from opsguide.models import ENTRY_MODELS, Report, Tool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]


def test_an_editor_cannot_publish_with_the_button_and_keeps_what_was_typed():
    edi = editor()
    edi.send("tool", **TOOL)
    response = edi.send("tool", "lighthouse-keeper", "_publish", vendor="Three words typed")
    assert "ask a publisher to publish it" in response.text
    assert "Three words typed" in response.text
    assert Tool.objects.get(pk="lighthouse-keeper").status == "draft"


def test_an_editor_is_offered_no_way_to_publish():
    edi = editor()
    edi.send("tool", **TOOL)
    assert 'name="_publish"' not in edi.client.get(address("tool", "lighthouse-keeper")).text
    assert 'value="publish"' not in edi.client.get("/admin/opsguide/tool/").text
    edi.act("tool", "publish", "lighthouse-keeper")
    assert Tool.objects.get(pk="lighthouse-keeper").status == "draft"


def test_an_editor_reads_what_is_published_and_cannot_change_it():
    edi = editor()
    page = edi.client.get(address("tool", "mlflow"))
    assert "Only publishers change what readers see." in page.text
    assert 'name="_save"' not in page.text
    assert edi.client.post(address("tool", "mlflow"), {"title": "Mine now", "_save": "1"}).status_code == 403
    assert Tool.objects.get(pk="mlflow").title == "MLflow"


def test_what_was_ever_published_cannot_be_deleted_even_by_an_operator():
    omar = operator()
    omar.send("tool", "", "_publish", **TOOL)
    delete = "/admin/opsguide/tool/lighthouse-keeper/delete/"
    assert omar.client.post(delete, {"post": "yes"}).status_code == 403
    omar.send("tool", "lighthouse-keeper", "_unpublish")
    assert omar.client.post(delete, {"post": "yes"}).status_code == 403
    assert omar.client.post("/admin/opsguide/tool/mlflow/delete/", {"post": "yes"}).status_code == 403
    assert 'value="delete_selected"' not in omar.client.get("/admin/opsguide/tool/").text


def test_a_draft_nobody_has_seen_can_be_deleted():
    omar = operator()
    omar.send("tool", **TOOL)
    assert omar.client.post("/admin/opsguide/tool/lighthouse-keeper/delete/", {"post": "yes"}).status_code == 302
    assert not Tool.objects.filter(pk="lighthouse-keeper").exists()


def test_the_groups_are_there_after_every_migration_and_hold_what_they_need():
    call_command("migrate", verbosity=0)
    held = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert {f"publish_{kind}" for kind in ENTRY_MODELS} == {c for c in held["Publishers"] if c.startswith("publish_")}
    assert held["Editors"] < held["Publishers"]
    assert not any(codename.startswith(("delete_", "publish_")) for codename in held["Editors"])


def test_the_record_of_changes_is_only_read():
    omar = operator()
    omar.send("tool", "", "_publish", **TOOL)
    assert omar.client.get("/admin/opsguide/change/add/").status_code == 403
    assert omar.client.get("/admin/opsguide/edition/add/").status_code == 403
    assert 'name="_save"' not in omar.client.get(f"/admin/opsguide/edition/{current_edition()}/change/").text


def test_reports_are_read_and_marked_handled():
    edi = editor()
    report = Report.objects.create(page="/tools/mlflow/", what="The licence changed last week.")
    assert "The licence changed" in edi.client.get("/admin/opsguide/report/?handled__exact=0").text
    edi.act("report", "mark_handled", str(report.pk))
    report.refresh_from_db()
    assert report.handled
    assert edi.client.get("/admin/opsguide/report/add/").status_code == 403


def test_a_readers_address_is_no_link_out_of_the_guide():
    Report.objects.create(page="//evil.example/", what="Click here.")
    Report.objects.create(page="javascript:alert(1)", what="Or here.")
    page = editor().client.get("/admin/opsguide/report/").text
    assert 'href="//evil.example/"' not in page
    assert 'href="javascript:' not in page


def test_a_stranger_comes_no_further_than_the_login():
    for page in ("/admin/", "/admin/opsguide/tool/", address("tool", "mlflow")):
        assert Client().get(page).url.startswith("/admin/login/")
    visitor = Visitor("pat")
    assert visitor.client.get("/admin/opsguide/tool/").status_code == 403


def test_too_many_wrong_passwords_lead_to_a_plain_page():
    client, box = Client(), {"username": "edi", "password": "wrong"}
    answers = [client.post("/admin/login/", box) for _ in range(9)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in unescape(answers[-1].text)
    AccessAttempt.objects.all().delete()


def test_a_published_page_is_not_changed_by_who_may_only_view_it():
    pia = publisher()
    pia.user.groups.clear()
    assert pia.client.get(address("tool", "mlflow")).status_code == 403
