"""What crawlers, browsers and language models are told: sitemap, robots, llms.txt, Markdown, CSV, JSON-LD, Open Graph."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import xml.etree.ElementTree as etree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import change, make

from opsguide.directory import PLURALS, directory
from opsguide.models import Tool

pytestmark = pytest.mark.django_db
PAGE_TYPES = [kind for kind in PLURALS if kind != "source"]


def text(client, path, content_type):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    return response.content.decode()


# sitemap, robots, llms.txt, OpenSearch


def sitemap(client):
    root = etree.fromstring(text(client, "/sitemap.xml", "application/xml"))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {url.find(f"{name}loc").text: url.find(f"{name}lastmod") for url in root.findall(f"{name}url")}


def test_the_sitemap_lists_every_published_page_with_the_day_of_its_last_change(client):
    make("tool", "new-tool")
    make("term", "gone-word", status="retired")
    found = sitemap(client)
    published = [c for c in directory().cards.values() if c.type != "source" and c.status == "published"]
    assert {f"http://testserver{card.url}" for card in published} <= set(found)
    assert "http://testserver/glossary/gone-word/" not in found
    assert all(lastmod is not None and lastmod.text for lastmod in found.values())
    assert found["http://testserver/tools/"].text == found["http://testserver/tools/new-tool/"].text
    assert found["http://testserver/"].text >= max(lastmod.text for lastmod in found.values())


def test_every_fixed_page_of_the_sitemap_answers(client):
    for address in [a for a in sitemap(client) if a.removeprefix("http://testserver").count("/") <= 2]:
        assert client.get(address).status_code == 200, address


def test_robots_may_read_the_guide_and_keep_out_of_private_and_endless_parts(client):
    lines = text(client, "/robots.txt", "text/plain; charset=utf-8").splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    for path in ("/admin/", "/plan/", "/report/", "/tools/?"):
        assert f"Disallow: {path}" in lines
    assert "Allow: /wizard/$" in lines


def test_llms_txt_says_what_this_is_and_every_markdown_link_in_it_answers(client):
    body = text(client, "/llms.txt", "text/plain; charset=utf-8")
    assert body.startswith("# OpsGuide\n\n> ")
    links = re.findall(r"\]\((http://testserver[^)]+)\)", body)
    assert len(links) > 20
    for link in links:
        assert client.get(link).status_code == 200, link
    assert "/api/v1/openapi.json" in body


def test_a_browser_can_add_the_search(client):
    root = etree.fromstring(text(client, "/opensearch.xml", "application/opensearchdescription+xml"))
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(root.find(f"{name}ShortName").text) <= 16
    template = root.find(f"{name}Url").get("template")
    assert client.get(template.replace("{searchTerms}", "drift")).status_code == 200
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


# Markdown


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_every_page_is_there_as_markdown_with_title_sources_and_absolute_links(client, kind):
    for card in directory().of_type(kind)[:4]:
        html = client.get(card.url).content.decode()
        address = re.search(r'<link rel="alternate" type="text/markdown" href="([^"]+)">', html)[1]
        body = text(client, address, "text/markdown; charset=utf-8")
        assert body.startswith(f"# {card.title}\n\n> {card.summary}\n")
        assert "[[" not in body
        assert "](/" not in body
        assert f"http://testserver{card.url}" in body
        assert ("## Sources" in body) == ('id="sources"' in html)


def test_markdown_resolves_links_and_citations_and_drops_those_that_lead_nowhere(client):
    make(
        "term",
        "small-word",
        sources=["seed-what-the-ops"],
        body="See [[practice/version-control|history]] and [[tool/never-was]].[^seed-what-the-ops] Or not.[^nobody]",
    )
    body = text(client, "/glossary/small-word.md", "text/markdown; charset=utf-8")
    assert (
        "[history](http://testserver/practices/version-control/) and never was.[^seed-what-the-ops] Or not.\n" in body
    )
    assert re.search(r"^\[\^seed-what-the-ops\]: .*What the Ops", body, re.MULTILINE)


def test_an_old_id_leads_to_the_new_markdown(client):
    make("tool", "new-name", redirects=["old-name"])
    response = client.get("/tools/old-name.md")
    assert (response.status_code, response["Location"]) == (301, "/tools/new-name.md")


@pytest.mark.parametrize(
    "path", ["/tools/nothing.md", "/cakes/dvc.md", "/cakes.md", "/sources/seed-what-the-ops.md", "/tools/a.b.md"]
)
def test_markdown_of_nothing_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_draft_has_no_markdown(client):
    make("term", "half-word", status="draft")
    assert client.get("/glossary/half-word.md").status_code == 404


@pytest.mark.parametrize("plural", PLURALS.values())
def test_every_list_is_there_as_markdown(client, plural):
    body = text(client, f"/{plural}.md", "text/markdown; charset=utf-8")
    links = re.findall(r"^- \[.+?\]\((http://testserver/[^)]+)\): ", body, re.MULTILINE)
    assert links
    assert client.get(links[0].partition("#")[0]).status_code == 200


def test_markdown_names_the_page_as_canonical(client):
    assert client.get("/tools/dvc.md")["Link"] == '<http://testserver/tools/dvc/>; rel="canonical"'


def test_a_list_of_many_tools_costs_markdown_no_more_queries(client):
    client.get("/practices/version-control.md")
    counts = []
    for n in (1, 12):
        for i in range(n):
            make("tool", f"tool-{n}-{i}")
        client.get("/practices/version-control.md")
        with CaptureQueriesContext(connection) as queries:
            client.get("/practices/version-control.md")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# CSV


@pytest.mark.parametrize("path", ["tools", "practices", "pains", "roles", "glossary", "sources"])
def test_a_list_is_there_as_csv_and_the_page_says_so(client, path):
    assert "format=csv" in client.get(f"/{path}/").content.decode()
    response = client.get(f"/{path}/?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert f"opsguide-{path}-edition-" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) > 5
    assert all(row["address"].startswith("http://testserver/") for row in rows)
    assert None not in rows[0]


def test_a_table_for_excel_is_the_same_csv_behind_a_byte_order_mark(client):
    """Excel takes UTF-8 without one for another alphabet; programs trip over it, so they get none."""
    plain, excel = (client.get(f"/tools/?licence=open-source&format={name}") for name in ("csv", "excel"))
    assert excel.content == b"\xef\xbb\xbf" + plain.content
    assert excel["Content-Disposition"] == plain["Content-Disposition"]
    assert "format=excel" in client.get("/tools/?licence=open-source").text


def test_the_csv_of_tools_has_the_facts_that_are_no_facets(client):
    make("tool", "gone-tool", lifecycle={**ENDED, "successors": ["dvc"]}, vendor="=cmd()")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(client.get("/tools/?format=csv").content.decode()))}
    gone = rows["gone-tool"]
    assert (gone["lifecycle"], gone["use instead"], gone["licence id"]) == ("ended", "dvc", "MIT")
    assert gone["vendor"] == "'=cmd()"  # a spreadsheet would run it


ENDED = {
    "state": "ended",
    "since": "2025",
    "why": "Its maker closed down.",
    "evidence": [{"what": "A farewell note", "at": "https://example.org", "seen": "2026-11-23"}],
}


@pytest.mark.parametrize(
    ("query", "word"),
    [("glossary/?q=drift", "drift"), ("pains/?q=alerts", "alerts"), ("tools/?q=kubernetes", "kubernetes")],
)
def test_the_csv_of_a_narrowed_list_holds_what_the_page_shows(client, query, word):
    page = client.get(f"/{query}").content.decode()
    assert re.search(rf'href="/{query.replace("?", "[?]")}&amp;format=csv"', page)
    rows = list(csv.reader(io.StringIO(client.get(f"/{query}&format=csv").content.decode())))[1:]
    assert f"<strong>{len(rows)}</strong> of" in page
    assert 0 < len(rows) < 200
    assert all(word in " ".join(row).casefold() for row in rows[:1])


def test_an_empty_csv_still_has_its_header(client):
    response = client.get("/tools/?format=csv&q=no+tool+is+called+like+this")
    assert response.content.decode().startswith("id,title,summary,also known as,discipline,")


# JSON-LD and the head


def things(client, path):
    html = client.get(path).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not any("<" in block for block in blocks)
    found = [json.loads(block) for block in blocks]
    assert all(thing["@context"] == "https://schema.org" for thing in found)
    return {thing["@type"]: thing for thing in found}


def test_a_term_is_a_defined_term_of_the_one_set(client):
    make("term", "small-word", aka=["SW"])
    term = things(client, "/glossary/small-word/")["DefinedTerm"]
    assert term["name"] == "small word"
    assert term["inDefinedTermSet"]["@id"] == things(client, "/glossary/")["DefinedTermSet"]["@id"]


def test_a_tool_is_software_with_its_licence_and_maker(client):
    tool = things(client, "/tools/dvc/")["SoftwareApplication"]
    assert tool["license"] == "https://spdx.org/licenses/Apache-2.0.html"
    assert tool["url"] == "https://dvc.org"


@pytest.mark.parametrize(
    "path",
    [
        "/practices/version-control/",
        "/disciplines/mlops/",
        "/principles/testing/",
        "/pains/too-many-alerts/",
        "/flow/data-generation/",
    ],
)
def test_everything_that_is_read_is_an_article_with_the_day_it_changed(client, path):
    article = things(client, path)["Article"]
    assert article["url"] == f"http://testserver{path}"
    assert re.match(r"\d{4}-\d\d-\d\dT", article["dateModified"])


@pytest.mark.parametrize("path", ["/tools/", "/tools/dvc/", "/principles/matrix/", "/sources/", "/changes/"])
def test_breadcrumbs_are_data_too(client, path):
    steps = things(client, path)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == "http://testserver/"
    assert steps[-1]["item"] == f"http://testserver{path}"


def test_a_title_cannot_end_the_data_block(client):
    make("term", "nasty", title="</script><b>&", aka=["a\u2028b"])
    assert things(client, "/glossary/nasty/")["DefinedTerm"]["name"] == "</script><b>&"


def test_the_change_of_an_entry_changes_its_date(client):
    before = things(client, "/disciplines/mlops/")["Article"]["dateModified"]
    change("discipline", "mlops", "changed")
    assert things(client, "/disciplines/mlops/")["Article"]["dateModified"] >= before


def head(client, path):
    html = client.get(path).content.decode()
    metas = dict(re.findall(r'<meta property="(og:[a-z_:]+)" content="([^"]*)">', html))
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
    return html, metas, canonical


@pytest.mark.parametrize("path", ["/", "/tools/", "/tools/dvc/", "/practices/version-control/", "/method/", "/wizard/"])
def test_a_page_can_be_shared_with_title_description_and_picture(client, path):
    html, metas, canonical = head(client, path)
    assert metas["og:title"] == re.search(r"<title>(.*?)</title>", html)[1]
    assert metas["og:description"] == re.search(r'<meta name="description" content="([^"]*)">', html)[1]
    assert metas["og:url"] == f"http://testserver{path}"
    assert metas["og:image"] == "http://testserver/static/img/og.png"
    assert canonical == [f"http://testserver{path}"]


def test_the_canonical_address_leaves_out_the_query(client):
    assert head(client, "/tools/?licence=open-source&page=2")[2] == ["http://testserver/tools/"]


@pytest.mark.parametrize("path", ["/search/?q=drift", "/report/", "/nowhere"])
def test_what_is_not_to_be_found_has_no_canonical_address(client, path):
    _, metas, canonical = head(client, path)
    assert not metas
    assert not canonical


def test_the_picture_is_there_in_the_size_that_is_said():
    data = (settings.BASE_DIR / "static" / "img" / "og.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert len(data) < 100_000


def test_a_tool_that_ended_still_has_all_of_it(client):
    tool = Tool.objects.filter(lifecycle_state="ended", status="published").first()
    assert things(client, f"/tools/{tool.pk}/")["SoftwareApplication"]["name"] == tool.title
    assert "Life sign: Ended" in text(client, f"/tools/{tool.pk}.md", "text/markdown; charset=utf-8")
