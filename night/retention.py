"""Which units keep their observation, archive and pictures. Scores are kept of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from scoring.store import KEEPS_OLD_VALUES, Unit

KEPT_DAYS = 14
REFERRED_DAYS = 730
"""The archive shows names; 24 months are as long as they stay anywhere (method §3e)."""


def forgettable(
    units: Iterable[Unit], now: datetime, referred: Collection[tuple[str, str]] = ()
) -> tuple[Unit, ...]:
    """Those that hold something still and that no rule keeps. `units`: by municipality, newest first.
    `referred`: (run, code) of what a decision, an objection or a round of raters is about, kept for
    `REFERRED_DAYS`."""
    found: list[Unit] = []
    for _, group in groupby(units, key=lambda unit: unit.code):
        own = tuple(group)
        kept = {unit.run for unit in _kept(own, now)}
        found += [
            unit for unit in own if unit.kept and unit.run not in kept and not _referred(unit, referred, now)
        ]
    return tuple(found)


def _referred(unit: Unit, referred: Collection[tuple[str, str]], now: datetime) -> bool:
    young = datetime.fromisoformat(unit.measured_at) > now - timedelta(days=REFERRED_DAYS)
    return young and (unit.run, unit.code) in referred


def _kept(newest_first: Sequence[Unit], now: datetime) -> Iterator[Unit]:
    """Of one municipality; some more than once."""
    limit = now - timedelta(days=KEPT_DAYS)
    yield from (unit for unit in newest_first if datetime.fromisoformat(unit.measured_at) > limit)
    yield from _last(newest_first)
    oldest_first = newest_first[::-1]
    yield from _first_of_each_month(oldest_first)
    yield from _turns(oldest_first)


def _last(newest_first: Sequence[Unit]) -> Iterator[Unit]:
    """The last visit, the last that was measured, and what is shown, whichever of them that is."""
    yield newest_first[0]
    published = [unit for unit in newest_first if unit.published]
    standing = [unit for unit in published if unit.reason not in KEEPS_OLD_VALUES]
    measured = [unit for unit in newest_first if unit.reason is None]
    for candidates in (published, standing, measured):
        yield from candidates[:1]


def _first_of_each_month(oldest_first: Sequence[Unit]) -> Iterator[Unit]:
    """The first that was measured; months in UTC."""
    seen: set[str] = set()
    for unit in oldest_first:
        month = unit.measured_at[:7]
        if unit.reason is None and month not in seen:
            seen.add(month)
            yield unit


def _turns(oldest_first: Sequence[Unit]) -> Iterator[Unit]:
    """Where a published verdict is another than at the last published visit."""
    before: tuple[str, ...] | None = None
    for unit in oldest_first:
        if unit.published and unit.reason is None:
            if unit.verdicts != before:
                yield unit
            before = unit.verdicts
