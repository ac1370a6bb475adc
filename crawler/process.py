"""Runs the spider in this process, from the first municipality to the last browser closed."""

import asyncio
import gc
import logging
import os
import signal
import threading
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


INTERRUPTED = 130


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
    Twisted's reactor starts only once."""
    _calm_the_collector()
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
    on_signal = _Signals(context)
    crawler.signals.connect(on_signal.install, signals.spider_opened)
    process.crawl(crawler)
    process.start(install_signal_handlers=False)
    context.addresses.close()
    if watch.error:
        raise CrawlFailed(watch.error)
    return CrawlOutcome(interrupted=context.stopping.is_set())


def _calm_the_collector() -> None:
    """A visit makes some hundred thousand small objects, nearly none of them in cycles: Python's default of
    looking for cycles after every 700 costs a tenth of the crawl. Reference counting frees the rest at
    once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


class _Signals:
    """The first SIGINT or SIGTERM ends the crawl in order, the second at once."""

    def __init__(self, context: CrawlContext) -> None:
        self.context = context

    def install(self) -> None:
        if threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.received)

    def received(self) -> None:
        if self.context.stopping.is_set():
            # Whole units are committed one by one: nothing can be half written.
            os._exit(INTERRUPTED)
        self.context.stopping.set()


class _Watch:
    """The first error in saving: it ends the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.error = ""
        crawler.signals.connect(self.item_error, signals.item_error)
        crawler.signals.connect(self.spider_error, signals.spider_error)

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
