"""A frame of another site, looked into from an isolated world of its own."""

import contextlib
import logging
from dataclasses import dataclass
from typing import Any, Self

from playwright.async_api import CDPSession, Frame

from crawler.browser import scripts
from crawler.browser.session import CALL_TIMEOUT, Session
from crawler.browser.tools import call, command
from crawler.json_text import decoded

logger = logging.getLogger(__name__)

Raw = dict[str, Any]


@dataclass(frozen=True)
class FrameWorld:
    cdp: CDPSession
    world: int

    @classmethod
    async def enter(cls, session: Session, where: Raw) -> Self | None:
        """`where`: the frame's address and where it stands. None when it cannot be entered: it is gone, or
        hangs."""
        try:
            frame = await _frame_at(session, where)
            if frame is None:
                return None
            cdp, frame_id = await _development_tools(session, frame)
            created = await command(
                cdp, "Page.createIsolatedWorld", {"frameId": frame_id, "worldName": scripts.WORLD}
            )
            entered = cls(cdp, int(created["executionContextId"]))
            await call(cdp, scripts.isolated_world(0), entered.world, CALL_TIMEOUT)
        except Exception as error:  # a frame of somebody else's never fails a measurement
            logger.debug("frame: %s", error)
            return None
        return entered

    async def text(self, name: str, *arguments: Any) -> Any:
        """Like `Session.text`, in the frame."""
        return await call(self.cdp, scripts.calling(name, *arguments), self.world, CALL_TIMEOUT)

    async def json(self, name: str, *arguments: Any) -> Any:
        """Like `Session.json`, in the frame."""
        return decoded(await self.text(name, *arguments) or "null")


async def _frame_at(session: Session, where: Raw) -> Frame | None:
    """By its place: what a frame was asked for and what it shows may differ, and two may show the same."""
    for frame in session.page.main_frame.child_frames:
        with contextlib.suppress(Exception):  # a frame that has just gone
            box = await (await frame.frame_element()).bounding_box()
            # `where` is inside the frame's border.
            if box and abs(box["x"] - where["x"]) < 12 and abs(box["y"] - where["y"]) < 12:
                return frame
    return None


async def _development_tools(session: Session, frame: Frame) -> tuple[CDPSession, str]:
    """Of the frame's own process, or of the page's where it shares that."""
    try:
        cdp = await session.context.new_cdp_session(frame)
    except Exception:  # Playwright: the frame is part of the parent's session
        tree = (await session.send("Page.getFrameTree"))["frameTree"]
        for child in tree.get("childFrames", []):
            if child["frame"]["url"] == frame.url.split("#")[0]:
                return session.cdp, str(child["frame"]["id"])
        raise
    tree = await command(cdp, "Page.getFrameTree", {})
    return cdp, str(tree["frameTree"]["frame"]["id"])
