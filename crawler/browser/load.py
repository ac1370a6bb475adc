"""Does the machine keep up? A page on an overloaded machine is measured before it is what a visitor sees.

Asked is how much longer the browser's processes take than they would alone: the kernel counts for each how
long it ran, and how long it stood ready and had to wait for a core. How busy the cores are says less: a crawl
that keeps all of them busy is as it should be. Where there is no /proc nothing is known, and nothing done.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from crawler.browser.places import Places
from crawler.browser.processes import PROC, descendants, told_of

logger = logging.getLogger(__name__)

EVERY = 2.0
"""Seconds between two judgements."""
TOO_SLOW = 10.0
"""Times as long as alone. Five visits per core are up to five times as slow by themselves; measured at twenty
on four cores, beside other work that took half of them: 4 to 7, and 8 to 10 in its worst moments."""
FAST_ENOUGH = 7.0
LEAST_RUN = 0.2
"""Seconds of work without which nothing is judged."""

Times = tuple[int, int]
"""Nanoseconds: run, and waited for a core."""


@dataclass
class Pace:
    """Gives and takes places by how slow everything is."""

    places: Places
    scarce: Callable[[], bool] = lambda: False
    """Whether the visits together take too much memory."""
    slowest: float = 1.0
    _before: dict[int, Times] = field(default_factory=dict)

    def look(self, processes: Iterable[int]) -> None:
        """What `processes` have done since the last look."""
        now = {process: found for process in processes if (found := _times(process))}
        run = waited = 0
        for process, (own_run, own_waited) in now.items():
            run_before, waited_before = self._before.get(process, (0, 0))
            run += max(0, own_run - run_before)
            waited += max(0, own_waited - waited_before)
        self._before = now
        if run > LEAST_RUN * 1e9:
            self.judge((run + waited) / run)

    def judge(self, slowness: float) -> None:
        self.slowest = max(self.slowest, slowness)
        before = self.places.allowed
        if slowness > TOO_SLOW:
            self.places.fewer()
        elif slowness < FAST_ENOUGH:
            self.places.more()
        if self.places.allowed < before:
            logger.warning(
                "this machine does not keep up (everything takes %.0f times as long): %d visits at once",
                slowness, self.places.allowed,
            )  # fmt: skip

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            if self.scarce():
                self.places.fewer()
                logger.warning("memory is scarce: %d visits at once", self.places.allowed)
            else:
                self.look(descendants(os.getpid()))


def _times(process: int) -> Times | None:
    """Of a process's first thread: in a renderer that is the one in which the page lives."""
    with suppress(OSError, ValueError):
        run, waited, _ = told_of(process, "schedstat", PROC).split()
        return int(run), int(waited)
    return None
