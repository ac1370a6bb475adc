"""Bring a database to this program's version. Alembic is imported only when there is something to do."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from scoring.store.engine import writing
from scoring.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = ("0001",)
"""All revisions, oldest first. A test compares them with the scripts."""


def migrate(engine: Engine, path: Path) -> None:
    """Upgrade if needed. Raises StoreError when the database is newer than the program, or not ours."""
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == VERSIONS[-1]:
        return
    _refuse_unknown(version, path)
    with writing(engine.connect()) as connection, connection.begin():
        # Between the first look and the lock another process may have done it.
        if _version(connection, path) != VERSIONS[-1]:
            _upgrade(connection)


def _version(connection: Connection, path: Path) -> str | None:
    """The database's revision; None when it is empty."""
    inspector = inspect(connection)
    if inspector.has_table("alembic_version"):
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if inspector.get_table_names():
        raise StoreError("this database belongs to another program", path, "Choose another --data.")
    return None


def _refuse_unknown(version: str | None, path: Path) -> None:
    if version is not None and version not in VERSIONS:
        raise StoreError(
            f"the database has version {version}, this program knows up to {VERSIONS[-1]}",
            path,
            "A newer Vägvisaren wrote it: update the program.",
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
