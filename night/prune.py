"""`vagvisaren prune`: what no rule of retention keeps loses its observation, archive and pictures."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from night.lock import run_lock
from night.retention import forgettable
from scoring.store import Store

_PICTURE = re.compile(r"[0-9a-f]{64}\.webp")
_ARCHIVE = re.compile(r"\d{4}\.warc\.gz")
_UNFINISHED = re.compile(r"\..+\.part")
"""What a killed process left: see `scoring.store.atomic`."""
WORTH_COMPACTING = 0.2
"""So large a part of the database must have become free: less is used up by the coming nights."""


@dataclass(frozen=True, slots=True)
class Files:
    count: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was forgotten, or would be. Bytes of observations are packed, those of files as on the disk."""

    units: int
    of: int
    observations: int
    archives: Files
    pictures: Files
    left_over: Files
    """Of those two and of unfinished files: what no visit named before either, as killed processes leave."""
    compacted: int
    dry_run: bool


def prune(data: Path, now: datetime, *, dry_run: bool = False, database: str = "") -> Pruned:
    """Forget what may be forgotten. Raises NoStore, StoreError; UserError (exit code 5) while a run holds
    the lock.

    The rows go first, in one transaction: killed after it, the next call finds files without a row.
    """
    with run_lock(data), Store.open(data, create=False, database=database) as store:
        every = store.units()
        chosen = forgettable(every, now, store.referred_units())
        going = {(unit.run, unit.code) for unit in chosen}
        named, stays = store.referred_paths(), store.referred_paths(going)
        present = {path.relative_to(data).as_posix(): path for path in _ours(data, store)}
        files = [path for name, path in present.items() if name not in stays]
        found = Pruned(
            units=len(chosen),
            of=len(every),
            observations=sum(unit.body_bytes for unit in chosen),
            archives=_sum(path for path in files if _ARCHIVE.fullmatch(path.name)),
            pictures=_sum(path for path in files if _PICTURE.fullmatch(path.name)),
            left_over=_sum(path for name, path in present.items() if name not in named),
            compacted=0,
            dry_run=dry_run,
        )
        if dry_run:
            return found
        store.forget(going)
        _remove(files)
        return replace(found, compacted=_compacted(store))


def _ours(data: Path, store: Store) -> Iterator[Path]:
    """The files of pictures and archives that the program wrote, unfinished ones too. Archives only of runs
    that the database knows: where it was lost, they are all there is."""
    for path in (data / "pictures").glob("??/*"):
        if path.is_file() and (_PICTURE.fullmatch(path.name) or _UNFINISHED.fullmatch(path.name)):
            yield path
    for run in store.runs():
        for path in (data / "archive" / run.id).glob("*"):
            if path.is_file() and (_ARCHIVE.fullmatch(path.name) or _UNFINISHED.fullmatch(path.name)):
                yield path


def _sum(paths: Iterable[Path]) -> Files:
    sizes = [path.stat().st_size for path in paths]
    return Files(len(sizes), sum(sizes))


def _remove(files: Iterable[Path]) -> None:
    folders = set()
    for path in files:
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    for folder in folders:
        with suppress(OSError):  # not empty
            folder.rmdir()


def _compacted(store: Store) -> int:
    if not isinstance(store.path, Path):
        return 0
    size = store.path.stat().st_size
    room = shutil.disk_usage(store.path.parent).free
    # The compacted copy and the log that it passes through each need the file's size.
    return store.compact() if store.free_share() > WORTH_COMPACTING and room > 3 * size else 0


def lines(found: Pruned) -> Iterator[str]:
    """What a person reads."""
    would = "would be" if found.dry_run else "are"
    yield f"{found.units} of {found.of} visits {would} pruned; all scores stay"
    yield f"  observations  {found.units:>7}  {_megabytes(found.observations)} in the database"
    yield f"  archives      {found.archives.count:>7}  {_megabytes(found.archives.bytes)}"
    yield f"  pictures      {found.pictures.count:>7}  {_megabytes(found.pictures.bytes)}"
    if found.left_over.count:
        left = (
            f"{found.left_over.count} files that no visit names ({_megabytes(found.left_over.bytes).strip()})"
        )
        yield f"  among them {left}"
    if found.compacted:
        yield f"  the database is {_megabytes(found.compacted).strip()} smaller"
    elif found.observations:
        yield "  what becomes free inside the database is used by the coming nights"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:>9.1f} MB"
