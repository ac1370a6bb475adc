"""Runs the spider in this process, from the first municipality to the last browser closed."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import settings as defaults
from crawler.context import CrawlContext, Event, Options
from crawler.settings import scrapy_settings
from crawler.spiders.municipalities import MunicipalitiesSpider
from scoring.registry import Municipality, Registry


@dataclass(frozen=True)
class CrawlOutcome:
    interrupted: bool


class CrawlFailed(Exception):
    """The crawl ended before it was done, through no municipality's fault (a full disk, a database that
    cannot be written)."""


def crawl(
    rows: Sequence[Municipality],
    run_id: str,
    data_dir: Path,
    options: Options,
    on_event: Callable[[Event], None],
    registry: Registry | None = None,
) -> CrawlOutcome:
    """Visits `rows`, saves each unit under `run_id`. Raises NoBrowser, CrawlFailed. Once per process:
    Twisted's reactor
    starts only once."""
    context = CrawlContext(options, rows, registry or Registry(rows), run_id, data_dir, on_event)
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    settings.setdict(scrapy_settings(context), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    for noisy in (
        "scrapy.downloadermiddlewares.robotstxt",
        "asyncio",
        "scrapy.core.downloader.handlers.http11",
    ):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    crawler = process.create_crawler(MunicipalitiesSpider)
    watch = _Watch(crawler)
    process.crawl(crawler)
    process.start()
    context.addresses.close()
    if watch.error:
        raise CrawlFailed(watch.error)
    return CrawlOutcome(interrupted=watch.reason == "shutdown")


class _Watch:
    """Why the spider closed, and the first error in saving: that one ends the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.reason = ""
        self.error = ""
        crawler.signals.connect(self.closed, signals.spider_closed)
        crawler.signals.connect(self.item_error, signals.item_error)
        crawler.signals.connect(self.spider_error, signals.spider_error)

    def closed(self, reason: str) -> None:
        self.reason = reason

    def item_error(self, failure: Failure) -> None:
        self._fail(failure)

    def spider_error(self, failure: Failure) -> None:
        self._fail(failure)

    def _fail(self, failure: Failure) -> None:
        if not self.error:
            self.error = f"{failure.type.__name__ if failure.type else 'error'}: {failure.getErrorMessage()}"
            if self.crawler.engine:
                from scrapy.utils.defer import deferred_from_coro

                deferred_from_coro(self.crawler.engine.close_spider_async(reason="failed"))
