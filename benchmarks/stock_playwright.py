"""Variant `stock`: the crawl's visit, page for page, with scrapy-playwright as it is in the place of the
crawl's own download handler; no archive, scoring or store."""

from collections.abc import Callable
from typing import Any

from playwright.async_api import Page
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from benchmarks.variant import Outcome, Stopwatch, Task, run_variant
from benchmarks.visit import CONTEXT_ARGUMENTS, arguments_without_relay, look_at_all
from benchmarks.whole_crawl import lacks
from crawler import settings as defaults
from crawler.addresses import Addresses
from crawler.browser import scripts
from crawler.browser.leaving import Leaving
from crawler.browser.pool import ARGUMENTS
from crawler.browser.session import DESKTOP, Session
from crawler.browser.start_page import StartPageVisit
from crawler.candidates import Reader
from crawler.context import CrawlContext
from crawler.courtesy import Restraint
from crawler.handler import RenderedResponse
from crawler.relay import Gate, Listener
from crawler.settings import scrapy_settings
from crawler.spiders.municipalities import MunicipalitiesSpider
from crawler.unit import MunicipalityVisit, Unit
from scoring.lexicon import load_lexicon
from scoring.registry import Municipality

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"


async def _prepare(page: Page, request: Request) -> None:
    """Before the navigation, as `Session.open` does it."""
    await page.add_init_script(script=scripts.main_world())
    cdp = await page.context.new_cdp_session(page)
    nobody = Listener(Gate(Addresses(), lambda _: False, 0))
    session = Session(page.context, page, cdp, nobody, await Leaving.watch(cdp))
    await session.emulate(*DESKTOP, mobile=False)
    request.meta["session"] = session


class StockVisit(MunicipalityVisit):
    """Everything but the way in which the start page is fetched is the crawl's own."""

    async def _download_start(self) -> RenderedResponse:
        address = self.municipality.homepage
        meta = {
            "playwright": True, "playwright_include_page": True, "playwright_context": address,
            "playwright_context_kwargs": {"user_agent": self.user_agent, **CONTEXT_ARGUMENTS},
            "playwright_page_init_callback": _prepare,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        }  # fmt: skip
        answer = await self.download(Request(address, meta=meta, dont_filter=True))
        page: Page = answer.meta["playwright_page"]
        try:
            visit = StartPageVisit(answer.meta["session"], self.reader.wish())
            await look_at_all(visit, address)
        finally:
            await page.close()
            await page.context.close()
        self.seen = visit.seen
        body = str(visit.seen.desktop.pop("html")).encode("utf-8", "replace")
        response = RenderedResponse(
            visit.seen.final_url, answer.status, body=body, encoding="utf-8", request=answer.request
        )
        response.visit = visit.seen
        return response


class StockSpider(MunicipalitiesSpider):
    name = "stock"

    def __init__(self, context: CrawlContext, note: Callable[[Unit], None], **arguments: Any) -> None:
        super().__init__(context, **arguments)
        self.note = note

    async def _visit(self, row: Municipality, not_before: float) -> Unit:
        context = self.context
        reader = Reader(load_lexicon(), context.places(row.code) or (row.name,))
        agent = context.pool.options.user_agent
        restraint = Restraint(context.crawl_delays)
        unit = await StockVisit(row, reader, self._download, self.limits, agent, lambda: "", restraint).run()
        self.note(unit)
        return unit


def work(task: Task) -> Outcome:
    outcome = Outcome()
    registry = task.registry
    context = CrawlContext(task.options, list(registry), registry, None, task.folder)
    settings = _settings(task, context)

    def note(unit: Unit) -> None:
        found = lacks(unit.observation)
        if found:
            outcome.failed.append(f"{unit.observation.homepage}: lacks {', '.join(found)}")
        else:
            outcome.whole += 1

    process = AsyncCrawlerProcess(settings)
    with Stopwatch(outcome):
        process.crawl(StockSpider, note=note)
        process.start()
    context.addresses.close()
    return outcome


def _settings(task: Task, context: CrawlContext) -> Settings:
    """The crawl's settings, so that courtesy is the same; scrapy-playwright's own are its usual ones."""
    browser = context.pool.options
    arguments = arguments_without_relay(ARGUMENTS, task.port)
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    settings.setdict(scrapy_settings(context), priority="project")
    settings.setdict(
        {
            "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
            "ITEM_PIPELINES": {},
            "PLAYWRIGHT_MAX_CONTEXTS": task.concurrency,
            # Its default is CONCURRENT_REQUESTS, which is unlimited (0) here and would let no page through.
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": task.concurrency,
            "PLAYWRIGHT_LAUNCH_OPTIONS": {
                "executable_path": str(browser.executable), "chromium_sandbox": browser.sandbox,
                "args": arguments if browser.sandbox else [*arguments, "--no-sandbox"],
            },
            "LOG_LEVEL": "WARNING",
        },
        priority="cmdline",
    )  # fmt: skip
    return settings


if __name__ == "__main__":
    run_variant(work)
