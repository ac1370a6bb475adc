"""Counties, SKR groups and size classes: the same figures for each, over its measured municipalities."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Literal

from reports.overview import Bar, Share, bars_of, counted, share_of
from reports.sorting import swedish_order
from reports.source import Place
from reports.standings import Missing, Standing, Standings
from scoring.result import ASPECTS
from scoring.sizes import SIZE_CLASSES, size_class

Kind = Literal["county", "group", "size"]
KINDS: tuple[Kind, ...] = ("county", "group", "size")
PERCENT_FROM = 10
"""Fewer municipalities than this get numbers, never percentages."""


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """Some municipalities that belong together."""

    kind: Kind
    key: str
    """In the page's name: stable, safe in a path."""
    label: str
    """The county's name, the group's code, or the size class's key."""
    rows: tuple[Standing, ...]
    """In ranking order."""
    missing: tuple[Missing, ...]
    bars: tuple[Bar, ...]
    shares: tuple[Share, ...]
    median: int | None
    """Of the certain points; the lower of the middle two."""

    @property
    def page(self) -> str:
        return f"{self.kind}/{self.key}.html"

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.missing)

    @property
    def places(self) -> tuple[Place, ...]:
        return (*(row.place for row in self.rows), *(row.place for row in self.missing))

    @property
    def percent(self) -> bool:
        return len(self.rows) >= PERCENT_FROM


def areas(found: Standings, all_five: bool) -> dict[Kind, tuple[Area, ...]]:
    """By kind, in the order that their readers expect: counties by name, groups by code, small to large."""
    return {
        "county": tuple(_areas("county", found, all_five, lambda p: (p.county_code, p.county))),
        "group": tuple(_areas("group", found, all_five, lambda p: (p.group_code, p.group_code))),
        "size": tuple(_areas("size", found, all_five, lambda p: (size_class(p.population),) * 2)),
    }


def area_key(code: str) -> str:
    """`code` where it can be part of a path, else a digest of it."""
    fits = re.fullmatch(r"[A-Za-z0-9_-]{1,40}", code)
    return code if fits else hashlib.sha256(code.encode()).hexdigest()[:12]


def _areas(
    kind: Kind, found: Standings, all_five: bool, which: Callable[[Place], tuple[str, str]]
) -> Iterator[Area]:
    rows: dict[str, list[Standing]] = {}
    missing: dict[str, list[Missing]] = {}
    labels: dict[str, str] = {}
    for row in found.everyone:
        code, label = which(row.place)
        if code:
            labels.setdefault(code, label)
            if isinstance(row, Standing):
                rows.setdefault(code, []).append(row)
            else:
                missing.setdefault(code, []).append(row)
    sizes = [name for name, _ in SIZE_CLASSES]

    def order(code: str) -> tuple[int, str]:
        return (sizes.index(code) if kind == "size" else 0, swedish_order(labels[code]))

    for code in sorted(labels, key=order):
        yield _area(kind, code, labels[code], rows.get(code, []), missing.get(code, []), all_five)


def _area(
    kind: Kind, code: str, label: str, rows: Sequence[Standing], missing: Sequence[Missing], all_five: bool
) -> Area:
    scores = [counted(row, all_five) for row in rows]
    return Area(
        kind=kind,
        key=area_key(code),
        label=label,
        rows=tuple(rows),
        missing=tuple(missing),
        bars=bars_of(scores, 5 if all_five else 4),
        shares=tuple(share_of(rows, aspect) for aspect in ASPECTS),
        median=median_low([score.points for score in scores]) if scores else None,
    )
