"""Lists as CSV, entries as Markdown: the same facts for other programs."""

from __future__ import annotations

import csv

from django.http import HttpResponse

from opsguide.editions import current_edition
from opsguide.facets import Row


def safe_cell(value: object) -> str:
    """Spreadsheets run cells that begin like a formula; a leading apostrophe keeps them text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def csv_of(name: str, rows: list[Row]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="opsguide-{name}-edition-{current_edition()}.csv"'
    facets = list(rows[0].values) if rows else []
    out = csv.writer(response)
    out.writerow(["id", "title", "summary", "also known as", *facets, "address"])
    for row in rows:
        values = ["; ".join(sorted(row.values[f])) for f in facets]
        out.writerow(
            map(
                safe_cell,
                [row.card.id, row.card.title, row.card.summary, "; ".join(row.card.aka), *values, row.card.url],
            )
        )
    return response
