"""Where a weekly visit goes: judged, then one transaction in the store, then the operator is told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from crawler.context import CrawlContext, Event, context_of
from crawler.sectors.visit import SectorUnit
from scoring.measures.week import measure_week
from scoring.store import Store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class SaveSectors:
    """One thread writes."""

    def __init__(self, context: CrawlContext) -> None:
        self.context = context
        self.store: Store | None = None
        self.writer = ThreadPoolExecutor(1, "save")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "SaveSectors":
        return cls(context_of(crawler.settings))

    def open_spider(self) -> None:
        if self.context.run_id:
            self.store = Store.open(self.context.data_dir, database=self.context.options.database)

    def close_spider(self) -> None:
        self.writer.shutdown()
        if self.store:
            self.store.close()

    async def process_item(self, item: SectorUnit) -> Any:
        """An error while saving ends the run."""
        if self.store is None:
            return item.visit.model_dump(mode="json")
        await asyncio.get_running_loop().run_in_executor(self.writer, self._save, item)
        visit = item.visit
        status = "measured" if visit.sectors else "unmeasured"
        self.context.on_event(Event(visit.code, status, None, ""))
        return {"code": visit.code, "status": status}

    def _save(self, unit: SectorUnit) -> None:
        assert self.store is not None  # noqa: S101 - checked by process_item
        self.store.sectors.add(unit.visit, measure_week(unit.observation, unit.visit, unit.places))
