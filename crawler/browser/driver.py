"""The driver between us and the browsers: one process for all visits. Whatever a page says to its developers
(a console in a worker, say) passes through it, and faster than it can be read it piles up there. One page of
the hostile web brought it to 2.7 GB, and every other visit to six times its time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crawler.browser import memory
from crawler.browser.processes import worked

logger = logging.getLogger(__name__)

RESPITE = 10.0
"""Seconds to get through what has piled up, once the page that said it has ended."""


@dataclass
class DriverWatch:
    """Ends the page that keeps the driver busy; the driver itself where that does not help. It is started
    anew then, and what was under way is visited again."""

    end: Callable[[int], None]
    most: int = memory.LARGEST_DRIVER
    """Bytes."""
    clock: Callable[[], float] = time.monotonic
    _page_ended: float | None = None

    def look(self, driver: int, pages: Iterable[int]) -> None:
        """`pages`: the processes that show them. The busiest is taken for the one that says so much: a wrong
        one is visited again."""
        taken = memory.taken([driver]).get(driver, 0)
        if taken <= self.most:
            self._page_ended = None
            return
        busiest = max(pages, key=worked, default=None)
        waited = self._page_ended is not None and self.clock() - self._page_ended > RESPITE
        if taken > 2 * self.most or waited:
            logger.warning("the browser's driver has taken %d MB: ended", taken // 1_000_000)
            self.end(driver)
            self._page_ended = None
        elif self._page_ended is None:
            logger.warning(
                "the browser's driver has taken %d MB: the busiest page is ended", taken // 1_000_000
            )
            if busiest is not None:
                self.end(busiest)
            self._page_ended = self.clock()
