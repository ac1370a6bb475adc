"""Browsers and their contexts: few at once, each visit in a fresh context, a browser retired before it
leaks."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from playwright.async_api import BrowserContext, Playwright, async_playwright

from crawler.browser import driver, scratch
from crawler.browser.crowd import Crowd, Running
from crawler.browser.environment import inherited
from crawler.browser.load import Pace
from crawler.browser.places import Places
from crawler.browser.processes import browser_below
from crawler.browser.session import Session
from crawler.relay import Gate, Listener

logger = logging.getLogger(__name__)
T = TypeVar("T")

CONTEXTS_PER_BROWSER = 100
"""A browser is retired after so many visits: a timed-out page leaks 80–100 MB."""
CLOSE_TIMEOUT = 10.0
LAUNCH_TIMEOUT = 60.0


@dataclass(frozen=True)
class BrowserOptions:
    executable: Path
    user_agent: str
    contexts: int
    sandbox: bool


ARGUMENTS = (
    # The relay is the only way out: no QUIC, no WebRTC, no direct loopback, no name looked up by the
    # browser itself.
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # Nothing of the browser's own on the wire.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # Drawn without a graphics card, WebGL takes the browser's own memory: a loop of five lines took three
    # gigabytes within two seconds, and with the browser all visits that were in it.
    "--disable-3d-apis",
    # One look for all: sRGB and no scrollbars that take width from the layout.
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--autoplay-policy=user-gesture-required",
    "--mute-audio",
)


@dataclass
class BrowserPool:
    """At most `options.contexts` visits at once. Use `async with pool.session(gate) as session`."""

    options: BrowserOptions
    _playwright: Playwright | None = None
    _scratch: Path | None = None
    _running: Running | None = None
    _all: list[Running] = field(default_factory=list)
    places: Places = field(init=False)
    crowd: Crowd = field(init=False)
    pace: Pace = field(init=False)
    _watch: asyncio.Task[None] | None = None
    _launching: asyncio.Lock = field(default_factory=asyncio.Lock)
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by visits that are made one at a time: one of them may have ended the browser before."""

    def __post_init__(self) -> None:
        self.places = Places(self.options.contexts)
        self.crowd = Crowd(lambda: tuple(self._all))
        self.pace = Pace(self.places, lambda: self.crowd.scarce)

    @property
    def version(self) -> str:
        return self._running.version if self._running else ""

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Waits for one of the places. Waiting is not part of a visit's time."""
        if self._watch is None:
            self._watch = asyncio.create_task(self.pace.watch())
            self.crowd.watch()
        async with self.places.one():
            yield

    @contextlib.asynccontextmanager
    async def session(self, gate: Gate) -> AsyncIterator[Session]:
        """A fresh context with a relay port of its own. Closed page first, then context, each with a
        deadline, then the browser itself if they do not close."""
        running = await self._acquire()
        try:
            async with Listener(gate) as listener:
                context = await self._open(running, self._open_context(running, listener.port))
                try:
                    session = await self._open(running, Session.open(context, listener))
                    try:
                        yield session
                    finally:
                        await self._close(running, session.page.close())
                finally:
                    await self._close(running, context.close())
        finally:
            await self._release(running)

    async def _open(self, running: Running, opening: Awaitable[T]) -> T:
        """A browser that cannot even open an empty page is of no more use: the next visit gets another."""
        try:
            return await opening
        except Exception:
            running.retired = True
            raise

    async def _open_context(self, running: Running, port: int) -> BrowserContext:
        async with asyncio.timeout(LAUNCH_TIMEOUT):
            return await running.browser.new_context(
                no_viewport=True,
                user_agent=self.options.user_agent,
                locale="sv-SE",
                timezone_id="Europe/Stockholm",
                extra_http_headers={"Accept-Language": "sv"},
                # Without the bypass rule Chromium goes to this machine and to link-local addresses directly.
                proxy={"server": f"socks5://127.0.0.1:{port}", "bypass": "<-loopback>"},
                service_workers="block",
                accept_downloads=False,
            )

    async def _close(self, running: Running, closing: object) -> None:
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await closing  # type: ignore[misc]
        except Exception as error:  # a page that does not close takes its browser with it
            logger.debug("closing: %s", error)
            running.retired = True

    async def _acquire(self) -> Running:
        async with self._launching:
            running = self._running
            if running and not running.browser.is_connected():
                running.retired = True
            if running is None or running.retired or running.opened >= CONTEXTS_PER_BROWSER:
                if running:
                    running.retired = True
                    await self._bury(running)
                running = self._running = await self._launch()
            running.opened += 1
            running.live += 1
            return running

    async def _release(self, running: Running) -> None:
        running.live -= 1
        await self._bury(running)

    async def _bury(self, running: Running) -> None:
        if running.retired and running.live == 0 and running in self._all:
            self._all.remove(running)
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await running.browser.close()

    async def _launch(self) -> Running:
        async with asyncio.timeout(LAUNCH_TIMEOUT):
            try:
                return await self._launch_once()
            except TimeoutError:
                raise
            except Exception as error:  # the driver itself may be gone: start it anew, once
                logger.warning("browser did not start (%s); starting its driver again", error)
                await self._stop_driver()
                return await self._launch_once()

    async def _launch_once(self) -> Running:
        if self._playwright is None:
            self._scratch = self._scratch or scratch.make()
            with inherited(scratch.surroundings(self._scratch) | driver.surroundings()):
                self._playwright = await async_playwright().start()
        arguments = [*ARGUMENTS] if self.options.sandbox else [*ARGUMENTS, "--no-sandbox"]
        others = browser_below(os.getpid())
        browser = await self._playwright.chromium.launch(
            executable_path=str(self.options.executable),
            args=arguments,
            chromium_sandbox=self.options.sandbox,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        running = Running(browser, browser_below(os.getpid(), others), version=browser.version)
        self._all.append(running)
        return running

    async def _stop_driver(self) -> None:
        if self._playwright:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await self._playwright.stop()
        self._playwright = None

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
            self._watch = None
        self.crowd.close()
        for running in list(self._all):
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await running.browser.close()
        self._all.clear()
        await self._stop_driver()
        if self._scratch:
            scratch.remove(self._scratch)
            self._scratch = None
