"""Which visit of each municipality is shown: its last accepted one (`Store.latest`)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Subquery, and_, case, func, or_, select

from scoring.store.bases import Packed
from scoring.store.queries import BASE
from scoring.store.records import Attempt
from scoring.store.schema import observations, result_bases, runs, scores

NIGHTS = 4
"""Runs that are looked through one by one, newest first, before a whole history is ranked: nearly always the
first has everybody."""
_UNIT = (
    observations.c.run,
    observations.c.code,
    observations.c.status,
    observations.c.reason,
    observations.c.measured_at,
    runs.c.published,
)


@dataclass(frozen=True, slots=True)
class LatestRow:
    code: str
    run: str
    result: Packed
    accepted: bool
    newer: Attempt | None


def latest(connection: Connection, codes: Sequence[str] | None, keep: Collection[str]) -> list[LatestRow]:
    """One row per municipality, by code; see `Store.latest`."""
    if codes is not None:
        return _ranked(connection, codes, keep)
    found = _of_last_nights(connection, keep)
    everybody = connection.execute(select(observations.c.code).distinct()).scalars()
    rest = sorted(set(everybody) - {row.code for row in found})
    return sorted([*found, *_ranked(connection, rest, keep)], key=lambda row: row.code)


def _of_last_nights(connection: Connection, keep: Collection[str]) -> list[LatestRow]:
    """Of everybody whose last accepted visit that stands is in one of the last runs."""
    newest: dict[str, Row[Any]] = {}
    shown: dict[str, Row[Any]] = {}
    last = select(runs.c.id).order_by(runs.c.started.desc(), runs.c.id.desc()).limit(NIGHTS)
    of_run: Select[Any] = select(*_UNIT).join(runs, runs.c.id == observations.c.run)
    for run in connection.execute(last).scalars().all():
        for row in connection.execute(of_run.where(observations.c.run == run)):
            newest.setdefault(row.code, row)
            if row.published and (row.reason is None or row.reason not in keep):
                shown.setdefault(row.code, row)
    bodies = _bodies(connection, shown.values())
    return [_latest_row(row, newest[code], bodies[code]) for code, row in shown.items() if code in bodies]


def _bodies(connection: Connection, units: Iterable[Row[Any]]) -> dict[str, Packed]:
    by_run: dict[str, list[str]] = {}
    for unit in units:
        by_run.setdefault(unit.run, []).append(unit.code)
    found: dict[str, Packed] = {}
    for run, codes in by_run.items():
        query = (
            select(scores.c.code, scores.c.result, BASE)
            .outerjoin(result_bases, result_bases.c.id == scores.c.base)
            .where(scores.c.run == run, scores.c.code.in_(codes))
        )
        found |= {row.code: Packed(row.result, row.base_body) for row in connection.execute(query)}
    return found


def _ranked(connection: Connection, codes: Sequence[str], keep: Collection[str]) -> list[LatestRow]:
    """Of these, by their whole history."""
    if not codes:
        return []
    units = _ranked_units(codes, keep)
    query = (
        select(units, scores.c.result, BASE)
        .join(scores, and_(scores.c.run == units.c.run, scores.c.code == units.c.code))
        .outerjoin(result_bases, result_bases.c.id == scores.c.base)
        .where(or_(units.c.choice == 1, units.c.newest == 1))
        .order_by(units.c.code, units.c.choice)
    )
    rows: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query):
        rows.setdefault(row.code, []).append(row)
    # Ordered by choice: the shown one, and perhaps the newest after it.
    return [
        _latest_row(group[0], group[-1], Packed(group[0].result, group[0].base_body))
        for group in rows.values()
    ]


def _ranked_units(codes: Sequence[str], keep: Collection[str]) -> Subquery:
    """Every unit with its place among the same municipality's: by worth (`choice`) and by age (`newest`)."""
    stands = and_(runs.c.published, or_(observations.c.reason.is_(None), observations.c.reason.not_in(keep)))
    worth = case((stands, 2), (runs.c.published, 1), else_=0)
    age = (runs.c.started.desc(), runs.c.id.desc())
    same = observations.c.code
    query: Select[Any] = select(
        *_UNIT,
        func.row_number().over(partition_by=same, order_by=(worth.desc(), *age)).label("choice"),
        func.row_number().over(partition_by=same, order_by=age).label("newest"),
    ).join(runs, runs.c.id == observations.c.run)
    return query.where(observations.c.code.in_(codes)).subquery()


def _latest_row(shown: Row[Any], newest: Row[Any], result: Packed) -> LatestRow:
    newer = None
    if newest.run != shown.run:
        newer = Attempt(newest.run, newest.status, newest.reason, newest.measured_at)
    return LatestRow(shown.code, shown.run, result, bool(shown.published), newer)
