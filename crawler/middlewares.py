"""Courtesy per host and port: at most one page visit a second, or as seldom as robots.txt asks for; and who
pays for what. robots.txt itself is no page visit and waits for nobody."""

from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

from crawler.context import context_of
from crawler.courtesy import PATIENCE, TALLY, Tally, netloc
from crawler.robots import FETCHED_BYTES, UNPACKED_BYTES

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_ROBOTS_READ = "robots_bytes"


class HostSlotMiddleware:
    """Names the download slot. Scrapy's own slots know no ports, so that test webs on one address would
    queue up."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self.context = context_of(crawler.settings)
        self.payers: dict[str, Tally] = {}
        """Who caused the look at a host's robots.txt."""
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(self.headers_received, signals.headers_received)
        crawler.signals.connect(self.bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = netloc(request.url)
        if _is_robots(request):
            request.meta["download_slot"] = f"{host} robots.txt"
            request.meta.setdefault(TALLY, self.payers.get(host))
            request.meta[_ROBOTS_READ] = 0
            request.meta["download_maxsize"] = UNPACKED_BYTES
        else:
            request.meta["download_slot"] = host
            if TALLY in request.meta:
                self.payers[host] = request.meta[TALLY]

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"]) or 0.0
        host = netloc(request.url)
        if not delay > self.context.options.page_delay:
            return
        self.context.crawl_delays[host] = delay
        assert self.crawler.engine is not None  # noqa: S101 - something was downloaded
        downloader = self.crawler.engine.downloader
        # What wants a longer wait gets no further visit at all: see `courtesy.Restraint`.
        downloader.per_slot_settings[host] = {"delay": min(delay, PATIENCE)}
        if host in downloader.slots:
            downloader.slots[host].delay = min(delay, PATIENCE)

    def headers_received(self, headers: Headers, request: Request) -> None:
        if tally := request.meta.get(TALLY):
            tally.received += len(headers.to_string())

    def bytes_received(self, data: bytes, request: Request) -> None:
        if tally := request.meta.get(TALLY):
            tally.received += len(data)
        if _ROBOTS_READ in request.meta:
            request.meta[_ROBOTS_READ] += len(data)
            if request.meta[_ROBOTS_READ] > FETCHED_BYTES:
                raise StopDownload(fail=False)


def _is_robots(request: Request) -> bool:
    return bool(request.url.endswith("/robots.txt") and request.meta.get("dont_obey_robotstxt"))
