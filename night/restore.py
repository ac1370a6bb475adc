"""`vagvisaren restore`: a backup put back, all of it or nothing.

Everything is unpacked aside and compared with its digests, and the database is looked at, before the data
directory is touched. Pictures and archives then come first: without a row that names them they change
nothing. Last the database is renamed into its place, which is one step.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from night.backup_format import BESIDE, LARGEST_MANIFEST, MANIFEST, Digesting, Entry, Manifest, belongs
from night.errors import UserError
from night.lock import run_lock
from scoring.store import DATABASE, Store, StoreError
from scoring.store.atomic import sync_folder
from scoring.store.inspection import inspect_database, take_in_log

SET_ASIDE = f"{DATABASE}.before-restore"
_ASIDE = ".restore-"
_LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a database: of another one, they would damage it."""


@dataclass(frozen=True, slots=True)
class Restored:
    files: int
    runs: int
    set_aside: Path | None
    """Where the database is that was there before."""


def restore(data: Path, backup: Path, *, replace: bool = False) -> Restored:
    """Put `backup` into `data`. Raises UserError (exit code 5 while a run holds the lock), StoreError,
    OSError; then `data` shows what it showed before."""
    with run_lock(data):
        database = data / DATABASE
        if database.exists() and not replace:
            raise UserError(
                f"there is a database already ({database}). To put the backup in its place: --replace."
            )
        for left in data.glob(f"{_ASIDE}*"):
            # Of one that was killed: nobody else works here while we hold the lock.
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=data, prefix=_ASIDE) as aside:
            staged = Path(aside)
            manifest = _unpack(backup, staged)
            runs = _look(backup, staged)
            for name in sorted(manifest.entries.keys() - {DATABASE}):
                _place(staged / name, data / name)
            old = _exchange(staged / DATABASE, database)
    return Restored(len(manifest.entries), runs, old)


def _unpack(backup: Path, staged: Path) -> Manifest:
    """Into `staged`, and compared: what is there, what it holds, and that nothing is missing."""
    found: dict[str, Entry] = {}
    manifest: Manifest | None = None
    with _readable(backup), tarfile.open(backup, "r:gz") as tar:
        for member in tar:
            if member.name == MANIFEST and member.isreg():
                manifest = Manifest.parse(_read(tar, member))
            elif not member.isreg() or not belongs(member.name):
                raise ValueError(f"it holds {member.name[:100]!r}, which no backup has")
            elif member.name in found:
                raise ValueError(f"it holds {member.name} twice")
            else:
                found[member.name] = _extract(tar, member, staged / member.name)
        if manifest is None:
            raise ValueError("it has no manifest: it was cut short, or is no backup")
        wrong = [name for name in sorted(found.keys() | manifest.entries.keys())
                 if found.get(name) != manifest.entries.get(name)]  # fmt: skip
        if wrong:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            raise ValueError(f"{wrong[0]}{more} is not what the manifest says")
        if DATABASE not in found:
            raise ValueError("it holds no database")
    return manifest


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    if stream is None or member.size > LARGEST_MANIFEST:
        raise ValueError("its manifest cannot be read")
    return stream.read()


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> Entry:
    stream = tar.extractfile(member)
    if stream is None:
        raise ValueError(f"{member.name} cannot be read")
    target.parent.mkdir(parents=True, exist_ok=True)
    reading = Digesting(stream)
    with target.open("xb") as out:
        reading.copy_to(out.write)
        out.flush()
        os.fsync(out.fileno())
    return reading.entry


def _look(backup: Path, staged: Path) -> int:
    """How many runs the database has. Raises when this program could not work with it."""
    try:
        damage = inspect_database(staged / DATABASE).damage
        if damage != "ok":
            raise _refused(backup, f"its database is damaged: {damage}")
        with Store.open(staged, create=False) as store:
            return len(store.runs())
    except StoreError as error:
        raise UserError(f"the backup cannot be used: {error.what} ({backup}). {error.remedy}") from error


def _place(source: Path, target: Path) -> None:
    """Pictures and archives are named by content and by visit: one of the same size is the same."""
    same = target.is_file() and target.stat().st_size == source.stat().st_size and target.name not in BESIDE
    if not same:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _exchange(new: Path, database: Path) -> Path | None:
    """`new` in the place of `database`; a second name keeps the old one, with its log. Returns that name."""
    old = None
    if database.exists():
        old = database.with_name(SET_ASIDE)
        _settle(database)
        for ending in ("", *_LOGS):
            old.with_name(old.name + ending).unlink(missing_ok=True)
        _keep(database, old)
        for ending in _LOGS:
            log = database.with_name(database.name + ending)
            if log.exists():
                log.replace(old.with_name(old.name + ending))
    else:
        for ending in _LOGS:
            database.with_name(database.name + ending).unlink(missing_ok=True)
    new.replace(database)
    sync_folder(database.parent)
    return old


def _settle(database: Path) -> None:
    """Let the old database take in its log, if it still can: then nothing of it lies beside."""
    with suppress(StoreError):  # damaged, or another program's: kept as it is
        take_in_log(database)


def _keep(database: Path, second_name: Path) -> None:
    try:
        os.link(database, second_name)
    except OSError:
        # A file system without hard links.
        shutil.copyfile(database, second_name)


@contextmanager
def _readable(backup: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(f"there is no file {backup}.") from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError) as error:
        raise _refused(backup, str(error) or type(error).__name__) from error


def _refused(backup: Path, why: str) -> UserError:
    return UserError(f"the backup cannot be used: {why} ({backup}). Nothing was changed; try an older one.")
