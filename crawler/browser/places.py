"""How many visits may be in the browser at once: as many as the machine keeps up with."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

LEAST = 2
"""However slow the machine is."""
CUT = 0.75
"""What is left of the places when it does not keep up; one is given back at a time."""


@dataclass
class Places:
    """`async with places.one():` waits for one of `allowed` places, in the order of coming."""

    most: int
    allowed: int = field(init=False)
    taken: int = 0
    fewest: int = field(init=False)
    """The least that was ever allowed."""
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.allowed = self.fewest = self.most

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        await self._take()
        try:
            yield
        finally:
            self.taken -= 1
            self._call()

    def fewer(self) -> None:
        """Those who have a place keep it; fewer follow."""
        self.allowed = max(min(LEAST, self.most), int(min(self.allowed, self.taken) * CUT))
        self.fewest = min(self.fewest, self.allowed)

    def more(self) -> None:
        self.allowed = min(self.most, self.allowed + 1)
        self._call()

    async def _take(self) -> None:
        if self.taken < self.allowed and not self._waiting:
            self.taken += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # Called and cancelled in the same moment: the place goes to the next.
                self.taken -= 1
                self._call()
            raise

    def _call(self) -> None:
        while self._waiting and self.taken < self.allowed:
            turn = self._waiting.popleft()
            if not turn.done():
                self.taken += 1
                turn.set_result(None)
