from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from django.test.utils import CaptureQueriesContext

from opsguide import search, search_index, wording
from opsguide.models import Tool
from tests.opsguide.making import make

QUICK = {"HX-Request": "true", "HX-Request-Type": "partial"}


def references(query: str) -> list[str]:
    return [hit.card.reference for hit in search.search(query).hits]


def main_of(page: bytes) -> str:
    return re.search(r"<main.*</main>", page.decode(), re.DOTALL)[0]


# What counts as the same word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("catalogue", "catalog"),
        ("artefacts", "artifact"),
        ("optimisation", "optimizing"),
        ("modelling", "models"),
        ("behaviour", "behavior"),
        ("licence", "licenses"),
        ("centre", "centers"),
        ("analyse", "analyzing"),
        ("runbooks", "runbook"),
        ("slas", "sla"),
        ("automatisation", "automation"),
        ("knew", "knows"),
        ("taken", "takes"),
    ],
)
def test_spellings_and_endings_of_one_word_are_one_key(one, other):
    assert wording.key(one) == wording.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("production", "product"), ("container", "contains"), ("our", "or"), ("bias", "bia")]
)
def test_different_words_keep_different_keys(one, other):
    assert wording.key(one) != wording.key(other)


def test_accents_case_and_punctuation_do_not_matter():
    assert wording.fold("  Déjà-vu: CI/CD, it’s  ") == "deja vu ci cd its"


@pytest.mark.parametrize("verb", ["back up", "backs up", "backed up", "backing up"])
def test_a_verb_in_two_words_is_the_word_of_its_noun(verb):
    assert wording.words_of(f"It {verb} disks.") == ["it", "backup", "disks"]


def test_who_does_it_and_the_doing_are_near():
    assert wording.key("tracker") in wording.doers("tracking")
    assert wording.key("scanning") in wording.doers("scanners")
    assert wording.doers("ring") == frozenset()


def test_a_swap_of_neighbours_is_one_edit():
    assert wording.distance("kuberentes", "kubernetes") == 1
    assert wording.distance("abc", "abcdef") == 3


def test_matched_words_are_marked_and_everything_else_is_escaped():
    marked = wording.marked("Artefact <b>signing</b> & CI, city", ["artifact", "ci"])
    assert marked == "<mark>Artefact</mark> &lt;b&gt;signing&lt;/b&gt; &amp; <mark>CI</mark>, <mark>city</mark>"


# What is found


def test_an_exact_name_comes_first_whatever_else_mentions_it(guide):
    assert references("Kubernetes")[0] == "tool/kubernetes"


def test_an_old_name_leads_to_the_present_page_and_says_why(guide):
    hit = search.search("KFServing").hits[0]
    assert (hit.card.reference, hit.via) == ("tool/kserve", "KFServing")


def test_both_sides_of_a_comparison_are_found_and_it_is_offered(guide):
    found = search.search("mlops vs aiops")
    assert {hit.card.id for hit in found.hits[:2]} == {"mlops", "aiops"}
    assert found.side_by_side[0] == "/disciplines/compare/?d=mlops&d=aiops"


def test_a_misspelt_word_is_found_and_mended(guide):
    found = search.search("promethues allerts")
    assert found.suggestion == "prometheus alerts"
    assert "tool/prometheus" in [hit.card.reference for hit in found.hits[:3]]


def test_a_word_that_begins_a_name_is_no_slip(guide):
    found = search.search("kubern")
    assert found.suggestion == ""
    assert found.hits[0].card.reference == "tool/kubernetes"


@pytest.mark.parametrize(("typed", "meant"), [("key cloak", "tool/keycloak"), ("lang fuse", "tool/langfuse")])
def test_a_name_that_was_split_is_no_slip_of_other_words(guide, typed, meant):
    found = search.search(typed)
    assert (found.hits[0].card.reference, found.suggestion) == (meant, "")


def test_two_letters_in_each_others_place_are_a_slip_of_a_short_name_too(guide):
    assert search.search("forjego").suggestion == "forgejo"
    assert search.search("cyprus").suggestion == "", "two slips in a short word make too many other words"


def test_a_page_that_says_both_words_comes_before_those_that_say_one_of_them_often(guide):
    make("tool", "zz-both", summary="A quokka for every wombat.")
    make("tool", "zz-one", title="Quokka box", summary="It holds a quokka, a second quokka and a third.")
    make("tool", "zz-other", title="Wombat box", summary="It holds a wombat, a second wombat and a third.")
    assert references("quokkas wombats")[0] == "tool/zz-both"


