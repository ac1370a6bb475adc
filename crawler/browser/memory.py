"""What a browser takes of the machine's memory, read from /proc; elsewhere nothing is known or done.

Counted is what a process has for itself, and the memory that it shares with its siblings (a page's canvases
lie there, one took two gigabytes), but not the program's text, which all of them have.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from crawler.browser.processes import PROC, told_of

CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
"""Inside a container or a unit with MemoryMax; a unit below the root of the hierarchy has its own file."""
LARGEST = 1_500_000_000
"""Bytes. Twenty visits at once take half of it (measured on the example web: 0.5 to 0.74 GB)."""
LARGEST_PAGE = 500_000_000
"""One process of the browser that shows pages. An ordinary start page takes 50 to 200 MB; one of the hostile
web took 2.6 GB within three seconds."""
LARGEST_DRIVER = 500_000_000
"""The process through which all visits speak with their browsers. With twenty visits at once of the example
web it took 0.18 GB."""
LARGEST_STORE = 400_000_000
"""The browser's own process, where what pages store lies: IndexedDB, caches, blobs. With twenty visits at
once of the example web it took 0.06 GB; one page of the hostile web added 0.7 GB a second."""
SHARE = 0.4
"""Of the machine, on a small one: a retired browser still has its last visits while the next begins."""
_OWN = (b"\nRssAnon:", b"\nRssShmem:")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def limit() -> int:
    """Bytes that one browser may take before it is replaced."""
    return min(LARGEST, int(SHARE * _machine()))


def page_limit() -> int:
    """Bytes that one page may take before it is ended; half of it where all together take too much."""
    return min(LARGEST_PAGE, limit() // 2)


def driver_limit() -> int:
    """Bytes that the browsers' driver may take before something is done about it."""
    return min(LARGEST_DRIVER, limit())


def store_limit() -> int:
    """Bytes that the browser's own process may take before something is done about it."""
    return min(LARGEST_STORE, limit() // 2)


def _machine() -> int:
    """What there is: the machine's memory, or the group's share of it if that is less."""
    known = [os.sysconf("SC_PHYS_PAGES") * _PAGE]
    for path in (CGROUP_LIMIT, *_own_groups()):
        with suppress(OSError, ValueError):
            known.append(int(path.read_text()))
    return min(known)


def _own_groups() -> Iterator[Path]:
    with suppress(OSError):
        group = (PROC / "self" / "cgroup").read_text().strip().rpartition(":")[2].strip("/")
        while group:
            yield CGROUP_LIMIT.parent / group / CGROUP_LIMIT.name
            group = group.rpartition("/")[0]


def taken(processes: Iterable[int]) -> dict[int, int]:
    """Bytes that each of them has for itself; without those that have ended."""
    found = {}
    for process in processes:
        with suppress(OSError, ValueError, IndexError):
            told = told_of(process, "status", PROC)
            found[process] = sum(_bytes(told, name) for name in _OWN)
    return found


def _bytes(told: bytes, name: bytes) -> int:
    start = told.index(name) + len(name)
    return 1024 * int(told[start : told.index(b"kB", start)])
