"""Markdown to safe HTML: links, citations, terms, and nothing that could harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsguide.prose import clean, render

pytestmark = pytest.mark.django_db


def html(body: str, own: str = "") -> str:
    return "".join(section.html for section in render(body, own).sections)


def test_an_entry_link_shows_the_title_or_the_given_words(guide):
    assert '<a href="/practices/code-review/"' in html("See [[practice/code-review]].")
    assert ">a second reader</a>" in html("See [[practice/code-review|a second reader]].")


def test_an_unknown_link_is_plain_words(guide):
    assert html("See [[practice/not-there]].") == "<p>See not there.</p>"


def test_citations_are_numbered_in_the_order_of_the_text(guide):
    prose = render("One[^b-source] two[^a-source] three[^b-source].")
    assert prose.cited == ["b-source", "a-source"]
    assert prose.sections[0].html.count('href="#source-b-source"') == 2


def test_only_the_first_mention_of_a_term_is_explained_and_never_inside_a_link(guide):
    from opsguide.directory import directory

    card = next(c for c in directory().of_type("term") if len(c.title) > 6 and " " not in c.title)
    text = html(f"A {card.title} and a {card.title}.\n\n[{card.title}](https://example.org)")
    assert text.count('class="term"') == 1
    assert html(f"A {card.title}.", card.reference).count('class="term"') == 0


def terms_in(body: str) -> list[str]:
    return re.findall(r'<a [^>]*class="term"[^>]*>(.*?)</a>', html(body))


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("It has run, and the SLA has two HAs.", ["SLA", "HAs"]),  # an abbreviation is one only in capitals
        ("We accelerate, and one wipes; see Accelerate.", ["Accelerate"]),  # so is a proper name
        ("Latency rises: the latency of calls.", ["Latency"]),  # a title may stand at the start or within
        ("Single sign-on is on.", ["Single sign-on"]),
        ("Outlier here.", ["Outlier"]),  # and a small alias at the start
    ],
)
def test_a_term_is_found_as_it_is_written(guide, text, linked):
    assert terms_in(text) == linked


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "<a href='https://x' onclick=y>z</a>",
        "[x](data:text/html;base64,AAAA)",
    ],
)
def test_what_could_harm_is_taken_out(guide, evil):
    out = html(evil).lower()
    assert "<script" not in out
    assert "onerror" not in out or "&lt;img" in out
    assert 'href="javascript' not in out
    assert 'href="data' not in out


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_text_whatever_crashes_or_leaves_a_script(guide, text):
    out = html(text)
    assert "<script" not in out.lower()
    assert clean(out) == out
