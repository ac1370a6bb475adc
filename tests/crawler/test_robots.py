"""robots.txt of any length: what stands in its beginning counts, and nothing is cut in two. And where it
cannot be had: RFC 9309, 2.3.1."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.addresses import Unresolved
from crawler.context import SETTING, CrawlContext, Defaults
from crawler.failures import VisitFailed
from crawler.robots import READ_BYTES, ObeyRobots, RobotParser, beginning

RULES = b"User-agent: *\nDisallow: /intern\nCrawl-delay: 7\n"


@pytest.mark.parametrize(
    "behind", [b"", b"Disallow: /x\n" * 100_000, b"#" + b"x" * 2_000_000, bytes(1_000_000)]
)
def test_the_beginning_counts(behind: bytes) -> None:
    parser = RobotParser(RULES + behind, None)
    assert not parser.allowed("http://www.ekby.test/intern/a", "Vagvisaren")
    assert parser.allowed("http://www.ekby.test/kontakt", "Vagvisaren")
    assert parser.crawl_delay("Vagvisaren") == 7


def test_a_rule_is_not_cut_in_two() -> None:
    body = b"User-agent: *\n" + b"#" * (READ_BYTES - 30) + b"\nDisallow: /intern/dokument\n"
    assert len(body) > READ_BYTES
    assert RobotParser(body, None).allowed("http://www.ekby.test/kontakt", "Vagvisaren")
    assert not beginning(body).endswith(b"/")


def test_no_line_at_all() -> None:
    assert beginning(b"x" * 1_000_000) == b""


FORBIDS = b"User-agent: *\nDisallow: /\n"
CLOSED = "<title>Underhåll</title><h1>Webbplatsen är stängd för planerat underhåll</h1>".encode()
SITE = "http://www.ekby.test/"


def obeying(
    *answers: Response | Exception, names: str = "*.test=127.0.0.1:9"
) -> tuple[ObeyRobots, list[str]]:
    """The middleware over a web whose robots.txt answers so, one after the other; and what was asked."""
    given, asked = iter(answers), list[str]()
    context = CrawlContext(Defaults(name_map=names), [])

    async def download(request: Request) -> Response:
        asked.append(request.url)
        answer = next(given)
        if isinstance(answer, Exception):
            raise answer
        return answer

    settings = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_PARSER": RobotParser, SETTING: context}
    crawler = get_crawler(settings_dict=settings)
    crawler.engine = SimpleNamespace(download_async=download)  # type: ignore[assignment]
    return ObeyRobots(crawler), asked


def robots(status: int, body: bytes = FORBIDS, **headers: str) -> Response:
    return HtmlResponse(f"{SITE}robots.txt", status, headers=dict(headers), body=body, encoding="utf-8")


def ask(obey: ObeyRobots, url: str = SITE, **meta: Any) -> BaseException | None:
    """What a visit ends in: nothing, when it may be made."""
    try:
        asyncio.run(obey.process_request(Request(url, meta=meta)))
    except (IgnoreRequest, VisitFailed, Unresolved) as error:
        return error
    return None


@pytest.mark.parametrize(("status", "body"), [(404, FORBIDS), (410, FORBIDS), (403, FORBIDS), (200, b"")])
def test_where_there_is_none_everything_is_allowed(status: int, body: bytes) -> None:
    assert ask(obeying(robots(status, body))[0]) is None


def test_what_it_forbids_is_not_visited() -> None:
    assert isinstance(ask(obeying(robots(200))[0]), IgnoreRequest)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (robots(500), "http_5xx"),
        (robots(599), "http_5xx"),
        (robots(503, CLOSED), "maintenance"),
        (DownloadTimeoutError("20 s"), "timeout"),
        (VisitFailed("connection", "reset"), "connection"),
    ],
)
def test_where_nobody_knows_what_it_says_nothing_is_visited(
    answer: Response | Exception, reason: str
) -> None:
    obey, asked = obeying(answer)
    for url in (SITE, f"{SITE}kontakt"):
        found = ask(obey, url)
        assert isinstance(found, VisitFailed)
        assert found.reason == reason
        assert "robots.txt" in found.detail
    assert len(asked) == 1, "a host is asked once, however many of its pages are wanted"


@pytest.mark.parametrize("reason", ["tls", "private_address", "too_large", "dns"])
def test_our_own_inability_to_read_it_forbids_nothing(reason: Any) -> None:
    assert ask(obeying(VisitFailed(reason))[0]) is None


def test_the_second_visit_asks_again_and_obeys() -> None:
    obey, asked = obeying(robots(502), robots(200), robots(200))
    assert isinstance(ask(obey, render=object()), VisitFailed)
    assert isinstance(ask(obey, render=object()), IgnoreRequest)
    assert isinstance(ask(obey, render=object()), IgnoreRequest)
    assert len(asked) == 2


def test_a_wait_that_it_asks_for_is_passed_on() -> None:
    found = ask(obeying(robots(503, b"", **{"Retry-After": "600"}))[0])
    assert isinstance(found, VisitFailed)
    assert found.retry_after == "600"


def test_a_name_that_does_not_resolve_is_called_that() -> None:
    # `.test` is nobody's (RFC 6761).
    obey, _ = obeying(DownloadTimeoutError("20 s"), names="")
    assert isinstance(ask(obey), Unresolved)
