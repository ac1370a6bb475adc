"""Courtesy to those who are visited: how many at once, how soon again, and what it costs them.

A page visit is one page with all that it loads, in the browser or as plain HTTP. robots.txt is none.
"""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from crawler.addresses import Addresses, Refused, Unresolved, is_public

TALLY = "tally"
"""Key of a request's meta: who pays for it."""
PATIENCE = 30.0
"""Seconds that one municipality's further pages may wait for a `Crawl-delay`: a site that wants more between
two visits gets fewer of them."""
LONGEST_WAIT = 7 * 86400.0
"""Who asks for more than a week has not meant it."""


@dataclass
class Tally:
    """What the visit of one municipality cost: every request, also those that failed, with robots.txt,
    sub-resources and redirects."""

    requests: int = 0
    received: int = 0
    """Bytes as they came over the wire: compressed, with headers, in the browser also with TLS."""


@dataclass
class Turns:
    """At most `limit` page visits at once to one address: many municipalities live on one supplier's
    machine. 0: any number. Local addresses are nobody's to be spared."""

    limit: int
    addresses: Addresses
    _gates: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    @contextlib.asynccontextmanager
    async def turn(self, host: str, port: int) -> AsyncIterator[None]:
        address = await self._address(host, port)
        if address is None:
            yield
            return
        async with self._gates.setdefault(address, asyncio.Semaphore(self.limit)):
            yield

    async def _address(self, host: str, port: int) -> str | None:
        """The address whose turn is to be waited for."""
        if not self.limit or self.addresses.allow_private:
            return None
        try:
            found = await self.addresses.resolve(host, port)
        except (Refused, Unresolved):
            return None
        # Name servers hand out a site's addresses in a new order every time.
        first = min((address for address, _ in found), default="")
        return first if is_public(first) else None


@dataclass
class Restraint:
    """One municipality's promises to the hosts that asked for restraint."""

    delays: dict[str, float]
    """`Crawl-delay` by host and port, as far as robots.txt has been read."""
    _visits: dict[str, int] = field(default_factory=dict)
    _closed_until: dict[str, float] = field(default_factory=dict)

    def forbids(self, url: str) -> str:
        """Why the page is not to be visited now; empty when it may be. Counts the visit."""
        host = netloc(url)
        if self._closed_until.get(host, 0.0) > time.monotonic():
            return f"{host} has asked to be left alone for a while (Retry-After)"
        delay = self.delays.get(host, 0.0)
        if delay and (self._visits.get(host, 0) + 1) * delay > PATIENCE:
            return f"{host} wants {delay:g} s between two visits (Crawl-delay)"
        self._visits[host] = self._visits.get(host, 0) + 1
        return ""

    def note(self, url: str, status: int, retry_after: str) -> None:
        """Reads what an answer asks for."""
        if status in (429, 503):
            seconds = seconds_of(retry_after)
            if seconds:
                self._closed_until[netloc(url)] = time.monotonic() + seconds

    def not_before(self, url: str, longest: float = math.inf) -> float:
        """When (`time.monotonic`) the page may be visited again. Of a `Crawl-delay` at most `longest` seconds
        are waited."""
        host = netloc(url)
        delay = min(self.delays.get(host, 0.0), longest)
        return max(self._closed_until.get(host, 0.0), time.monotonic() + delay)


def netloc(url: str) -> str:
    """Host and port as they are written in `url`."""
    return urlsplit(url).netloc.lower()


def seconds_of(retry_after: str) -> float:
    """Of a `Retry-After` header (RFC 9110): seconds or a date; 0 for what is neither or past."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)
