"""The memory of all browsers together, looked at from a thread of its own: while a hundred kilobytes of
somebody's page are parsed, another page takes a gigabyte."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from playwright.async_api import Browser

from crawler.browser import memory
from crawler.browser.processes import Processes, end, shows_pages
from crawler.browser.shared import SharedWatch

logger = logging.getLogger(__name__)

EVERY, CLOSELY = 0.25, 0.1
"""Seconds between two looks; the shorter where half of what may be taken is taken. Who is there is listed
anew no more often than the longer: that costs more than to ask those who are known."""
FAR_TOO_MUCH = 4 / 3
"""Times as much as all together may take: then a quarter of what a page may take is too much for it."""


@dataclass
class Running:
    """A browser that has been started."""

    browser: Browser
    processes: frozenset[int] = frozenset()
    """Its first ones, where /proc tells them; its renderers are theirs."""
    opened: int = 0
    live: int = 0
    retired: bool = False
    version: str = ""
    store: SharedWatch = field(
        default_factory=lambda: SharedWatch("what pages store in the browser", end, memory.store_limit())
    )


class Crowd:
    """`look` ends what takes too much, the smallest part that helps: a page rather than a browser, a browser
    rather than the machine. What was under way there is visited again."""

    def __init__(self, running: Callable[[], Sequence[Running]]) -> None:
        self._running = running
        self.most, self.most_page = memory.limit(), memory.page_limit()
        self.driver = SharedWatch("the browser's driver", end, memory.driver_limit())
        self.replaced = 0
        """How many browsers had taken too much memory."""
        self.scarce = False
        """All together have taken too much at the last look: fewer should follow."""
        self._ended: set[int] = set()
        self._one_look = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self) -> None:
        """From now on until `close`."""
        if self._thread is None:
            self._over.clear()
            self._thread = threading.Thread(target=self._watch, name="memory", daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def _watch(self) -> None:
        pause, there = EVERY, Processes()
        while not self._over.wait(pause):
            try:
                if there.age() >= EVERY:
                    there = Processes()
                pause = CLOSELY if self.look(there) > self.most / 2 else EVERY
            except Exception:  # nobody else would notice that nobody looks any more
                logger.exception("memory was not looked at")

    def look(self, there: Processes | None = None) -> int:
        """Bytes that all together had taken, without what was ended. `there`: all processes, if it is known
        who they are."""
        with self._one_look:
            every, there = self._running(), there or Processes()
            processes = [one.processes | there.below(*one.processes) for one in every]
            self._ended &= set().union(*processes)
            taken = [memory.taken(of_one - self._ended) for of_one in processes]
            total = sum(sum(of_one.values()) for of_one in taken)
            for running, of_one in zip(every, taken, strict=True):
                total -= self._end_pages(of_one, total)
                self._judge(running, of_one)
            self.scarce = total > self.most
            self._look_at_driver(frozenset().union(*(one.processes for one in every)), there)
            return total

    def _end_pages(self, taken: dict[int, int], total: int) -> int:
        """Those of one browser that have grown too large, where all together take `total`: their visits fail,
        the others go on. What they had taken goes out of `taken`; its sum."""
        freed = 0
        for process in sorted(taken, key=taken.__getitem__, reverse=True):
            left = total - freed
            part = 4 if left > FAR_TOO_MUCH * self.most else 2 if left > self.most else 1
            if taken[process] <= self.most_page // part:
                break
            if shows_pages(process):
                logger.warning("a page has taken %d MB: ended", taken[process] // 1_000_000)
                end(process)
                self._ended.add(process)
                freed += taken.pop(process)
        return freed

    def _judge(self, running: Running, taken: dict[int, int]) -> None:
        """A browser that has grown too large gets no further visit, and ends with its last; one that has
        twice as much ends at once."""
        total = sum(taken.values())
        if total > self.most and not running.retired:
            logger.warning("the browser has taken %d MB: replaced", total // 1_000_000)
            self.replaced += 1
            running.retired = True
        if total > 2 * self.most:
            logger.warning("the browser has taken %d MB: ended", total // 1_000_000)
            end(*taken)
        elif running.processes:
            # Where a script of the distribution starts it, that is one of its first processes too.
            own = max(running.processes, key=lambda one: taken.get(one, 0))
            running.store.look(own, _pages(taken))

    def _look_at_driver(self, browsers: frozenset[int], there: Processes) -> None:
        """It is one for all `browsers`."""
        driver = there.starter_of(browsers)
        if driver is not None and driver != os.getpid():
            self.driver.look(driver, _pages(there.below(*browsers)))


def _pages(processes: set[int] | dict[int, int]) -> Iterator[int]:
    """Found out only for whoever asks."""
    return (one for one in processes if shows_pages(one))
