"""What other people's scripts rely on: addresses, envelopes, filters, redirects, headers. docs/api.md promises it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import make

from opsguide.api.entries import FACETED, TYPES
from opsguide.api.specification import FILTERS
from opsguide.library import schema
from opsguide.models import ENTRY_MODELS, Tool

pytestmark = pytest.mark.django_db


def get(client, path, **headers):
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response["Content-Type"] == "application/json"
    return response


# lists


@pytest.mark.parametrize("kind", TYPES)
def test_a_list_has_the_promised_envelope(client, kind):
    page = get(client, f"{kind}/?limit=2").json()
    assert list(page)[:5] == ["schema_version", "edition", "generated_at", "total", "items"]
    assert page["total"] == ENTRY_MODELS[kind].objects.published().count()
    for item in page["items"]:
        assert item["type"] == kind
        assert item["url"].startswith("http://testserver/")
        assert "body" not in item
        assert "note" not in item


@pytest.mark.parametrize("kind", TYPES)
def test_following_next_gives_every_entry_once_and_in_one_order(client, kind):
    seen, path = [], f"/api/v1/{kind}/?limit=70"
    while path:
        page = client.get(path).json()
        seen += [item["id"] for item in page["items"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == page["total"]
    assert seen[:5] == [item["id"] for item in client.get(f"/api/v1/{kind}/?limit=5").json()["items"]]


@pytest.mark.parametrize("kind", TYPES)
def test_a_list_takes_as_many_queries_for_many_items_as_for_few(client, kind):
    counts = []
    for limit in (2, 200):
        client.get(f"/api/v1/{kind}/?limit=1")  # what is kept per edition is made
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/{kind}/?limit={limit}")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 20


def test_filters_are_those_of_the_pages_and_give_the_same_entries(client):
    page = client.get("/tools/?licence=open-source&hosting=saas&format=csv").content.decode()
    listed = [line.partition(",")[0] for line in page.splitlines()[1:]]
    found = get(client, "tool/?licence=open-source&hosting=saas&limit=200").json()
    assert [item["id"] for item in found["items"]] == listed[:200]
    assert found["total"] == len(listed) > 0


def test_every_filter_of_the_pages_is_in_the_specification():
    for kind, listing in FACETED.items():
        assert {"q", *listing()[1]} == set(FILTERS[kind])


def test_next_keeps_the_filters(client):
    page = get(client, "tool/?licence=open-source&limit=1").json()
    assert "licence=open-source" in page["next"]
    assert client.get(page["next"]).json()["items"][0]["licence_class"] == "open-source"


def test_a_filter_the_guide_does_not_know_is_ignored_and_named(client):
    page = get(client, "tool/?licence=free-beer&colour=red&limit=1").json()
    assert page["total"] == Tool.objects.published().count()
    assert page["ignored"] == [
        {"parameter": "licence", "value": "free-beer", "why": "unknown-value"},
        {"parameter": "colour", "value": "red", "why": "unknown-parameter"},
    ]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "offset=-1", "offset=99999999999999999999"])
def test_a_page_that_cannot_be_is_refused_with_a_sentence(client, query):
    response = get(client, f"tool/?{query}")
    assert response.status_code == 422
    assert response.json()["detail"].startswith(query.partition("=")[0])
    assert "openapi" in response.json()["hint"]


# entries


def test_an_entry_is_its_canonical_document_with_addresses_and_what_follows_from_it(client):
    make(
        "tool",
        "small-tool",
        licence="BUSL-1.1",
        licence_class="source-available",
        body="Reads [[practice/version-control]].",
        note="A secret of the editors.",
    )
    entry = get(client, "tool/small-tool/").json()
    assert entry["url"] == "http://testserver/tools/small-tool/"
    assert entry["licence"] == "BUSL-1.1"
    assert "note" not in entry
    assert "aka" not in entry  # keys at their default are left out
    assert entry["computed"]["open_source"] is False
    assert entry["computed"]["usable"] is True
    assert entry["computed"]["review_due"] == "2027-05-23"
    assert entry["computed"]["markdown_url"] == "http://testserver/tools/small-tool.md"
    assert 'href="http://testserver/practices/version-control/"' in entry["computed"]["html"]


@pytest.mark.parametrize("kind", TYPES)
def test_every_published_entry_can_be_read_and_fits_the_schema(client, kind):
    for entry_id in ENTRY_MODELS[kind].objects.published().values_list("pk", flat=True)[:15]:
        entry = get(client, f"{kind}/{entry_id}/").json()
        if "address" in entry:
            entry["url"] = entry.pop("address")
        document = {key: value for key, value in entry.items() if key in schema.TYPES[kind].model_fields}
        if kind == "source" and document.get("url", "").startswith("http://testserver"):
            del document["url"]
        assert schema.TYPES[kind].model_validate(document)


def test_the_address_of_a_source_is_not_mistaken_for_its_page(client):
    source = get(client, "source/seed-what-the-ops/").json()
    assert source["url"] == "http://testserver/sources/#seed-what-the-ops"
    assert source["address"].startswith("https://")


def test_an_old_id_answers_301_to_the_new_one(client):
    make("tool", "new-name", redirects=["old-name"])
    response = client.get("/api/v1/tool/old-name/")
    assert response.status_code == 301
    assert response["Location"] == "http://testserver/api/v1/tool/new-name/"


def test_a_retired_entry_keeps_its_address_and_leaves_the_list(client):
    make("term", "gone-word", status="retired")
    assert get(client, "term/gone-word/").json()["status"] == "retired"
    assert "gone-word" not in [item["id"] for item in get(client, "term/?limit=200").json()["items"]]


def test_a_draft_is_not_there(client):
    make("term", "half-word", status="draft")
    assert get(client, "term/half-word/").status_code == 404


def test_a_row_bent_out_of_the_schema_is_still_an_answer(client):
    make("tool", "bent-tool")
    Tool.objects.filter(pk="bent-tool").update(hosting=["somewhere"])
    assert get(client, "tool/bent-tool/").json()["hosting"] == ["somewhere"]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("tool/nothing/", "GET /api/v1/tool/"),
        ("tools/", "/api/v1/tool/"),
        ("glossary/mlops/", "/api/v1/term/"),
        ("cake/", "The types are"),
    ],
)
def test_what_does_not_exist_answers_404_with_a_hint(client, path, hint):
    response = get(client, path)
    assert response.status_code == 404
    assert hint in response.json()["hint"]


def test_the_index_lists_every_type_and_where_it_is(client):
    index = get(client, "").json()
    assert [entry["type"] for entry in index["types"]] == TYPES
    assert all(client.get(entry["api_url"]).status_code == 200 for entry in index["types"])
    assert client.get(index["openapi"]).status_code == 200


# search


def test_search_finds_by_name_and_by_old_name(client):
    make("tool", "new-name", title="Shiny New Name", aka=["Rustyoldname"])
    assert get(client, "search?q=dvc").json()["items"][0]["id"] == "dvc"
    hit = get(client, "search?q=rustyoldname").json()["items"][0]
    assert (hit["id"], hit["matched_as"]) == ("new-name", "Rustyoldname")


def test_search_takes_a_limit_and_answers_nothing_with_an_empty_list(client):
    assert get(client, "search?q=data&limit=3").json()["total"] == 3
    assert get(client, "search?q=").json()["items"] == []
    assert get(client, "search").status_code == 422
    assert get(client, "search?q=data&limit=1000").status_code == 422


# headers


def test_an_unchanged_answer_costs_304_and_no_body_until_the_next_edition(client):
    first = get(client, "tool/dvc/")
    assert first["ETag"].startswith("W/")
    again = client.get("/api/v1/tool/dvc/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make("term", "news")
    assert client.get("/api/v1/tool/dvc/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"), [("get", "tool/dvc/"), ("get", "cake/"), ("post", "plans"), ("options", "plans")]
)
def test_any_page_of_the_world_may_ask(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}", headers={"origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies


def test_a_preflight_is_answered_without_a_body(client):
    response = client.options(
        "/api/v1/plans", headers={"origin": "https://example.org", "access-control-request-method": "POST"}
    )
    assert response.status_code == 204
    assert "POST" in response["Access-Control-Allow-Methods"]
    assert "Content-Type" in response["Access-Control-Allow-Headers"]


def test_head_answers_as_get_does(client):
    assert client.head("/api/v1/tool/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "tool/", 405),
        ("get", "plans", 405),
        ("get", "a/b/c/d", 404),
        ("get", "search?q=%00", 400),
        ("delete", "tool/dvc/", 405),
    ],
)
def test_even_what_django_refuses_is_refused_in_json(client, method, path, status):
    response = getattr(client, method)(f"/api/v1/{path}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    assert set(response.json()) == {"detail", "hint"}


@pytest.mark.parametrize(
    ("method", "path"), [("get", "search/"), ("get", "questions/"), ("post", "plans/"), ("get", "plans/")]
)
def test_an_address_with_a_slash_too_many_is_shown_the_right_one(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}")
    assert response.status_code == 404
    assert f"Write it without the slash at its end: /api/v1/{path[:-1]}." in response.json()["hint"]
