"""One visit's further requests: courteous, within its budget, counted; and pages read from them, as plain
HTTP and, where that is not enough, in the browser."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import Response

from crawler import statuses
from crawler.archive import Fetched
from crawler.browser.session import browser_gone
from crawler.courtesy import TALLY, Restraint, Tally
from crawler.failures import VisitFailed, from_error
from crawler.handler import SPENT, Rendering
from crawler.recording import RECORDS
from crawler.records import failed_page, fetched, page_of
from crawler.wanted import Wanted
from scoring.observation import Page
from scoring.statuses import visited_again

Download = Callable[[Request], Awaitable[Response]]


class OutOfBudget(Exception):
    """The visit's time is up; what has been read stays."""


@dataclass
class Errand:
    """What a visit may still ask of its site."""

    download: Download
    restraint: Restraint
    budget: float
    """Seconds really spent on pages: waiting in line costs nobody's budget."""
    page_timeout: float
    tally: Tally = field(default_factory=Tally)
    fetched: list[Fetched] | None = None
    """Where answers are kept for the archive; None: nowhere."""
    record: bool = False
    """Keep those of sub-resources too."""
    alone: bool = False
    """What is rendered shares the browser with no other that may have ended one."""
    notes: list[str] = field(default_factory=list)
    missed: int = 0
    """How often something was not got that another visit may get."""
    spent: float = 0.0

    def may_visit(self, url: str) -> bool:
        """Raises OutOfBudget."""
        if self.spent >= self.budget:
            raise OutOfBudget
        refusal = self.restraint.forbids(url)
        if refusal and refusal not in self.notes:
            self.notes.append(refusal)
        return not refusal

    def miss(self, why: str) -> None:
        self.notes.append(why)
        self.missed += 1

    def seconds_left(self) -> float:
        return max(1.0, min(self.page_timeout, self.budget - self.spent))

    def request(self, url: str, **meta: object) -> Request:
        records = self.fetched if self.record else None
        # The browser has gone where the page led: what Scrapy would read as a redirect, no visitor follows.
        meta["dont_redirect"] = "render" in meta
        return Request(url, dont_filter=True, meta={TALLY: self.tally, RECORDS: records, **meta})

    async def answer(self, request: Request) -> Response:
        """The answer to a request that counts against the budget. Raises whatever the download does."""
        try:
            return await self.download(request)
        finally:
            self.spent += request.meta.get(SPENT, 0.0)

    async def get(self, url: str) -> Response:
        """As plain HTTP. Raises VisitFailed."""
        try:
            response = await self.answer(self.request(url, download_timeout=self.seconds_left()))
        except Exception as error:
            raise from_error(error) from error
        retry_after = (response.headers.get("Retry-After") or b"").decode("latin-1")
        self.restraint.note(response.url, response.status, retry_after)
        return response

    async def read(self, wanted: Wanted) -> Page:
        """A page as plain HTTP; one that failed says why."""
        try:
            response = await self.get(wanted.url)
        except VisitFailed as error:
            if visited_again(error.reason):
                self.miss(f"{wanted.url[:120]}: {error}")
            return failed_page(wanted, error)
        if self.fetched is not None:
            self.fetched.append(fetched(response))
        return statuses.unless_a_wall(page_of(wanted, response, rendered=False), response.body)

    async def read_rendered(self, wanted: Wanted, again: bool = True) -> Page | None:
        """The page as a browser shows it; None, with a note, where it could not be rendered."""
        left = self.seconds_left()
        try:
            response = await self.answer(
                self.request(wanted.url, render=Rendering(left, left, alone=self.alone))
            )
        except Exception as error:
            failed = from_error(error)
            why = f"rendering {wanted.url[:120]}: {failed}"
            if again and browser_gone(error):
                # Another visit's page may have taken the browser with it: there will be a new one.
                self.notes.append(why)
                return await self.read_rendered(wanted, again=False) if self.may_visit(wanted.url) else None
            if visited_again(failed.reason):
                self.miss(why)
            else:
                self.notes.append(why)
            return None
        return statuses.unless_a_wall(page_of(wanted, response, rendered=True), response.body)
