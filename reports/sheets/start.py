"""The start page: the verdict first."""

from reports.chart import columns, known_columns
from reports.edition import Edition, Sheet, Sheets
from reports.headline import headline, open_sentence
from reports.map import Map
from reports.overview import best_of, counted
from reports.sheets.workshop import Workshop

BEST_SHOWN = 6
CHANGES_SHOWN = 8
MAP_UP_TO = 600
"""More symbols than this are neither light nor legible: then the counties have maps of their own."""


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    gathered, language = shop.gathered, edition.language
    view, found = gathered.view, gathered.standings
    best = best_of(found.ranked, view.all_five)
    yield Sheet(
        "index.html",
        "index.html",
        {
            "headline": headline(view, language, gathered.changes),
            "open_sentence": open_sentence(view, language),
            "best": [(row, shop.desktop(row.light.run_id, row.place.code)) for row in best[:BEST_SHOWN]],
            "best_count": len(best),
            "best_score": counted(best[0], view.all_five) if best else None,
            "missing": found.missing,
            "charts": (columns(view.bars), known_columns()),
            "changes": gathered.changes,
            "changes_shown": CHANGES_SHOWN,
            "map": Map.of(found, all_five=view.all_five) if found.total <= MAP_UP_TO else None,
            "counties": gathered.areas["county"],
        },
    )
