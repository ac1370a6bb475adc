"""Waiting until a page is ready, and for the page that it goes on to."""

from dataclasses import dataclass
from typing import Any

from crawler.browser.seen import StartVisit
from crawler.browser.session import CALL_TIMEOUT, ReplacedError, Session
from crawler.browser.tools import ScriptError

QUIET_MS = 500
CAP_MS = 5000
PHONE_CAP_MS = 3000
ERROR_CAP_MS = 1500
MOST_PAGES = 3
"""That a visitor is sent on to, one after the other, once the first one stands."""


@dataclass
class Settling:
    session: Session
    seen: StartVisit
    patience: float
    """Seconds for a page to come, also for one that the first goes on to."""

    async def ready(self, cap: int = CAP_MS) -> dict[str, Any]:
        """Waits until the page is ready; if it gives way to another, or is about to (meta refresh, a script's
        redirect), for that. Raises ScriptError and Playwright's errors."""
        for _ in range(MOST_PAGES):
            try:
                timeout = cap / 1000 + CALL_TIMEOUT
                found: dict[str, Any] = await self.session.json("ready", QUIET_MS, cap, timeout=timeout)
                self.session.count(found)
                self.seen.document_bytes = found["bytes"]
                if not await self.session.leaving.over(self.patience):
                    return found
                self.session.enter_anew()
            except ReplacedError:
                await self.session.leaving.over(self.patience)
            await self.session.page.wait_for_load_state("domcontentloaded", timeout=self.patience * 1000)
        raise ScriptError("ready: the page keeps going on to another")
