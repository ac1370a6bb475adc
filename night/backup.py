"""`vagvisaren backup`: everything that cannot be measured again, in one file, also while a crawl runs."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from night.backup_format import BESIDE, MANIFEST, Digesting, Manifest, belongs
from night.errors import UserError
from scoring.store import DATABASE, Store, utc_text
from scoring.store.atomic import replacing
from scoring.store.inspection import copy_database

GZIP_LEVEL = 1
"""Nearly all of it is compressed already: bodies in the database, pictures, archives."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    path: Path
    files: int
    missing: int
    """Files that the database names and that are not there."""


def back_up(data: Path, target: Path, now: datetime, *, with_archive: bool = False) -> BackedUp:
    """Write `target`, or into the folder `target` a file named by the moment.

    First a consistent copy of the database is made; then what that copy names is there already, for files
    are written before their rows. Raises NoStore, StoreError, UserError, OSError; then there is no file.
    """
    path = _path(target, now)
    manifest, missing = Manifest(utc_text(now)), 0
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as aside:
        copy_database(data / DATABASE, Path(aside) / DATABASE)
        names = list(_named(Path(aside), with_archive=with_archive))
        sources = [(DATABASE, Path(aside) / DATABASE), *((name, data / name) for name in (*BESIDE, *names))]
        with replacing(path) as stream, _tar(stream) as tar:
            for name, source in sources:
                found = _add(tar, name, source, manifest)
                missing += not found and name not in BESIDE
            text = manifest.as_json()
            member = tarfile.TarInfo(MANIFEST)
            member.size, member.mtime = len(text), now.timestamp()
            tar.addfile(member, io.BytesIO(text))
    return BackedUp(path, len(manifest.entries), missing)


def _path(target: Path, now: datetime) -> Path:
    path = target / f"vagvisaren-{now:%Y%m%dT%H%M%SZ}.tar.gz" if target.is_dir() else target
    if path.exists():
        raise UserError(f"{path} is there already. Choose another name, or a folder for a dated one.")
    if not path.name.endswith((".tar.gz", ".tgz")):
        raise UserError(f"{path} would be a gzipped tar: name it so, `….tar.gz`.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _named(copy: Path, *, with_archive: bool) -> Iterator[str]:
    """Every file that the database in `copy` names, once."""
    wanted = {"picture", "archive"} if with_archive else {"picture"}
    with Store.open(copy, create=False) as store:
        yield from sorted(
            {file.path for _, file in store.files() if file.kind in wanted and belongs(file.path)}
        )


def _tar(stream: IO[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="w:gz", compresslevel=GZIP_LEVEL, format=tarfile.PAX_FORMAT)


def _add(tar: tarfile.TarFile, name: str, source: Path, manifest: Manifest) -> bool:
    """False if it is not there."""
    try:
        with source.open("rb") as stream:
            # Of the open file: one that is replaced meanwhile keeps its size.
            status = os.fstat(stream.fileno())
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = status.st_size, status.st_mtime, 0o644
            reading = Digesting(stream)
            tar.addfile(member, cast(IO[bytes], reading))
    except FileNotFoundError:
        return False
    manifest.entries[name] = reading.entry
    return True
