"""robots.txt as RFC 9309 has it: as much of it as is read (2.5: at least 500 KiB), and what holds where it
cannot be had (2.3.1).

Where the server says that there is none (4xx), everything is allowed. Where it fails, or does not answer,
nobody knows what it would have said: nothing is visited then, and the municipality has the status of that
failure, which is tried once more at the end of the night. What is only our own inability to read it (a
certificate, which the browser judges better; an address that we do not go to; more bytes than such a file may
have) forbids nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import TextResponse
from scrapy.robotstxt import ProtegoRobotParser

from crawler import statuses
from crawler.context import context_of
from crawler.courtesy import netloc
from crawler.failures import VisitFailed, from_error
from crawler.recording import RECORDS
from crawler.records import fetched
from scoring.observation import StatusReason

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

FETCHED_BYTES = 512 * 1024
"""On the wire; the rest is not waited for."""
READ_BYTES = 512 * 1024
"""Unpacked: every rule costs time."""
UNPACKED_BYTES = 50_000_000
"""What unpacks to more, or is announced as more, is no robots.txt."""
UNREACHABLE: Final[frozenset[StatusReason]] = frozenset({"connection", "timeout"})
_UNTIL_THEN = "nothing may be visited until robots.txt can be read"


class RobotParser(ProtegoRobotParser):
    """Set as `ROBOTSTXT_PARSER`."""

    def __init__(self, robotstxt_body: bytes, spider: Any) -> None:
        super().__init__(beginning(robotstxt_body), spider)


class ObeyRobots(RobotsTxtMiddleware):
    """Scrapy's own takes every answer for a robots.txt, and a failure for leave to visit everything."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._addresses = context_of(crawler.settings).addresses
        self._closed: dict[str, VisitFailed] = {}
        """Hosts and ports whose robots.txt could not be had, and why."""

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Raises IgnoreRequest where robots.txt forbids the page, VisitFailed where it could not be had,
        Unresolved and Refused where the host has no address for us."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        host = netloc(request.url)
        if host in self._closed and "render" in request.meta:
            # The second visit of the night: it may have passed.
            del self._closed[host], self._parsers[host]
        self.process_request_2(await self.robot_parser(request), request)
        if host in self._closed:
            parts = urlsplit(request.url)
            # A name without an address says so itself, and better.
            await self._addresses.resolve(parts.hostname or "", parts.port or 80)
            raise self._closed[host]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._robots_error(_server_error(response), netloc)
            return
        if (records := request.meta.get(RECORDS)) is not None:
            records.append(fetched(response))
        # What is said of a page that is not there is no rule.
        found = response if response.status < 400 else response.replace(body=b"")
        await super()._parse_robots(found, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        failed = from_error(exc)
        if failed.server_error:
            self._closed[netloc] = failed
        elif failed.reason in UNREACHABLE:
            self._closed[netloc] = VisitFailed(failed.reason, f"{_UNTIL_THEN}: {failed.detail}")
        super()._robots_error(exc, netloc)


def _server_error(response: Response) -> VisitFailed:
    """A site that is closed for maintenance answers so to every question, and says why."""
    title, text = "", ""
    if isinstance(response, TextResponse):
        title = " ".join(response.css("title::text").getall()[:1])
        text = " ".join(response.css("body ::text").getall())
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    reason, detail = statuses.of_response(response.status, content_type, title, text) or ("http_5xx", "")
    retry_after = (response.headers.get("Retry-After") or b"").decode("latin-1")
    return VisitFailed(reason, f"{_UNTIL_THEN}: {detail}", server_error=True, retry_after=retry_after)


def beginning(body: bytes) -> bytes:
    """Whole lines: half a path would forbid more than was meant."""
    return body if len(body) <= READ_BYTES else body[:READ_BYTES].rpartition(b"\n")[0]
