"""An editor's way: a draft nobody sees, then a published entry that everybody sees at once."""

from __future__ import annotations

import pytest
from desk import TOOL, address, as_sent, editor, operator, publisher
from django.test import Client

from opsguide.admin.publishing import fresh
from opsguide.admin.snapshot import document_of
from opsguide.editions import current_edition
from opsguide.models import ENTRY_MODELS, Change, Practice, Tool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]
SEEN_AT = ("/tools/lighthouse-keeper/", "/tools/?all=1", "/glossary/?all=1", "/search/?q=lighthouse+keeper")


def shows(url: str) -> bool:
    response = Client().get(url)
    return response.status_code == 200 and "Lighthouse Keeper</" in response.text.replace("\n", "").replace(
        "<mark>", ""
    ).replace("</mark>", "")


def test_a_new_tool_is_a_draft_that_only_editors_see():
    edi, edition = editor(), current_edition()
    assert edi.send("tool", **TOOL).status_code == 302
    assert Tool.objects.get(pk="lighthouse-keeper").status == "draft"
    assert [shows(url) for url in SEEN_AT] == [False] * 4
    assert edi.client.get("/tools/lighthouse-keeper/").status_code == 200
    assert current_edition() == edition


def test_a_published_tool_is_on_its_page_in_the_list_in_the_glossary_and_in_search_at_once():
    pia, edition = publisher(), current_edition()
    pia.send("tool", **TOOL)
    assert [shows(url) for url in SEEN_AT] == [False] * 4
    pia.send("tool", "lighthouse-keeper", "_publish")
    assert [shows(url) for url in SEEN_AT] == [True] * 4
    assert current_edition() > edition
    change = Change.objects.get(entry_id="lighthouse-keeper")
    assert (change.kind, change.actor, change.edition_id) == ("added", "pia", current_edition())


def test_a_published_tool_is_offered_in_the_next_plan():
    from wizard.guide import catalogue

    pia = publisher()
    assert "lighthouse-keeper" not in catalogue().tools
    pia.send("tool", "", "_publish", **TOOL)
    assert "lighthouse-keeper" in catalogue().tools


def test_a_changed_word_of_a_published_entry_is_on_the_record_and_an_editors_note_is_not():
    pia, edition = publisher(), current_edition()
    pia.send("tool", "mlflow", note="Ask again in spring.")
    assert current_edition() == edition
    pia.send("tool", "mlflow", vendor="The Linux Foundation and friends")
    assert Change.objects.get(edition=current_edition(), edition__gt=edition).keys == ["vendor"]
    assert "The Linux Foundation and friends" in Client().get("/tools/mlflow/").text


def test_a_lifecycle_that_ended_is_told_in_the_words_of_the_record():
    publisher().send(
        "tool",
        "mlflow",
        lifecycle_state="archived",
        lifecycle_since="2026-11",
        lifecycle_why="Its repository was closed.",
    )
    assert Change.objects.latest("pk").note == "lifecycle active → archived"


def test_taking_back_to_draft_hides_an_entry_nobody_points_at():
    pia = publisher()
    pia.send("tool", "", "_publish", **TOOL)
    pia.send("tool", "lighthouse-keeper", "_unpublish")
    assert [shows(url) for url in SEEN_AT] == [False] * 4
    assert Change.objects.latest("pk").kind == "retired"


def test_an_entry_others_point_at_is_retired_and_not_taken_back():
    pia = publisher()
    refused = pia.send("practice", "version-control", "_unpublish")
    assert "practice 'version-control' is still a draft" in refused.text.replace("&#x27;", "'")
    pia.send("practice", "version-control", "_retire")
    assert Practice.objects.get(pk="version-control").status == "retired"
    assert Client().get("/practices/version-control/").status_code == 200


def test_several_drafts_are_published_from_the_list_in_one_edition():
    pia, edition = publisher(), current_edition()
    pia.send("tool", **TOOL)
    pia.send(
        "tool",
        **TOOL | {"title": "Second Keeper", "id": "second-keeper", "aka": "", "works_with": ["lighthouse-keeper"]},
    )
    response = pia.act("tool", "publish", "lighthouse-keeper", "second-keeper")
    assert f"Published: Lighthouse Keeper, Second Keeper. Edition {current_edition()} is out." in response.text
    assert Change.objects.filter(edition__gt=edition).values("edition").distinct().count() == 1
    assert Change.objects.filter(edition__gt=edition).count() == 2


