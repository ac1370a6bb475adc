"""What is hidden until opened, found by really opening it (method §4: clicks).

Per viewport at most four controls and three seconds, in the order contact label, menu, `aria-expanded`.
Only controls that stay on the page are pressed; if the address changes all the same, the page is loaded
again and nothing counts.
"""

import logging
import time
from dataclasses import dataclass, field
from typing import Any

from crawler.browser.session import ReplacedError, Session
from crawler.browser.tools import ScriptError

logger = logging.getLogger(__name__)

MAX_CONTROLS = 4
MAX_BLIND = 2
MAX_SECONDS = 3.0
SETTLE_MS = 700
"""A panel that is still moving after this long is measured as it is."""

Raw = dict[str, Any]


@dataclass
class Opened:
    """What came into sight: raw entries with the controls that led there, and panels by their control's
    id."""

    entries: list[tuple[Raw, tuple[Raw, ...]]] = field(default_factory=list)
    panels: dict[int, Raw] = field(default_factory=dict)
    pressed: int = 0
    navigated: bool = False


@dataclass
class Opener:
    """Presses controls in one viewport."""

    session: Session
    pattern: str
    wanted: dict[int, str]
    """Hidden entries worth finding by id, with their labels, likeliest first."""
    texts: list[int]
    """Those of them that are text, not links."""
    url: str
    blind: bool = False
    """The page shows no way in at all: a menu is opened though nothing is known to be in it."""
    reload_timeout: float = 10.0
    found: Opened = field(default_factory=Opened)
    tried: list[int] = field(default_factory=list)
    spent: float = 0.0
    """Seconds that the page was given to react: on a busy machine our own share is no fault of the page's."""
    showed: bool = False
    """The last control that was pressed brought something into sight."""
    turned: bool = False
    """A carousel no longer shows what it shows at first."""

    async def run(self) -> Opened:
        """Never raises for what the page does: what could be opened until then is kept."""
        try:
            await self._open_all()
            if self.turned or (self.found.pressed and await self.session.text("stillShown")):
                # A carousel that has been turned, a panel that does not close: begin anew.
                await self._reload()
        except ReplacedError as error:
            # What was pressed led away after all, only later.
            logger.debug("opening: %s", error)
            self.found.navigated = True
            await self._reload()
        except (ScriptError, TimeoutError) as error:
            logger.debug("opening: %s", error)
        return self.found

    def _spent(self) -> bool:
        return len(self.tried) >= MAX_CONTROLS or self.spent >= MAX_SECONDS or self.found.navigated

    async def _open_all(self) -> None:
        while not self._spent():
            control = await self._next(nested=False)
            if control is None:
                return
            await self._open(control)

    async def _next(self, *, nested: bool) -> Raw | None:
        found: Raw | None = await self.session.json(
            "nextControl",
            self._still_wanted(),
            self.tried,
            nested,
            self.pattern,
            self.texts,
            self.blind and not self.found.entries and len(self.tried) < MAX_BLIND,
        )
        return found

    def _still_wanted(self) -> list[int]:
        # A copy of what has been found (the phone's menu beside the desktop's) is not looked for again.
        shown = {self.wanted.get(entry["id"]) for entry, _ in self.found.entries} - {None}
        return [one for one, label in self.wanted.items() if label not in shown]

    async def _open(self, control: Raw) -> None:
        if control.get("presses"):
            await self._turn(control)
            return
        path: tuple[Raw, ...] = (control,)
        if not await self._press(path):
            return
        # One level further: a sub-menu inside what has just been opened.
        while not self._spent() and self._still_wanted():
            nested = await self._next(nested=True) if len(path) < 3 else None
            if nested is None:
                break
            if not await self._press((*path, nested)):
                break
            # Where the pointer was of no use, no visitor need take it.
            if self.showed or not nested.get("hover"):
                path = (*path, nested)
        for opened in reversed(path):
            await self._close(opened)

    async def _turn(self, control: Raw) -> None:
        """Presses a carousel's control as often as it takes to come to the slide."""
        self.turned = True
        for presses in range(1, control["presses"] + 1):
            if not await self._press((control,) * presses):
                return

    async def _press(self, path: tuple[Raw, ...]) -> bool:
        """Presses the last control of `path`; False when the page went away."""
        control = path[-1]
        self.showed = False
        if control["id"] not in self.tried:
            self.tried.append(control["id"])
        self.found.pressed += 1
        point = control["point"]
        if point is None:
            return True
        if control.get("hover"):
            await self.session.hover(*point)
        else:
            await self.session.click(*point)
        revealed = await self._look(control)
        if revealed is None:
            return False
        self.showed = bool(revealed["fresh"])
        if revealed["fresh"] or revealed["panel_text"]:
            self.found.entries.extend((entry, path) for entry in revealed["entries"])
            if not control.get("hover"):
                self.found.panels[control["id"]] = {**revealed, "clicks": len(path)}
        return True

    async def _look(self, control: Raw) -> Raw | None:
        began = time.monotonic()
        try:
            revealed: Raw = await self.session.json("revealed", control["id"], SETTLE_MS)
        except ScriptError:
            revealed = {"url": ""}
        self.spent += min(time.monotonic() - began, SETTLE_MS / 1000)
        # Another page may have been asked for, and not have come yet.
        stays = not self.session.leaving.under_way
        if stays and revealed["url"].split("#")[0] == self.url.split("#")[0]:
            return revealed
        self.found.navigated = True
        await self._reload()
        return None

    async def _reload(self) -> None:
        try:
            await self.session.goto(self.url, self.reload_timeout)
            await self.session.json("ready", 300, 2500)
        except Exception as error:  # the page does not come back: what was measured before stands
            logger.debug("reload: %s", error)

    async def _close(self, control: Raw) -> None:
        if control.get("hover"):
            await self.session.leave()
        elif not await self.session.text("shut", control["id"]):
            await self.session.escape()
