"""One page in one fresh context: navigation, and calls into the isolated world, each with a deadline."""

import asyncio
import base64
import contextlib
import json
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Request, Response

from crawler.browser import scripts
from crawler.browser.deadlines import Deadlines
from crawler.browser.leaving import Leaving
from crawler.browser.tools import ANSWERING, ScriptError, call, command, evaluate, message
from crawler.json_text import decoded
from crawler.relay import Listener

CALL_TIMEOUT = 8.0
"""Seconds for one call into the page: longer than the slowest measurement, shorter than a visitor's
patience."""

PAGE_ENDED = "the page's process has ended"
LATE = 10.0
"""Seconds for entering a document, before it can be called into."""

IDS_PER_PAGE = 100_000
"""Elements of a page that was loaded again, or has given way to another, get numbers of their own."""

_GONE = re.compile(r"has been closed|connection closed|target closed", re.IGNORECASE)

_REPLACED = re.compile(r"context|navigat|destroyed|no frame", re.IGNORECASE)
"""What Chromium answers when the document that was asked has given way to another: before the question came
("Cannot find context with specified id"), or while it was answered ("Execution context was destroyed")."""

_NOT_OURS = "vv is not defined"
"""The other document lives in another process, where the number of our world is that of one of its own."""

BREAKING_OFF = 0.5
"""Seconds from a document's failure to that of its navigation, if there is one to come."""

DESKTOP = (1366, 768)
MOBILE = (390, 844)


def browser_gone(error: BaseException) -> bool:
    """Whether the browser or its driver ended under the visit, by what Playwright says of it: what was seen
    until then is half a visit, through no page's fault."""
    return _GONE.search(str(error)) is not None


class ReplacedError(ScriptError):
    """The document that was asked has given way to another (meta refresh, a script's redirect)."""


