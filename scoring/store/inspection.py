"""A look at a database without changing it: which version, and is it whole?"""

from dataclasses import dataclass
from pathlib import Path

from scoring.store.engine import connect, copy_to, integrity_check
from scoring.store.errors import NoStore, spoken
from scoring.store.migrate import pending


@dataclass(frozen=True, slots=True)
class Inspection:
    """`damage` is `ok`, or the first that was found; `pending`: migrations that the next opening will run."""

    damage: str
    pending: tuple[str, ...]


def inspect_database(path: Path) -> Inspection:
    """Thorough, so slow for a large database. Raises NoStore; StoreError when it cannot be read at all, is
    not ours, or newer than the program."""
    if not path.is_file():
        raise NoStore(path)
    engine = connect(path)
    try:
        with spoken(path):
            waiting = pending(engine, path)
            with engine.connect() as connection:
                return Inspection(integrity_check(connection), waiting)
    finally:
        engine.dispose()


def inspect_server(database: str) -> tuple[str, ...]:
    """The migrations that the next opening of a PostgreSQL database will run. Raises StoreError when it is
    out of reach, not ours, or newer than the program."""
    from scoring.store.postgres import server

    engine, where = server(database)
    try:
        with spoken(where):
            return pending(engine, where)
    finally:
        engine.dispose()


def copy_database(path: Path, target: Path) -> None:
    """A consistent copy of the database at `path` in the new file `target`, also while a crawl writes.

    Raises NoStore, StoreError; OSError.
    """
    if not path.is_file():
        raise NoStore(path)
    engine = connect(path)
    try:
        with spoken(path):
            copy_to(engine, target)
    finally:
        engine.dispose()


def take_in_log(path: Path) -> None:
    """Let the database take in its log, so that its file alone is all of it. Raises StoreError."""
    engine = connect(path)
    try:
        with spoken(path), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
