"""The start page: the verdict first."""

from reports.chart import columns, known_columns
from reports.edition import Edition, Sheet, Sheets
from reports.gathered import Gathered
from reports.headline import headline, open_sentence
from reports.map import Map
from reports.overview import counted
from reports.sheets.workshop import Workshop
from reports.standings import Standing

BEST_SHOWN = 6
CHANGES_SHOWN = 8
MAP_UP_TO = 600
"""More symbols than this are neither light nor legible: then the counties have maps of their own."""


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    gathered, language = shop.gathered, edition.language
    view, found = gathered.view, gathered.standings
    best = _best(gathered)
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


def _best(gathered: Gathered) -> list[Standing]:
    """All that share the highest certain points; the most prominent first, as only a few are shown."""
    ranked, all_five = gathered.standings.ranked, gathered.view.all_five
    if not ranked:
        return []
    points = [counted(row, all_five) for row in ranked]
    top = max((score.points, score.max) for score in points)
    best = [row for row, score in zip(ranked, points, strict=True) if (score.points, score.max) == top]
    return sorted(best, key=lambda row: -(row.light.desktop or 0)) if top[0] else []
