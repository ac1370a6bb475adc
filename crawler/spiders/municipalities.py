"""The spider: municipalities in, observations out. One municipality is one unit of work, isolated from the
others."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.candidates import Reader
from crawler.context import CrawlContext, context_of
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
        self.limits = Limits(context.options.budget, context.options.page_timeout, context.options.pictures)

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "MunicipalitiesSpider":
        spider = cls(context_of(crawler.settings), *args, **kwargs)
        spider._set_crawler(crawler)
        return spider

    async def start(self) -> AsyncIterator[Unit]:
        """Every municipality once; then those once more whose failure may pass (see `scoring.statuses`)."""
        failed: dict[str, Unit] = {}
        async with contextlib.aclosing(self._visit_all(self.context.rows)) as units:
            async for unit in units:
                if visited_again(unit.observation.status_reason):
                    # Not stored yet: killed before the second visit, `--resume` makes it.
                    failed[unit.observation.code] = unit
                else:
                    yield unit
        again = [row for row in self.context.rows if row.code in failed]
        async with contextlib.aclosing(self._visit_all(again)) as units:
            async for unit in units:
                del failed[unit.observation.code]
                yield unit
        # Stopped before their second visit: the first one counts.
        for unit in failed.values():
            yield unit

    async def _visit_all(self, rows: Sequence[Municipality]) -> AsyncGenerator[Unit]:
        waiting = iter(rows)
        stop = asyncio.create_task(self.context.stopping.wait())
        running: set[asyncio.Task[Unit]] = set()
        try:
            while not stop.done():
                while len(running) < self.context.options.in_flight and (row := next(waiting, None)):
                    running.add(asyncio.create_task(self._visit(row)))
                if not running:
                    return
                await asyncio.wait({*running, stop}, return_when=asyncio.FIRST_COMPLETED)
                for task in [one for one in running if one.done()]:
                    running.discard(task)
                    yield task.result()
            # What is half seen is let go: nothing of it is stored, and `--resume` visits it again.
            await self.context.pool.close()
        finally:
            for left in (*running, stop):
                left.cancel()

    async def _visit(self, row: Municipality) -> Unit:
        context = self.context
        reader = Reader(load_lexicon(), context.places(row.code) or (row.name,))
        visit = MunicipalityVisit(
            row,
            reader,
            self._download,
            self.limits,
            context.pool.options.user_agent,
            lambda: context.pool.version,
        )
        return await visit.run()

    async def _download(self, request: Request) -> Response:
        assert self.crawler.engine is not None  # noqa: S101 - a started spider has one
        return await self.crawler.engine.download_async(request)
