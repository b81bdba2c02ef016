from __future__ import annotations

import re
from typing import get_args
from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsguide import facets, listings
from opsguide.facets import Definition, Row, Rows, narrow
from opsguide.library import schema
from opsguide.models import Tool
from opsguide.models.tool import PLATFORMS

LISTS = {
    "/tools/": listings.tool_list,
    "/practices/": listings.practice_list,
    "/pains/": listings.pain_list,
    "/glossary/": listings.glossary_list,
    "/sources/": listings.source_list,
}
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
unhurried = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def chosen_of(definition: Definition) -> st.SearchStrategy[dict[str, list[str]]]:
    """Any choice in any facets, with a value the guide does not know now and then."""
    return st.fixed_dictionaries(
        {
            name: st.lists(st.sampled_from([*labels, "no-such-value"]), max_size=3, unique=True)
            for name, (_, labels) in definition.items()
        }
    )


def some_of(path: str) -> tuple[Rows, Definition]:
    """A list, thinned out where it is long: brute force takes its time."""
    rows, definition = LISTS[path]()
    return Rows(rows[:: 1 + len(rows) // 400]), definition


def asked(choice: dict[str, list[str]], text: str = "") -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in choice.items():
        query.setlist(name, values)
    query["q"] = text
    return query


def brute_force(rows: list[Row], definition: Definition, choice: dict[str, list[str]], text: str) -> list[Row]:
    words = [(word, facets.american(word)) for word in facets.words_of(text)]
    found = []
    for row in rows:
        fits = all(a in row.text or b in row.text for a, b in words)
        for name, (_, labels) in definition.items():
            known = [value for value in choice[name] if value in labels]
            fits = fits and (not known or any(value in row.values.get(name, ()) for value in known))
        if fits:
            found.append(row)
    return found


@pytest.mark.parametrize("path", LISTS)
@unhurried
@given(data=st.data())
def test_any_combination_gives_just_the_rows_that_fit_and_counts_that_keep_their_word(guide, path, data):
    rows, definition = some_of(path)
    choice = data.draw(chosen_of(definition))
    text = data.draw(st.sampled_from(["", "data", "a", "catalogue", "open source", "zzzz"]))
    result = narrow(rows, definition, asked(choice, text))
    assert result.rows == brute_force(rows, definition, choice, text)
    for facet in result.facets:
        for option in facet.options:
            alone = brute_force(rows, definition, {**choice, facet.name: [option.value]}, text)
            assert option.count == len(alone)
            assert option.count or option.chosen, "an option that gives nothing is hidden"


@pytest.mark.parametrize("path", LISTS)
@unhurried
@given(data=st.data())
def test_following_an_option_switches_it_and_nothing_else(guide, path, data):
    rows, definition = some_of(path)
    choice = data.draw(chosen_of(definition))
    result = narrow(rows, definition, asked(choice, "a"))
    options = [(facet, option) for facet in result.facets for option in facet.options]
    if options:
        facet, option = data.draw(st.sampled_from(options))
        followed = narrow(rows, definition, QueryDict(option.address.removeprefix("?")))
        switched = set(choice[facet.name]) ^ {option.value}
        assert followed.rows == brute_force(rows, definition, {**choice, facet.name: list(switched)}, "a")
        if not option.chosen and not facet.chosen:
            assert option.count == len(followed.rows)


@pytest.mark.parametrize("path", LISTS)
@unhurried
@given(data=st.data())
def test_the_shortest_form_of_an_address_is_the_same_list_and_its_own_shortest_form(guide, path, data):
    rows, definition = LISTS[path]()
    result = narrow(rows, definition, asked(data.draw(chosen_of(definition)), "  data\t "))
    again = narrow(rows, definition, QueryDict(result.query.removeprefix("?")))
    assert (again.rows, again.query, again.ignored) == (result.rows, result.query, [])


def test_a_list_that_nobody_narrows_counts_as_one_that_is_narrowed_by_nothing():
    card = object()
    rows = Rows(Row(card, {"a": frozenset(v)}, "") for v in ({"x"}, {"x", "y"}, {"z"}))
    definition = {"a": ("A", {"x": "X", "y": "Y", "z": "Z", "none": "None"})}
    for given_rows in (rows, list(rows)):
        result = narrow(given_rows, definition, QueryDict(""))
        assert [(o.value, o.count) for o in result.facets[0].options] == [("x", 2), ("y", 1), ("z", 1)]


@pytest.mark.parametrize("path", LISTS)
def test_every_value_in_a_list_has_a_label_in_words(guide, path):
    rows, definition = LISTS[path]()
    for name, (_, labels) in definition.items():
        assert {value for row in rows for value in row.values[name]} <= set(labels), name
        assert name == "letter" or all(label[0].isupper() for label in labels.values()), name


def test_every_platform_a_tool_may_need_has_its_name():
    assert set(PLATFORMS) == set(get_args(get_args(schema.Tool.model_fields["needs"].annotation)[0]))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "/tools/",
            "discipline practice principle licence hosting cost lifecycle platform burden",
        ),
        ("/practices/", "discipline principle level effort role"),
    ],
)
def test_the_big_lists_can_be_narrowed_by_all_that_is_known_of_an_entry(guide, client, path, names):
    page = client.get(path).content.decode()
    assert re.findall(r'<details id="facet-(\w+)"', page) == names.split()


# The pages


def test_platforms_are_read_as_names_wherever_a_tool_is_shown(guide, client):
    Tool.objects.filter(pk="velero").update(needs=["kubernetes", "gcp"])
    for path in ("/tools/velero/", "/tools/velero.md", "/tools/compare/?t=velero&t=restic"):
        assert "Kubernetes, Google Cloud" in client.get(path).content.decode(), path
    chips = client.get("/tools/?platform=gcp&platform=none").content.decode()
    assert "Platform it needs: Google Cloud" in chips
    assert "Platform it needs: None of these" in chips


