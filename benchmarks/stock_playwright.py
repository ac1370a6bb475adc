"""Variant `stock`: the same visit through scrapy-playwright as it is, with its usual settings."""

from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Page
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from benchmarks.variant import Outcome, Stopwatch, Task, run_variant
from benchmarks.visit import CONTEXT_ARGUMENTS, a_wish, arguments_without_relay, look, look_at_all
from crawler.addresses import Addresses
from crawler.browser import scripts
from crawler.browser.pool import ARGUMENTS
from crawler.browser.seen import StartVisit
from crawler.browser.session import DESKTOP, Session
from crawler.browser.start_page import StartPageVisit
from crawler.context import Defaults, browser_options
from crawler.relay import Gate, Listener

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"


async def _prepare(page: Page, request: Request) -> None:
    """Before the navigation, as `Session.open` does it."""
    await page.add_init_script(script=scripts.main_world())
    cdp = await page.context.new_cdp_session(page)
    session = Session(page.context, page, cdp, Listener(Gate(Addresses(), lambda _: False, 0)))
    await session.emulate(*DESKTOP, mobile=False)
    request.meta["session"] = session


class StockSpider(Spider):
    name = "stock"

    def __init__(self, task: Task, outcome: Outcome, user_agent: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        # `task` would be taken for a setting of the spider by nobody, but keep clear of Scrapy's names.
        self.order, self.outcome, self.agent = task, outcome, user_agent

    async def start(self) -> AsyncIterator[Request]:
        for address in self.order.addresses:
            meta = {
                "playwright": True, "playwright_include_page": True, "playwright_context": address,
                "playwright_context_kwargs": {"user_agent": self.agent, **CONTEXT_ARGUMENTS},
                "playwright_page_init_callback": _prepare,
                "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            }  # fmt: skip
            yield Request(address, meta=meta, callback=self.visited, errback=self.missed)

    async def visited(self, response: Response) -> None:
        page: Page = response.meta["playwright_page"]
        address = response.request.url if response.request else response.url
        try:
            visit = StartPageVisit(response.meta["session"], a_wish())
            visit.seen = StartVisit(address)
            looked = await (look_at_all if self.order.whole_visit else look)(visit)
            if looked.whole:
                self.outcome.whole += 1
            else:
                self.outcome.failed.append(f"{address}: {looked}")
        except Exception as error:  # a failed visit is a finding of the benchmark, told at its end
            self.outcome.failed.append(f"{address}: {error}"[:200])
        finally:
            await page.close()
            await page.context.close()

    async def missed(self, failure: Any) -> None:
        self.outcome.failed.append(f"{failure.request.url}: {failure.getErrorMessage()}"[:200])
        page = failure.request.meta.get("playwright_page")
        if page:
            await page.context.close()


def work(task: Task) -> Outcome:
    outcome = Outcome()
    a_wish()
    options = browser_options(Defaults())
    arguments = arguments_without_relay(ARGUMENTS, task.port)
    process = AsyncCrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
            "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
            "CONCURRENT_REQUESTS": task.concurrency,
            "PLAYWRIGHT_MAX_CONTEXTS": task.concurrency,
            "PLAYWRIGHT_LAUNCH_OPTIONS": {
                "executable_path": str(options.executable), "chromium_sandbox": options.sandbox,
                "args": arguments if options.sandbox else [*arguments, "--no-sandbox"],
            },
            "USER_AGENT": options.user_agent,
            "LOG_LEVEL": "WARNING",
            "LOG_FILE": str(task.folder / "stock.log"),
            "TELNETCONSOLE_ENABLED": False,
        }
    )  # fmt: skip
    with Stopwatch(outcome):
        process.crawl(StockSpider, task=task, outcome=outcome, user_agent=options.user_agent)
        process.start()
    return outcome


if __name__ == "__main__":
    run_variant(work)
