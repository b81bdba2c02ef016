"""The Atom feed of changes: valid, narrow on request, with ids that stay, and calm about nonsense."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import change, make

from opsguide.models import Practice

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def feed(client, query=""):
    response = client.get(f"/feeds/changes.atom?{query}" if query else "/feeds/changes.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    return root


def texts(root, path):
    return [element.text for element in root.findall("/".join(ATOM + part for part in path.split("/")))]


def titles(client, query):
    return texts(feed(client, query), "entry/title")


@pytest.mark.parametrize("query", ["", "tool=dvc", "type=cake"])
def test_the_feed_has_everything_atom_asks_for(client, query):
    root = feed(client, query)
    for element in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.find(ATOM + name).text
        assert RFC3339.fullmatch(element.find(f"{ATOM}updated").text)
    assert texts(root, "author/name") == ["OpsGuide"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith("/feeds/changes.atom" + (f"?{query}" if query else ""))


def test_titles_say_in_words_what_happened(client):
    change("tool", "dvc", "changed", title="DVC", keys=["lifecycle"], note="lifecycle active → maintenance")
    change("tool", "dvc", "changed", title="DVC", keys=["licence_note", "hosting"])
    change("term", "sre", "added", title="SRE")
    change("pain", "old-pain", "retired", title="Old pain")
    assert titles(client, "")[:4] == [
        "Pain retired: Old pain",
        "New term: SRE",
        "Tool changed: DVC (licence note, hosting)",
        "Tool changed: DVC (lifecycle active → maintenance)",
    ]


def test_ids_stay_the_same_however_the_feed_is_narrowed(client):
    make("tool", "new-tool")
    everything, narrowed = (set(texts(feed(client, q), "entry/id")) for q in ("", "type=tool&tool=new-tool"))
    assert len(narrowed) == 1
    assert narrowed <= everything
    assert all(found.startswith("urn:uuid:") for found in everything)


def test_values_of_one_filter_are_alternatives_and_filters_narrow_one_another(client):
    make("tool", "tool-one")
    make("tool", "tool-two")
    make("term", "a-word")
    assert titles(client, "tool=tool-one&tool=tool-two") == ["New tool: tool two", "New tool: tool one"]
    assert titles(client, "type=term&tool=tool-one") == []
    assert titles(client, "type=term")[0] == "New term: a word"


def test_an_old_id_of_a_tool_follows_the_tool(client):
    make("tool", "new-name", redirects=["old-name"])
    assert titles(client, "tool=old-name") == ["New tool: new name"]


def test_a_discipline_brings_its_practices_and_their_tools_even_when_retired(client):
    practice = Practice.objects.filter(disciplines="mlops").exclude(disciplines="finops").first()
    make("tool", "ml-tool", practices=[{"practice": practice.pk, "fit": "main"}], status="retired")
    change("practice", practice.pk, "changed", title=practice.title)
    found = titles(client, "discipline=mlops")
    assert found[0].startswith("Practice changed")
    assert "New tool: ml tool" in found
    assert "New tool: ml tool" not in titles(client, "discipline=finops")


@pytest.mark.parametrize("query", ["type=cake", "discipline=cakeops", "tool=%F0%9F%8D%B0", "type=<b>", "tool=%01%0B"])
def test_an_unknown_value_gives_an_empty_feed_that_says_so(client, query):
    root = feed(client, query)
    assert not root.findall(f"{ATOM}entry")
    assert "does not know" in texts(root, "subtitle")[0]
    assert root.find(f"{ATOM}updated").text == feed(client, query).find(f"{ATOM}updated").text


def test_a_known_value_beside_an_unknown_one_still_counts(client):
    make("tool", "new-tool")
    root = feed(client, "tool=new-tool&tool=cake")
    assert texts(root, "entry/title") == ["New tool: new tool"]
    assert "cake" in texts(root, "subtitle")[0]


def test_an_entry_links_to_its_page_or_to_the_edition_when_it_has_none(client):
    make("tool", "new-tool")
    edition = change("tool", "never-seen", "retired")
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed(client, "type=tool").findall(f"{ATOM}entry")]
    assert links[:2] == [f"http://testserver/changes/{edition.pk}/", "http://testserver/tools/new-tool/"]


def test_markup_and_control_characters_in_a_title_do_not_break_the_feed(client):
    change("tool", "odd", "changed", title="A <b>&amp;\x0b tool", note="was\x0c so")
    assert titles(client, "")[0] == "Tool changed: A <b>&amp; tool (was so)"


def test_every_page_names_the_feed_and_a_tool_its_own(client):
    assert 'type="application/atom+xml"' in client.get("/practices/").content.decode()
    assert "/feeds/changes.atom?tool=dvc" in client.get("/tools/dvc/").content.decode()


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(["type", "discipline", "tool", "x"]), st.lists(st.text(max_size=80), max_size=3)
    )
)
def test_absurd_filters_give_a_valid_feed(client, query):
    text = urlencode(query, doseq=True, errors="replace")
    if "%00" in text:
        assert client.get(f"/feeds/changes.atom?{text}").status_code == 400
    else:
        feed(client, text)


def test_the_feed_can_begin_on_a_day(client):
    whole, since, later = (
        client.get(f"/feeds/changes.atom{q}").text for q in ("", "?since=2026-01-01", "?since=2999-01-01")
    )
    assert whole.count("<entry>") == since.count("<entry>") > 0
    assert "since 2026-01-01" in since
    assert "<entry>" not in later
    narrowed = client.get("/feeds/changes.atom?type=tool&since=2999-01-01").text
    assert "<entry>" not in narrowed


@pytest.mark.parametrize("since", ["yesterday", "2026-13-45", "0000-00-00", "9" * 300, "%F0%9F%94%A5"])
def test_a_since_that_is_no_day_gives_an_empty_feed_that_says_so(client, since):
    feed = client.get(f"/feeds/changes.atom?since={since}").text
    assert "The guide does not know since" in feed
    assert "<entry>" not in feed
