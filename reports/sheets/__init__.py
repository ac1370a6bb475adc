"""The kinds of pages: each module says which pages there are and what their templates are given."""

from collections.abc import Callable

from reports.edition import Edition, Sheets
from reports.sheets import plain, ranking, start
from reports.sheets.workshop import Workshop

KINDS: tuple[Callable[[Workshop, Edition], Sheets], ...] = (
    start.sheets,
    ranking.sheets,
    plain.sheets,
)

__all__ = ["KINDS", "Workshop"]
