"""Read an archive back: the observation, the pages, and whether every digest holds."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from night.errors import UserError
from scoring.observation import Observation
from scoring.store.archived import OBSERVATION


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One archived answer. `body` is decoded, as the crawler read it."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str


def read_observation(path: Path) -> Observation:
    """Raises UserError when the archive is missing, damaged, or has no observation."""
    for record in _records(path):
        if record.rec_headers.get_header("WARC-Target-URI") == OBSERVATION:
            try:
                return Observation.model_validate_json(record.content_stream().read())
            except ValidationError as error:
                raise _damaged(
                    path, f"its observation cannot be read: {error.error_count()} errors"
                ) from error
    raise _damaged(path, "it has no observation")


def pages(path: Path) -> Iterator[ArchivedPage]:
    """The pages in the order they were fetched, one at a time. Raises UserError as above."""
    for record in _records(path):
        if record.rec_type == "response":
            yield ArchivedPage(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                status=int(record.http_headers.get_statuscode()),
                headers=tuple(record.http_headers.headers),
                body=record.content_stream().read(),
                fetched_at=record.rec_headers.get_header("WARC-Date"),
            )


def extra(path: Path, kind: str) -> bytes | None:
    """The body of `snapshot`, `layout`, `picture/<sha256>` …; None if the archive has none."""
    for record in _records(path):
        if record.rec_headers.get_header("WARC-Target-URI") == f"urn:vagvisaren:{kind}":
            return bytes(record.content_stream().read())
    return None


def verify(path: Path, sha256: str | None = None) -> tuple[str, ...]:
    """What does not hold: nothing when every record's digests are right, and the file's own if it is given.

    Only the file's own digest shows that whole records are missing at the end.
    """
    problems: list[str] = []
    kinds: set[str] = set()
    try:
        _decompress(path)
        for record in _records(path, check=True):
            kinds.add(record.rec_type)
            problems += _problems(record)
        if sha256 is not None and _sha256(path) != sha256:
            problems.append(f"{path}: not the file that was written")
    except UserError as error:
        problems.append(str(error))
    if not problems and "warcinfo" not in kinds:
        problems.append(f"{path}: empty, or no archive of ours")
    return tuple(problems)


def _problems(record: ArcWarcRecord) -> list[str]:
    content = record.content_stream()
    while content.read(65536):
        pass
    name = record.rec_headers.get_header("WARC-Target-URI") or record.rec_type
    checker = record.digest_checker
    if checker.passed is None:
        # warcio compares when the record's end is reached; here it never came.
        return [f"{name}: cut short"]
    return [f"{name}: {problem}" for problem in checker.problems]


def _decompress(path: Path) -> None:
    """warcio takes a member that was cut short for the end of the file; gzip does not."""
    with _readable(path), gzip.open(path) as stream:
        while stream.read(1 << 20):
            pass


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _records(path: Path, check: bool = False) -> Iterator[ArcWarcRecord]:
    with _readable(path), path.open("rb") as stream:
        yield from ArchiveIterator(stream, check_digests=check)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path, str(error) or type(error).__name__) from error
    except OSError as error:
        raise UserError(f"the archive cannot be read: {error.strerror or error} ({path}).") from error


def _damaged(path: Path, why: str) -> UserError:
    detail: Any = why.strip().splitlines()[0] if why.strip() else "unknown"
    return UserError(f"the archive is damaged: {detail} ({path}). Visit again: `vagvisaren crawl NAME`.")
