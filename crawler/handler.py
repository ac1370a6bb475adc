"""Scrapy's download handler: plain HTTP by Scrapy's own, rendered pages by the browser.

A request with `meta["render"]` (a `Rendering`) is rendered. Every deadline lives in here, because a timeout
around the engine's download would neither cancel nor close anything.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import HtmlResponse, Response

from crawler.addresses import Addresses
from crawler.blocking import is_blocked
from crawler.browser.pool import BrowserPool
from crawler.browser.seen import StartVisit, Wish
from crawler.browser.session import Session
from crawler.browser.start_page import StartPageVisit
from crawler.browser.tools import ScriptError
from crawler.context import context_of
from crawler.courtesy import TALLY
from crawler.failures import VisitFailed, from_error
from crawler.recording import RECORDS, recorded
from crawler.relay import Gate, Traffic

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

SPENT = "seconds_spent"
MAX_VISIT_BYTES = 80_000_000
"""Through the relay, for one visit: the heaviest municipal start pages weigh 10–20 MB."""


@dataclass
class Rendering:
    """How to render a page. `wish` makes it the visit of a start page; without, only the settled HTML is
    wanted."""

    seconds: float
    navigation_seconds: float
    wish: Wish | None = None
    pictures: bool = True
    alone: bool = False
    """No other such page in the browser meanwhile."""


class RenderedResponse(HtmlResponse):
    """`body` is the settled document. Set by the handler, not carried over by `replace`."""

    visit: StartVisit | None = None


class RenderingDownloadHandler(BaseDownloadHandler):
    """Scrapy makes one for `http` and one for `https`; both render in the crawl's one pool of browsers."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self.plain = HTTP11DownloadHandler(crawler)
        context = context_of(crawler.settings)
        self.addresses: Addresses = context.addresses
        self.refused = context.refused
        self.pool: BrowserPool = context.pool
        self.turns = context.turns
        self.max_page_bytes = context.options.max_page_bytes

    async def download_request(self, request: Request) -> Response:
        if request.meta.get("dont_obey_robotstxt"):
            # robots.txt itself: no page visit.
            return await self._plain(request)
        async with self.turns.turn(*_target(request.url)):
            return await self._visit(request)

    async def _visit(self, request: Request) -> Response:
        rendering = request.meta.get("render")
        if rendering is None:
            with _timed(request):
                return await self._plain(request)
        host, port = _target(request.url)
        try:
            # Asked before a browser is troubled: most sites that fail, fail here.
            await self.addresses.resolve(host, port)
        except Exception as error:
            raise from_error(error) from error
        alone = self.pool.alone if rendering.alone else contextlib.nullcontext()
        async with alone, self.pool.slot():
            with _timed(request):
                return await self._render(request, rendering)

    async def _plain(self, request: Request) -> Response:
        if tally := request.meta.get(TALLY):
            tally.requests += 1
        try:
            return await self.plain.download_request(request)
        except Exception as error:
            host = urlsplit(request.url).hostname or ""
            if host.lower() in self.refused:
                raise VisitFailed(
                    "private_address", f"{host} leads to an address that is not public"
                ) from error
            raise from_error(error) from error

    async def _render(self, request: Request, rendering: Rendering) -> Response:
        gate = Gate(self.addresses, is_blocked, MAX_VISIT_BYTES)
        session: Session | None = None
        try:
            async with (
                asyncio.timeout(rendering.seconds),
                self.pool.session(gate) as session,
                recorded(session.context, request.meta.get(RECORDS)),
            ):
                if rendering.wish:
                    return await self._start_page(session, request, rendering)
                return await self._page(session, request, rendering)
        except Exception as error:
            raise _explained(error, session) from error
        finally:
            if session and (tally := request.meta.get(TALLY)):
                tally.requests += session.listener.traffic.requests
                tally.received += session.listener.traffic.received

    async def _start_page(self, session: Session, request: Request, rendering: Rendering) -> Response:
        assert rendering.wish is not None  # noqa: S101 - narrows for mypy
        visit = StartPageVisit(session, rendering.wish, rendering.pictures)
        seen = await visit.run(request.url, rendering.navigation_seconds)
        return self._response(request, seen, session)

    async def _page(self, session: Session, request: Request, rendering: Rendering) -> Response:
        visit = StartPageVisit(session, Wish("", "", lambda _: 0, lambda _: 0), pictures=False)
        seen = await visit.read_only(request.url, rendering.navigation_seconds)
        return self._response(request, seen, session)

    def _response(self, request: Request, seen: StartVisit, session: Session) -> RenderedResponse:
        if seen.final_url.startswith("chrome-error:"):
            # The page was there, and went on to one that was not.
            raise _why_not_reached(session.listener.traffic) or VisitFailed(
                "connection", "went on to a page that does not answer"
            )
        if seen.document_bytes > self.max_page_bytes:
            raise VisitFailed("too_large", f"{seen.document_bytes} bytes, unpacked")
        return _rendered(request, seen)

    async def close(self) -> None:
        await self.plain.close()
        await self.pool.close()


@contextlib.contextmanager
def _timed(request: Request) -> Iterator[None]:
    """Seconds really spent on the page, for the municipality's budget: waiting in line out of courtesy, or
    for a
    place in the browser, is nobody's fault."""
    began = time.monotonic()
    try:
        yield
    finally:
        request.meta[SPENT] = time.monotonic() - began


def _target(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _rendered(request: Request, seen: StartVisit) -> RenderedResponse:
    # Lengths and codings describe the bytes on the wire, not the document as it stands.
    drop = {"content-encoding", "content-length", "transfer-encoding"}
    headers = {name: value for name, value in seen.headers.items() if name.lower() not in drop}
    html = str(seen.desktop.pop("html", ""))
    response = RenderedResponse(
        url=seen.final_url,
        status=seen.status or 200,
        headers=headers,
        body=html.encode("utf-8", "replace"),
        encoding="utf-8",
        request=request,
    )
    response.visit = seen
    return response


def _why_not_reached(traffic: Traffic) -> VisitFailed | None:
    if traffic.refused:
        return VisitFailed(
            "private_address", f"{sorted(traffic.refused)[0]} leads to an address that is not public"
        )
    if traffic.unresolved:
        return VisitFailed("dns", f"{sorted(traffic.unresolved)[0]} has no address")
    if traffic.over_budget:
        return VisitFailed("too_large", "more bytes than a visit may fetch")
    return None


def _explained(error: BaseException, session: Session | None) -> VisitFailed:
    """The relay knows why a connection failed; the browser only knows that its proxy refused."""
    failed = from_error(error)
    traffic = session.listener.traffic if session else None
    answered = bool(session and session.navigations)
    if traffic and failed.reason == "connection" and (why := _why_not_reached(traffic)):
        return why
    if isinstance(error, TimeoutError) or failed.reason == "timeout":
        # A page that answered and then never yields is the browser's trouble; one that never answers is the
        # network's.
        return VisitFailed("browser" if answered else "timeout", failed.detail)
    if isinstance(error, ScriptError):
        return VisitFailed("browser", failed.detail)
    return failed
