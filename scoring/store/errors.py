"""What can go wrong with the database, in words for the person who meets it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from scoring.decisions import StoredDecision
from scoring.objections import End
from scoring.rounds import Rating, Round

_REMEDIES = {
    "SQLITE_READONLY": ("cannot be written", "Make the file and its folder writable for this user."),
    "SQLITE_BUSY": ("is locked by another program", "Wait until it is done, or close it, and try again."),
    "SQLITE_LOCKED": ("is locked by another program", "Wait until it is done, or close it, and try again."),
    "SQLITE_FULL": ("cannot grow: the disk is full", "Free some space and try again; nothing is lost."),
    "SQLITE_CORRUPT": ("is damaged", "Put a backup back: `vagvisaren restore FILE --replace`."),
    "SQLITE_NOTADB": ("is not a database", "Move that file away, or choose another folder with --data."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Check that this user may read and write the folder."),
    "SQLITE_IOERR": ("cannot be read or written", "Check the disk and free space, then try again."),
}  # fmt: skip
"""By SQLite's result code, most of which have longer forms (`SQLITE_READONLY_DIRECTORY`)."""

_OF_SERVERS = {
    "08": (
        "cannot be reached",
        "Check VAGVISAREN_DATABASE (the password may stand in ~/.pgpass), and that the server runs and has "
        "this database (`createdb`).",
    ),
    "42501": ("may not be written by this user", "Let the user own the database."),
    "53100": ("cannot grow: the server's disk is full", "Free some space and try again; nothing is lost."),
    "53": ("has no room for one more", "Try again; raise the server's max_connections if it stays so."),
    "57": ("is shutting down or was told to stop", "Try again when the server runs."),
}  # fmt: skip
"""By PostgreSQL's SQLSTATE or the class that it begins with."""

Where = Path | str
"""A file, or the address of a database on a server, without its password."""


class StoreError(Exception):
    """The database cannot do what was asked; the message says what, where, and what to do."""

    def __init__(self, what: str, where: Where, remedy: str) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(f"{what} ({where}). {remedy}")


class NoStore(StoreError):
    """There is no database yet."""

    def __init__(self, where: Path) -> None:
        super().__init__(
            "nothing has been measured here yet", where, "Run `vagvisaren crawl`, or choose --data."
        )


Last = StoredDecision | End | Rating | Round


class Conflict(StoreError):
    """Somebody else was faster; `last` is what they recorded. Nothing was changed."""

    def __init__(self, where: Where, who: str, last: Last) -> None:
        self.last = last
        super().__init__(f"{who} meanwhile", where, "Look at that first; yours is not recorded.")


@contextmanager
def spoken(path: Where) -> Iterator[None]:
    """Turn what the driver raises inside the block into `StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise translated(error.orig, path) from error
    except sqlite3.Error as error:
        raise translated(error, path) from error


def translated(error: BaseException | None, path: Where) -> StoreError:
    """`error`: the driver's."""
    if isinstance(path, str):
        return _of_server(error, path)
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, (what, remedy) in _REMEDIES.items():
        if name.startswith(prefix):
            return StoreError(f"the database {what}", path, remedy)
    return StoreError(f"the database refused: {error}", path, "Please report this with the log.")


def _of_server(error: BaseException | None, where: str) -> StoreError:
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    state = getattr(error, "sqlstate", None)
    if state is None:
        # Before there is a connection libpq has words only.
        what, remedy = _OF_SERVERS["08"]
        return StoreError(f"the database {what}: {words}", where, remedy)
    for prefix in (state, state[:2]):
        if prefix in _OF_SERVERS:
            what, remedy = _OF_SERVERS[prefix]
            return StoreError(f"the database {what}", where, remedy)
    return StoreError(f"the database refused: {words}", where, "Please report this with the log.")
