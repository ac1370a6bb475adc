"""Visiting a page of a test as the crawler does: a real browser, the relay, the local web."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from crawler.addresses import Addresses, NameMap
from crawler.browser.pool import BrowserPool
from crawler.browser.seen import StartVisit
from crawler.browser.start_page import StartPageVisit
from crawler.candidates import Reader
from crawler.context import Defaults, browser_options
from crawler.entries import entries_of
from crawler.relay import Gate
from scoring.lexicon import load_lexicon
from scoring.observation import Control, Entry, Placement
from tests.crawler.local_web import SUFFIX, Answer, LocalWeb, Site

VISIT_SECONDS = 90.0
"""Generous: the machine is shared. Nothing here measures time."""

Result = TypeVar("Result")
FILLER = (
    "<p>Ekby är en kommun vid sjön. Här bor tolv tusen människor i sex byar och en tätort, med skolor, "
    "bibliotek, simhall och en hamn där båtarna går till öarna från maj till september. Välkommen hit, "
    "vare sig du bor här eller kommer på besök.</p>"
    '<p><a href="/bygga">Bygga och bo</a></p>'
)


def page(body: str, *, head: str = "", viewport: bool = True, filler: str = FILLER) -> str:
    """A whole document around `body`, with enough of its own that nobody waits for more."""
    tag = '<meta name="viewport" content="width=device-width, initial-scale=1">' if viewport else ""
    return (
        f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8">{tag}<title>Ekby kommun</title>'
        f"<style>body {{ margin: 0; font: 16px/1.5 sans-serif; background: #fff; color: #000 }}</style>{head}"
        f"</head><body>{body}{filler}</body></html>"
    )


def filler_text(lines: int) -> str:
    """So many paragraphs, one below the other, to make a page long."""
    return "".join(f"<p>Rad {number} om vägar, skolor och bad.</p>" for number in range(lines))


@dataclass(frozen=True)
class Look:
    """What a visit saw, and the entries made of it."""

    seen: StartVisit
    entries: tuple[Entry, ...]
    site: Site

    def all(self, label: str) -> list[Entry]:
        return [one for one in self.entries if label in (one.text, one.accessible_name)]

    def one(self, label: str) -> Entry:
        found = self.all(label)
        assert len(found) == 1, (
            f"{label!r} among {[(e.kind, e.text, e.accessible_name) for e in self.entries]}"
        )
        return found[0]

    def desktop(self, label: str) -> Placement:
        placement = self.one(label).desktop
        assert placement is not None
        return placement

    def phone(self, label: str) -> Placement:
        placement = self.one(label).mobile
        assert placement is not None
        return placement

    def path(self, label: str) -> list[str]:
        """The labels of the controls that were opened to see the entry."""
        return [control.label for control in self.controls(label)]

    def controls(self, label: str) -> tuple[Control, ...]:
        return self.desktop(label).opened_by


class Visitor:
    """One browser and one event loop for all tests of a process."""

    def __init__(self, web: LocalWeb) -> None:
        self.web = web
        self.runner = asyncio.Runner()
        self.addresses = Addresses(name_map=NameMap.parse(web.name_map))
        self.pool = BrowserPool(browser_options(Defaults(concurrency=4)))
        self.reader = Reader(load_lexicon(), ("Ekby",))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def close(self) -> None:
        self.run(self.pool.close())
        self.addresses.close()
        self.runner.close()

    def gate(self) -> Gate:
        """Nothing but the local web can be reached."""
        return Gate(self.addresses, lambda host: not host.endswith(SUFFIX), 50_000_000)

    def look(
        self,
        html: str,
        others: Mapping[str, Answer | str | bytes] | None = None,
        *,
        pictures: bool = False,
        timeout: float = 30.0,
    ) -> Look:
        """Visits a page that says `html`; `others` are further paths of its site."""
        return self.visit(self.web.site({"/": html, **(others or {})}), pictures=pictures, timeout=timeout)

    def visit(self, site: Site, *, pictures: bool = False, timeout: float = 30.0) -> Look:
        async def work() -> StartVisit:
            async with asyncio.timeout(VISIT_SECONDS), self.pool.session(self.gate()) as session:
                return await StartPageVisit(session, self.reader.wish(), pictures).run(site.url, timeout)

        seen = self.run(work())
        return Look(seen, entries_of(seen, self.reader), site)
