"""What the weekly crawl saw and what was judged from it, in the database."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import delete, func, insert, select

from scoring.result import Measures
from scoring.sector_visit import SectorVisit
from scoring.store.audits import Connecting
from scoring.store.errors import StoreError, Where
from scoring.store.measure_history import keep, week_of
from scoring.store.packing import Damaged, pack, unpack
from scoring.store.schema import sector_visits

KEPT = 1
"""Visits per municipality: what the weeks before said stands in `measure_history`."""


@dataclass(frozen=True, slots=True)
class Week:
    visited_at: str
    measures: Measures


class Sectors:
    """`Store.sectors`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, write: Connecting, path: Where) -> None:
        self._read, self._write, self._path = read, write, path

    def add(self, visit: SectorVisit, measures: Measures) -> None:
        """One visit in one transaction; the same moment again replaces it."""
        body = visit.model_dump_json().encode()
        row = {
            "code": visit.code,
            "visited_at": visit.visited_at,
            "sha256": hashlib.sha256(body).hexdigest(),
            "body": pack(body),
            "measures": pack(measures.model_dump_json().encode()),
        }
        mine = sector_visits.c.code == visit.code
        with self._write() as connection:
            connection.execute(
                delete(sector_visits).where(mine, sector_visits.c.visited_at == visit.visited_at)
            )
            connection.execute(insert(sector_visits), row)
            keep(connection, week_of(visit.visited_at), visit.code, visit.visited_at, measures)
            moments = select(sector_visits.c.visited_at).where(mine)
            kept = sorted(connection.execute(moments).scalars(), reverse=True)[:KEPT]
            connection.execute(delete(sector_visits).where(mine, sector_visits.c.visited_at.not_in(kept)))

    def latest(self, codes: Collection[str] | None = None) -> dict[str, Week]:
        """The newest visit of each municipality, by code."""
        newest = select(sector_visits.c.code, func.max(sector_visits.c.visited_at).label("at"))
        if codes is not None:
            newest = newest.where(sector_visits.c.code.in_(list(codes)))
        last = newest.group_by(sector_visits.c.code).subquery()
        query = select(sector_visits.c.code, sector_visits.c.visited_at, sector_visits.c.measures).join(
            last,
            (sector_visits.c.code == last.c.code) & (sector_visits.c.visited_at == last.c.at),
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return {code: Week(at, self._measures(body, code)) for code, at, body in rows}

    def visits(self, code: str) -> tuple[SectorVisit, ...]:
        """All that are kept of one municipality, newest first."""
        query = select(sector_visits.c.body, sector_visits.c.sha256).where(sector_visits.c.code == code)
        with self._read() as connection:
            rows = connection.execute(query.order_by(sector_visits.c.visited_at.desc())).all()
        return tuple(self._visit(body, digest, code) for body, digest in rows)

    def _measures(self, body: bytes, code: str) -> Measures:
        try:
            return Measures.model_validate_json(unpack(body))
        except (Damaged, ValidationError) as error:
            raise self._damaged(code) from error

    def _visit(self, body: bytes, digest: str, code: str) -> SectorVisit:
        try:
            plain = unpack(body)
            if hashlib.sha256(plain).hexdigest() == digest:
                return SectorVisit.model_validate_json(plain)
        except (Damaged, ValidationError) as error:
            raise self._damaged(code) from error
        raise self._damaged(code)

    def _damaged(self, code: str) -> StoreError:
        what = f"the weekly visit of {code} is damaged"
        return StoreError(what, self._path, "`vagvisaren crawl --sectors` visits it again.")