# What is wished of tools


def shortlist(query: str) -> tuple[int, str] | None:
    found = search.search(query).shortlist
    return found and (found.count, found.address)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("open source experiment tracking", "practice=experiment-tracking&licence=open-source"),
        ("open sorce experiment tracking", "practice=experiment-tracking&licence=open-source"),
        ("free, self-hosted load testing", "practice=load-testing&cost=free&hosting=self"),
        ("load testing tools", "practice=load-testing"),
        ("SaaS feature flags", "practice=feature-flags&hosting=saas"),
        ("self hosted git", "practice=version-control&hosting=self"),
        ("terraform alternatives", "practice=infrastructure-as-code"),
        ("open source alternative to Datadog", "practice=observability&licence=open-source"),
        ("free backup tool", "practice=backup-recovery-tests&cost=free"),
        ("open source tools", "licence=open-source"),
    ],
)
def test_what_is_wished_of_tools_for_a_practice_is_a_list_with_just_as_many_as_it_says(guide, client, query, chosen):
    count, address = shortlist(query)
    assert address == f"/tools/?{chosen}"
    page = client.get(address).content.decode()
    assert f"data-announce><strong>{count}</strong> of " in page


@pytest.mark.parametrize(
    "query",
    [
        "experiment tracking",
        "kubernetes",
        "managed kubernetes",
        "best tool",
        "alternatives",
        "tool consolidation",
        "free",
    ],
)
def test_no_list_is_offered_when_nothing_is_wished_or_nobody_knows_what_for(guide, query):
    found = search.search(query).shortlist
    assert found is None or (query == "free" and found.practice is None)


def test_when_no_tool_has_all_that_is_wished_the_practice_has_its_list_all_the_same(guide):
    Tool.objects.filter(fits__practice="load-testing").update(licence_class="proprietary")
    search.index.clear()
    found = search.search("open source load testing").shortlist
    assert (found.address, found.labels) == ("/tools/?practice=load-testing", [])


def test_others_for_the_same_practice_follow_the_tool_one_wants_an_alternative_to(guide):
    first = references("terraform alternative")
    assert first[0] == "tool/terraform"
    assert {"tool/opentofu", "tool/pulumi"} <= set(first[:6])


def test_a_tool_that_is_as_wished_comes_before_one_that_is_not(guide):
    for name, licence in (("zz-closed", "proprietary"), ("zz-open", "open-source")):
        make("tool", name, title=f"Quokka {name}", summary="A box that holds a quokka.", licence_class=licence)
    assert references("open source quokka")[0] == "tool/zz-open"


def test_the_page_links_the_list_of_tools_without_any_script(guide, client):
    page = main_of(client.get("/search/?q=open+source+load+testing").content)
    count, address = shortlist("open source load testing")
    assert f'<a href="{html.escape(address)}">{count} tools for Load testing (open source)</a>' in page


def test_what_has_ended_stands_behind_the_living_unless_called_by_name(guide):
    assert references("prom").index("tool/prometheus") < references("prom").index("tool/promtail")
    assert references("promtail")[0] == "tool/promtail"


def test_a_word_that_stands_nowhere_finds_nothing_and_suggests_nothing(guide):
    found = search.search("xqzzyvf")
    assert (found.hits, found.suggestion) == ([], "")


@pytest.mark.parametrize("text", ["", "   ", "!?…", "\x07\x1b", "🦄", "的"])
def test_nothing_searchable_is_an_empty_result(guide, text):
    assert search.search(text).hits == []


def test_a_draft_is_not_found_until_it_is_published(guide):
    make("tool", "quuxomatic", status="draft")
    assert "tool/quuxomatic" not in references("quuxomatic")
    make("tool", "quuxomatic")
    assert references("quuxomatic") == ["tool/quuxomatic"]


def test_a_retired_entry_is_still_found(guide):
    make("term", "old-word-of-ours")
    Tool.objects.filter(pk="dvc").update(status="retired")
    search.index.clear()
    assert references("old word of ours")[0] == "term/old-word-of-ours"
    assert "tool/dvc" in references("dvc")


def test_the_best_hits_are_limited_and_sorted(guide):
    hits = search.search("data", limit=7).hits
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_takes_one_query_for_the_edition_of_each_cache_and_none_for_the_words(
    guide, django_assert_num_queries
):
    search.search("warm up")
    with django_assert_num_queries(1):
        search.search("data contract")


