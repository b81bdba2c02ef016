"""The wizard as a team meets it: every question to the plan, with and without JavaScript, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import assert_accessible

# What Lea says: fields of the form and what stands in them; a list is ticked.
LEA: dict[str, Any] = {
    "delivers": ["data", "reports"],
    "headcount": {"data-engineer": "2", "bi-analyst": "3"},
    "hosting": ["own-cloud"],
    "pains": ["pipelines-fail-at-night", "the-boss-finds-the-error"],
    "worst-pain": ["pipelines-fail-at-night"],
    "capacity": ["one-day"],
}


def started(page: Page) -> str:
    """Begin the quick way; the address of the assessment."""
    page.goto("/wizard/")
    page.get_by_role("button", name=re.compile("Start with 5")).click()
    page.wait_for_url("**/delivers/")
    return page.url.removesuffix("delivers/")


def question_of(page: Page) -> str:
    return page.url.split("?")[0].rstrip("/").rpartition("/")[2]


def fill_in(page: Page, question: str, answer: Any) -> None:
    if isinstance(answer, dict):
        for row, said in answer.items():
            page.locator(f"[name='{question}.{row}']").fill(said)
    else:
        for option in answer:
            page.locator(f"[name='{question}'][value='{option}']").check()


def press(page: Page, button: str) -> None:
    """Press it and wait for the next step, whose heading is another one."""
    before = page.url
    page.get_by_role("button", name=button).click()
    page.wait_for_url(lambda url: url != before)
    expect(title_of(page)).to_be_visible()


def title_of(page: Page):
    return page.get_by_role("heading", level=1)


def walked(page: Page, until: str = "check", answers: dict[str, Any] = LEA) -> str:
    address = started(page)
    while (question := question_of(page)) != until:
        fill_in(page, question, answers[question])
        press(page, "Continue")
    return address


def test_a_team_walks_the_quick_way_to_a_plan_that_can_be_read_in_a_minute(page: Page):
    walked(page)
    expect(title_of(page)).to_have_text("Check your answers")
    expect(page.get_by_role("main")).to_contain_text("2 data engineers")
    page.get_by_role("button", name="Make the plan").click()
    page.wait_for_url("**/plan/**")
    expect(title_of(page)).to_have_text("What to adopt first, and why")
    first = page.get_by_role("article").first
    for words in ("First step", "Done when", "Who"):
        expect(first.get_by_text(words, exact=True)).to_be_visible()
    for step in page.locator(".wave-start article").all():
        assert 1 <= step.locator("> .reasons > li").count() <= 2
    expect(page.get_by_role("main")).to_contain_text("Because you said “Pipelines fail at night")
    expect(first.get_by_text("What would change this")).to_be_visible()
    expect(first.locator(".weighing")).to_be_hidden()
    first.get_by_text(re.compile("^Weighing")).click()
    expect(first.locator(".weighing tfoot")).to_contain_text("Sum")


def test_going_back_and_loading_anew_lose_nothing(page: Page):
    walked(page, until="hosting")
    page.go_back()
    expect(title_of(page)).to_have_text("Who is in your team, and how many?")
    expect(page.get_by_label("Data engineers")).to_have_value("2")
    page.go_back()
    expect(title_of(page)).to_have_text("What does your team deliver?")
    expect(page.get_by_label("Reports and dashboards")).to_be_checked()
    page.go_forward()
    expect(page.get_by_label("Data engineers")).to_have_value("2")
    page.reload()
    expect(page.get_by_label("Analysts and BI developers")).to_have_value("3")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Data pipelines and data sets")).to_be_checked()


def answered(page: Page, address: str, *questions: str) -> None:
    """Only these questions, each at its own address; then the page on which all answers are checked."""
    for question in questions:
        page.goto(f"{address}{question}/")
        fill_in(page, question, LEA[question])
        press(page, "Continue")
    page.goto(f"{address}check/")


def test_a_change_from_the_check_page_leads_back_there(page: Page):
    answered(page, started(page), "hosting")
    page.get_by_role("link", name="Change Where may your systems and tools run?").click()
    expect(page.get_by_role("link", name="Back to your answers")).to_be_visible()
    page.get_by_label("In a closed network").check()
    press(page, "Save")
    expect(title_of(page)).to_have_text("Check your answers")
    expect(page.locator("#said-hosting")).to_contain_text("In a closed network")


def test_a_question_that_no_longer_applies_is_left_out_and_said_so(page: Page):
    address = started(page)
    answered(page, address, "pains", "worst-pain")
    page.get_by_role("link", name="Change What hurts?").click()
    page.locator("[name=pains][value=pipelines-fail-at-night]").uncheck()
    press(page, "Save")
    expect(page.get_by_role("heading", name="These no longer count")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Which of these hurts most?")
    expect(page.locator("#said-worst-pain")).to_have_count(0)
    page.goto(f"{address}worst-pain/")
    expect(page.get_by_role("main")).to_contain_text("no longer concerns you")


def test_pressing_twice_saves_once_and_skips_no_question(page: Page):
    started(page)
    page.get_by_label("Networks").check()
    page.get_by_role("button", name="Continue").dblclick()
    page.wait_for_url("**/headcount/")
    expect(title_of(page)).to_have_text("Who is in your team, and how many?")


def test_the_focus_goes_to_the_heading_of_each_new_step(scripted_page: Page):
    started(scripted_page)
    while (question := question_of(scripted_page)) != "check":
        fill_in(scripted_page, question, LEA[question])
        press(scripted_page, "Continue")
        expect(title_of(scripted_page)).to_be_focused()
        assert scripted_page.evaluate("scrollY") == 0
        assert title_of(scripted_page).inner_text() in scripted_page.title()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_the_whole_way_can_be_walked_by_keyboard(scripted_page: Page):
    page = scripted_page
    page.goto("/wizard/")
    tab_to(page, "form.door button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/delivers/")
    keys = {"hosting": "ArrowDown", "worst-pain": "Space", "capacity": "ArrowDown"}
    while (question := question_of(page)) != "check":
        said = LEA[question]
        if isinstance(said, dict):
            for row, number in said.items():
                tab_to(page, f"[name='{question}.{row}']")
                page.keyboard.type(number)
        elif question in keys:
            tab_to(page, f"[name='{question}']")
            page.keyboard.press(keys[question])
        else:
            for option in sorted(said, key=lambda o: page.locator(f"[value='{o}']").bounding_box()["y"]):
                tab_to(page, f"[name='{question}'][value='{option}']")
                page.keyboard.press("Space")
        tab_to(page, ".actions button")
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        expect(title_of(page)).to_be_focused()
    tab_to(page, ".button-big")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/**")
    tab_to(page, "article summary")
    page.keyboard.press("Enter")
    expect(page.locator(".plan-tools").first).to_be_visible()


def refused(page: Page, watched, status: int) -> None:
    """A browser notes every refused request in its console; only that one is expected."""
    expected = f"status of {status}"
    assert [c for c in watched.complaints if expected not in c] == []
    assert watched.complaints
    watched.complaints.clear()


def test_a_form_that_comes_back_says_what_to_mend_and_leads_there(scripted_page: Page, watched):
    started(scripted_page)
    scripted_page.get_by_label("Networks").check()
    press(scripted_page, "Continue")
    scripted_page.get_by_label("Data engineers").fill("two")
    scripted_page.get_by_role("button", name="Continue").click()
    summary = scripted_page.locator(".summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("“two” is not a whole number")
    expect(scripted_page).to_have_title(re.compile("^Please check"))
    summary.get_by_role("link").click()
    expect(scripted_page.get_by_label("Data engineers")).to_be_focused()
    expect(scripted_page.get_by_label("Data engineers")).to_have_value("two")
    refused(scripted_page, watched, 422)


def test_answers_deleted_in_another_tab_are_said_to_be_gone(scripted_page: Page, watched):
    address = started(scripted_page)
    other = scripted_page.context.new_page()
    other.goto(f"{address}delete/")
    other.get_by_role("button", name="Delete everything").click()
    other.wait_for_url("**/wizard/?deleted")
    scripted_page.get_by_label("Networks").check()
    scripted_page.get_by_role("button", name="Continue").click()
    expect(title_of(scripted_page)).to_have_text("This link leads nowhere any more")
    expect(title_of(scripted_page)).to_be_focused()
    refused(scripted_page, watched, 404)


def test_what_excludes_all_else_unticks_it(scripted_page: Page):
    started(scripted_page)
    networks, unknown = scripted_page.get_by_label("Networks"), scripted_page.get_by_label("I don’t know")
    networks.check()
    unknown.check()
    expect(networks).not_to_be_checked()
    networks.check()
    expect(unknown).not_to_be_checked()


@pytest.fixture(scope="module")
def finished(browser: Browser, site: str) -> Iterator[tuple[str, str]]:
    """The addresses of one assessment and its plan, to be looked at again and again."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    address = walked(page)
    page.get_by_role("button", name="Make the plan").click()
    page.wait_for_url("**/plan/**")
    yield address, page.url
    context.close()