@pytest.mark.parametrize("path", LISTS)
def test_the_filter_reads_both_spellings_of_english(guide, client, path):
    british, american = (client.get(f"{path}?q={word}").content.decode() for word in ("artefact", "artifact"))
    count = r"data-announce><strong>(\d+)</strong>"
    assert re.search(count, british)[1] == re.search(count, american)[1]


def test_chosen_filters_are_chips_that_remove_themselves(guide, client):
    page = client.get("/tools/?q=data&licence=open-source&hosting=self").content.decode()
    chips = re.findall(r'<a class="chip" href="([^"]+)">', page)
    assert chips == [
        "/tools/?licence=open-source&amp;hosting=self",
        "/tools/?q=data&amp;hosting=self",
        "/tools/?q=data&amp;licence=open-source",
    ]


def test_a_fragment_says_its_address_in_the_shortest_form(guide, client):
    response = client.get("/tools/?q=&licence=open-source&page=1", headers=FRAGMENT)
    assert response["HX-Push-Url"] == "/tools/?licence=open-source"
    assert b"<html" not in response.content


def test_typing_on_replaces_the_address_instead_of_adding_a_step_back_for_each_letter(guide, client):
    before = {"HX-Current-URL": "http://testserver/tools/?q=dat", **FRAGMENT}
    response = client.get("/tools/?q=data", headers=before)
    assert response["HX-Replace-Url"] == "/tools/?q=data"
    assert "HX-Push-Url" not in response


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "colour=red"),
        ("discipline=nonsense&type=nonsense", "nonsense"),
        ("q=" + "a" * 5000, "what follows the first 200 characters"),
        ("discipline[]=mlops", "discipline[]=mlops"),
        ("&".join(f"{name}=" + "a" * 5000 for name in ("discipline", "type", "kind")), "a" * 60),
        ("discipline=%01%02mlops&type=%01%02term", "Ignored"),
        ("q=%01%1F%7F", ""),
        ("q=" + quote("<script>alert(1)</script>"), ""),
        ("&".join(f"discipline=x{i}&type=x{i}" for i in range(300)), "x0"),
        ("discipline=&discipline=&type=", ""),
        ("utm_source=mail&fbclid=x", ""),
    ],
)
def test_what_an_address_says_beyond_the_facets_is_named_and_not_obeyed(guide, client, path, query, said):
    response = client.get(f"{path}?{query}")
    page = response.content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    assert response.status_code == 200
    assert said in main
    assert ("Ignored, because" in main) == bool(said)
    assert "<script>alert" not in page
    assert "a" * 201 not in page


@pytest.mark.parametrize("page", ["-3", "0", "99999999999999999999", "two", "1e3", "%F0%9F%A6%84"])
def test_a_page_that_is_not_there_gives_the_nearest_and_says_so(guide, client, page):
    response = client.get(f"/tools/?page={page}")
    assert response.status_code == 200
    assert "Ignored, because the guide has no such choice: page" in response.content.decode()


def test_a_list_without_results_offers_a_way_back(guide, client):
    assert '<a href="/tools/">Clear the filters</a>' in client.get("/tools/?q=xqzzyvf").content.decode()
    glossary = client.get("/glossary/?q=xqzzyvf").content.decode()
    assert '<a href="/search/?q=xqzzyvf">search the whole guide for' in glossary


def test_the_glossary_narrows_by_type_and_words_and_explains_when_few_are_left(guide, client):
    page = client.get("/glossary/?type=discipline&q=mlops").content.decode()
    assert "data-announce><strong>3</strong> of " in page
    assert 'see</span> <a href="/disciplines/mlops/">MLOps</a>' in page
    assert "How a team takes a model" in page


def test_a_crowded_glossary_shows_one_letter_at_a_time(guide, client, monkeypatch):
    monkeypatch.setattr("opsguide.views.glossary.MOST_NAMES", 50)
    page = client.get("/glossary/").content.decode()
    assert "One letter at a time" in page
    assert len(re.findall(r'class="letter"', page)) == 1
    assert 'href="/glossary/?letter=D"' in page
    assert 'href="/glossary/?letter=D"' in client.get("/glossary/?letter=Z").content.decode()
    assert len(re.findall(r'class="letter"', client.get("/glossary/?all=1").content.decode())) > 20
    assert "One letter at a time" not in client.get("/glossary/?letter=D&q=drift").content.decode()


def test_complaints_narrow_to_the_discipline_that_has_the_remedy(guide, client):
    page = client.get("/pains/?discipline=finops").content.decode()
    assert "The cloud bill surprises us" in page
    assert "Merging our work takes days" not in page


def test_sources_narrow_by_words_kind_and_how_far_they_were_read_and_so_does_their_csv(guide, client):
    page = client.get("/sources/?q=drift&kind=paper&checked=excerpt").content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    assert re.findall(r'<h2 id="kind-([a-z]+)">', main) == ["paper"]
    assert "known by its address, not opened" not in re.sub(r"<form.*?</form>", "", main, flags=re.DOTALL)
    shown = int(re.search(r"data-announce><strong>(\d+)</strong>", main)[1])
    lines = client.get("/sources/?q=drift&kind=paper&checked=excerpt&format=csv").content.decode().splitlines()
    assert 0 < shown == len(lines) - 1
    assert "No source fits all of that" in client.get("/sources/?q=xqzzyvf").content.decode()
