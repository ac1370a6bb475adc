"""The one visit to a start page: consent, desktop, what opens, evidence, phone. Measures; judges nothing."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.async_api import Response

from crawler.browser.consent import Consent
from crawler.browser.opening import Opened, Opener, Raw
from crawler.browser.pixels import pixel_contrast
from crawler.browser.seen import Shot, StartVisit, Wish
from crawler.browser.session import (
    DESKTOP,
    MOBILE,
    ReplacedError,
    Session,
    browser_gone,
)
from crawler.browser.settling import CAP_MS, ERROR_CAP_MS, PHONE_CAP_MS, Settling
from crawler.browser.tools import ScriptError
from crawler.browser.ways_in import CONTACT, WaysIn
from crawler.json_text import decoded

logger = logging.getLogger(__name__)

MAX_NAMES = 12
"""Accessible names are asked for so many candidates: each costs a call."""
MAX_PIXEL_CHECKS = 3
GLARING = "rgb(255, 0, 255)"
LARGE_PICTURE = 200 * 200
"""Pixels. Icons and logotypes stay in the snapshot."""
LARGEST_SNAPSHOT = 30_000_000
"""Characters: a snapshot passes in one piece through the driver, and through here. The heaviest municipal
start pages have two thirds of it on the wire, with the large pictures that a snapshot leaves out."""
PICTURE_TIMEOUT = 6.0
"""Evidence is bounded in time and never fails a measurement."""


@dataclass
class StartPageVisit:
    session: Session
    wish: Wish
    pictures: bool = True
    seen: StartVisit = field(init=False)
    patience: float = field(default=20.0, init=False)
    """Seconds for a page to come, also for one that the start page goes on to."""
    ways: WaysIn = field(init=False)

    def __post_init__(self) -> None:
        self.ways = WaysIn(self.wish)

    async def run(self, url: str, timeout: float) -> StartVisit:
        """Raises Playwright's errors while the page is fetched, and ScriptError until it has been measured
        at desktop width; after that every failure is a note."""
        self.seen, self.patience = StartVisit(url), timeout
        began = time.monotonic()
        response = await self.session.goto(url, timeout)
        await self._note_response(response)
        # An error page is only read for what it says.
        failed = self.seen.status >= 400
        self.seen.ready = await self._settle(ERROR_CAP_MS if failed else CAP_MS)
        self._lap("ready", began)
        if failed:
            self.seen.desktop = await self._measure(links=True, html=True)
            return self.seen
        await self._consent()
        began = time.monotonic()
        try:
            self.seen.desktop = await self._measure(links=True, html=True)
        except ReplacedError:
            # It went on to another page only after it had come to rest.
            self.seen.ready = await self._settle()
            await self._consent()
            self.seen.desktop = await self._measure(links=True, html=True)
        if self._is_covered(self.seen.desktop):
            self.seen.desktop = await self._measure_again(self.seen.desktop, links=True, html=True)
        # A refresh, or a script, may have gone on to another page of the site.
        self.seen.final_url = self.session.page.url
        self._lap("measure", began)
        for step in (
            self._picture_desktop,
            self._names,
            self._pixels,
            self._fade_in,
            self._clip,
            self._open_desktop,
            self._phone,
            self._archive,
        ):
            began = time.monotonic()
            await self._try(step)
            self._lap(step.__name__.strip("_"), began)
        self.seen.dialogs = self.session.dialogs
        return self.seen

    async def _settle(self, cap: int = CAP_MS) -> Raw:
        return await Settling(self.session, self.seen, self.patience).ready(cap)

    async def read_only(self, url: str, timeout: float) -> StartVisit:
        """Only the settled document, one viewport, no picture: a function's page whose plain HTML was not
        enough."""
        self.seen, self.patience = StartVisit(url), timeout
        await self._note_response(await self.session.goto(url, timeout))
        self.seen.ready = await self._settle()
        try:
            self.seen.desktop = {"html": await self.session.text("html")}
        except ReplacedError:
            self.seen.ready = await self._settle()
            self.seen.desktop = {"html": await self.session.text("html")}
        self.seen.final_url = self.session.page.url
        return self.seen

    def _lap(self, name: str, began: float) -> None:
        self.seen.milliseconds[name] = round((time.monotonic() - began) * 1000)

    async def _try(self, step: Callable[[], Any]) -> None:
        try:
            await step()
        except Exception as error:
            if browser_gone(error) or self.session.deadlines.ended:
                # Half a visit must not pass for a whole one; the municipality is visited again.
                raise
            kind = "" if isinstance(error, ScriptError | TimeoutError) else f"{type(error).__name__}: "
            self.seen.miss(f"{step.__name__.strip('_')}: {kind}{error}")

    async def _note_response(self, response: Response | None) -> None:
        seen = self.seen
        seen.final_url = self.session.page.url
        if response is None:
            return
        seen.status = response.status
        seen.headers = dict(response.headers)
        chain: list[str] = []
        request = response.request.redirected_from
        while request is not None and len(chain) < 20:
            chain.append(request.url)
            request = request.redirected_from
        seen.redirects = tuple(reversed(chain))

    async def _measure(self, *, links: bool, html: bool) -> Raw:
        options = {"links": links, "html": html, "ordinary": self.wish.ordinary}
        answer = await self.session.text(
            "measure", self.wish.pattern, self.wish.name_pattern, options, timeout=15.0
        )
        told, _, document = str(answer).partition("\0")
        measured: Raw = decoded(told)
        measured["html"] = document
        if measured["cut"]:
            self.seen.notes.append(f"measure: cut short after {len(measured['entries'])} entries")
        return measured

    async def _consent(self) -> None:
        async def settle() -> None:
            self.seen.ready = await self._settle()

        async def picture() -> None:
            await self._try(self._picture_before)

        closing = Consent(self.session, self.wish.pattern, picture, settle)
        try:
            try:
                found = await closing.run()
            except ReplacedError:
                # It went on to another page while a banner was looked for: that one may have one too.
                await settle()
                found = await closing.run()
            if found["present"] or not self.seen.consent:
                self.seen.consent = found
        except (ScriptError, TimeoutError) as error:
            self.seen.miss(f"consent: {error or type(error).__name__}")

    def _is_covered(self, measured: Raw) -> bool:
        """Something lies over a likely way in: a banner that came late, or only at this width, or again as
        the page was loaded again."""
        known = self.seen.consent.get("present") and self.session.navigations == 1
        return not known and any(
            one["placement"].get("covered", 0) > 0 and self.wish.weigh(one) >= CONTACT
            for one in self.ways.ranked(measured)
        )

    async def _measure_again(self, measured: Raw, *, links: bool, html: bool) -> Raw:
        await self._consent()
        if not self.seen.consent.get("closed"):
            return measured
        return await self._measure(links=links, html=html)

    async def _shoot(
        self, kind: Literal["desktop", "mobile", "before_consent"], size: tuple[int, int]
    ) -> None:
        if self.pictures:
            async with asyncio.timeout(PICTURE_TIMEOUT):
                data = await self.session.picture()
            self.seen.shots.append(Shot(kind, data, (0, 0, *size)))

    async def _picture_before(self) -> None:
        await self._shoot("before_consent", DESKTOP)

    async def _picture_desktop(self) -> None:
        await self._shoot("desktop", DESKTOP)

    async def _names(self) -> None:
        ids = [one["id"] for one in self.ways.ranked(self.seen.desktop)[:MAX_NAMES] if not one["plain"]]
        if not ids:
            return
        objects = await self.session.object_ids(ids)
        asked = [(one, reference) for one, reference in zip(ids, objects, strict=True) if reference]
        # Enabled, Chromium keeps one tree for all the questions instead of building it anew for each.
        await self.session.send("Accessibility.enable")
        answers = await asyncio.gather(
            *(
                self.session.send("Accessibility.getPartialAXTree", objectId=reference, fetchRelatives=False)
                for _, reference in asked
            )
        )
        await self.session.send("Accessibility.disable")
        for (one, _), answer in zip(asked, answers, strict=True):
            names = (node.get("name", {}).get("value") for node in answer["nodes"] if not node.get("ignored"))
            name = next(names, None)
            if isinstance(name, str):
                self.seen.names[one] = name

    async def _pixels(self) -> None:
        await self._settle_contrast(self.seen.desktop, DESKTOP[1])

    async def _pixels_phone(self) -> None:
        if self.seen.mobile and self.seen.mobile["viewport"]["scale"] == 1:
            await self._settle_contrast(self.seen.mobile, MOBILE[1])

    async def _settle_contrast(self, measured: Raw, height: int) -> None:
        unknown = [
            one for one in self.ways.ranked(measured) if one["placement"].get("contrast_from") == "unknown"
        ]
        first_screen = [
            one for one in unknown if one["placement"]["text_box"]["y"] < height and self.wish.weigh(one) >= 3
        ]
        for entry in first_screen[:MAX_PIXEL_CHECKS]:
            await self._pixels_of(entry)

    async def _pixels_of(self, entry: Raw) -> None:
        where = await self.session.json("ink", entry["id"], "")
        if not where or where["width"] < 2 or where["height"] < 2:
            return
        clip = {key: where[key] for key in ("x", "y", "width", "height")}
        try:
            # In a colour that no photograph is: white glyphs on a white cloud must be told from the cloud.
            await self.session.json("ink", entry["id"], GLARING)
            with_ink = await self.session.picture(clip, lossless=True)
            await self.session.json("ink", entry["id"], "transparent")
            without = await self.session.picture(clip, lossless=True)
        finally:
            await self.session.json("ink", entry["id"], "")
        found = pixel_contrast(with_ink, without, tuple(where["color"]))
        if found:
            entry["placement"].update(
                contrast=found.worst, contrast_median=found.median, contrast_from="pixels"
            )

    async def _fade_in(self) -> None:
        hidden = [
            one
            for one in self.ways.ranked(self.seen.desktop, visible=False)
            if one["placement"].get("hidden_by") in ("opacity", "visibility", "off_screen")
        ]
        waiting = [one["id"] for one in hidden if self.wish.weigh(one) >= 3]
        if waiting and not self.ways.named_in_sight(self.seen.desktop):
            self.seen.faded_in = await self.session.json("scrollPass", waiting[:20], timeout=12.0)

    async def _clip(self) -> None:
        """A picture of the likeliest entry's surroundings where the first screen shows no way in at all."""
        likely = [one for one in self.ways.ranked(self.seen.desktop) if self.wish.weigh(one) >= 3]
        if not self.pictures or not likely:
            return
        if any(one["placement"]["text_box"]["y"] < DESKTOP[1] - 40 for one in likely):
            return
        width, height = DESKTOP
        async with asyncio.timeout(PICTURE_TIMEOUT):
            top = await self.session.text("scrollNear", likely[0]["id"])
            data = await self.session.picture()
            await self.session.text("toTop")
        self.seen.shots.append(Shot("clip", data, (0, top, width, height), likely[0]["id"]))

    async def _archive(self) -> None:
        """Last of all: the page is never looked at again."""
        self.session.count(await self.session.json("lighten", LARGE_PICTURE))
        weight = await self.session.text("weight")
        if weight > LARGEST_SNAPSHOT:
            self.seen.notes.append(f"archive: no snapshot of {weight} characters")
            return
        self.seen.mhtml = await self.session.mhtml()

    async def _open_desktop(self) -> None:
        self.seen.opened_desktop = await self._open(self.seen.desktop)

    async def _open(self, measured: Raw) -> Opened:
        behind = self.ways.behind_controls(measured)
        if behind is None:
            return Opened()
        wanted, texts = behind
        url, blind = self.session.page.url, self.ways.blind(measured)
        return await Opener(self.session, self.wish.pattern, wanted, texts, url, blind).run()

    async def _phone(self) -> None:
        await self.session.emulate(*MOBILE, mobile=True)
        self.seen.mobile_ready = await self._settle(PHONE_CAP_MS)
        try:
            self.seen.mobile = await self._measure(links=False, html=False)
        except ReplacedError:
            self.seen.mobile_ready = await self._settle(PHONE_CAP_MS)
            self.seen.mobile = await self._measure(links=False, html=False)
        if self._is_covered(self.seen.mobile):
            self.seen.mobile = await self._measure_again(self.seen.mobile, links=False, html=False)
        await self._try(self._picture_phone)
        await self._try(self._pixels_phone)
        opened = self.seen.opened_desktop
        if self.ways.other_names(self.seen.mobile) or not self.ways.same_way_in_sight(
            self.seen.desktop, self.seen.mobile, opened
        ):
            self.seen.opened_mobile = await self._open(self.seen.mobile)

    async def _picture_phone(self) -> None:
        await self._shoot("mobile", MOBILE)
