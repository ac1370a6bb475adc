"""Observations that the database has left to the archive: only the newest of every municipality stays in it.
Those before are read from the WARC of their visit, where they stand among the first records."""

import gzip
import zlib
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

OBSERVATION = "urn:vagvisaren:observation"
"""The record's address."""


class Unreadable(Exception):
    """The archive is not there, or holds no observation."""


def observation_json(path: Path) -> bytes:
    """Raises Unreadable. Whether it is the one that was stored, its digest says."""
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_headers.get_header("WARC-Target-URI") == OBSERVATION:
                    return bytes(record.content_stream().read())
    except (OSError, ArchiveLoadFailed, EOFError, ValueError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(str(error)) from error
    raise Unreadable(f"{path} has no observation")
