"""Where a finished unit goes: archive and pictures first, then one transaction in the store, then the
operator is told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from crawler.archive import LAYOUT, OBSERVATION, SNAPSHOT, Extra, archive_path, write_archive
from crawler.context import CrawlContext, Event, context_of
from crawler.mhtml import slim
from crawler.pictures import store_picture
from crawler.unit import Unit
from scoring.judge import judge
from scoring.store import Store, StoredFile
from scoring.store.records import as_json

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class SavePipeline:
    """One thread writes: the files of a unit and its row appear in one order, and the crawl does not wait
    for the disk."""

    def __init__(self, context: CrawlContext) -> None:
        self.context = context
        self.store: Store | None = None
        self.writer = ThreadPoolExecutor(1, "save")
        self.broken: Exception | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "SavePipeline":
        return cls(context_of(crawler.settings))

    def open_spider(self) -> None:
        if self.context.run_id:
            self.store = Store.open(self.context.data_dir, database=self.context.options.database)

    def close_spider(self) -> None:
        self.writer.shutdown()
        if self.store:
            self.store.close()

    async def process_item(self, item: Unit) -> Any:
        """Returns the observation as a plain dict, for Scrapy's feeds. An error while saving ends the run:
        a night that cannot be written down must not look as if it had been."""
        if self.store is None:
            return item.observation.model_dump(mode="json")
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.writer, self.save, item)
        observation = item.observation
        self.context.on_event(
            Event(observation.code, observation.status, observation.status_reason, _line(item))
        )
        return {"code": observation.code, "status": observation.status}

    def save(self, unit: Unit) -> None:
        """Raises OSError and StoreError; once it has, at once and the same: the run is ending, and those that
        are under way would each wait for the same disk or lock."""
        if self.broken:
            raise self.broken
        try:
            self._save(unit)
        except Exception as error:
            self.broken = error
            raise

    def _save(self, unit: Unit) -> None:
        assert self.store is not None  # noqa: S101 - checked by process_item
        assert self.context.run_id is not None  # noqa: S101 - a store is open only for a run
        observation = unit.observation
        result = self.store.settled(judge(observation, self.context.places(observation.code)))
        text = as_json(observation)
        self.store.save(self.context.run_id, observation, result, self._files(unit, text), text)

    def _files(self, unit: Unit, observation_json: bytes) -> list[StoredFile]:
        context, data = self.context, self.context.data_dir
        code = unit.observation.code
        stored = [store_picture(data, content) for _, content in unit.shots]
        found = [
            StoredFile("picture", picture.sha256, picture.path, picture.bytes)
            for picture in dict.fromkeys(stored)
        ]
        if context.options.archive != "no" and context.run_id:
            relative = archive_path(context.run_id, code)
            written = write_archive(
                data / relative,
                unit.fetched,
                _extras(unit, observation_json),
                (("code", code), ("run", context.run_id)),
            )
            found.append(StoredFile("archive", written.sha256, relative.as_posix(), written.bytes))
        return found


def _extras(unit: Unit, observation_json: bytes) -> list[Extra]:
    observation = unit.observation
    at, about = observation.measured_at, observation.final_url or observation.homepage
    found = [Extra(OBSERVATION, "application/json", observation_json, at, about)]
    if unit.layout:
        found.append(Extra(LAYOUT, "application/json", unit.layout, at, about))
    if unit.mhtml:
        found.append(Extra(SNAPSHOT, "multipart/related", slim(unit.mhtml), at, about))
    found.extend(
        Extra(f"picture/{digest}", "image/webp", content, at, about) for digest, content in unit.shots
    )
    return found


def _line(unit: Unit) -> str:
    observation = unit.observation
    if observation.status == "measured":
        return ""
    reason = f"{observation.status_reason} {observation.status_detail}".rstrip()
    return f"{observation.code} {observation.name}: {reason}"
