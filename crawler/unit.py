"""One municipality: one unit of work, from the registry row to the observation. Whatever the web does, it
ends in one."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler import statuses
from crawler.archive import Fetched
from crawler.browser.seen import StartVisit
from crawler.browser.session import browser_gone
from crawler.candidates import Reader
from crawler.choice import Chooser
from crawler.courtesy import PATIENCE, Restraint, Tally
from crawler.entries import layout_json, without_unexplained
from crawler.failures import VisitFailed, from_error
from crawler.further import FurtherPages
from crawler.handler import RenderedResponse, Rendering
from crawler.plain import Download, Errand, OutOfBudget
from crawler.reading.page import read_page
from crawler.reading.text import clean_text
from crawler.records import start_page, utc_now
from scoring.observation import Observation, Page, StartPage, Visit
from scoring.registry import Municipality

logger = logging.getLogger(__name__)

FEW_LINKS = 10
START_SHARE = 2 / 3
"""Of a municipality's budget: the start page is what everything hangs on."""


@dataclass(frozen=True)
class Limits:
    """Seconds and switches for one unit."""

    budget: float
    page_timeout: float
    pictures: bool
    record: bool = False
    """Keep every answer, also those of sub-resources."""


@dataclass
class Unit:
    """What a unit ends in: the observation, and the evidence for the archive."""

    observation: Observation
    fetched: list[Fetched] = field(default_factory=list)
    mhtml: bytes = b""
    layout: bytes = b""
    shots: list[tuple[str, bytes]] = field(default_factory=list)
    """(sha256, WebP)"""
    not_before: float = 0.0
    """When (`time.monotonic`) the site may be visited again."""
    browser_gone: bool = False
    """Its browser ended under the visit, through this page or another."""
    missed: int = 0
    """How much of what was wanted could not be seen in time."""

    @property
    def measured(self) -> bool:
        return self.observation.status == "measured"