def test_paper_shows_what_matters_and_no_more(page: Page, finished):
    page.goto(finished[1])
    page.emulate_media(media="print")
    first = page.get_by_role("article").first
    for shown in (".reasons", ".first-step", ".plan-facts", ".plan-tools", ".plan-effort", ".fold-sources"):
        expect(first.locator(shown).first).to_be_visible()
    expect(page.get_by_text("This plan on the web")).to_be_visible()
    for left_out in (".site-head", ".site-foot", ".plan-doors", ".weighing", ".owner", "#considered", ".later-rest"):
        expect(page.locator(left_out).first).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_no_step_and_no_plan_has_an_accessibility_violation(browser: Browser, site: str, finished, scheme, width):
    address, plan = finished
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    for step in ("hosting", "pipelines", "in-place-testing", "pains", "check"):
        page.goto(f"{address}{step}/")
        assert_accessible(page, f"{step} {scheme} {width}")
    page.goto(f"{address}headcount/")
    page.get_by_label("Data engineers").fill("two")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".summary")).to_be_visible()
    assert_accessible(page, f"a form that came back {scheme} {width}")
    page.goto(plan)
    page.evaluate("document.querySelectorAll('main details').forEach(details => (details.open = true))")
    assert_accessible(page, f"plan with everything open {scheme} {width}")
    context.close()
