"""Whether a data directory is whole, and what it says of every municipality."""

import sqlite3
from contextlib import closing
from pathlib import Path

from night.archive_reader import read_observation, verify
from scoring.result import ASPECTS
from scoring.store import DATABASE, Run, Store

Verdicts = dict[str, tuple[str, ...]]
"""Per code: its status, then the ten verdicts of the machine."""


def newest_run(data: Path) -> Run:
    with Store.open(data, create=False) as store:
        return store.runs()[0]


def done(data: Path) -> int:
    """How many municipalities the newest run has; 0 before there is one."""
    if not (data / DATABASE).is_file():
        return 0
    with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True, timeout=10)) as database:
        try:
            query = "SELECT count(*) FROM observations WHERE run = (SELECT max(id) FROM runs)"
            return int(database.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def verdicts(data: Path) -> Verdicts:
    with Store.open(data, create=False) as store:
        return {
            result.code: (
                result.status,
                *(getattr(result.aspects, aspect).machine for aspect in ASPECTS),
                *(getattr(result.aspects_broad, aspect).machine for aspect in ASPECTS),
            )
            for result in store.results(store.runs()[0].id)
        }


def damage(data: Path) -> list[str]:
    """What is not whole: database, rows without their other half, archives and pictures. Empty: nothing."""
    found = _database(data)
    with Store.open(data, create=False) as store:
        for run in store.runs():
            rows = {result.code for result in store.results(run.id)}
            if rows != store.done_codes(run.id):
                found.append(f"run {run.id}: results and observations differ")
            if not rows <= set(run.plan):
                found.append(f"run {run.id}: {rows - set(run.plan)} were not planned")
            for code in rows:
                found += _unit(store, data, run.id, code)
    return found


def _database(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / DATABASE, timeout=10)) as database:
        said = [row[0] for row in database.execute("PRAGMA integrity_check")]
        foreign = database.execute("PRAGMA foreign_key_check").fetchall()
        twice = database.execute(
            "SELECT run, code FROM observations GROUP BY run, code HAVING count(*) > 1"
        ).fetchall()
    return [*(said if said != ["ok"] else []), *map(str, foreign), *(f"twice: {row}" for row in twice)]


def _unit(store: Store, data: Path, run: str, code: str) -> list[str]:
    seen = store.observation(run, code)
    archives = [file for _, file in store.files(run, code) if file.kind == "archive"]
    if seen is None or len(archives) != 1:
        return [f"{code}: observation {seen is not None}, archives {len(archives)}"]
    found = list(verify(data / archives[0].path, archives[0].sha256))
    if not found and read_observation(data / archives[0].path) != seen:
        found.append(f"{code}: the archive holds another observation")
    for _, file in store.files(run, code):
        path = data / file.path
        if not path.is_file() or path.stat().st_size != file.bytes:
            found.append(f"{code}: {file.path} is missing or of another size")
    return found
