"""`--archive full`: every answer that a visit received, so that its pages can be shown again as they were.

Without it the archive holds the plain pages, and of the start page a snapshot: enough to judge and to prove,
at a tenth of the size. With it redirects, robots.txt and whatever the browser loaded follow, each as it came.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error

from crawler.archive import Fetched
from crawler.records import fetched, utc_now

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext
    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Response as BrowserResponse
    from scrapy import Request
    from scrapy.http import Response

FULL = "full"
"""The value of the setting `archive`."""
RECORDS = "records"
"""Key of a request's meta: the list that takes what is received for it, if anybody wants it."""
MOST_BYTES = 60_000_000
MOST_ANSWERS = 2000
"""Of one page with all that it loads."""
LAST_BYTES = 3.0
"""Seconds that the bodies may still take when the page has been measured."""


class RecordRedirects:
    """Scrapy's downloader middleware, below the one that follows redirects: a replay must be led the same
    way."""

    def process_response(self, request: Request, response: Response) -> Response:
        records: list[Fetched] | None = request.meta.get(RECORDS)
        if records is not None and 300 <= response.status < 400:
            records.append(fetched(response.replace(request=request)))
        return response


@asynccontextmanager
async def recorded(context: BrowserContext, records: list[Fetched] | None) -> AsyncIterator[None]:
    """Whatever the browser receives meanwhile is appended to `records`, if anybody wants it."""
    if records is None:
        yield
        return
    recorder = _Recorder(context, records)
    try:
        yield
    finally:
        await recorder.ended()


class _Recorder:
    def __init__(self, context: BrowserContext, records: list[Fetched]) -> None:
        self._context, self._records = context, records
        self._answers: list[Fetched | None] = []
        self._bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()
        context.on("response", self._received)

    def _received(self, response: BrowserResponse) -> None:
        if len(self._answers) >= MOST_ANSWERS or not response.url.startswith(("http://", "https://")):
            return
        self._answers.append(None)
        task = asyncio.ensure_future(self._keep(len(self._answers) - 1, response))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep(self, place: int, response: BrowserResponse) -> None:
        """In the order of the answers, whichever body is complete first."""
        try:
            found = await _answer(response)
        except Error:
            # Its page has gone on, and the browser with it: what it has not kept is not shown again either.
            return
        if self._bytes + len(found.body) <= MOST_BYTES:
            self._bytes += len(found.body)
            self._answers[place] = found

    async def ended(self) -> None:
        """Hand over what was received."""
        self._context.remove_listener("response", self._received)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_BYTES)
        for task in self._tasks:
            task.cancel()
        self._records.extend(answer for answer in self._answers if answer is not None)


async def _answer(response: BrowserResponse) -> Fetched:
    redirects = 300 <= response.status < 400
    return Fetched(
        response.url,
        response.request.method,
        response.status,
        response.status_text,
        await _headers(response.request),
        await _headers(response),
        b"" if redirects else await response.body(),
        utc_now(),
    )


async def _headers(message: BrowserRequest | BrowserResponse) -> list[tuple[str, str]]:
    found: list[Any] = await message.headers_array()
    return [(one["name"], one["value"]) for one in found if not one["name"].startswith(":")]
