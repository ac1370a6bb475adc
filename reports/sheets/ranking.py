"""The ranking of all; beyond two thousand it is an index into pages per county."""

from reports.edition import Edition, Sheet, Sheets
from reports.sheets.workshop import Workshop
from reports.sorting import swedish_order

ONE_TABLE_UP_TO = 2000
"""Rows: a table with more is neither light nor legible."""


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    found = shop.gathered.standings
    yield Sheet(
        "ranking.html",
        "ranking.html" if found.total <= ONE_TABLE_UP_TO else "ranking-index.html",
        {
            "rows": found.ranked,
            "missing": found.missing,
            "counties": sorted({row.place.county for row in found.ranked}, key=swedish_order),
            "groups": sorted({row.place.group_code for row in found.ranked}),
            "areas": shop.gathered.areas["county"],
            "turns": shop.turns,
        },
    )
