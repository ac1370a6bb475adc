"""What stands in the way of forgetting: every unit, without what it holds; and forgetting itself."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)

from scoring.store.queries import ARCHIVE
from scoring.store.schema import (
    VERDICT_COLUMNS,
    decisions,
    files,
    objections,
    observation_bodies,
    observations,
    rounds,
    runs,
    scores,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One municipality in one run. `verdicts`: the published ones of both readings."""

    run: str
    code: str
    measured_at: str
    reason: str | None
    """None when it was measured."""
    published: bool
    verdicts: tuple[str, ...]
    body_bytes: int
    """Of the packed observation in the database; 0 when it is in the archive only, or was forgotten."""
    archived: bool

    @property
    def kept(self) -> bool:
        """Not forgotten: the observation is there, in the database or the archive."""
        return self.body_bytes > 0 or self.archived


def units(connection: Connection) -> tuple[Unit, ...]:
    archived = exists().where(_of_unit(files), files.c.kind == ARCHIVE)
    query: Select[Any] = (
        select(
            observations.c.run,
            observations.c.code,
            observations.c.measured_at,
            observations.c.reason,
            runs.c.published,
            func.length(observation_bodies.c.body).label("size"),
            archived.label("archived"),
            *(scores.c[name] for name in VERDICT_COLUMNS),
        )
        .join(runs, runs.c.id == observations.c.run)
        .join(scores, _of_unit(scores))
        .outerjoin(observation_bodies, _of_unit(observation_bodies))
        .order_by(observations.c.code, runs.c.started.desc(), runs.c.id.desc())
    )
    return tuple(
        Unit(
            run=row.run,
            code=row.code,
            measured_at=row.measured_at,
            reason=row.reason,
            published=bool(row.published),
            verdicts=tuple(row[-len(VERDICT_COLUMNS) :]),
            body_bytes=int(row.size or 0),
            archived=bool(row.archived),
        )
        for row in connection.execute(query)
    )


def leave_to_archive(connection: Connection, data_dir: Path, newest: Mapping[str, str]) -> None:
    """The earlier observations of a municipality go out of the database where their archives are there:
    thirty nights of them are some 300 MB. `newest`: its run and code."""
    of_code, run = newest["code"], newest["run"]
    for row in connection.execute(_EARLIER, {"of_code": of_code, "in_run": run}).all():
        if _is_there(data_dir / row.path, row.bytes):
            connection.execute(_GONE, {"of_code": of_code, "in_run": row.run})


def _chosen(table: Table) -> ColumnElement[bool]:
    return and_(table.c.run == bindparam("in_run"), table.c.code == bindparam("of_code"))


_BODIES = observation_bodies.c
_OF_BODY = and_(files.c.run == _BODIES.run, files.c.code == _BODIES.code, files.c.kind == ARCHIVE)
_EARLIER = (
    select(_BODIES.run, files.c.path, files.c.bytes)
    .join(files, _OF_BODY)
    .where(_BODIES.code == bindparam("of_code"), _BODIES.run != bindparam("in_run"))
)
_GONE = delete(observation_bodies).where(_chosen(observation_bodies))


def _is_there(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _of_unit(table: Table) -> ColumnElement[bool]:
    return and_(table.c.run == observations.c.run, table.c.code == observations.c.code)


def forget(connection: Connection, chosen: Collection[tuple[str, str]]) -> None:
    keys = [{"in_run": run, "of_code": code} for run, code in chosen]
    if not keys:
        return
    connection.execute(update(observations).where(_chosen(observations)).values(screen=None), keys)
    for table in (observation_bodies, files):
        connection.execute(delete(table).where(_chosen(table)), keys)


def referred_paths(connection: Connection, without: Collection[tuple[str, str]]) -> frozenset[str]:
    rows = connection.execute(select(files.c.run, files.c.code, files.c.path))
    return frozenset(row.path for row in rows if (row.run, row.code) not in without)


def referred_units(connection: Connection) -> frozenset[tuple[str, str]]:
    """What humans have looked at and said something about: it must stay, to be looked at again."""
    found: set[tuple[str, str]] = set()
    for table in (decisions, objections):
        said = select(table.c.run, table.c.code).where(table.c.run.is_not(None))
        found |= {(row.run, row.code) for row in connection.execute(said)}
    for items in connection.execute(select(rounds.c["items"])).scalars():
        found |= {(run, code) for code, _, run in json.loads(items)}
    return frozenset(found)
