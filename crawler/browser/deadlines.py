"""How long a page is waited for, and that nobody waits for one that has ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Deadlines:
    """Of all calls into one page. Once its process has ended (Playwright's "crash"), the development tools
    never answer again: without this a visit waits for each of them, and what the page has stored stays in
    memory meanwhile."""

    ended: bool = False
    _waiting: set[asyncio.Timeout] = field(default_factory=set)

    @asynccontextmanager
    async def within(self, seconds: float) -> AsyncIterator[None]:
        """Raises TimeoutError after `seconds`, or as soon as the page has ended."""
        async with asyncio.timeout(0 if self.ended else seconds) as deadline:
            self._waiting.add(deadline)
            try:
                yield
            finally:
                self._waiting.discard(deadline)

    def end(self, _page: object = None) -> None:
        self.ended = True
        now = asyncio.get_running_loop().time()
        for deadline in self._waiting:
            if not deadline.expired():
                deadline.reschedule(now)
