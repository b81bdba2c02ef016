"""The wizard as a team meets it: from the first question to a plan with reasons, with and without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_a_team_answers_the_quick_questions_and_gets_a_plan_with_reasons(page: Page):
    page.goto("/wizard/")
    page.get_by_role("button", name=re.compile("Start with 5")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does your team deliver?")
    page.get_by_label("Reports and dashboards").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("What does your team deliver?")
    for _ in range(12):
        if "/check/" in page.url:
            break
        before = page.url
        if "/pains/" in page.url:
            page.get_by_label("Two reports show two different numbers").check()
            page.get_by_role("button", name="Continue").click()
        else:
            page.get_by_role("button", name="Skip").first.click()
        page.wait_for_url(lambda url, before=before: url != before)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Make the plan").click()
    page.wait_for_url("**/plan/**")
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Two reports show two different numbers")