@dataclass
class Session:
    """A page and its development-tools session. Opened and closed by the pool."""

    context: BrowserContext
    page: Page
    cdp: CDPSession
    listener: Listener
    leaving: Leaving
    deadlines: Deadlines = field(default_factory=Deadlines)
    dialogs: int = 0
    navigations: int = 0
    _world: int | None = None
    _worlds: int = 0
    _requests: int = 0
    _requests_before: int = 0
    _tasks: set[asyncio.Future[Any]] = field(default_factory=set)

    @classmethod
    async def open(cls, context: BrowserContext, listener: Listener) -> "Session":
        await context.add_init_script(script=scripts.main_world())
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        session = cls(context, page, cdp, listener, await Leaving.watch(cdp))
        # Whoever listens to Playwright's own event must also answer: a page of a hundred questions would wait
        # for us a hundred times. Unheard, the driver dismisses them itself.
        cdp.on("Page.javascriptDialogOpening", session._count_dialog)
        context.on("page", session._close_popup)
        page.on("crash", session.deadlines.end)
        await session.emulate(*DESKTOP, mobile=False)
        return session

    def _count_dialog(self, _event: dict[str, Any]) -> None:
        self.dialogs += 1

    def _close_popup(self, popup: Page) -> None:
        if popup is not self.page:
            self._spawn(popup.close())

    def _spawn(self, coroutine: Any) -> None:
        async def quietly() -> None:
            with contextlib.suppress(Exception):
                await coroutine

        task = asyncio.ensure_future(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def goto(self, url: str, timeout: float) -> Response | None:
        """Navigates until the DOM is there. Raises Playwright's errors."""
        response = await self._arrive(
            self.page.goto(url, wait_until="domcontentloaded", timeout=timeout * 1000)
        )
        self.enter_anew()
        self.navigations += 1
        # Where nobody has moved a pointer, the browser takes it to be in the upper left corner. Not waited
        # for: a page that hangs does not answer.
        self._spawn(self.leave())
        return response

    async def _arrive(self, navigation: Coroutine[Any, Any, Response | None]) -> Response | None:
        """A document that breaks off half-way never becomes a DOM: only its request says so."""
        broken: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def failed(request: Request) -> None:
            why = request.failure or ""
            if not request.is_navigation_request() or request.frame != self.page.main_frame:
                return
            # No document will count what it took to get here.
            self.listener.traffic.requests = max(self.listener.traffic.requests, _chain(request))
            # Aborted: a download, or a page that goes on to the next.
            if "ERR_ABORTED" not in why and not broken.done():
                broken.set_result(why)

        going = asyncio.ensure_future(navigation)
        self.page.on("requestfailed", failed)
        try:
            either: set[asyncio.Future[Any]] = {going, broken}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            # Before anything has come, the navigation itself fails too, and says more.
            await asyncio.wait({going}, timeout=BREAKING_OFF)
            if not going.done():
                raise Error(broken.result())
            return going.result()
        finally:
            self.page.remove_listener("requestfailed", failed)
            going.cancel()

    def count(self, fetched: dict[str, int]) -> None:
        """What the document that stands there has asked for until now: by its own timings, because every
        request that the browser tells of costs a quarter of a millisecond here, and there are hundreds."""
        self._requests = max(self._requests, fetched["requests"])
        self.listener.traffic.requests = self._requests_before + self._requests

    async def emulate(self, width: int, height: int, *, mobile: bool) -> None:
        """Chromium's device emulation. A page without a viewport tag is laid out wide and scaled, as a
        phone does."""
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
            screenWidth=width,
            screenHeight=height,
        )
        if mobile:
            await self.send("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=5)

    async def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A development-tools command, with a deadline."""
        async with self.deadlines.within(CALL_TIMEOUT):
            return await command(self.cdp, method, parameters)

    def enter_anew(self) -> None:
        """What is asked next is asked of the document that stands there then."""
        self._world = None

    async def _enter_world(self) -> int:
        if self._world is None:
            async with self.deadlines.within(LATE):
                frame = self.leaving.frame
                created = await self.send("Page.createIsolatedWorld", frameId=frame, worldName=scripts.WORLD)
                world = int(created["executionContextId"])
                self._worlds += 1
                source = scripts.isolated_world(IDS_PER_PAGE * self._worlds)
                await call(self.cdp, source, world, CALL_TIMEOUT)
            self._world = world
            self._requests_before, self._requests = self._requests_before + self._requests, 0
        return self._world

    async def text(self, name: str, *arguments: Any, timeout: float = CALL_TIMEOUT) -> Any:
        """Calls `vv.<name>(arguments…)` in the isolated world; its value as it is."""
        try:
            world = await self._enter_world()
            async with self.deadlines.within(timeout + ANSWERING):
                return await evaluate(self.cdp, scripts.calling(name, *arguments), world, timeout)
        except ScriptError as error:
            if _NOT_OURS not in str(error):
                raise
            self.enter_anew()
            raise ReplacedError(f"{name}: {error}") from error
        except TimeoutError as error:
            late = f"no answer within {timeout:.0f} s"
            raise ScriptError(f"{name}: {PAGE_ENDED if self.deadlines.ended else late}") from error
        except Exception as error:  # Playwright's errors all derive from Exception
            self.enter_anew()
            kind = ReplacedError if _REPLACED.search(str(error)) and not browser_gone(error) else ScriptError
            raise kind(f"{name}: {error}"[:400]) from error

    async def json(self, name: str, *arguments: Any, timeout: float = CALL_TIMEOUT) -> Any:
        """Like `text`, for functions that answer with a JSON string (one string is far cheaper than a
        tree)."""
        return decoded(await self.text(name, *arguments, timeout=timeout) or "null")

    async def object_ids(self, ids: list[int]) -> list[str | None]:
        """Remote object ids of measured elements, for the accessibility tree."""
        world = await self._enter_world()
        async with self.deadlines.within(CALL_TIMEOUT):
            answer = await command(
                self.cdp,
                "Runtime.evaluate",
                {"expression": f"{json.dumps(ids)}.map(vv.element)", "contextId": world},
            )
            array = answer["result"].get("objectId")
            if not array:
                return [None] * len(ids)
            wanted = {"objectId": array, "ownProperties": True}
            found = await command(self.cdp, "Runtime.getProperties", wanted)
        by_index = {row["name"]: row.get("value", {}).get("objectId") for row in found["result"]}
        return [by_index.get(str(index)) for index in range(len(ids))]

    async def click(self, x: float, y: float) -> None:
        """A real mouse click: moved there, pressed, released. A hover menu opens at the first of these. The
        driver makes the three events of it: one call from here instead of three."""
        async with self.deadlines.within(CALL_TIMEOUT):
            await message(self.page, "mouseClick", {"x": x, "y": y})

    async def escape(self) -> None:
        key = {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27}
        async with self.deadlines.within(CALL_TIMEOUT):
            await asyncio.gather(
                *(
                    command(self.cdp, "Input.dispatchKeyEvent", {"type": kind, **key})
                    for kind in ("keyDown", "keyUp")
                )
            )

    async def hover(self, x: float, y: float) -> None:
        await self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    async def leave(self) -> None:
        """Takes the pointer out of the page, where a visitor's is as a page opens."""
        await self.hover(-9, -9)

    async def picture(self, clip: dict[str, float] | None = None, *, lossless: bool = False) -> bytes:
        """A picture of the viewport, or of `clip` in it."""
        parameters: dict[str, Any] = {"format": "png"} if lossless else {"format": "webp", "quality": 62}
        if clip:
            parameters["clip"] = {**clip, "scale": 1}
        answer = await self.send("Page.captureScreenshot", **parameters, optimizeForSpeed=True)
        return base64.b64decode(answer["data"])

    async def mhtml(self) -> bytes:
        answer = await self.send("Page.captureSnapshot", format="mhtml")
        return str(answer["data"]).encode("utf-8", "surrogateescape")


def _chain(request: Request) -> int:
    """How many requests led to this one by redirects, itself included."""
    before = request.redirected_from
    return 1 if before is None else 1 + _chain(before)
