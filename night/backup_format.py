"""What a backup is: a tar with these files, and last a manifest with their digests."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from scoring.store import DATABASE

SCHEMA = "vagvisaren-backup/1"
MANIFEST = "MANIFEST.json"
BESIDE = ("registry.csv", "validation.json")
"""What else is worth keeping at the top of a data directory."""
_KEPT = re.compile(r"pictures/[0-9a-f]{2}/[0-9a-f]{64}\.webp|archive/[\w-]{1,60}/\d{4}\.warc\.gz")
LARGEST_MANIFEST = 500_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    bytes: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    made_at: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def as_json(self) -> bytes:
        files = {name: {"bytes": e.bytes, "sha256": e.sha256} for name, e in self.entries.items()}
        text = {"schema": SCHEMA, "made_at": self.made_at, "files": files}
        return json.dumps(text, indent=1).encode()

    @classmethod
    def parse(cls, text: bytes) -> Manifest:
        """Raises ValueError for anything else."""
        try:
            found = json.loads(text)
            if found["schema"] != SCHEMA:
                raise ValueError(f"its schema is {str(found['schema'])[:60]!r}, this program reads {SCHEMA}")
            entries = {str(n): Entry(int(e["bytes"]), str(e["sha256"])) for n, e in found["files"].items()}
            return cls(str(found["made_at"]), entries)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("its manifest is not one of ours") from error


def belongs(name: str) -> bool:
    """Whether a file of this name may stand in a backup: nothing else is ever written or restored."""
    return name in (DATABASE, *BESIDE) or _KEPT.fullmatch(name) is not None


class Digesting:
    """A file that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._hash, self._bytes = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._hash.update(chunk)
        self._bytes += len(chunk)
        return chunk

    def copy_to(self, write: Callable[[bytes], object]) -> None:
        while chunk := self.read(_CHUNK):
            write(chunk)

    @property
    def entry(self) -> Entry:
        return Entry(self._bytes, self._hash.hexdigest())
