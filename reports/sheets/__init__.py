"""The kinds of pages: each module says which pages there are and what their templates are given."""

from collections.abc import Callable

from reports.edition import Edition, Sheets
from reports.sheets import areas, changes, comparison, others, plain, ranking, service, start
from reports.sheets.workshop import Workshop

KINDS: tuple[Callable[[Workshop, Edition], Sheets], ...] = (
    start.sheets,
    ranking.sheets,
    areas.sheets,
    changes.sheets,
    others.trends_sheets,
    others.review_sheets,
    others.compare_sheets,
    service.sheets,
    plain.sheets,
)
DATA: tuple[Callable[[Workshop], None], ...] = (changes.night_data, changes.picture_data, comparison.names)
"""Files for scripts that all languages share."""

__all__ = ["DATA", "KINDS", "Workshop"]
