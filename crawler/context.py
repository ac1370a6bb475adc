"""What one crawl works with. Scrapy hands its parts only a settings object, so the crawl's own things travel
in it."""

import asyncio
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from crawler.addresses import Addresses, NameMap
from crawler.browser.pool import BrowserOptions, BrowserPool
from crawler.browser_binary import find_browser, no_browser_message
from crawler.cores import cores
from crawler.courtesy import Turns
from scoring.registry import Municipality, Registry, load_registry

SETTING = "VAGVISAREN_CONTEXT"
NO_SANDBOX = (
    "the browser runs WITHOUT ITS SANDBOX, because root may not have one: "
    "a page that breaks out of it owns this machine. Run the crawl as an ordinary user."
)
CONTEXTS_PER_CORE = 5
"""Measured best with a 500 ms settle: 16–24 on four cores. More and an overloaded machine sees wrong
pages."""


class Options(Protocol):
    """What may be set: see `docs/settings.md`. Times are seconds."""

    @property
    def name_map(self) -> str: ...
    @property
    def allow_private(self) -> bool: ...
    @property
    def concurrency(self) -> int: ...
    @property
    def in_flight(self) -> int: ...
    @property
    def per_address(self) -> int: ...
    @property
    def budget(self) -> float: ...
    @property
    def page_delay(self) -> float: ...
    @property
    def page_timeout(self) -> float: ...
    @property
    def max_page_bytes(self) -> int: ...
    @property
    def browser(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def pictures(self) -> bool: ...
    @property
    def archive(self) -> str: ...
    @property
    def database(self) -> str: ...


@dataclass(frozen=True)
class Defaults:
    """Options of a bare `scrapy crawl municipalities`."""

    name_map: str = ""
    allow_private: bool = False
    concurrency: int = 0
    in_flight: int = 64
    per_address: int = 4
    budget: float = 60.0
    page_delay: float = 1.0
    page_timeout: float = 20.0
    max_page_bytes: int = 10_000_000
    browser: str = ""
    contact: str = ""
    pictures: bool = True
    archive: str = "yes"
    database: str = ""


@dataclass(frozen=True)
class Event:
    """Told while the crawl works: see `night.progress.Event`."""

    code: str
    status: str | None
    reason: str | None
    text: str


class NoBrowser(Exception):
    """There is no browser to render with; the message names the choices."""


@dataclass
class CrawlContext:
    options: Options
    rows: Sequence[Municipality]
    registry: Registry | None = None
    run_id: str | None = None
    """None: nothing is stored, items go where Scrapy's feeds say."""
    data_dir: Path = Path("data")
    on_event: Callable[[Event], None] = lambda event: None
    addresses: Addresses = field(init=False)
    pool: BrowserPool = field(init=False)
    turns: Turns = field(init=False)
    crawl_delays: dict[str, float] = field(default_factory=dict)
    """Seconds between two visits that a host's robots.txt asks for, by host and port."""
    refused: set[str] = field(default_factory=set)
    """Hosts that plain HTTP was refused, because they lead to an address that is not public."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by the first signal or the end of the window: no further municipality is begun, and those under way
    are finished within one budget."""

    def __post_init__(self) -> None:
        self.addresses = Addresses(self.options.allow_private, NameMap.parse(self.options.name_map))
        self.pool = BrowserPool(browser_options(self.options))
        self.turns = Turns(self.options.per_address, self.addresses)

    def __deepcopy__(self, memo: dict[int, object]) -> "CrawlContext":
        # Scrapy copies its settings for every crawler; there is one crawl all the same.
        return self

    def places(self, code: str) -> tuple[str, ...]:
        """The municipality's names, for the lexicon's place patterns."""
        return self.registry.place_names(code) if self.registry and code in self.registry else ()


def browser_options(options: Options, environment: Mapping[str, str] = os.environ) -> BrowserOptions:
    """Raises NoBrowser."""
    named = {**environment, "VAGVISAREN_BROWSER": options.browser} if options.browser else environment
    found = find_browser(named, shutil.which)
    if found is None:
        raise NoBrowser(no_browser_message(named))
    return BrowserOptions(
        executable=found,
        user_agent=user_agent(options.contact),
        contexts=options.concurrency or CONTEXTS_PER_CORE * cores(),
        sandbox=_can_sandbox(),
    )


def _can_sandbox() -> bool:
    # Chromium refuses to run sandboxed as root.
    return not (hasattr(os, "geteuid") and os.geteuid() == 0)


def user_agent(contact: str) -> str:
    """Fixed and honest: a browser like a visitor's, our name, and where to reach us. Never
    `HeadlessChrome`, whose visitors some hosts send elsewhere."""
    reach = (
        "".join(sign for sign in contact if sign.isprintable() and sign not in "()")[:120]
        or "contact not set"
    )
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Safari/537.36 "
        f"Vagvisaren/1 (+{reach})"
    )


_standalone: CrawlContext | None = None


def context_of(settings: Any) -> CrawlContext:
    """The crawl's context: the one in the settings, else (a bare `scrapy crawl`) one made from the bundled
    registry."""
    global _standalone
    context = settings.get(SETTING)
    if isinstance(context, CrawlContext):
        return context
    if _standalone is None:
        registry = load_registry()
        _standalone = CrawlContext(Defaults(), [one for one in registry if not one.skip], registry)
    return _standalone
