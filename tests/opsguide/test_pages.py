"""Every page of the guide through the client: what a reader meets, and bad addresses."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from justhtml import JustHTML

from opsguide.directory import PLURALS, directory
from opsguide.editions import publish_edition
from opsguide.library.alone import RESERVED
from opsguide.models import Change, Discipline, Edition, Fit, Practice, Principle, Stage, Term, Tool
from opsguide.urls import guide as addresses
from opsguide.views.practices import _tool_groups
from opsguide.wording import day_in_words

pytestmark = pytest.mark.django_db

FIXED = [
    "/", "/disciplines/", "/disciplines/compare/", "/disciplines/compare/?d=mlops&d=aiops", "/principles/", "/principles/matrix/",
    "/practices/", "/pains/", "/tools/", "/tools/compare/", "/roles/", "/flow/", "/glossary/", "/sources/", "/search/",
    "/search/?q=drift", "/changes/", "/method/", "/wizard/",
]  # fmt: skip


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.hrefs.append(values["href"])
        if values.get("id"):
            self.ids.append(values["id"])


@pytest.mark.parametrize("path", FIXED)
def test_a_page_answers_with_one_heading_a_title_and_a_description(client, path):
    html = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>[^<]{10,}</title>", html)
    assert re.search(r'<meta name="description" content="[^"]{40,}', html)


@pytest.mark.whole_guide
def test_a_crawl_of_every_internal_link_finds_no_dead_end_no_detour_and_no_orphan(client):
    pages: dict[str, Links] = {}
    titles, descriptions = {}, {}
    for address, html in crawl(client):
        parsed = pages[address] = Links(html)
        assert len(parsed.ids) == len(set(parsed.ids)), f"{address} uses an id twice"
        assert not (faults := JustHTML(html, collect_errors=True, sanitize=False).errors), f"{address}: {faults}"
        if "?" not in address:
            title = re.search(r"<title>(.*?)</title>", html)[1]
            description = re.search(r'name="description" content="(.*?)"', html)[1]
            assert titles.setdefault(title, address) == address, f"{address} and {titles[title]} share a title"
            other = descriptions.setdefault(description, address)
            assert other == address, f"{address} and {other} share a description"
    for page, parsed in pages.items():
        for href in parsed.hrefs:
            target, _, anchor = href.partition("#")
            if anchor and (found := pages.get(target or page)):
                assert anchor in found.ids, f"{page} points at {href}, which is not there"
    assert not [card.url for card in directory().cards.values() if card.type != "source" and card.url not in pages]


ELSEWHERE = ("/admin/", "/api/", "/report/", "/feeds/", "/wizard/")


def crawl(client) -> Iterator[tuple[str, str]]:
    """Every address that is linked from the front page on, and its page.

    A list narrowed by one option of a facet stands for all its options; all of them would multiply without end.
    """
    todo, seen, shapes = ["/"], set(), set()
    while todo:
        address = todo.pop().partition("#")[0]
        if address in seen or address.startswith(ELSEWHERE) or re.search(r"format=|\.(md|json|csv|xml|txt)$", address):
            continue
        shape = re.sub(r"=[^&]*", "", address)
        if "?" in address and (shape in shapes or address.count("=") > 2):
            continue
        seen.add(address)
        shapes.add(shape)
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        html = response.content.decode()
        here = address.partition("?")[0]
        todo += [h if h.startswith("/") else here + h for h in Links(html).hrefs if h.startswith(("/", "?"))]
        yield address, html


def test_each_entry_type_has_a_page_in_the_right_place(client):
    for kind in PLURALS:
        card = directory().of_type(kind)[0]
        assert reverse(f"opsguide:{kind}-detail", args=[card.id]).startswith(f"/{PLURALS[kind]}/")


def test_a_discipline_shows_all_seven_nuances_and_both_sides_of_a_confusion(client):
    html = client.get("/disciplines/aiops/").content.decode()
    for principle in Principle.objects.published():
        assert principle.title in html
    assert "Often confused with" in html
    assert "/disciplines/mlops/" in html
    assert "/disciplines/aiops/" in client.get("/disciplines/mlops/").content.decode()


def test_the_matrix_has_a_cell_for_every_principle_in_every_discipline(client):
    html = client.get("/principles/matrix/").content.decode()
    cells = Discipline.objects.published().count() * Principle.objects.published().count()
    assert html.count("<circle class=") == cells
    assert html.count("<tr class=") == cells


def test_a_practice_names_its_first_step_its_prerequisites_and_its_tools(client):
    practice = Practice.objects.get(pk="continuous-integration")
    html = client.get(practice.get_absolute_url()).content.decode()
    assert practice.first_step.split(".")[0][:40] in html
    for other in practice.requires.all():
        assert other.get_absolute_url() in html
    assert "Tools for it" in html


def test_an_ended_tool_keeps_its_page_says_since_when_and_names_its_successor(client):
    tool = Tool.objects.filter(lifecycle_state="ended", lifecycle_successors__isnull=False).first()
    html = client.get(tool.get_absolute_url()).content.decode()
    assert f"Ended on {day_in_words(tool.lifecycle_since)}" in html
    assert "Use instead:" in html.split('class="lead"')[0]  # before anything else is said of it
    assert tool.lifecycle_successors.first().title in html


@pytest.mark.parametrize(
    ("state", "since", "said"),
    [
        ("ended", "2026-03-05", "Ended on 5 March 2026"),
        ("archived", "2025-11", "Archived in November 2025"),
        ("renamed", "2024", "Renamed in 2024"),
        ("quiet", "2025-05", "Quiet since May 2025"),
        ("active", "2025-05-05", "Active"),
        ("active", None, "Active"),
    ],
)
def test_a_tools_standing_is_a_sentence_and_an_active_one_has_no_beginning(state, since, said):
    assert Tool(lifecycle_state=state, lifecycle_since=since).standing == said


@pytest.mark.parametrize("odd", ["2025-13", "2025-00-01", "spring 2025", "", None, "2025-5"])
def test_a_day_that_is_none_stays_as_it_was_written(odd):
    assert day_in_words(odd) == (odd or "")


def test_a_discipline_says_at_a_glance_who_leads_what_comes_first_and_when_to_leave_it(client):
    html = client.get("/disciplines/mlops/").content.decode()
    glance = re.search(r'<dl class="glance">.*?</dl>', html, re.DOTALL)[0]
    assert "Machine learning engineer" in glance
    for anchor in re.findall(r'href="#([^"]+)"', glance):
        assert f'id="{anchor}"' in html
    assert glance.count('class="wide"') == 2
    assert "<sup" not in glance


def test_a_discipline_shows_its_own_practices_before_those_it_shares(client):
    html = client.get("/disciplines/mlops/").content.decode()
    own, shared = html.split("Its own practices")[1].split("Shared with other disciplines")
    for practice in Practice.objects.published().filter(disciplines="mlops"):
        link = f'href="{practice.get_absolute_url()}"'
        assert link in (own if practice.home_id == "mlops" else shared), practice.pk


def test_tools_to_look_at_first_stand_before_the_rest_and_a_long_rest_is_folded():
    fits = [Fit(fit=fit) for fit in ["first"] * 2 + ["main"] * 9 + ["also"] * 3]
    sizes = [(label, len(shown), len(folded)) for label, _, shown, folded in _tool_groups(fits)]
    assert sizes == [("Look at these first", 2, 0), ("Made for it", 0, 9), ("Do it beside their main purpose", 0, 3)]
    assert [len(shown) for _, _, shown, _ in _tool_groups(fits[2:])] == [
        6,
        0,
    ]  # none to look at first: some to begin with
    assert all(not folded for *_, folded in _tool_groups(fits[:5]))
    assert _tool_groups([]) == []


def test_what_is_read_in_an_order_leads_on_and_only_the_flow_goes_round(client):
    first, *_, last = Principle.objects.published()
    assert 'rel="prev"' not in client.get(first.get_absolute_url()).content.decode()
    assert 'rel="next"' not in client.get(last.get_absolute_url()).content.decode()
    *_, last = Stage.objects.published()
    around = client.get(last.get_absolute_url()).content.decode()
    assert f'rel="next" href="{Stage.objects.published()[0].get_absolute_url()}"' in around


def test_the_front_page_asks_what_sets_the_most_confused_apart(client):
    html = client.get("/").content.decode()
    assert "What sets MLOps apart from AIOps?" in html or "What sets AIOps apart from MLOps?" in html
    assert '<a href="/disciplines/compare/?d=' in html


def test_an_old_id_leads_to_the_new_page_for_good(client):
    response = client.get("/tools/kfserving/")
    assert response.status_code == 301
    assert response["Location"] == "/tools/kserve/"


def test_a_draft_is_nobodys_but_an_editors(client, admin_client):
    Term.objects.create(id="half-done", title="Half done", summary="A word that is not finished yet.", kind="concept")
    assert client.get("/glossary/half-done/").status_code == 404
    assert "This is a draft" in admin_client.get("/glossary/half-done/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/tools/nothing/",
        "/nowhere",
        "/practices/Not-A-Slug!/",
        "/tools/%27%20OR%201=1/",
    ],
)
def test_an_address_without_a_page_answers_404_in_our_dress(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Nothing is filed here" in response.content.decode()
    assert "OpsGuide" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "q=%00",
        "d=%00&d=mlops",
        "t=" + "x" * 5000,
        "page=-1",
        "page=99999999999999999999",
        "licence=';DROP TABLE x;--",
        "q=%F0%9F%A6%84",
        "q=" + "a" * 5000,
        "t[]=1",
        "q=%FF%FE",
    ],
)
@pytest.mark.parametrize(
    "path",
    ["/", "/tools/", "/practices/", "/search/", "/glossary/", "/tools/compare/", "/disciplines/compare/", "/changes/"],
)
def test_absurd_queries_get_a_clear_page(client, path, query):
    assert client.get(f"{path}?{query}").status_code in (200, 400)


def test_an_error_on_our_side_looks_like_us_and_needs_no_database(client, settings):
    from opsguide.views.errors import server_error

    response = server_error(None)
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


def test_a_form_without_its_token_gets_an_explanation(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/wizard/", {"mode": "quick"})
    assert response.status_code == 403
    assert b"This form has gone stale" in response.content


def test_a_large_edition_is_counted_in_the_list_and_has_pages_of_its_own(client):
    edition = Edition.objects.with_changes().get()
    listed = client.get("/changes/").content.decode()
    assert f"Tool: {Change.objects.filter(entry_type='tool').count()} added" in listed
    assert f'href="/changes/{edition.pk}/"' in listed
    assert "/tools/mlflow/" not in listed
    first = client.get(f"/changes/{edition.pk}/")
    pages = [
        client.get(f"/changes/{edition.pk}/?page={n + 1}") for n in range(first.context["page_obj"].paginator.num_pages)
    ]
    shown = [change for page in pages for change in page.context["changes"]]
    assert len(shown) == len({c.pk for c in shown}) == edition.change_count


def test_a_small_edition_lists_its_changes_and_can_be_asked_for_since_a_day(client):
    change = Change(entry_type="tool", entry_id="mlflow", title="MLflow", kind="changed", keys=["licence"])
    edition = publish_edition(cause="a test", changes=[change])
    Edition.objects.filter(pk=edition.pk).update(at=dt.datetime(2030, 1, 15, tzinfo=dt.UTC))
    late = client.get("/changes/?since=2030-01-01").content.decode()
    assert "/tools/mlflow/" in late
    assert "(licence)" in late
    assert late.count("<section id=") == 1
    assert "Nothing has changed since then" in client.get("/changes/?since=2031-01-01").content.decode()


@pytest.mark.parametrize("since", ["yesterday", "2026-02-31", "<b>", "9" * 400])
def test_a_day_that_cannot_be_read_is_said_and_all_editions_are_shown(client, since):
    html = client.get("/changes/", {"since": since}).content.decode()
    assert "is not a day we can read" in html
    assert "<section id=" in html


@pytest.mark.parametrize("number", ["0", "99999", "9" * 40])
def test_an_edition_that_never_was_is_not_found(client, number):
    assert client.get(f"/changes/{number}/").status_code == 404


def test_an_unchanged_page_costs_no_body_and_a_new_edition_brings_a_new_page(client):
    first = client.get("/tools/dvc/")
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in first["Vary"]
    assert client.get("/tools/dvc/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    publish_edition(cause="a test", changes=[])
    assert client.get("/tools/dvc/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_page_travels_compressed_and_is_the_same_page(client):
    plain = client.get("/glossary/?all=1")
    packed = client.get("/glossary/?all=1", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 4


def test_pages_forbid_inline_code_and_framing(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_health_says_whether_there_is_something_to_serve(client):
    assert client.get("/health/live").content == b"live\n"
    assert client.get("/health/ready").json()["ready"] is True
    Discipline.objects.update(status="draft")
    assert client.get("/health/ready").status_code == 503


def test_no_entry_can_have_the_id_of_a_page_beside_its_list(client):
    """Each fixed address below a list is a word the linter refuses as an id."""
    fixed = {path for path in (str(a.pattern) for a in addresses) if "<" not in path}
    for kind, plural in PLURALS.items():
        beside = {path.split("/")[1] for path in fixed if path.startswith(f"{plural}/") and path.count("/") == 2}
        assert beside == set(RESERVED.get(kind, ()) if kind != "question" else ()), kind
