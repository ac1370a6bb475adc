"""Courtesy per host and port: at most one page visit a second (robots.txt is no page visit and waits for
nobody)."""

from urllib.parse import urlsplit

from scrapy import Request


class HostSlotMiddleware:
    """Names the download slot. Scrapy's own slots know no ports, so that test webs on one address would
    queue up."""

    def process_request(self, request: Request) -> None:
        netloc = urlsplit(request.url).netloc.lower()
        robots = request.url.endswith("/robots.txt") and request.meta.get("dont_obey_robotstxt")
        request.meta["download_slot"] = f"{netloc} robots.txt" if robots else netloc
