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
    "SQLITE_CORRUPT": ("is damaged", "Restore a backup (`vagvisaren restore`); archive/ has observations."),
    "SQLITE_NOTADB": ("is not a database", "Move that file away, or choose another folder with --data."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Check that this user may read and write the folder."),
    "SQLITE_IOERR": ("cannot be read or written", "Check the disk and free space, then try again."),
}  # fmt: skip
"""By SQLite's result code, most of which have longer forms (`SQLITE_READONLY_DIRECTORY`)."""


class StoreError(Exception):
    """The database cannot do what was asked; the message says what, where, and what to do."""

    def __init__(self, what: str, where: Path, remedy: str) -> None:
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

    def __init__(self, where: Path, who: str, last: Last) -> None:
        self.last = last
        super().__init__(f"{who} meanwhile", where, "Look at that first; yours is not recorded.")


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn what the driver raises inside the block into `StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise translated(error.orig, path) from error
    except sqlite3.Error as error:
        raise translated(error, path) from error


def translated(error: BaseException | None, path: Path) -> StoreError:
    """`error`: the driver's."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, (what, remedy) in _REMEDIES.items():
        if name.startswith(prefix):
            return StoreError(f"the database {what}", path, remedy)
    return StoreError(f"the database refused: {error}", path, "Please report this with the log.")
