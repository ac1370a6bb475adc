"""Decisions of humans in the database: only ever added, numbered per municipality and aspect."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, func, insert, select
from sqlalchemy.exc import IntegrityError

from scoring.decisions import Basis, NewDecision, StoredDecision, basis_of
from scoring.result import Aspect, Result
from scoring.store import bases, newest, queries, records
from scoring.store.errors import Conflict, StoreError, Where
from scoring.store.packing import Damaged
from scoring.store.schema import decisions

Connecting = Callable[[], AbstractContextManager[Connection]]
_COLUMNS = {"by": "decided_by", "at": "decided_at"}
"""Where a column is not named as the field: SQL has a word for the one."""
_SAME = ("code", "aspect", "verdict", "by", "at", "why", "valid_until", "source")
"""What makes two decisions the same one, imported twice: the fields of the audit CSV."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did: the new ones as recorded, and how many were there already."""

    new: tuple[StoredDecision, ...]
    known: int


class Taken(Exception):
    """Somebody else has the number."""


@contextmanager
def taken() -> Iterator[None]:
    """Around an insert: PostgreSQL lets two see the same last number; the second to write loses."""
    try:
        yield
    except IntegrityError as error:
        raise Taken from error


class Decisions:
    """`Store.decisions`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, write: Connecting, path: Where, keep: Collection[str]) -> None:
        self._read, self._write, self._path, self._keep = read, write, path, keep

    def all(self, codes: Collection[str] | None = None) -> dict[str, tuple[StoredDecision, ...]]:
        """The whole history by municipality, in the order of recording; of all, or of `codes`."""
        with self._read() as connection:
            return history(connection, codes)

    def of(self, code: str, aspect: Aspect | None = None) -> tuple[StoredDecision, ...]:
        """The history of one municipality, perhaps of one aspect, in the order of recording."""
        found = self.all([code]).get(code, ())
        return tuple(d for d in found if aspect in (None, d.aspect))

    def version(self, code: str, aspect: Aspect) -> int:
        """The number of the last one recorded; 0 when there is none."""
        with self._read() as connection:
            return _version(connection, code, aspect)

    def decide(self, new: NewDecision, expected: int, now: datetime) -> StoredDecision:
        """Record one decision. `expected`: the version that its maker has seen (0: none).

        Raises Conflict, with the last one, when somebody else has decided since; then nothing is recorded.
        """
        with suppress(Taken), self._write() as connection:
            return self.within(connection, new, expected, now)
        raise self.conflict(new)

    def within(
        self, connection: Connection, new: NewDecision, expected: int, now: datetime
    ) -> StoredDecision:
        """`decide` as part of a larger transaction. Raises Taken instead: see `conflict`."""
        if _version(connection, new.code, new.aspect) != expected:
            raise Taken
        with taken():
            return self._add(connection, new, expected + 1, now)

    def conflict(self, new: NewDecision) -> Conflict:
        last = self.of(new.code, new.aspect)
        if not last:
            raise ValueError(f"nothing is decided about {new.aspect} of {new.code}, so nobody has seen it")
        who = f"{last[-1].by} has decided {last[-1].verdict} about {new.aspect} of {new.code}"
        return Conflict(self._path, who, last[-1])

    def add(self, news: Sequence[NewDecision], now: datetime) -> Added:
        """Record many, all of them or none, in this order; what is there already to the letter is left."""
        with self._write() as connection:
            known = {_identity(d) for one in history(connection, None).values() for d in one}
            shown = self._shown(connection, {new.code for new in news if new.run is None})
            added = []
            for new in news:
                if _identity(new) in known:
                    continue
                known.add(_identity(new))
                last = _version(connection, new.code, new.aspect)
                added.append(self._add(connection, new, last + 1, now, shown))
        return Added(tuple(added), len(news) - len(added))

    def _add(
        self,
        connection: Connection,
        new: NewDecision,
        version: int,
        now: datetime,
        shown: Mapping[str, tuple[str, Result]] | None = None,
    ) -> StoredDecision:
        if new.run is not None:
            bodies = queries.result_bodies(connection, new.run, new.code)
            made_on = (new.run, self._result(bodies[0][1], new.run, new.code)) if bodies else None
        else:
            made_on = (self._shown(connection, {new.code}) if shown is None else shown).get(new.code)
        run, result = made_on or (new.run, None)
        judged = getattr(result.aspects, new.aspect) if result else None
        fields = {name: getattr(new, name) for name in NewDecision.__dataclass_fields__}
        stored = StoredDecision(
            **(fields | {"run": run, "details": dict(new.details)}),
            version=version,
            recorded_at=records.utc_text(now),
            method_version=result.method_version if result else None,
            machine=judged.machine if judged else None,
            confidence=judged.confidence if judged else None,
            basis=basis_of(result, new.aspect) if result and result.status == "measured" else None,
        )
        connection.execute(insert(decisions), _row(stored))
        return stored

    def shown_run(self, connection: Connection, code: str) -> str | None:
        """The run whose result is shown, for what is said about it now."""
        found = self._shown(connection, [code]).get(code)
        return found[0] if found else None

    def _shown(self, connection: Connection, codes: Collection[str]) -> dict[str, tuple[str, Result]]:
        """The run and the result that is shown, of each that has one."""
        if not codes:
            return {}
        rows = newest.latest(connection, sorted(codes), self._keep)
        return {row.code: (row.run, self._result(row.result, row.run, row.code)) for row in rows}

    def _result(self, packed: bases.Packed, run: str, code: str) -> Result:
        try:
            return Result.model_validate_json(bases.unpacked(packed))
        except (Damaged, ValidationError) as error:
            what = f"the result of {code} in run {run} is damaged"
            raise StoreError(what, self._path, "`vagvisaren rescore` makes results anew.") from error


def history(connection: Connection, codes: Collection[str] | None) -> dict[str, tuple[StoredDecision, ...]]:
    """All decisions by municipality, in the order of recording."""
    query = select(decisions).order_by(decisions.c.code, decisions.c.id)
    if codes is not None:
        query = query.where(decisions.c.code.in_(codes))
    found: dict[str, list[StoredDecision]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["code"], []).append(_stored(row))
    return {code: tuple(each) for code, each in found.items()}


def _version(connection: Connection, code: str, aspect: str) -> int:
    query = select(func.max(decisions.c.version))
    found = connection.execute(query.where(decisions.c.code == code, decisions.c.aspect == aspect)).scalar()
    return int(found or 0)


def _identity(decision: NewDecision) -> tuple[object, ...]:
    return tuple(getattr(decision, name) for name in _SAME)


def _row(decision: StoredDecision) -> dict[str, Any]:
    plain = {_COLUMNS.get(n, n): getattr(decision, n) for n in StoredDecision.__dataclass_fields__}
    basis = None if decision.basis is None else json.dumps(asdict(decision.basis), ensure_ascii=False)
    return plain | {"basis": basis, "details": json.dumps(decision.details, ensure_ascii=False)}


def _stored(row: RowMapping) -> StoredDecision:
    fields = {n: row[_COLUMNS.get(n, n)] for n in StoredDecision.__dataclass_fields__}
    basis = Basis(**json.loads(row["basis"])) if row["basis"] else None
    return StoredDecision(**(fields | {"basis": basis, "details": json.loads(row["details"])}))
