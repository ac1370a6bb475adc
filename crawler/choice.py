"""Which further pages a visit reads, best first, within the method's search budget (§1): the targets of
likely entries, one step further, pages that may name who is responsible, two sub-pages for repetition. At
most ten."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from crawler.candidates import Reader
from scoring.observation import Entry, Link, Page, PageRole, StartPage
from scoring.urls import page_key

MAX_PAGES = 10
MAX_TARGETS = 5
MAX_STEPS = 3
MAX_RESPONSIBLE = 2
SUBPAGES = 2

_NO_PAGE = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|ico|css|js|zip|mp[34]|docx?|xlsx?|pptx?|ics|rss|xml)$", re.IGNORECASE
)
_NOT_TO_VISIT = re.compile(r"logga-?ut|logout|/logga-?in|/login|/wp-admin", re.IGNORECASE)
_RESPONSIBLE = re.compile(
    r"\b(chef\w*|ledning\w*|organisation\w*|förvaltning(en|ar|arna)?|"
    r"om (kontaktcenter|kundcenter|servicecenter|kundtjänst|medborgarservice|oss)\w*|"
    r"ansvarig\w*|kommunledning\w*|enhet(en|er)?|medarbetare)\b",
    re.IGNORECASE,
)

_LIKELY_HOME = re.compile(
    r"(?i)\b(kommun(en)?( (och|&) \w+)?|om (kommunen|oss)|politik (och|&) \w+|"
    r"invånare|service|stadshus\w*|kommunhus\w*)\b"
)


@dataclass(frozen=True)
class Wanted:
    """A page to read next."""

    url: str
    role: PageRole
    label: str
    entry: str | None
    from_url: str
    depth: int


@dataclass
class Chooser:
    """Yields what to read; told of what has been read."""

    start: StartPage
    reader: Reader
    owns: Callable[[str], bool]

    def __post_init__(self) -> None:
        page = self.start.page
        self.taken = {page_key(page.url), page_key(page.final_url)}
        self.count = 0

    @cached_property
    def _in_order(self) -> list[Link]:
        return sorted(self.start.links, key=_ordinary)

    def _take(self, wanted: Wanted) -> bool:
        key = page_key(wanted.url)
        if not key or key in self.taken or self.count >= MAX_PAGES or not self._readable(wanted.url):
            return False
        self.taken.add(key)
        self.count += 1
        return True

    def _readable(self, url: str) -> bool:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and self.owns(url)
            and not _NO_PAGE.search(parts.path)
            and not _NOT_TO_VISIT.search(parts.path)
        )

    def targets(self) -> Iterator[Wanted]:
        """Pages that likely entries and opened panels lead to, likeliest first."""
        start = self.start.page.final_url
        ranked = sorted(self._target_links(), key=lambda found: -found[0])
        yielded = 0
        for _, entry, label, url in ranked:
            wanted = Wanted(url, "target", label, entry.id, start, 1)
            if yielded < MAX_TARGETS and self._take(wanted):
                yielded += 1
                yield wanted

    def _target_links(self) -> Iterator[tuple[float, Entry, str, str]]:
        for position, entry in enumerate(self.start.entries):
            if not _reachable(entry) or entry.skip_link:
                continue
            weight = self.reader.weight_of(entry.text, entry.accessible_name, entry.title, entry.alt)
            # Later entries of the same weight stand lower on the page.
            order = position / 1000
            if entry.target_url and entry.kind in ("link", "image_map", "button") and weight >= 3:
                yield weight - order, entry, entry.text or entry.accessible_name, entry.target_url
            for label, url in entry.panel_links:
                inner = self.reader.weight_of(label)
                if inner >= 3:
                    yield inner - order - 0.3, entry, label, url

    def steps(self, read: Page, via: Wanted) -> Iterator[Wanted]:
        """One step further, from a contact page to the function it names (search budget: two clicks for
        a)."""
        found = [
            (self.reader.weight_of(link.text), link)
            for link in read.links
            if link.landmark not in ("banner", "contentinfo", "navigation")
        ]
        named = [
            (weight, link) for weight, link in found if weight >= 4 or (weight == 3 and _more_contact(link))
        ]
        for _, link in sorted(named, key=lambda pair: -pair[0])[:MAX_STEPS]:
            wanted = Wanted(
                urljoin(read.final_url, link.url), "step", link.text, via.entry, read.final_url, via.depth + 1
            )
            if self._take(wanted):
                yield wanted

    def elsewhere(self, read: Page, via: Wanted) -> Iterator[Wanted]:
        """From an ordinary page to a function that it names in its content: two clicks from the start
        page."""
        named = [
            link for link in read.links if link.landmark == "main" and self.reader.weight_of(link.text) >= 5
        ]
        for link in named[:1]:
            wanted = Wanted(
                urljoin(read.final_url, link.url), "step", link.text, None, read.final_url, via.depth + 1
            )
            if self._take(wanted):
                yield wanted

    def likely_homes(self) -> Iterator[Wanted]:
        """Pages under which a municipality keeps its function, read only while none has been found."""
        start = self.start.page.final_url
        for link in self._in_order:
            if (
                len(link.text) >= 50
                or not _LIKELY_HOME.search(link.text)
                or self.reader.read(link.text).kind != "none"
            ):
                continue
            wanted = Wanted(link.url, "subpage", link.text, None, start, 1)
            if self._take(wanted):
                yield wanted

    def responsible(self, pages: list[Page]) -> Iterator[Wanted]:
        """Pages that may say who is head of the function: linked from its own page, else from the start
        page."""
        yielded = 0
        for page in [*(one for one in pages if one.role in ("target", "step")), None]:
            links = page.links if page else self.start.links
            source = page.final_url if page else self.start.page.final_url
            for link in links:
                if yielded >= MAX_RESPONSIBLE or not _RESPONSIBLE.search(link.text) or len(link.text) > 60:
                    continue
                wanted = Wanted(
                    urljoin(source, link.url),
                    "responsible",
                    link.text,
                    None,
                    source,
                    page.depth + 1 if page else 1,
                )
                if self._take(wanted):
                    yielded += 1
                    yield wanted

    def subpages(self) -> Iterator[Wanted]:
        """Two ordinary sub-pages: does the entry stand at the same place there?"""
        start = self.start.page.final_url
        yielded = 0
        for link in self._in_order:
            if yielded >= SUBPAGES:
                return
            if (
                not link.text
                or not link.visible
                or self.reader.read(link.text).kind != "none"
                or page_key(link.url) == page_key(start)
            ):
                continue
            wanted = Wanted(link.url, "subpage", link.text, None, start, 1)
            if (
                urlsplit(link.url).path.strip("/")
                and not link.url.lower().endswith(".pdf")
                and self._take(wanted)
            ):
                yielded += 1
                yield wanted


def _reachable(entry: Entry) -> bool:
    return any(place is not None and place.clicks is not None for place in (entry.desktop, entry.mobile))


def _more_contact(link: Link) -> bool:
    return bool(
        re.search(r"(?i)kontakta (oss|kommunen)|fler kontakt|kontaktv[äa]g|kontaktuppgift", link.text)
    )


def _ordinary(link: Link) -> tuple[int, float]:
    """Links of menus and content before those of the footer; from the top."""
    order = {"navigation": 0, "main": 1, "none": 1, "banner": 2}.get(link.landmark, 3)
    return order, link.box.y if link.box else 1e9
