"""One run at a time in a data directory. The lock is the kernel's: it dies with its process."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from night.errors import LOCKED, UserError

LOCK_FILE = "vagvisaren.lock"


@contextmanager
def run_lock(data_dir: Path) -> Iterator[None]:
    """Hold the lock of `data_dir` during the block. UserError with exit code 5 says who holds it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    # Closing on exec (Python's default) keeps children from holding a lock that their parent has left.
    descriptor = os.open(data_dir / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(_held(data_dir), LOCKED) from None
        _write(descriptor)
        yield
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder(data_dir: Path) -> str | None:
    """Who (`process 4711, since 2026-01-31T23:59:59Z`) while somebody holds the lock, else None."""
    try:
        descriptor = os.open(data_dir / LOCK_FILE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder_text(data_dir)
    finally:
        os.close(descriptor)
    return None


def _write(descriptor: int) -> None:
    """Who holds it. On a full disk nobody is told, and the lock holds all the same: `prune` needs it to make
    room."""
    since = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "since": since}).encode(), 0)


def _holder_text(data_dir: Path) -> str:
    try:
        found = json.loads((data_dir / LOCK_FILE).read_bytes())
        return f"process {int(found['pid'])}, since {str(found['since'])[:20]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _held(data_dir: Path) -> str:
    return (
        f"another run holds the lock: {_holder_text(data_dir)} ({data_dir / LOCK_FILE}). "
        "Wait until it is done, or use another --data."
    )
