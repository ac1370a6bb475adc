"""The consent banner is closed by its own most modest choice, also where it stands in a frame of another
site."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from crawler.browser import scripts
from crawler.browser.frames import FrameWorld
from crawler.browser.session import ReplacedError, Session
from crawler.browser.tools import ScriptError

logger = logging.getLogger(__name__)

GONE_MS = 1200
FRAME_TEXT_MS = 1000
"""A frame of another site is no part of what was waited for: it may still be empty."""

Raw = dict[str, Any]


@dataclass
class Consent:
    """Finds and closes the banner of one page."""

    session: Session
    pattern: str
    picture: Callable[[], Awaitable[None]]
    """Taken when there is a banner, before it is closed."""
    settle: Callable[[], Awaitable[object]]

    async def run(self) -> Raw:
        """Raises ScriptError when the page does not answer."""
        found = await self._find()
        if found["present"]:
            await self.picture()
            if found["control"]:
                found["closed"] = await self._press(found)
        elif found["frame"]:
            found = await self._in_frame(found)
        return found

    async def _find(self) -> Raw:
        found: Raw = await self.session.json("consent", scripts.consent_platforms(), self.pattern)
        return found

    async def _press(self, found: Raw) -> bool:
        if found["point"]:
            await self.session.click(*found["point"])
        try:
            if found["point"] and await self._gone():
                return True
            # A control that only listens to its own element, or lies under something.
            await self.session.text("pressChoice")
            return await self._gone()
        except ScriptError:
            # Some banners reload the page when they close.
            await self.settle()
            return not (await self._find())["present"]

    async def _gone(self) -> bool:
        gone = bool(await self.session.text("consentGone", GONE_MS))
        if self.session.leaving.under_way:
            raise ReplacedError("closing the banner loads the page again")
        return gone

    async def _in_frame(self, found: Raw) -> Raw:
        """A frame of another origin over the page: a banner when it speaks of cookies, or is called one."""
        frame = found["frame"]
        world = await FrameWorld.enter(self.session, frame)
        inside = await self._look_within(world)
        if not (inside and inside["speaks"]) and not frame["called"]:
            return found
        wall = bool(await self.session.text("foreignIsBanner", self.pattern))
        banner: Raw = {"present": True, "cross_origin": True, "platform": "", "wall": wall, "text": ""}
        await self.picture()
        if inside and inside["point"] and world:
            banner |= {key: inside[key] for key in ("text", "label", "choice")}
            banner["closed"] = await self._press_within(world, frame, inside["point"])
        return banner

    async def _look_within(self, world: FrameWorld | None) -> Raw | None:
        if world is None:
            return None
        try:
            inside: Raw = await world.json("consentWithin", FRAME_TEXT_MS)
        except ScriptError as error:
            logger.debug("consent frame: %s", error)
            return None
        return inside

    async def _press_within(self, world: FrameWorld, frame: Raw, point: list[float]) -> bool:
        await self.session.click(frame["x"] + point[0], frame["y"] + point[1])
        try:
            if await self._gone():
                return True
            await world.text("pressChoice")
            return await self._gone()
        except ScriptError as error:
            # The frame went away as it was pressed, or the page was loaded again.
            logger.debug("consent frame: %s", error)
            await self.settle()
            again = await self._find()
            return not (again["present"] or (again["frame"] and again["frame"]["url"] == frame["url"]))
