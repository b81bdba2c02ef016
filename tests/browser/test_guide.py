"""The guide as a reader walks through it, with and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_a_reader_walks_from_the_front_page_to_a_tool_and_back_to_its_word(page: Page):
    page.goto("/")
    page.get_by_role("navigation", name="Disciplines").get_by_role("link", name="DataOps").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DataOps")
    page.get_by_role("link", name="Data versioning").first.click()
    expect(page.get_by_role("heading", name="First step")).to_be_visible()
    page.get_by_role("link", name="DVC", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DVC")
    expect(page.get_by_role("heading", name="How we know")).to_be_visible()
    page.get_by_role("link", name="A–Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From A to Z")


def test_search_finds_a_tool_by_its_old_name(page: Page):
    page.goto("/")
    page.get_by_label("Search the guide").fill("KFServing")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="KServe").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("KServe")


def test_facets_narrow_the_list_and_live_in_the_address(page: Page):
    page.goto("/tools/?practice=data-versioning")
    listed = page.get_by_role("main").get_by_role("article")
    before = listed.count()
    page.get_by_role("checkbox", name="Source available").check(force=True) if page.get_by_role(
        "checkbox", name="Source available"
    ).is_visible() else page.goto("/tools/?practice=data-versioning&licence=source-available")
    if "licence" not in page.url and not page.evaluate("typeof htmx !== 'undefined'"):
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**licence=source-available**")
    assert 0 < listed.count() < before
    page.get_by_role("link", name="Licence: Source available").click()
    expect(listed).to_have_count(before)


def test_a_comparison_can_be_shared_by_its_address(page: Page):
    page.goto("/tools/compare/?t=dvc&t=lakefs")
    expect(page.get_by_role("columnheader", name="lakeFS")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Licence class")).to_be_visible()


def test_a_term_explains_itself_by_keyboard_and_escape_hides_it(scripted_page: Page):
    scripted_page.goto("/disciplines/dataops/")
    term = scripted_page.locator("a.term").first
    term.focus()
    tip = scripted_page.get_by_role("tooltip")
    expect(tip).to_have_text(term.get_attribute("data-term"))
    scripted_page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_term_is_a_plain_link_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/disciplines/dataops/")
    page.locator("a.term").first.click()
    assert "/glossary/" in page.url
    context.close()


def test_a_slash_puts_the_cursor_into_the_search_field(scripted_page: Page):
    scripted_page.goto("/principles/")
    scripted_page.keyboard.press("/")
    expect(scripted_page.get_by_label("Search the guide")).to_be_focused()


def test_the_first_tab_stop_skips_to_the_content(scripted_page: Page):
    scripted_page.goto("/")
    scripted_page.keyboard.press("Tab")
    expect(scripted_page.get_by_role("link", name="Skip to the content")).to_be_focused()
    scripted_page.keyboard.press("Enter")
    expect(scripted_page.locator("#main")).to_be_focused()


def test_a_phone_shows_every_entry_of_the_main_navigation_and_a_search_that_grows(page: Page):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/principles/")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    assert links.count() == 6
    for link in links.all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] >= 24
    field = page.get_by_label("Search the guide")
    field.click()
    expect(field).to_be_focused()
    assert field.bounding_box()["width"] > 300
