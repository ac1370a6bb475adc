"""The pages that follow the start page: where the function may be, what it tells, who leads it; in the order
in which a visitor would look, while the visit has pages left."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from crawler.candidates import Reader
from crawler.choice import Chooser
from crawler.failures import VisitFailed
from crawler.plain import Errand
from crawler.second_look import needs_browser, page_names
from crawler.sitemap import ADDRESS, named_pages
from crawler.wanted import Wanted
from scoring.observation import Observation, Page
from scoring.responsible import judge_responsible
from scoring.search_budget import PAGES
from scoring.site import Site
from scoring.urls import page_key

logger = logging.getLogger(__name__)

MAX_RENDERED_PAGES = 2


@dataclass
class FurtherPages:
    """Reads them. `pages` and `on_site_map` hold what came, also when `read` ends with `OutOfBudget`."""

    errand: Errand
    chooser: Chooser
    observed: Callable[[], Observation]
    """What the visit has seen so far."""
    pages: list[Page]
    on_site_map: tuple[str, ...] = ()
    rendered: int = 0

    @property
    def reader(self) -> Reader:
        return self.chooser.reader

    async def read(self) -> None:
        chooser = self.chooser
        queue = [*chooser.targets(), *chooser.explanations()]
        for wanted in queue:
            page = await self._read(wanted)
            if page and page.ok and wanted.role == "target":
                for step in chooser.steps(page, wanted):
                    await self._read_step(step)
        for wanted in chooser.responsible(list(self.pages)):
            await self._read_ordinary(wanted)
        for wanted in chooser.subpages(list(self.pages)):
            await self._read_ordinary(wanted)
        if not (self._function_named() or await self._found_elsewhere()):
            await self._look_into_site_map()
            return
        for further in (chooser.of_itself, chooser.units_below):
            for wanted in further(list(self.pages)):
                if self._head_named():
                    return
                await self._read(wanted)

    async def _found_elsewhere(self) -> bool:
        """Whether it is behind a label that nothing tells to be its name, or where one would not look
        first."""
        for wanted in self.chooser.coined():
            if await self._explains_itself(wanted):
                return True
        for wanted in self.chooser.likely_homes():
            await self._read_ordinary(wanted)
            if self._function_named():
                return True
        return False

    async def _explains_itself(self, wanted: Wanted) -> bool:
        page = await self._read(wanted)
        if page is None or not page.ok or not self.reader.explained_by(page):
            return False
        self.pages[-1] = function = page.model_copy(update={"role": "target"})
        for explanation in self.chooser.explanations_on(function, wanted):
            await self._read(explanation)
        return True

    async def _read_ordinary(self, wanted: Wanted) -> None:
        page = await self._read(wanted)
        if page and page.ok:
            for step in self.chooser.elsewhere(page, wanted):
                await self._read_step(step)

    async def _read_step(self, wanted: Wanted) -> None:
        page = await self._read(wanted)
        if page and page.ok and wanted.role == "step" and self.chooser.names_function(page):
            for explanation in self.chooser.explanations_on(page, wanted):
                await self._read(explanation)

    def _function_named(self) -> bool:
        """A page has been read that is called what a function is called: no need to look further for one."""
        return any(
            self.reader.read(label).names
            for page in self.pages
            if page.role in ("target", "step")
            for label in page_names(page)
        )

    def _head_named(self) -> bool:
        """Whether a page read so far says who is responsible (method §3e): then no more are read for it."""
        seen = Site(self.observed(), self.reader.lexicon, self.reader.places)
        return judge_responsible(seen).found

    async def _read(self, wanted: Wanted) -> Page | None:
        """One further page as plain HTTP; rendered too when its plain HTML is not enough for a function's
        page."""
        if not self.errand.may_visit(wanted.url):
            return None
        page = await self.errand.read(wanted)
        if self._is_the_browsers(page, wanted) and self.errand.may_visit(wanted.url):
            self.rendered += 1
            rendered = await self.errand.read_rendered(wanted)
            page = rendered if rendered and (rendered.ok or not page.ok) else page
        self.pages.append(page)
        self.reader.learn(page)
        return page

    async def _look_into_site_map(self) -> None:
        """Only where no function was found, and where the visit has a page left."""
        start = self.chooser.start.page
        url = urljoin(start.final_url, ADDRESS)
        if len(self.pages) >= PAGES or not self.errand.may_visit(url):
            return
        try:
            response = await self.errand.get(url)
        except VisitFailed as error:
            logger.debug("%s: %s", url, error)
            return
        if response.status == 200:
            read = frozenset(page_key(page.final_url) for page in (start, *self.pages))
            self.on_site_map = named_pages(response.body, self.reader, self.chooser.owns, read)

    def _is_the_browsers(self, page: Page, wanted: Wanted) -> bool:
        # Of certificates the browser judges: its list of authorities is the visitors'.
        if page.error == "tls":
            return True
        wants = wanted.role in ("target", "step") and self.rendered < MAX_RENDERED_PAGES
        return wants and needs_browser(page, self.reader)
