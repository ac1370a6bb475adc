"""What a crawl takes of the machine, and what it leaves behind, read from /proc."""

import contextlib
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.browser.processes import descendants

EVERY = 0.5
PROC = Path("/proc")


def marked(mark: str) -> list[int]:
    """The processes in whose environment `mark` stands, as a crawl's browsers inherit it, and all that they
    have started: a renderer writes its title over its environment."""
    found = set()
    for folder in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                found.add(int(folder.name))
    return sorted(found.union(*map(descendants, found)))


def memory(process: int) -> int:
    """Bytes; what is shared is counted once over all (PSS)."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


class Watch:
    """`with Watch(mark) as watch:` keeps the greatest sum of memory of all marked processes in `peak`."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.peak = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(EVERY):
            self.peak = max(self.peak, sum(memory(one) for one in marked(self.mark)))
