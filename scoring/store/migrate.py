"""Bring a database to this program's version. Alembic is imported only when there is something to do."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from scoring.store.atomic import replacing_path
from scoring.store.engine import copy_to, writing
from scoring.store.errors import StoreError, Where

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""All revisions, oldest first. A test compares them with the scripts."""
KEPT_COPIES = 2


def pending(engine: Engine, path: Where) -> tuple[str, ...]:
    """The revisions that `migrate` would add. Raises StoreError as `migrate` does."""
    with engine.connect() as connection:
        version = _version(connection, path)
    _refuse_unknown(version, path)
    return VERSIONS if version is None else VERSIONS[VERSIONS.index(version) + 1 :]


def migrate(engine: Engine, path: Where) -> None:
    """Upgrade if needed; what held something before is copied first, to `vagvisaren.db.before-REVISION`. A
    server's database is not copied: it is its operator who backs it up.

    Raises StoreError when the database is newer than the program, not ours, or cannot be copied.
    """
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == VERSIONS[-1]:
        return
    _refuse_unknown(version, path)
    with writing(engine.connect()) as connection, connection.begin():
        # Between the first look and the lock another process may have done it.
        version = _version(connection, path)
        if version == VERSIONS[-1]:
            return
        if version is not None and isinstance(path, Path):
            # With the lock held: between the copy and the migration nobody writes.
            _copy_before(engine, path)
        _upgrade(connection)


def _copy_before(engine: Engine, path: Path) -> None:
    try:
        with replacing_path(path.with_name(f"{path.name}.before-{VERSIONS[-1]}")) as aside:
            copy_to(engine, aside)
    except (OSError, sqlite3.Error) as error:
        what = f"the database cannot be copied before it is brought to version {VERSIONS[-1]}: {error}"
        raise StoreError(what, path, "Check free space and permissions; nothing was changed.") from error
    copies = sorted(_copies(path), key=lambda copy: copy.stat().st_mtime, reverse=True)
    for old in copies[KEPT_COPIES:]:
        old.unlink(missing_ok=True)


def _copies(path: Path) -> list[Path]:
    """Ours only, `….before-0002`: not what an operator or `restore` has put beside it."""
    return [p for p in path.parent.glob(f"{path.name}.before-*") if p.name.rpartition("-")[2].isdigit()]


def _version(connection: Connection, path: Where) -> str | None:
    """The database's revision; None when it is empty."""
    inspector = inspect(connection)
    if inspector.has_table("alembic_version"):
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if inspector.get_table_names():
        raise StoreError("this database belongs to another program", path, "Choose another.")
    return None


def _refuse_unknown(version: str | None, path: Where) -> None:
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
