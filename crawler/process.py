"""Runs the spider in this process, from the first municipality to the last browser closed."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import file_errors
from crawler import settings as defaults
from crawler.browser import playwright_repairs
from crawler.context import CrawlContext, Event, Options
from crawler.settings import scrapy_settings
from crawler.spiders.municipalities import MunicipalitiesSpider
from scoring.registry import Municipality, Registry
from scoring.store import StoreError


@dataclass(frozen=True)
class CrawlOutcome:
    """`interrupted`: a signal came, `terminated`: it was SIGTERM, which nobody types. `late`: the window
    closed while there was something left to begin or to finish."""

    interrupted: bool
    late: bool = False
    terminated: bool = False


INTERRUPTED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


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
    *,
    window: float | None = None,
    spider: type[MunicipalitiesSpider] = MunicipalitiesSpider,
    arguments: Mapping[str, Any] = MappingProxyType({}),
) -> CrawlOutcome:
    """Visits `rows` by `spider`, which gets the `arguments`; saves each unit under `run_id`. After `window`
    seconds no further municipality is begun.
    Raises NoBrowser, CrawlFailed. Once per process: Twisted's reactor starts only once."""
    _calm_the_collector()
    playwright_repairs.repair()
    # A log on a full disk: what is to be said of it is said by the error that ends the crawl.
    logging.raiseExceptions = False
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
    crawler = process.create_crawler(spider)
    watch = _Watch(crawler)
    stop = _Stop(context, window)
    crawler.signals.connect(stop.install, signals.spider_opened)
    with _handlers_put_back():
        process.crawl(crawler, **arguments)
        process.start(install_signal_handlers=False)
    context.addresses.close()
    if watch.error:
        raise CrawlFailed(watch.error)
    return CrawlOutcome(interrupted=stop.signalled, late=stop.late, terminated=stop.terminated)


def _calm_the_collector() -> None:
    """A visit makes some hundred thousand small objects, nearly none of them in cycles: Python's default of
    looking for cycles after every 700 costs a tenth of the crawl, after every 20,000 a fortieth. Reference
    counting frees the rest at once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


class _Stop:
    """What ends a crawl before its time: the first SIGINT or SIGTERM and the end of its window in order, the
    second signal at once."""

    def __init__(self, context: CrawlContext, window: float | None) -> None:
        self.context, self.window = context, window
        self.signalled = self.late = self.terminated = False

    def install(self) -> None:
        loop = asyncio.get_running_loop()
        if self.window is not None:
            # The loop's clock is monotonic: a wall clock that is set back keeps nobody up.
            loop.call_later(max(self.window, 0), self.window_closed)
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                loop.add_signal_handler(number, self.received, number)

    def window_closed(self) -> None:
        if not self.context.stopping.is_set():
            self.late = True
            self.context.stopping.set()

    def received(self, number: int) -> None:
        if self.signalled:
            # Whole units are committed one by one: nothing can be half written.
            _say("stopped at once; what was measured is kept. Go on with `vagvisaren crawl --resume`.")
            os._exit(INTERRUPTED)
        self.signalled, self.terminated = True, number == signal.SIGTERM
        _say("stopping: what is under way is finished first; a second signal stops at once.")
        self.context.stopping.set()


def _told(error: BaseException | None) -> str:
    """What ended the crawl, where, and what to do."""
    match error:
        case StoreError():
            what = str(error)
        case OSError(strerror=str()):
            what = file_errors.sentence(error)
        case _:
            what = f"{type(error).__name__}: {error}"
    return f"{what} What was measured is kept: `vagvisaren crawl --resume` goes on."


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _handlers_put_back() -> Iterator[None]:
    """The loop takes the signals over and, once it has stopped, hears no more of them: whoever builds the
    report after the crawl must still be stoppable."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
            self.error = _told(failure.value)
            # Not by the engine: while an item of `start()` is being saved, its closing never ends.
            if isinstance(self.crawler.spider, MunicipalitiesSpider):
                self.crawler.spider.give_up()
