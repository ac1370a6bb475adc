"""The questions that the store asks, in SQL that SQLite and PostgreSQL share."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, bindparam, case, func, select

from scoring.result import ASPECTS, Aspect
from scoring.store.bases import Packed
from scoring.store.records import Run, StoredFile, run_from_row
from scoring.store.schema import (
    VERDICT_COLUMNS,
    files,
    observation_bodies,
    observations,
    replaced_scores,
    result_bases,
    runs,
    scores,
)

ARCHIVE = "archive"
"""The kind of a visit's WARC among its files."""
BASE = result_bases.c.body.label("base_body")


def free_run_id(connection: Connection, wanted: str) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … if it is taken."""
    like = runs.c.id.startswith(wanted, autoescape=True)
    taken = set(connection.execute(select(runs.c.id).where(like)).scalars())
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def run(connection: Connection, run_id: str) -> Run | None:
    row = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().one_or_none()
    return run_from_row(dict(row)) if row else None


def unfinished_run(connection: Connection) -> Run | None:
    """The newest that did not end, unless a run of everything has ended after it."""
    for found in runs_newest_first(connection, None):
        if found.state != "finished":
            return found
        if found.scope == "all":
            return None
    return None


def runs_newest_first(connection: Connection, limit: int | None) -> tuple[Run, ...]:
    query = select(runs).order_by(runs.c.started.desc(), runs.c.id.desc()).limit(limit)
    return tuple(run_from_row(dict(row)) for row in connection.execute(query).mappings())


def counts(connection: Connection, run_id: str) -> tuple[int, int]:
    """(measured, unmeasured)."""
    query = select(observations.c.status, func.count()).where(observations.c.run == run_id)
    found = {status: int(n) for status, n in connection.execute(query.group_by(observations.c.status))}
    return found.get("measured", 0), found.get("unmeasured", 0)


_HAS = select(observations.c.code).where(
    observations.c.run == bindparam("of_run"), observations.c.code == bindparam("of_code")
)


def has(connection: Connection, run_id: str, code: str) -> bool:
    return connection.execute(_HAS, {"of_run": run_id, "of_code": code}).first() is not None


def done_codes(connection: Connection, run_id: str) -> frozenset[str]:
    return frozenset(
        connection.execute(select(observations.c.code).where(observations.c.run == run_id)).scalars()
    )


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """`body` is None when it was pruned or is in the archive only; `archive`: the path of that file."""

    body: bytes | None
    sha256: str
    archive: str | None


def observation(connection: Connection, run_id: str, code: str) -> ObservationRow | None:
    bodies = observation_bodies.c
    same = and_(bodies.run == observations.c.run, bodies.code == observations.c.code)
    query = (
        select(bodies.body, observations.c.sha256)
        .select_from(observations.outerjoin(observation_bodies, same))
        .where(observations.c.run == run_id, observations.c.code == code)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    kept = (file.path for _, file in stored_files(connection, run_id, code) if file.kind == ARCHIVE)
    return ObservationRow(row.body, row.sha256, next(kept, None))


def screen(connection: Connection, run_id: str, code: str) -> str | None:
    query = select(observations.c.screen)
    return connection.execute(query.where(observations.c.run == run_id, observations.c.code == code)).scalar()


def unmeasured(connection: Connection, run_id: str) -> tuple[tuple[str, str | None], ...]:
    query = select(observations.c.code, observations.c.reason).where(
        observations.c.run == run_id, observations.c.status == "unmeasured"
    )
    return tuple((row.code, row.reason) for row in connection.execute(query.order_by(observations.c.code)))


def result_bodies(connection: Connection, run_id: str, code: str | None = None) -> list[tuple[str, Packed]]:
    query = _with_base(select(scores.c.code, scores.c.result, BASE), scores)
    query = query.where(scores.c.run == run_id).order_by(scores.c.code)
    if code is not None:
        query = query.where(scores.c.code == code)
    return [(row.code, Packed(row.result, row.base_body)) for row in connection.execute(query)]


def replaced(connection: Connection, run_id: str, code: str) -> list[tuple[Packed, str]]:
    columns = select(replaced_scores.c.result, replaced_scores.c.replaced_at, BASE)
    query = _with_base(columns, replaced_scores).where(
        replaced_scores.c.run == run_id, replaced_scores.c.code == code
    )
    query = query.order_by(replaced_scores.c.id)
    return [(Packed(row.result, row.base_body), row.replaced_at) for row in connection.execute(query)]


def _with_base(query: Select[*tuple[Any, ...]], table: Table) -> Select[*tuple[Any, ...]]:
    joined = table.outerjoin(result_bases, result_bases.c.id == table.c.base)
    return query.select_from(joined)


def stored_files(
    connection: Connection, run_id: str | None, code: str | None
) -> tuple[tuple[str, StoredFile], ...]:
    query = select(files).order_by(files.c.code, files.c.id)
    if run_id is not None:
        query = query.where(files.c.run == run_id)
    if code is not None:
        query = query.where(files.c.code == code)
    return tuple(
        (row.code, StoredFile(row.kind, row.sha256, row.path, row.bytes)) for row in connection.execute(query)
    )


_LAST_BEFORE = (
    select(scores, BASE)
    .join(observations, and_(observations.c.run == scores.c.run, observations.c.code == scores.c.code))
    .outerjoin(result_bases, result_bases.c.id == scores.c.base)
    .where(
        observations.c.code == bindparam("of_code"),
        observations.c.status == "measured",
        observations.c.measured_at < bindparam("moment"),
    )
    .order_by(observations.c.measured_at.desc())
    .limit(1)
)


def last_before(connection: Connection, code: str, moment: str) -> tuple[str, Packed, dict[str, str]] | None:
    """(run, packed result, its verdict columns) of the last measured visit before `moment`."""
    row = connection.execute(_LAST_BEFORE, {"of_code": code, "moment": moment}).mappings().first()
    if row is None:
        return None
    return row["run"], Packed(row["result"], row["base_body"]), {name: row[name] for name in VERDICT_COLUMNS}


def last_settled(connection: Connection) -> dict[tuple[str, Aspect], str]:
    """See `Store.open_since`."""
    # By runs, whose ids are their beginnings: so one index holds all that is asked, and no body is touched.
    accepted = scores.c.run.in_(select(runs.c.id).where(runs.c.published))
    settled = [
        func.max(case((and_(accepted, scores.c[aspect].in_(("yes", "no"))), scores.c.run))).label(aspect)
        for aspect in ASPECTS
    ]
    first = func.coalesce(func.min(case((accepted, scores.c.run))), func.min(scores.c.run)).label("first")
    query = (
        select(scores.c.code, first, *settled)
        .where(scores.c.existence != "unmeasured")
        .group_by(scores.c.code)
    )
    started = {row.id: row.started for row in connection.execute(select(runs.c.id, runs.c.started))}
    rows = connection.execute(query).mappings()
    return {(row["code"], aspect): started[row[aspect] or row["first"]] for row in rows for aspect in ASPECTS}
