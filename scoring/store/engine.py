"""The one place that knows that the database is SQLite (for one on a server: `postgres`)."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

BUSY_MILLISECONDS = 10_000
"""For writers of other programs. SQLite has them ask again and again, and lets in whoever asks at the right
moment."""
LONGEST_TURN = 60.0
"""Seconds that writers of this process wait for each other."""
_TURNS: dict[str, threading.RLock] = {}
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def connect(path: Path) -> Engine:
    """An engine for the SQLite file at `path`; the file is made when it is first used."""
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, poolclass=QueuePool, pool_size=4)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own idea of transactions begins too late and never for reads; ours begin below.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that turns writer may find that somebody else wrote in between: take the lock at once.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """One writer of this process at a time, each woken when another ends: of ten raters who write at once on
    a busy machine none may ask SQLite in vain until its time is up. A server has turns of its own."""
    if engine.dialect.name != "sqlite":
        yield
        return
    lock = _TURNS.setdefault(str(engine.url.database), threading.RLock())
    # Who has waited for so long is told by SQLite what is wrong.
    has_it = lock.acquire(timeout=LONGEST_TURN)
    try:
        yield
    finally:
        if has_it:
            lock.release()


def writing(connection: Connection) -> Connection:
    """Mark a fresh connection as one that will write."""
    return connection.execution_options(writes=True)


def quick_check(connection: Connection) -> str:
    """`ok`, or what is damaged. A server looks after its files itself: there it is enough that it answers."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SELECT 1")
        return "ok"
    return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())


def free_share(connection: Connection) -> float:
    """The part (0–1) of the file that holds nothing."""
    if connection.dialect.name != "sqlite":
        return 0.0
    free, every = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("freelist_count", "page_count")
    )
    return free / every if every else 0.0


def integrity_check(connection: Connection) -> str:
    """`ok`, or the first damage. Thorough: it reads every page and every index."""
    return str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())


def copy_to(engine: Engine, target: Path) -> None:
    """A consistent copy in one file at `target`, by SQLite's backup API; who writes meanwhile is not stopped.

    In one step: a copy in several begins anew whenever somebody writes between two of them. Raises
    sqlite3.Error.
    """
    with engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - `connect` makes no other
        source.backup(copy)
        # One file that needs no other beside it; the store turns the log on again when it opens the copy.
        copy.execute("PRAGMA journal_mode=DELETE")


def compact(engine: Engine) -> int:
    """Give free pages back to the disk. Returns how many bytes smaller the file is. Raises sqlite3.Error."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - `connect` makes no other
        before = _pages(raw)
        # No transaction is open here, and VACUUM suffers none.
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = int(raw.execute("PRAGMA page_size").fetchone()[0])
        return (before - _pages(raw)) * size


def _pages(raw: sqlite3.Connection) -> int:
    return int(raw.execute("PRAGMA page_count").fetchone()[0])