def test_the_index_is_built_once_however_many_ask_at_once(guide, monkeypatch):
    built = []
    real = search_index._dictionary
    monkeypatch.setattr(search_index, "_dictionary", lambda words: built.append(1) or real(words))
    monkeypatch.setattr("opsguide.editions.current_edition", lambda: 1)
    entries = list(search_index._entries())
    monkeypatch.setattr(search_index, "_entries", lambda: iter(entries))
    monkeypatch.setattr(search_index, "_past", lambda cards: frozenset())
    monkeypatch.setattr(search_index, "_purposes", lambda numbers: {})
    search.index.clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(references, ["drift"] * 24))
    assert len(built) == 1
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("words", ["the of and", "what is it about", "Why?"])
def test_words_that_say_nothing_find_nothing_but_names(guide, words):
    assert all(hit.card.title.casefold().startswith(words.casefold()[:3]) for hit in search.search(words).hits)


def test_a_name_may_be_a_word_that_says_nothing(guide):
    assert references("keep")[0] == "tool/keep"


def test_a_slip_of_a_three_letter_name_is_mended_to_it(guide):
    assert search.search("gitt").suggestion == "git"


def test_a_name_that_looks_like_the_noun_of_another_is_not_taken_for_it(guide):
    assert references("gitness")[0] == "tool/harness-open-source"
    assert "tool/harness-open-source" not in references("git")[:3]


# The page


def test_the_page_groups_hits_by_type_and_marks_the_words(guide, client):
    page = main_of(client.get("/search/?q=too+many+alerts").content)
    assert "<mark>alerts</mark>" in page
    assert re.search(r'<h2 class="group-head" id="hits-1">What hurts</h2>', page)


def test_an_empty_result_is_a_calm_page_with_ways_on(guide, client):
    response = client.get("/search/?q=xqzzyvf")
    page = main_of(response.content)
    assert response.status_code == 200
    assert "Nothing in the guide matches “xqzzyvf”" in page
    assert "/glossary/" in page
    assert "Did you mean" not in page


def test_a_near_miss_is_asked_about(guide, client):
    assert 'Did you mean <a href="/search/?q=kubernetes">' in main_of(client.get("/search/?q=kubernetez").content)


def test_suggestions_are_at_most_eight_options_and_lead_to_all_results(guide, client):
    fragment = client.get("/search/?quick=1&q=data", headers=QUICK).content.decode()
    assert "<html" not in fragment
    options = re.findall(r'<a role="option"[^>]*id="([^"]+)"', fragment)
    assert len(options) == 9
    assert len(set(options)) == 9
    assert options[-1] == "site-hit-all"
    assert 'href="/search/?q=data">All results for “data”' in fragment


def test_suggestions_for_nothing_typed_are_nothing(guide, client):
    assert client.get("/search/?quick=1&q=", headers=QUICK).content.strip() == b""


def test_without_javascript_the_address_of_the_suggestions_is_the_page(guide, client):
    assert b"<h1>Search</h1>" in client.get("/search/?quick=1&q=data").content


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 5000,
        "data " * 1000,
        "\x01\x02\x1fdata\x7f",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "title:data AND (",
        '"unfinished',
        "*",
        "~^\\",
        ".*.*.*",
        "data*",
        "\u202edata",
        "ß ﬁ Ⅷ",
        "مرحبا بالعالم",
        "שלום",
        "the of and",
        "'; DROP TABLE opsguide_tool; --",
        "<img src=x onerror=alert(1)>",
        "open source " * 400,
        "alternative to alternative to",
        "🦄" * 300,
    ],
)
def test_an_absurd_query_gets_a_page_that_shows_it_harmlessly(guide, client, typed):
    for headers in ({}, QUICK):
        response = client.get(f"/search/?quick=1&q={quote(typed)}", headers=headers)
        assert response.status_code == 200
        page = html.unescape(response.content.decode())
        assert "a" * 201 not in page
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u202e]", page)
        assert "<script>alert" not in response.content.decode()


def test_a_nul_byte_is_refused_in_dress(guide, client):
    response = client.get("/search/?q=data%00")
    assert response.status_code == 400
    assert b"OpsGuide" in response.content


def test_searching_takes_no_query_more_for_more_hits(guide, client):
    from django.db import connection

    client.get("/search/?q=warm")
    counts = []
    for query in ("xqzzyvf", "data", "mlops vs aiops"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/search/?q={query}")
        counts.append(len(queries))
    assert len(set(counts)) == 1
