"""What stands on every page of a site alike: its frame, also where no landmark says so.

A menu or footer of plain `div`s must not lend its words and its address to the function's page.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from scoring.observation import Channel, Observation, Page
from scoring.site import Site, remembered
from scoring.urls import page_key

PAGES = 2
"""On so many other pages the same line, or the same contact details under the same label, are the frame's."""

_Detail = tuple[str, str, str]
_Link = tuple[str, str]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Frame:
    """Seen from one page."""

    lines: frozenset[str] = frozenset()
    details: frozenset[_Detail] = frozenset()
    links: frozenset[_Link] = frozenset()

    def holds(self, channel: Channel) -> bool:
        return _detail(channel) in self.details


@dataclass(frozen=True, slots=True)
class _Counts:
    lines: Counter[str]
    details: Counter[_Detail]
    links: Counter[_Link]


NO_FRAME = Frame()


@remembered
def frame_of(site: Site, page: Page) -> Frame:
    """What the page has no more often than `PAGES` others have it. Lines and details that name a function
    are none of it: a box with the contact centre's number may stand everywhere."""
    found = _counted(site, site.observation)
    own = page_key(page.final_url or page.url)
    others = [counts for key, counts in found.items() if key != own]
    if len(others) < PAGES:
        return NO_FRAME
    mine = _of(site, page)
    lines = list(_alike(mine.lines, [counts.lines for counts in others]))
    readings = site.read_all(lines)
    details = _alike(mine.details, [counts.details for counts in others])
    return Frame(
        frozenset(line for line, reading in zip(lines, readings, strict=True) if not reading.names),
        frozenset(detail for detail in details if not site.read(detail[2]).names),
        frozenset(_alike(mine.links, [counts.links for counts in others])),
    )


def _alike(mine: Counter[Thing], others: list[Counter[Thing]]) -> Iterator[Thing]:
    for thing, count in mine.items():
        elsewhere = [found[thing] for found in others if thing in found]
        if len(elsewhere) >= PAGES and count <= min(elsewhere):
            yield thing


@remembered
def _counted(site: Site, observation: Observation) -> dict[str, _Counts]:
    pages = (site.start.page, *(page for page in observation.pages if page.ok))
    return {page_key(page.final_url or page.url): _of(site, page) for page in pages}


@remembered
def _of(_: Site, page: Page) -> _Counts:
    lines = (line for section in page.sections for line in (*section.text.splitlines(), *section.items))
    return _Counts(
        Counter(line for line in lines if line),
        Counter(_detail(channel) for channel in page.channels),
        Counter((link.text, link.url) for link in page.links),
    )


def _detail(channel: Channel) -> _Detail:
    return channel.kind, channel.value, channel.label
