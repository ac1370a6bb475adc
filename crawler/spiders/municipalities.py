"""The spider: municipalities in, observations out. One municipality is one unit of work, isolated from the
others."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.candidates import Reader
from crawler.context import CrawlContext, context_of
from crawler.courtesy import Restraint, Tally
from crawler.recording import FULL
from crawler.repeats import Repeats
from crawler.unit import Limits, MunicipalityVisit, Unit
from scoring.lexicon import load_lexicon
from scoring.registry import Municipality
from scoring.statuses import visited_again

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class MunicipalitiesSpider(Spider):
    """Two limits: municipalities in flight here, contexts in the browser pool. Waiting out of courtesy holds
    no context."""

    name = "municipalities"

    def __init__(self, context: CrawlContext, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.context = context
        options = context.options
        self.limits = Limits(
            options.budget, options.page_timeout, options.pictures, record=options.archive == FULL
        )
        self._ends_at: float | None = None
        self._tallies: dict[str, Tally] = {}
        self.repeats = Repeats()

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "MunicipalitiesSpider":
        spider = cls(context_of(crawler.settings), *args, **kwargs)
        spider._set_crawler(crawler)
        return spider

    async def start(self) -> AsyncIterator[Unit]:
        """Every municipality once; then again, in rounds, whoever is owed another visit."""
        stopping = self.context.stopping
        waits = {row.code: 0.0 for row in self.context.rows}
        while waits:
            rows = [row for row in self.context.rows if row.code in waits]
            async with contextlib.aclosing(self._visit_all(rows, waits)) as units:
                async for unit in units:
                    # What fails after a stop may have been stopped by the same signal: it reaches the
                    # browser's driver too.
                    stopped = stopping.is_set() and visited_again(unit.observation.status_reason)
                    # Not stored before its last visit: killed until then, `--resume` makes them all.
                    if not stopped and (counts := self.repeats.settle(unit)):
                        yield counts
            waits = {} if stopping.is_set() else self.repeats.next_round()
        for unit in self.repeats.rest():
            yield unit

    async def _visit_all(
        self, rows: Sequence[Municipality], not_before: Mapping[str, float]
    ) -> AsyncGenerator[Unit]:
        """Once `stopping` is set no further one is begun; those under way have one budget to end in."""
        waiting, stopping = iter(rows), self.context.stopping
        stop = asyncio.create_task(stopping.wait())
        running: set[asyncio.Task[Unit]] = set()
        try:
            while True:
                while (
                    not stopping.is_set()
                    and len(running) < self.context.options.in_flight
                    and (row := next(waiting, None))
                ):
                    running.add(asyncio.create_task(self._visit(row, not_before[row.code])))
                if not running:
                    return
                left = self._time_left()
                awaited: list[asyncio.Task[Any]] = [*running, stop] if left is None else [*running]
                await asyncio.wait(awaited, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                ended = [task for task in running if task.done()]
                for task in ended:
                    running.discard(task)
                    yield task.result()
                if left is not None and not ended:
                    # What is half seen is let go: nothing of it is stored, and `--resume` visits it again.
                    await self.context.pool.close()
                    return
        finally:
            for left_over in (*running, stop):
                left_over.cancel()

    def give_up(self) -> None:
        """Nothing can be saved any more: what is under way is let go at once."""
        self._ends_at = 0.0
        self.context.stopping.set()

    def _time_left(self) -> float | None:
        """Seconds that those under way still have; None while nothing stops the crawl."""
        if not self.context.stopping.is_set():
            return None
        now = asyncio.get_running_loop().time()
        if self._ends_at is None:
            self._ends_at = now + self.limits.budget
        return max(self._ends_at - now, 0.0)

    async def _visit(self, row: Municipality, not_before: float) -> Unit:
        await asyncio.sleep(max(0.0, not_before - time.monotonic()))
        context = self.context
        reader = Reader(load_lexicon(), context.places(row.code) or (row.name,))
        visit = MunicipalityVisit(
            row,
            reader,
            self._download,
            self.limits,
            context.pool.options.user_agent,
            lambda: context.pool.version,
            Restraint(context.crawl_delays),
            # A second visit is paid for by whom the first one was.
            self._tallies.setdefault(row.code, Tally()),
            alone=self.repeats.alone,
        )
        return await visit.run()

    async def _download(self, request: Request) -> Response:
        assert self.crawler.engine is not None  # noqa: S101 - a started spider has one
        return await self.crawler.engine.download_async(request)
