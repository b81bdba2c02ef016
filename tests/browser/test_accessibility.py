"""axe (WCAG 2.2 AA) on every page type, light and dark, narrow and wide; and no page scrolls sideways at 320 px."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/", "/disciplines/", "/disciplines/dataops/", "/disciplines/compare/", "/disciplines/compare/?d=mlops&d=aiops&d=devops",
    "/principles/", "/principles/testing/", "/principles/matrix/", "/practices/", "/practices/model-monitoring/",
    "/practices/continuous-integration/", "/pains/", "/pains/too-many-alerts/", "/tools/", "/tools/dvc/", "/tools/aircloak-insights/",
    "/tools/compare/", "/tools/compare/?t=dvc&t=lakefs&t=pachyderm", "/roles/", "/roles/data-engineer/", "/flow/", "/flow/prediction/",
    "/glossary/", "/glossary/data-governance/", "/sources/", "/search/?q=too+many+alerts", "/search/?q=zzzzqqq", "/changes/", "/method/",
    "/wizard/", "/report/?page=/tools/dvc/", "/nothing-here/",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_violation(browser: Browser, site, path, scheme):
    for width in (320, 1280):
        context = browser.new_context(
            base_url=site,
            color_scheme=scheme,
            viewport={"width": width, "height": 800},
            bypass_csp=True,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(path)
        assert_accessible(page, f"{path} {scheme} {width}")
        context.close()


def assert_accessible(page, where: str) -> None:
    page.evaluate(AXE)
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    found = [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in result["violations"] for n in v["nodes"][:3]]
    assert not found, f"{where}\n" + "\n".join(found)
    wider = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wider <= 0, f"{where} scrolls sideways by {wider} px"
