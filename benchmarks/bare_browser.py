"""Variant `bare`: Playwright and the browser, a fresh context per site, and nothing else."""

import asyncio
from collections.abc import Iterator

from playwright.async_api import Browser, async_playwright

from benchmarks.variant import Outcome, Stopwatch, Task, run_variant
from benchmarks.visit import CONTEXT_ARGUMENTS, a_wish, arguments_without_relay, look
from crawler.addresses import Addresses
from crawler.browser.pool import ARGUMENTS, BrowserOptions
from crawler.browser.seen import StartVisit
from crawler.browser.session import Session
from crawler.browser.start_page import StartPageVisit
from crawler.context import Defaults, browser_options
from crawler.relay import Gate, Listener

VISIT_SECONDS = 60.0
NAVIGATION_SECONDS = 20.0


def work(task: Task) -> Outcome:
    outcome = Outcome()
    a_wish()
    options = browser_options(Defaults())
    with Stopwatch(outcome):
        asyncio.run(_visit_all(task, options, outcome))
    return outcome


async def _visit_all(task: Task, options: BrowserOptions, outcome: Outcome) -> None:
    arguments = arguments_without_relay(ARGUMENTS, task.port)
    waiting = iter(task.addresses)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(options.executable), chromium_sandbox=options.sandbox,
            args=arguments if options.sandbox else [*arguments, "--no-sandbox"],
        )  # fmt: skip
        await asyncio.gather(*(_worker(browser, options, waiting, outcome) for _ in range(task.concurrency)))
        await browser.close()


async def _worker(
    browser: Browser, options: BrowserOptions, waiting: Iterator[str], outcome: Outcome
) -> None:
    for address in waiting:
        try:
            async with asyncio.timeout(VISIT_SECONDS):
                whole = await _visit(browser, options, address)
        except Exception as error:  # a failed visit is a finding of the benchmark, told at its end
            outcome.failed.append(f"{address}: {error}"[:200])
            continue
        if whole:
            outcome.whole += 1
        else:
            outcome.failed.append(f"{address}: not whole")


async def _visit(browser: Browser, options: BrowserOptions, address: str) -> bool:
    context = await browser.new_context(user_agent=options.user_agent, **CONTEXT_ARGUMENTS)  # type: ignore[arg-type]
    try:
        # The listener is never opened: a session only keeps it, for the crawl to read its traffic.
        session = await Session.open(context, Listener(Gate(Addresses(), lambda _: False, 0)))
        visit = StartPageVisit(session, a_wish())
        visit.seen = StartVisit(address)
        await session.goto(address, NAVIGATION_SECONDS)
        looked = await look(visit)
        await session.page.close()
        return looked.whole
    finally:
        await context.close()


if __name__ == "__main__":
    run_variant(work)
