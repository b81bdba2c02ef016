"""Draw static/img/og.png, the picture shown where a page of the guide is shared: the wordmark and all emblems.

    python scripts/og_image.py        (needs Chromium; CHROMIUM=/path/to/chromium when it is not at /usr/bin)

Colours are those of static/css/app.css, emblems those of opsguide/emblems.py. Run it again when either changes.
"""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from opsguide.emblems import SHAPES  # noqa: E402

WIDTH, HEIGHT = 1200, 630
PAPER, INK, SOFT, ACCENT, RULE = "#f6f1e7", "#22201c", "#5c564b", "#a5381f", "#d8cfbc"
HUES = {
    "devops": 245, "secops": 20, "gitops": 245, "netops": 205, "itops": 65, "dataops": 165,
    "mlops": 300, "aiops": 65, "llmops": 300, "finops": 115, "platform-engineering": 270,
}  # fmt: skip


def drawing() -> str:
    step = (WIDTH - 160 - 72) / (len(SHAPES) - 1)
    emblems = "".join(
        f'<g transform="translate({80 + index * step:.1f} 462) scale(3)" stroke="oklch(43% 0.105 {HUES.get(name, 60)})">{shape}</g>'
        for index, (name, shape) in enumerate(SHAPES.items())
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">
  <rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>
  <rect x="24" y="24" width="{WIDTH - 48}" height="{HEIGHT - 48}" fill="none" stroke="{RULE}" stroke-width="2"/>
  <g transform="translate(80 84) scale(4)" fill="none" stroke="{INK}" stroke-width="1.6">
    <circle cx="12" cy="12" r="9.5"/><path d="M15.8 8.2l-2.3 5.3-5.3 2.3 2.3-5.3z" fill="{ACCENT}" stroke="none"/>
  </g>
  <g font-family="Fraunces" font-weight="600" fill="{INK}">
    <text x="196" y="152" font-size="58">OpsGuide</text>
    <text x="80" y="292" font-size="92">What first, and why?</text>
  </g>
  <text x="80" y="368" font-family="Liberation Sans, system-ui, sans-serif" font-size="34" fill="{SOFT}">A field guide to the Ops disciplines. Practices before tools.</text>
  <line x1="80" y1="418" x2="{WIDTH - 80}" y2="418" stroke="{RULE}" stroke-width="2"/>
  <g fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{emblems}</g>
</svg>"""


def main() -> None:
    font = base64.b64encode((ROOT / "static/vendor/fraunces-600.woff2").read_bytes()).decode()
    style = f'@font-face {{ font-family: Fraunces; font-weight: 600; src: url("data:font/woff2;base64,{font}"); }} body {{ margin: 0; }}'
    target = ROOT / "static/img/og.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(f"<!doctype html><style>{style}</style>{drawing()}")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=target)
        browser.close()
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
