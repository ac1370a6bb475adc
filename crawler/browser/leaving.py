"""Whether a page is on its way to another, by what the development tools tell of its main frame.

A page that has asked for another one still stands there and answers, for as long as the other takes to come:
what is measured of it then is not what a visitor ends at.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from playwright.async_api import CDPSession

from crawler.browser.tools import command

BEGINNING = 2.0
"""Seconds from a page's wish to go on to the browser's setting out; a wish that is refused is never heard of
again."""
LOOK = 0.02


@dataclass
class Leaving:
    """`arrivals` counts the documents that have come to stand in the main frame."""

    frame: str
    arrivals: int = 0
    _asked: float | None = None
    _started: bool = False

    @classmethod
    async def watch(cls, cdp: CDPSession) -> Self:
        tree = await command(cdp, "Page.getFrameTree", {})
        found = cls(str(tree["frameTree"]["frame"]["id"]))
        cdp.on("Page.frameRequestedNavigation", found._has_asked)
        cdp.on("Page.frameStartedNavigating", found._has_started)
        cdp.on("Page.frameNavigated", found._has_come)
        cdp.on("Page.frameStoppedLoading", found._has_stopped)
        await command(cdp, "Page.enable", {})
        return found

    @property
    def under_way(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self._started or (self._asked is not None and now - self._asked < BEGINNING)

    async def over(self, timeout: float) -> bool:
        """Waits until nothing is under way, at most `timeout` seconds; whether another document has come."""
        before, end = self.arrivals, asyncio.get_running_loop().time() + timeout
        while self.under_way and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(LOOK)
        return self.arrivals > before

    def _has_asked(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self.frame and event.get("disposition") == "currentTab":
            self._asked = asyncio.get_running_loop().time()

    def _has_started(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self.frame and event.get("navigationType") != "sameDocument":
            self._started = True

    def _has_come(self, event: dict[str, Any]) -> None:
        if event["frame"]["id"] == self.frame:
            self.arrivals += 1
            self._asked, self._started = None, False

    def _has_stopped(self, event: dict[str, Any]) -> None:
        # Nothing came of it: a download, an answer without a document.
        if event["frameId"] == self.frame:
            self._asked, self._started = None, False
