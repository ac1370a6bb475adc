"""The browser's share of a visit and nothing else: what the bare browser does.

It runs the crawler's own steps, so that both wait by the same rule, press the same button, measure
the same boxes and take the same pictures. What only the crawl does (accessible names, opening menus and
panels, contrast from pixels, a clip, MHTML) is left out: that is part of what the crawl is compared for.
"""

import functools
from dataclasses import dataclass

from crawler.browser.seen import Wish
from crawler.browser.session import MOBILE
from crawler.browser.settling import PHONE_CAP_MS
from crawler.browser.start_page import StartPageVisit
from crawler.candidates import Reader
from scoring.lexicon import load_lexicon

CONTEXT_ARGUMENTS = {
    "no_viewport": True,
    "locale": "sv-SE",
    "timezone_id": "Europe/Stockholm",
    "extra_http_headers": {"Accept-Language": "sv"},
    "service_workers": "block",
    "accept_downloads": False,
}
"""As `crawler.browser.pool` opens its contexts, without the relay."""
PICTURES = 3


@dataclass(frozen=True)
class Looked:
    """Enough to say that the visit was a whole one."""

    entries: int
    closed: bool
    pictures: int

    @property
    def whole(self) -> bool:
        return self.entries > 0 and self.closed and self.pictures == PICTURES


@functools.cache
def a_wish() -> Wish:
    """Made once: making it is the crawl's work, not the browser's."""
    return Reader(load_lexicon(), ("Exempelstad",)).wish()


def arguments_without_relay(arguments: tuple[str, ...], port: int) -> list[str]:
    """The crawl's browser arguments, with the example names led to `port` by the browser itself."""
    kept = [one for one in arguments if not one.startswith("--host-resolver-rules")]
    return [*kept, f"--host-resolver-rules=MAP *.example 127.0.0.1:{port}"]


async def look(visit: StartPageVisit) -> Looked:
    """Everything after the navigation. Raises what the browser raises."""
    visit.seen.ready = await visit._settle()
    await visit._consent()
    visit.seen.desktop = await visit._measure(links=True, html=True)
    await visit._picture_desktop()
    await visit.session.emulate(*MOBILE, mobile=True)
    await visit._settle(PHONE_CAP_MS)
    visit.seen.mobile = await visit._measure(links=False, html=False)
    await visit._picture_phone()
    return _looked(visit)


async def look_at_all(visit: StartPageVisit, address: str) -> None:
    """Everything that the crawl does on a start page, after a navigation that somebody else has made."""
    navigate = visit.session.goto

    async def stay(url: str, timeout: float) -> None:
        del url, timeout
        visit.session.goto = navigate  # type: ignore[method-assign]

    visit.session.goto = stay  # type: ignore[method-assign]
    await visit.run(address, 20.0)


def _looked(visit: StartPageVisit) -> Looked:
    kinds = {shot.kind for shot in visit.seen.shots} & {"before_consent", "desktop", "mobile"}
    return Looked(len(visit.seen.desktop["entries"]), bool(visit.seen.consent.get("closed")), len(kinds))
