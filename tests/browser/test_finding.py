"""Finding things by keyboard and on a phone: suggestions under the field, filters, comparisons."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import assert_accessible

PHONE = {"width": 390, "height": 844}


def field_of(page: Page):
    return page.get_by_label("Search the guide")


def suggestions_of(page: Page):
    return page.locator("#site-hits [role=option]")


def typed(page: Page, text: str) -> None:
    field_of(page).focus()
    page.keyboard.type(text)
    expect(suggestions_of(page).last).to_have_text(f"All results for “{text}”")


def test_suggestions_open_by_arrows_and_enter_while_the_focus_stays_in_the_field(scripted_page: Page):
    scripted_page.goto("/principles/")
    scripted_page.keyboard.press("/")
    field = field_of(scripted_page)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    typed(scripted_page, "kfserving")
    expect(field).to_have_attribute("aria-expanded", "true")
    scripted_page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "site-hit-tool-kserve")
    expect(scripted_page.locator("#site-hit-tool-kserve")).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    scripted_page.keyboard.press("Enter")
    expect(scripted_page.get_by_role("heading", level=1)).to_have_text("KServe")


def test_the_arrow_keys_go_round_through_the_field(scripted_page: Page):
    scripted_page.goto("/principles/")
    typed(scripted_page, "kfserving")
    field, last = field_of(scripted_page), suggestions_of(scripted_page).last.get_attribute("id")
    scripted_page.keyboard.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", last)
    scripted_page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    scripted_page.keyboard.press("Enter")
    scripted_page.wait_for_url("**/search/?q=kfserving")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(scripted_page: Page):
    scripted_page.goto("/principles/")
    typed(scripted_page, "drift")
    scripted_page.keyboard.press("Escape")
    expect(scripted_page.locator("#site-hits")).to_be_hidden()
    expect(field_of(scripted_page)).to_have_value("drift")
    scripted_page.keyboard.press("ArrowDown")
    expect(scripted_page.locator("#site-hits")).to_be_visible()


def test_leaving_or_emptying_the_field_closes_the_suggestions(scripted_page: Page):
    scripted_page.goto("/principles/")
    typed(scripted_page, "drift")
    scripted_page.get_by_role("heading", level=1).click(position={"x": 4, "y": 4})
    expect(scripted_page.locator("#site-hits")).to_be_hidden()
    field_of(scripted_page).focus()
    expect(scripted_page.locator("#site-hits")).to_be_visible()
    field_of(scripted_page).fill("")
    expect(scripted_page.locator("#site-hits")).to_be_hidden()


def test_a_suggestion_can_be_clicked_and_the_last_one_shows_all_results(scripted_page: Page):
    scripted_page.goto("/principles/")
    typed(scripted_page, "too many alerts")
    suggestions_of(scripted_page).first.click()
    expect(scripted_page.get_by_role("heading", level=1)).to_contain_text("Too many alerts")
    typed(scripted_page, "drift")
    suggestions_of(scripted_page).last.click()
    scripted_page.wait_for_url("**/search/?q=drift")


def test_a_screen_reader_hears_how_many_suggestions_there_are(scripted_page: Page):
    scripted_page.goto("/principles/")
    typed(scripted_page, "gitness")
    expect(scripted_page.locator("#announce")).to_have_text("1 suggestion, arrow keys to choose")


@pytest.mark.parametrize("query", ["data", "kubernetez", "xqzzyvf"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_suggestions_have_no_accessibility_violation(browser, site, scheme, query):
    for width in (320, 1280):
        context = browser.new_context(
            base_url=site, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        page = context.new_page()
        page.goto("/principles/")
        field_of(page).focus()
        page.keyboard.type(query)
        expect(suggestions_of(page).last).to_contain_text(f"“{query}”")
        page.keyboard.press("ArrowDown")
        assert_accessible(page, f"suggestions for {query} {scheme} {width}")
        context.close()


def test_suggestions_move_nothing_and_fit_a_phone(scripted_page: Page):
    where = "[...document.querySelectorAll('h1, .site-head nav a, .wordmark')].map(e => e.getBoundingClientRect().y)"
    for size in (PHONE, {"width": 1280, "height": 900}):
        scripted_page.set_viewport_size(size)
        scripted_page.goto("/principles/")
        before = scripted_page.evaluate(where)
        typed(scripted_page, "prometheus")
        assert scripted_page.evaluate(where) == before
        box = scripted_page.locator("#site-hits").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert size is not PHONE or box["width"] > 340


def test_a_filter_keeps_the_cursor_where_it_is_and_open_facets_open(scripted_page: Page):
    scripted_page.goto("/tools/")
    scripted_page.locator("#facet-licence > summary").click()
    box = scripted_page.get_by_label("Filter by words")
    box.press_sequentially("data qality", delay=30)
    for _ in range(len("ality")):
        scripted_page.keyboard.press("ArrowLeft")
    scripted_page.keyboard.type("u")
    scripted_page.wait_for_url("**q=data+quality")
    expect(box).to_be_focused()
    assert box.evaluate("field => field.selectionStart") == len("data qu")
    assert scripted_page.locator("#facet-licence").evaluate("facet => facet.open")
    expect(scripted_page.locator("#announce")).to_contain_text("of")


def test_going_back_undoes_one_choice_at_a_time(scripted_page: Page):
    scripted_page.goto("/tools/")
    for value in ("mlops", "dataops"):
        scripted_page.locator(f"input[name=discipline][value={value}]").check()
        scripted_page.wait_for_url(f"**discipline={value}**")
    scripted_page.go_back()
    expect(scripted_page.locator("input[value=dataops]")).not_to_be_checked()
    expect(scripted_page.locator("input[value=mlops]")).to_be_checked()


def test_a_glossary_can_be_narrowed_with_and_without_javascript(page: Page):
    page.goto("/glossary/")
    page.get_by_label("Filter by words").fill("concept drift")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=concept+drift")
    expect(page.get_by_role("main").get_by_role("link", name="Concept drift", exact=True).first).to_be_visible()


def test_tools_are_chosen_for_a_comparison_by_any_name(page: Page):
    page.goto("/tools/compare/")
    page.get_by_label("First tool").fill("wandb")
    page.get_by_label("Second tool").fill("MLFlow")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/tools/compare/?t=weights-and-biases&t=mlflow")
    expect(page.get_by_role("columnheader", name="MLflow")).to_be_visible()


def test_the_heads_of_a_comparison_stay_in_sight(scripted_page: Page):
    scripted_page.goto("/tools/compare/?t=dvc&t=lakefs&t=mlflow")
    scripted_page.locator("#judged, .compare tr:last-child").last.scroll_into_view_if_needed()
    box = scripted_page.locator(".compare thead th").first.bounding_box()
    assert 0 <= box["y"] < 10


def test_a_comparison_is_cards_on_a_phone_and_nothing_scrolls_sideways(scripted_page: Page):
    scripted_page.set_viewport_size(PHONE)
    for address in ("/tools/compare/?t=dvc&t=lakefs&t=mlflow&t=aim", "/disciplines/compare/?d=mlops&d=aiops"):
        scripted_page.goto(address)
        assert scripted_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert scripted_page.locator(".compare-scroll").evaluate("box => box.scrollWidth - box.clientWidth") <= 1
