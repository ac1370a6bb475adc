"""The one place that knows that the database is SQLite."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

BUSY_MILLISECONDS = 10_000
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


def writing(connection: Connection) -> Connection:
    """Mark a fresh connection as one that will write."""
    return connection.execution_options(writes=True)


def quick_check(connection: Connection) -> str:
    """`ok`, or what is damaged."""
    return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
