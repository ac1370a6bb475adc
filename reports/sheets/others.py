"""Trends, what waits for a human, and the comparison of up to four."""

from collections import Counter
from dataclasses import dataclass

from reports.codebook import CodeText
from reports.edition import Edition, Sheet, Sheets
from reports.headline import over_time
from reports.service_words import ServiceWords
from reports.sheets.workshop import Workshop
from reports.standings import Standing
from reports.trends import trends
from scoring.result import Aspect


@dataclass(frozen=True, slots=True)
class Pile:
    """Everything that waits for a human for the same reason on the same aspect."""

    aspect: Aspect
    code: CodeText
    rows: tuple[Standing, ...]


def trends_sheets(shop: Workshop, edition: Edition) -> Sheets:
    found = trends(shop.gathered.nights)
    context = {
        "trends": found,
        "sentence": over_time(found, edition.language) if found else "",
        "measure_lines": shop.measure_lines,
        "told": ServiceWords(edition.language),
    }
    yield Sheet("trends.html", "trends.html", context)


def review_sheets(shop: Workshop, edition: Edition) -> Sheets:
    ranked = shop.gathered.standings.ranked
    piles: dict[tuple[Aspect, str], list[Standing]] = {}
    for row in ranked:
        for aspect, code in row.light.review:
            piles.setdefault((aspect, code), []).append(row)
    order = sorted(piles.items(), key=lambda item: (-len(item[1]), item[0]))
    context = {
        "piles": [Pile(aspect, edition.codebook.text(code), tuple(rows)) for (aspect, code), rows in order],
        "waiting": sum(bool(row.light.review) for row in ranked),
        "by_aspect": Counter(aspect for row in ranked for aspect, _ in row.light.review),
        "changing": [row for row in ranked if row.light.changing],
    }
    yield Sheet("review.html", "review.html", context)


def compare_sheets(shop: Workshop, edition: Edition) -> Sheets:
    yield Sheet("compare.html", "compare.html")