@dataclass
class MunicipalityVisit:
    """Visits one municipality. `run()` never raises for what a site does."""

    municipality: Municipality
    reader: Reader
    download: Download
    limits: Limits
    user_agent: str
    browser: Callable[[], str]
    restraint: Restraint
    tally: Tally = field(default_factory=Tally)
    alone: bool = False
    """Its pages share the browser with no other that may have ended one."""
    browser_gone: bool = False
    pages: list[Page] = field(default_factory=list)
    seen: StartVisit | None = None
    start: StartPage | None = None
    layout: bytes = b""
    on_site_map: tuple[str, ...] = ()
    began: float = 0.0
    measured_at: str = ""

    def __post_init__(self) -> None:
        # What comes after the start page may be cut short without losing it.
        budget = self.limits.budget * (1 - START_SHARE)
        timeout, record = self.limits.page_timeout, self.limits.record
        self.errand = Errand(
            self.download,
            self.restraint,
            budget,
            timeout,
            self.tally,
            fetched=[],
            record=record,
            alone=self.alone,
        )

    async def run(self) -> Unit:
        self.began = time.monotonic()
        self.measured_at = utc_now()
        failure: VisitFailed | None = None
        try:
            await self._visit()
        except VisitFailed as error:
            failure = error
        except Exception as error:  # our own mistake must not cost the others their night
            logger.exception("%s %s", self.municipality.code, self.municipality.name)
            failure = from_error(error)
        return self._finish(failure)

    async def _visit(self) -> None:
        start = self._read_start(await self._download_start())
        chooser = Chooser(start, self.reader, self.municipality.owns)
        further = FurtherPages(self.errand, chooser, lambda: self._observation(None), self.pages)
        try:
            await further.read()
        except OutOfBudget:
            self.errand.miss("budget: further pages were left")
        self.on_site_map = further.on_site_map

    async def _download_start(self) -> RenderedResponse:
        seconds = self.limits.budget * START_SHARE
        navigation = min(self.limits.page_timeout, seconds)
        wish = self.reader.wish()
        rendering = Rendering(seconds, navigation, wish, self.limits.pictures, self.alone)
        request = self.errand.request(self.municipality.homepage, render=rendering)
        try:
            response = await self.download(request)
        except Exception as error:
            self.browser_gone = browser_gone(error)
            failed = from_error(error)
            self.restraint.note(request.url, 503, failed.retry_after)
            raise failed from error
        if not isinstance(response, RenderedResponse) or response.visit is None:
            raise VisitFailed("browser", "the start page was not rendered")
        self.seen = response.visit
        self.restraint.note(request.url, response.status, response.visit.headers.get("retry-after", ""))
        return response

    def _read_start(self, response: RenderedResponse) -> StartPage:
        seen = response.visit
        assert seen is not None  # noqa: S101 - checked where it was downloaded
        content_type = seen.headers.get("content-type", "")
        page = read_page(
            response.body,
            url=self.municipality.homepage,
            final_url=seen.final_url,
            status=response.status,
            content_type=content_type,
            role="start",
            redirects=seen.redirects,
            rendered=True,
        )
        try:
            self._check_start(page, seen, content_type, response.body)
            self.start = start_page(page, seen, self.reader)
        finally:
            # What was measured takes megabytes as it came, and the visit still waits for its further pages.
            self.layout = layout_json(seen.desktop, seen.mobile)
            seen.let_go()
        return self.start

    def _check_start(self, page: Page, seen: StartVisit, content_type: str, body: bytes) -> None:
        text = "\n".join(f"{section.heading}\n{section.text}" for section in page.sections)
        found = statuses.of_response(
            page.status, content_type, page.title, text, "retry-after" in seen.headers
        )
        erred = found is None or found[0] in ("http_4xx", "http_5xx")
        if erred and not self.municipality.owns(seen.final_url):  # the error is somebody else's
            found = ("off_site_redirect", f"ends at {seen.final_url[:120]}")
        if found is None and not seen.desktop["is_html"]:
            found = ("not_html", f"{content_type[:80]}, and no page in it")
        if found is None:
            found = self._unlike_a_start_page(page, seen, text, body)
        if found:
            raise VisitFailed(*found)

    def _unlike_a_start_page(
        self, page: Page, seen: StartVisit, text: str, body: bytes
    ) -> statuses.Found | None:
        viewport, links = seen.desktop["viewport"], len(seen.desktop["links"])
        # What is seen may stand where the page's own HTML has no text: in frames and shadow roots.
        # Another site in a frame over all of the screen is what a visitor sees (method §3b: b review).
        shown = viewport["visible_chars"] or seen.desktop["frame_fills"]
        visible = (text or "x") if shown else ""
        if links <= FEW_LINKS:
            # What a splash page says stands in its links.
            visible += "".join(f"\n{link[0]}" for link in seen.desktop["links"])
        headings = tuple(heading.text for heading in page.headings)
        markup = body.decode("utf-8", "replace")
        away = statuses.leads_away(markup, visible, links, seen.final_url, self.municipality.owns)
        shown_links = ((link[0], link[1]) for link in seen.desktop["links"])
        menu = statuses.ways_on(shown_links, seen.final_url, self.municipality.owns)
        return away or statuses.of_page(
            page.title, visible, links, headings=headings, markup=markup, menu=menu
        )

    def _observation(self, failure: VisitFailed | None) -> Observation:
        seen = self.seen
        return Observation(
            code=self.municipality.code,
            name=self.municipality.name,
            homepage=self.municipality.homepage,
            own_hosts=self.municipality.hosts,
            measured_at=self.measured_at,
            status="unmeasured" if failure else "measured",
            status_reason=failure.reason if failure else None,
            status_detail=clean_text(failure.detail) if failure else "",
            final_url=seen.final_url if seen else "",
            start=None if failure or self.start is None else without_unexplained(self.start, self.reader),
            pages=() if failure else tuple(self.pages),
            on_site_map=() if failure else self.on_site_map,
            visit=self._visit_record(seen),
        )

    def _finish(self, failure: VisitFailed | None) -> Unit:
        seen, observation = self.seen, self._observation(failure)
        # Who lost the browser through another's page has hardly been visited: a Crawl-delay of an hour must
        # not cost it the night.
        longest = PATIENCE if self.browser_gone else math.inf
        not_before = self.restraint.not_before(self.municipality.homepage, longest)
        fetched = self.errand.fetched or []
        unit = Unit(observation, fetched, not_before=not_before, browser_gone=self.browser_gone)
        unit.missed = self.errand.missed + (seen.missed if seen else 0)
        if seen:
            unit.mhtml = seen.mhtml
            unit.layout = self.layout
            unit.shots = [(shot.sha256, shot.data) for shot in seen.shots]
        return unit

    def _visit_record(self, seen: StartVisit | None) -> Visit:
        notes = [*self.errand.notes, *(seen.notes if seen else [])]
        return Visit(
            duration_ms=round((time.monotonic() - self.began) * 1000),
            start_page_ms=sum(seen.milliseconds.values()) if seen else 0,
            requests=self.tally.requests,
            bytes_received=self.tally.received,
            browser=self.browser(),
            user_agent=self.user_agent,
            notes=tuple(clean_text(note) for note in notes[:20]),
        )
