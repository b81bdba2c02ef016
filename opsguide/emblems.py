"""One geometric emblem per discipline, drawn on a 24 x 24 grid with strokes only, so that they print and take any hue.

Each says its discipline in one picture: DevOps the loop, DataOps the layers, MLOps the fitted curve …
A discipline that somebody adds later wears its initial in a ring.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "devops": '<path d="M12 12c-2-3-3.6-4.5-5.5-4.5a4.5 4.5 0 0 0 0 9C8.4 16.5 10 15 12 12s3.6-4.5 5.5-4.5a4.5 4.5 0 0 1 0 9C15.6 16.5 14 15 12 12z"/>',
    "secops": '<path d="M12 3l7.5 3v5.5c0 4.5-3 7.5-7.5 9.5-4.5-2-7.5-5-7.5-9.5V6z"/><path d="M12 8v8M8.5 12h7"/>',
    "gitops": '<circle cx="7" cy="6" r="2.5"/><circle cx="7" cy="18" r="2.5"/><circle cx="17" cy="9" r="2.5"/><path d="M7 8.5v7M17 11.5c0 3-4 3.5-7.5 4.5"/>',
    "netops": '<circle cx="12" cy="5" r="2.3"/><circle cx="5" cy="18" r="2.3"/><circle cx="19" cy="18" r="2.3"/><path d="M10.9 7l-4.8 9M13.1 7l4.8 9M7.3 18h9.4"/>',
    "itops": '<rect x="4" y="4" width="16" height="6.5" rx="1.5"/><rect x="4" y="13.5" width="16" height="6.5" rx="1.5"/><path d="M7.5 7.25h3M7.5 16.75h3M16 7.25h.5M16 16.75h.5"/>',
    "dataops": '<path d="M12 3.5l8.5 4.25L12 12 3.5 7.75z"/><path d="M3.5 12L12 16.25 20.5 12M3.5 16.25L12 20.5l8.5-4.25"/>',
    "mlops": '<path d="M4 4v16h16"/><path d="M6.5 17c4.5 0 4-10 13-11"/><circle cx="9" cy="12" r=".8"/><circle cx="12.5" cy="14" r=".8"/><circle cx="14" cy="6" r=".8"/><circle cx="18.5" cy="10" r=".8"/>',
    "aiops": '<path d="M3 13h4l2-6 3.5 11L15 10l1.5 3H21"/><path d="M18 3l.8 2.2L21 6l-2.2.8L18 9l-.8-2.2L15 6l2.2-.8z"/>',
    "llmops": '<path d="M4 5h16v10.5H11L6.5 19.5v-4H4z"/><path d="M7.5 8.8h9M7.5 11.8h5.5"/>',
    "finops": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5V12l6 6"/><path d="M12 12h8.5"/>',
    "platform-engineering": '<path d="M3.5 19.5h17M6 19.5v-5h12v5M8.5 14.5v-5h7v5M11 9.5v-5h2v5"/>',
}


def emblem(discipline: str, title: str = "") -> SafeString:
    """The emblem as inline SVG. Decorative unless it gets a title, since the name stands beside it."""
    shape = SHAPES.get(discipline)
    inner = (
        mark_safe(shape)
        if shape
        else format_html(
            '<circle cx="12" cy="12" r="9"/><text x="12" y="16" text-anchor="middle">{}</text>', discipline[:1].upper()
        )
    )
    label = format_html(' role="img" aria-label="{}"', title) if title else mark_safe(' aria-hidden="true"')
    return format_html('<svg class="emblem" viewBox="0 0 24 24" focusable="false"{}>{}</svg>', label, inner)
