"""Which processes a crawl has started, read from /proc; elsewhere none are known."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


_parents: dict[int, int] = {}
"""Of every process at the last look. A parent is read once: of some hundred processes few are new."""
_one_look = threading.Lock()


class Processes:
    """All processes as they are at one look: what several questions are asked of together costs one."""

    def __init__(self) -> None:
        self._seen = time.monotonic()
        self.parents = _look_for_new()
        self._children: dict[int, list[int]] = {}
        for process, parent in self.parents.items():
            self._children.setdefault(parent, []).append(process)

    def age(self) -> float:
        """Seconds since the look."""
        return time.monotonic() - self._seen

    def below(self, *roots: int) -> set[int]:
        """Those that `roots` started, and those that they did, without a root that no other started."""
        found: set[int] = set()
        left = list(roots)
        while left:
            for process in self._children.get(left.pop(), ()):
                if process not in found:
                    found.add(process)
                    left.append(process)
        return found

    def starter_of(self, processes: frozenset[int]) -> int | None:
        """Who started a browser: of its first processes, the parent that is none of them."""
        none = {None, *processes}
        return next((parent for one in processes if (parent := self.parents.get(one)) not in none), None)


def descendants(*roots: int) -> set[int]:
    """The processes below `roots` as they are now: see `Processes.below`."""
    return Processes().below(*roots)


def _look_for_new() -> dict[int, int]:
    """All of them as they are now. Whose parent has ended keeps it here: who started a browser is still to be
    told."""
    with _one_look:
        alive: set[int] = set()
        with suppress(OSError):
            alive = {int(name) for name in os.listdir(PROC) if name.isdigit()}  # noqa: PTH208
        for ended in _parents.keys() - alive:
            del _parents[ended]
        for process in alive - _parents.keys():
            with suppress(OSError, ValueError, IndexError):
                _parents[process] = _parent(process)
        return dict(_parents)


def told_of(process: int | str, about: str, below: Path = PROC) -> bytes:
    """A file of a process's folder. Read without pathlib and text layers: hundreds are read every second.
    Raises OSError."""
    file = os.open(f"{below}/{process}/{about}", os.O_RDONLY)
    try:
        return os.read(file, 8192)
    finally:
        os.close(file)


def browser_below(root: int, without: Container[int] = frozenset()) -> frozenset[int]:
    """The first processes of a browser that `root` has started: those with a profile and of no type. More
    than one where a script of the distribution starts it."""
    found = descendants(root)
    return frozenset(one for one in found if one not in without and _is_browser(one))


def worked(process: int) -> int:
    """How much processor time it has had, in the kernel's ticks; 0 once it has ended."""
    with suppress(OSError, ValueError, IndexError):
        user, system = told_of(process, "stat").rpartition(b")")[2].split()[11:13]
        return int(user) + int(system)
    return 0


def end(*processes: int) -> None:
    """At once; not what has ended, or is none that this process has started: a page of many workers has the
    kernel give all its numbers again within seconds, and somebody else's may have this one by now. Asked of
    all before the first is ended, for a process whose starter has ended is nobody's."""
    for process in [one for one in processes if _is_ours(one)]:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def _is_ours(process: int) -> bool:
    """Asked of the kernel, one parent after the other."""
    own = os.getpid()
    with suppress(OSError, ValueError, IndexError):
        while process > 1:
            process = _parent(process)
            if process == own:
                return True
    return False


def _parent(process: int) -> int:
    """Raises OSError."""
    # The name in parentheses may hold anything.
    return int(told_of(process, "stat").rpartition(b")")[2].split()[1])


def shows_pages(process: int) -> bool:
    """A renderer: each belongs to one visit, for contexts share none."""
    with suppress(OSError):
        return b"--type=renderer" in (PROC / str(process) / "cmdline").read_bytes()
    return False


def _is_browser(process: int) -> bool:
    with suppress(OSError):
        arguments = (PROC / str(process) / "cmdline").read_bytes().split(b"\0")
        return any(one.startswith(b"--user-data-dir=") for one in arguments) and not any(
            one.startswith(b"--type=") for one in arguments
        )
    return False
