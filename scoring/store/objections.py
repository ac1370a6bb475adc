"""Objections in the database, and how they ended."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from scoring.decisions import NewDecision
from scoring.objections import End, NewEnd, NewObjection, Objection
from scoring.store import records
from scoring.store.audits import Connecting, Decisions, Taken, taken
from scoring.store.errors import Conflict, StoreError, Where
from scoring.store.schema import objection_ends, objections


class Objections:
    """`Store.objections`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, write: Connecting, path: Where, decisions: Decisions) -> None:
        self._read, self._write, self._path, self._decisions = read, write, path, decisions

    def record(self, new: NewObjection, recorded_by: str, now: datetime) -> Objection:
        """Keep one as it was said. `new.run` None: about the result that is shown now."""
        with self._write() as connection:
            run = new.run or self._decisions.shown_run(connection, new.code)
            row = {
                "code": new.code,
                "aspect": new.aspect,
                "said_by": new.by,
                "said_at": new.at,
                "text": new.text,
                "run": run,
                "recorded_by": recorded_by,
                "recorded_at": records.utc_text(now),
            }
            key = connection.execute(insert(objections), row).inserted_primary_key
            assert key is not None  # noqa: S101 - an insert of one row has one
            return _found(connection, int(key[0]))[0]

    def all(self, codes: Collection[str] | None = None) -> tuple[Objection, ...]:
        """In the order of recording; of all municipalities, or of `codes`."""
        with self._read() as connection:
            return _found(connection, codes=codes)

    def one(self, number: int) -> Objection:
        with self._read() as connection:
            found = _found(connection, number)
        if not found:
            raise StoreError(
                f"there is no objection {number}", self._path, "`vagvisaren objection list` shows them."
            )
        return found[0]

    def end(
        self,
        number: int,
        new: NewEnd,
        expected: int,
        now: datetime,
        decision: tuple[NewDecision, int] | None = None,
    ) -> Objection:
        """End one; with `decision` (and the version of the last that its maker has seen) in one transaction.

        `expected`: how many ends its maker has seen. Raises Conflict when somebody has ended it, or decided,
        meanwhile; then nothing is recorded.
        """
        self.one(number)
        with suppress(Taken), self._write() as connection:
            if _version(connection, number) != expected:
                raise Taken
            if decision is not None:
                self._decisions.within(connection, *decision, now)
            with taken():
                connection.execute(insert(objection_ends), _end_row(number, new, expected + 1, now))
            return _found(connection, number)[0]
        found = self.one(number)
        if found.end is not None and len(found.ends) != expected:
            who = f"{found.end.by} has {found.end.outcome} objection {number}"
            raise Conflict(self._path, who, found.end)
        if decision is None:
            raise ValueError(f"objection {number} has {len(found.ends)} ends, not {expected}")
        raise self._decisions.conflict(decision[0])


def by_code(connection: Connection, codes: Collection[str] | None) -> dict[str, tuple[Objection, ...]]:
    """All objections by municipality, in the order of recording."""
    found: dict[str, list[Objection]] = {}
    for objection in _found(connection, codes=codes):
        found.setdefault(objection.code, []).append(objection)
    return {code: tuple(each) for code, each in found.items()}


def _version(connection: Connection, number: int) -> int:
    query = select(func.max(objection_ends.c.version)).where(objection_ends.c.objection == number)
    return int(connection.execute(query).scalar() or 0)


def _end_row(number: int, new: NewEnd, version: int, now: datetime) -> dict[str, object]:
    return {
        "objection": number,
        "version": version,
        "outcome": new.outcome,
        "decided_by": new.by,
        "decided_at": new.at,
        "why": new.why,
        "recorded_at": records.utc_text(now),
    }


def _found(
    connection: Connection, number: int | None = None, codes: Collection[str] | None = None
) -> tuple[Objection, ...]:
    query = select(objections).order_by(objections.c.id)
    if number is not None:
        query = query.where(objections.c.id == number)
    if codes is not None:
        query = query.where(objections.c.code.in_(codes))
    rows = list(connection.execute(query).mappings())
    if not rows:
        return ()
    ended: dict[int, list[End]] = {}
    ends = select(objection_ends).where(objection_ends.c.objection.in_([row["id"] for row in rows]))
    for row in connection.execute(ends.order_by(objection_ends.c.version)).mappings():
        end = End(
            outcome=row["outcome"],
            by=row["decided_by"],
            at=row["decided_at"],
            why=row["why"],
            version=row["version"],
            recorded_at=row["recorded_at"],
        )
        ended.setdefault(row["objection"], []).append(end)
    return tuple(
        Objection(
            id=row["id"],
            code=row["code"],
            aspect=row["aspect"],
            by=row["said_by"],
            at=row["said_at"],
            text=row["text"],
            run=row["run"],
            recorded_by=row["recorded_by"],
            recorded_at=row["recorded_at"],
            ends=tuple(ended.get(row["id"], ())),
        )
        for row in rows
    )
