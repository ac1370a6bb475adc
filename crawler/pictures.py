"""Pictures, stored once by their content: `pictures/ab/<sha256>.webp` in the data directory."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scoring.store.atomic import replacing

FOLDER = "pictures"


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """`path` is relative to the data directory."""

    sha256: str
    path: str
    bytes: int


def picture_path(sha256: str) -> Path:
    """Relative to the data directory. Raises ValueError for what is no digest: it becomes part of a path."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"not a sha256 digest: {sha256!r}")
    return Path(FOLDER, sha256[:2], f"{sha256}.webp")


def store_picture(data_dir: Path, content: bytes) -> StoredPicture:
    """Write the picture unless it is there. Raises OSError; never leaves half a file."""
    digest = hashlib.sha256(content).hexdigest()
    relative = picture_path(digest)
    target = data_dir / relative
    if not _whole(target, len(content)):
        with replacing(target) as stream:
            stream.write(content)
    return StoredPicture(digest, relative.as_posix(), len(content))


def _whole(path: Path, size: int) -> bool:
    # Of the right name and size is enough to skip: reading it back would cost as much as writing.
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False
