"""What stands in the way of forgetting: every unit, without what it holds; and forgetting itself."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, update

from scoring.store.schema import (
    VERDICT_COLUMNS,
    decisions,
    files,
    objections,
    observations,
    rounds,
    runs,
    scores,
)

FORGOTTEN = b""
"""The body of an observation that was pruned. Its row stays, for its scores refer to it."""


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
    """Of the packed observation; 0 when it was forgotten."""


def units(connection: Connection) -> tuple[Unit, ...]:
    query: Select[Any] = (
        select(
            observations.c.run,
            observations.c.code,
            observations.c.measured_at,
            observations.c.reason,
            runs.c.published,
            func.length(observations.c.body).label("size"),
            *(scores.c[name] for name in VERDICT_COLUMNS),
        )
        .join(runs, runs.c.id == observations.c.run)
        .join(scores, and_(scores.c.run == observations.c.run, scores.c.code == observations.c.code))
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
            body_bytes=int(row.size),
        )
        for row in connection.execute(query)
    )


def forget(connection: Connection, chosen: Collection[tuple[str, str]]) -> None:
    keys = [{"in_run": run, "of_code": code} for run, code in chosen]
    if not keys:
        return
    body = update(observations).where(
        observations.c.run == bindparam("in_run"), observations.c.code == bindparam("of_code")
    )
    connection.execute(body.values(body=FORGOTTEN), keys)
    named = delete(files).where(files.c.run == bindparam("in_run"), files.c.code == bindparam("of_code"))
    connection.execute(named, keys)


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
