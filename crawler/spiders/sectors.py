"""The weekly spider: observations of the last night in, sector pages out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from crawler.context import CrawlContext, context_of
from crawler.courtesy import Restraint
from crawler.plain import Errand
from crawler.sectors.choice import SectorChooser
from crawler.sectors.visit import BUDGET, MunicipalityWeek, SectorUnit
from crawler.spiders.municipalities import MunicipalitiesSpider
from scoring.lexicon import load_lexicon
from scoring.observation import Observation
from scoring.registry import Municipality

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Seen = Callable[[str], tuple[str, Observation] | None]
"""Code → the last measured observation and its run."""


class SectorsSpider(MunicipalitiesSpider):
    name = "sectors"
    custom_settings = {  # noqa: RUF012 - Scrapy's own name and type
        "ITEM_PIPELINES": {"crawler.sectors.pipeline.SaveSectors": 300}
    }

    def __init__(self, context: CrawlContext, seen: Seen = lambda code: None, **arguments: Any) -> None:
        super().__init__(context, **arguments)
        self._seen = seen

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> "SectorsSpider":
        spider = cls(context_of(crawler.settings), *args, **kwargs)
        spider._set_crawler(crawler)
        return spider

    async def start(self) -> AsyncIterator[SectorUnit]:  # type: ignore[override]
        """Every municipality once. As many at once as are in flight at night: mostly they wait
        for one another's second."""
        waiting = iter(self.context.rows)
        running: set[asyncio.Task[SectorUnit | None]] = set()
        try:
            while True:
                while (
                    not self.context.stopping.is_set()
                    and len(running) < self.context.options.in_flight
                    and (row := next(waiting, None))
                ):
                    running.add(asyncio.create_task(self._week(row)))
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    if unit := task.result():
                        yield unit
        finally:
            for left_over in running:
                left_over.cancel()

    async def _week(self, row: Municipality) -> SectorUnit | None:
        seen = self._seen(row.code)
        if seen is None:
            return None
        run_id, observation = seen
        places = self.context.places(row.code) or (row.name,)
        week = MunicipalityWeek(
            observation,
            run_id,
            SectorChooser(observation, load_lexicon(), places),
            places,
            Errand(self._download, Restraint(self.context.crawl_delays), BUDGET, self.limits.page_timeout),
        )
        return await week.run()