def test_the_list_publishes_all_or_none_and_says_what_is_in_the_way():
    pia, edition = publisher(), current_edition()
    pia.send("tool", **TOOL)
    pia.send("tool", title="Half a tool", id="half-a-tool")
    response = pia.act("tool", "publish", "lighthouse-keeper", "half-a-tool")
    assert "Nothing was published" in response.text
    assert "tool/half-a-tool: the key &#x27;homepage&#x27; is missing" in response.text
    assert (Tool.objects.get(pk="lighthouse-keeper").status, current_edition()) == ("draft", edition)


def test_rows_are_put_in_order_by_their_places():
    pia = publisher()
    third = Tool.objects.get(pk="mlflow").fits.all()[2].practice_id
    pia.send("tool", "mlflow", **{"fits-2-position": "5"})
    fits = [fit.practice_id for fit in Tool.objects.get(pk="mlflow").fits.all()]
    assert fits[0] == third
    assert list(Tool.objects.get(pk="mlflow").fits.values_list("position", flat=True)) == list(range(len(fits)))


@pytest.mark.parametrize("kind", ENTRY_MODELS)
def test_saving_an_untouched_form_changes_nothing(kind: str):
    pia, edition = publisher(), current_edition()
    for row in ENTRY_MODELS[kind].objects.order_by("pk")[3:30:20]:
        before = document_of(fresh(row))
        assert pia.send(kind, row.pk).status_code == 302
        assert document_of(fresh(row)) == before
    assert current_edition() == edition


def test_ticks_keep_the_order_the_file_gave_them():
    pia, edition = publisher(), current_edition()
    Tool.objects.filter(pk="mlflow").update(hosting=["saas", "self"], needs=["gitlab", "docker"])
    pia.send("tool", "mlflow")
    assert current_edition() == edition
    pia.send("tool", "mlflow", needs=["docker", "gitlab", "aws"])
    assert Tool.objects.get(pk="mlflow").needs == ["gitlab", "docker", "aws"]


@pytest.mark.parametrize("kind", ENTRY_MODELS)
def test_every_page_of_every_type_opens(kind: str):
    omar, first = operator(), ENTRY_MODELS[kind].objects.first()
    pages = (
        f"/admin/opsguide/{kind}/",
        address(kind),
        address(kind, first.pk),
        f"/admin/opsguide/{kind}/{first.pk}/history/",
    )
    assert [omar.client.get(page).status_code for page in pages] == [200] * 4
    assert (
        omar.client.get(f"/admin/opsguide/{kind}/?q=data&review=due&origin=file&status__exact=published").status_code
        == 200
    )


@pytest.mark.parametrize("kind", sorted(set(ENTRY_MODELS) - {"source", "question", "rule", "weight"}))
def test_a_draft_with_hardly_anything_in_it_can_be_previewed(kind: str):
    edi = editor()
    efforts = dict.fromkeys(("value", "effort_knowledge", "effort_time", "effort_people"), "1")
    needed = {"practice": {"home": "devops", **efforts}, "pain": {"area": "data"}, "role": {"team": "ai"}}
    boxes = {"title": "Barely begun", "id": "barely-begun", **needed.get(kind, {})}
    assert edi.send(kind, **boxes).status_code == 302
    assert edi.client.get(ENTRY_MODELS[kind].objects.get(pk="barely-begun").get_absolute_url()).status_code == 200


@pytest.mark.parametrize("page", ["", "opsguide/report/", "opsguide/change/", "opsguide/edition/", "auth/user/"])
def test_the_other_pages_of_the_desk_open(page: str):
    assert operator().client.get(f"/admin/{page}").status_code == 200


def test_a_form_with_many_relations_asks_the_database_a_bounded_number_of_times(django_assert_max_num_queries):
    pia = publisher()
    pia.boxes("tool", "mlflow")
    with django_assert_max_num_queries(30):
        page = pia.client.get(address("tool", "mlflow"))
    assert sum(name.endswith("-practice") for name in as_sent(page.text, "tool_form")) > 15


def test_a_relation_is_found_by_name_and_says_when_it_is_a_draft():
    edi = editor()
    edi.send("tool", **TOOL)
    query = {"term": "keeper", "app_label": "opsguide", "model_name": "tool", "field_name": "works_with"}
    found = edi.client.get("/admin/autocomplete/", query).json()["results"]
    assert found[0] == {"id": "lighthouse-keeper", "text": "Lighthouse Keeper (draft)"}
