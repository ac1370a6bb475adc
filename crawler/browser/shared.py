"""What all visits share, and one page may fill: the driver (by what its scripts say), and the browser's own
process (what a page stores lies there, and nobody tells whose it is)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crawler.browser import memory
from crawler.browser.processes import worked

logger = logging.getLogger(__name__)

RESPITE = 10.0
"""Seconds to get through what has piled up, once the page that made it has ended."""
GROWN = 0.2
"""Of what it may take: if it grows by so much after a page was ended, that was not the one."""


@dataclass
class SharedWatch:
    """Ends the page that keeps `name` busy; the process itself where that does not help. It is started anew
    then, and what was under way is visited again."""

    name: str
    end: Callable[[int], None]
    most: int
    """Bytes."""
    clock: Callable[[], float] = time.monotonic
    _page_ended: float | None = None
    _taken_then: int = 0
    _worked: dict[int, int] = field(default_factory=dict)

    def look(self, process: int, pages: Iterable[int]) -> None:
        """`pages`: the processes that show them. The one that has worked most since the last look is taken
        for the one that fills it: a wrong one is visited again."""
        taken = memory.taken([process]).get(process, 0)
        if taken <= self.most:
            self._page_ended = None
            # Nearly there: then it matters who is busy from now on.
            self._worked = {page: worked(page) for page in pages} if taken > self.most / 2 else {}
            return
        waited = self._page_ended is not None and self.clock() - self._page_ended > RESPITE
        if taken > 2 * self.most or waited:
            logger.warning("%s has taken %d MB: ended", self.name, taken // 1_000_000)
            self.end(process)
            self._page_ended = None
        elif self._page_ended is None or taken > self._taken_then + GROWN * self.most:
            self._end_busiest(taken, pages)

    def _end_busiest(self, taken: int, pages: Iterable[int]) -> None:
        now = {page: worked(page) for page in pages}
        busiest = max(now, key=lambda page: now[page] - self._worked.get(page, 0), default=None)
        logger.warning("%s has taken %d MB: the busiest page is ended", self.name, taken // 1_000_000)
        if busiest is not None:
            self.end(busiest)
        self._page_ended, self._taken_then, self._worked = self.clock(), taken, now
