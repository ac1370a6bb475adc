"""Which further pages a visit reads, best first, within the method's search budget (§1): the targets of
likely entries, one step further, pages that may name who is responsible, two sub-pages for repetition. At
most ten."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from crawler import leadership_links
from crawler.candidates import Reader, slug_of
from crawler.entries import may_be_coined
from crawler.reading.links import joined
from crawler.second_look import page_names
from crawler.wanted import Wanted, readable
from scoring.observation import Entry, Link, Page, StartPage
from scoring.search_budget import PAGES, STEPS, TARGETS
from scoring.urls import is_below, page_key

MAX_DEPTH = 3
"""Clicks from the start page, for aspect e (method §1)."""
MAX_RESPONSIBLE, MAX_DEEPER, MAX_OF_ITSELF = 3, 2, 3
FOREIGN_NAME = 5
"""Least weight of a label that may lead to somebody else's site: a function's own name (ruling 18)."""
SUBPAGES = 2
MAX_HOMES = 3
MAX_BRANDS = 2
MAX_COINED = 2
MAX_EXPLANATIONS = 2
LABEL = 60
"""Characters: what is longer is a sentence."""
MAX_FOREIGN = 1

_ORDER = {"navigation": 0, "main": 1, "none": 1, "banner": 2}
"""Of landmarks, for ordinary pages; all others come last."""
SKIP_LINK = re.compile(r"(?i)^(?:hoppa|hopp|skip|gå direkt|siirry)\b")
"""Of a page that was not rendered only a link's words tell that nobody sees it (settled question 3)."""
_ENGLISH = re.compile(r"(?i)\b(in english|english|engelska|other languages|languages)\b")

_LIKELY_HOME = re.compile(
    r"(?i)\b((?!nyhet|budget|årsredo|fullmäktige|protokoll|beslut)\w+ i korthet|kommunfakta|"
    r"kommun(en)?( (och|&) \w+)?|om (kommunen|oss)|politik (och|&) \w+|"
    r"invånare|tjänster|service|stadshus\w*|kommunhus\w*)\b"
)


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
        self.foreign = 0

    @cached_property
    def _in_order(self) -> list[Link]:
        return sorted(self.start.links, key=_ordinary)

    def _take(self, wanted: Wanted, *, anywhere: bool = False) -> bool:
        """`anywhere`: also on a site that is not the municipality's."""
        key = page_key(wanted.url)
        if not key or key in self.taken or self.count >= PAGES or not readable(wanted.url):
            return False
        if not self.owns(wanted.url):
            if not anywhere or self.foreign >= MAX_FOREIGN:
                return False
            self.foreign += 1
        self.taken.add(key)
        self.count += 1
        return True

    def targets(self) -> Iterator[Wanted]:
        """Pages that likely entries and opened panels lead to, likeliest first."""
        start = self.start.page.final_url
        ranked = sorted(self._target_links(), key=lambda found: -found[0])
        yielded = 0
        for weight, entry, label, url in ranked:
            wanted = Wanted(url, "target", label, entry.id, start, 1)
            if yielded < TARGETS and self._take(wanted, anywhere=weight >= FOREIGN_NAME - 0.5):
                yielded += 1
                yield wanted

    def _target_links(self) -> Iterator[tuple[float, Entry, str, str]]:
        for position, entry in enumerate(self.start.entries):
            if not _reachable(entry) or entry.skip_link:
                continue
            weight = self.reader.weight_of(entry.text, entry.accessible_name, entry.title, entry.alt)
            if weight < 3 and (self.reader.explains(entry.text) or _nameless(entry)):
                weight = 3
            # Later entries of the same weight stand lower on the page.
            order = position / 1000
            if entry.target_url and entry.kind in ("link", "image_map", "button") and weight >= 3:
                yield weight - order, entry, entry.text or entry.accessible_name, entry.target_url
            for label, url in entry.panel_links:
                # "Tider och adresser" below a function's name leads to its page.
                inner = max(self.reader.weight_of(label), self.reader.weight_of(slug_of(url)) - 1)
                if inner >= 3:
                    yield inner - order - 0.3, entry, label, url

    def explanations(self) -> Iterator[Wanted]:
        """ "Det här hjälper vi dig med", or "Öppettider" with a function's name in its address: links of the
        start page that stand below a name which leads nowhere itself."""
        start = self.start.page.final_url
        there = zip(self.start.links, self._start_addresses, strict=True)
        told = [(link, at) for link, at in there if link.visible and len(link.text) <= LABEL]
        short, addresses = [link for link, _ in told], [at for _, at in told]
        slugs = [slug_of(address) for address in addresses]
        names = self.reader.weighing(slugs, FOREIGN_NAME)
        # What is an entry was looked at closer than the bare list of links, and has been asked.
        entries = {page_key(entry.target_url or "") for entry in self.start.entries}
        explaining = self.reader.explaining([link.text for link in short])
        promising = [
            link
            for at, (link, address, slug) in enumerate(zip(short, addresses, slugs, strict=True))
            if at in explaining or (slug in names and self.reader.read(link.text).kind == "none")
            if page_key(address) not in entries
        ]
        for link in sorted(promising, key=_ordinary)[:MAX_EXPLANATIONS]:
            wanted = Wanted(link.url, "target", link.text, None, start, 1)
            if self._take(wanted):
                yield wanted

    def steps(self, read: Page, via: Wanted) -> Iterator[Wanted]:
        """One step further, from a contact page to the function it names (search budget: two clicks for
        a)."""
        found = [
            (self.reader.weight_of(link.text), link)
            for link in read.links
            if link.landmark not in ("banner", "contentinfo")
        ]
        own_function = self.names_function(read)
        named = [
            (weight, link)
            for weight, link in found
            if link.landmark != "navigation" or self._only_here(read, link)
            if weight >= (5 if link.landmark == "navigation" else 4)
            or (weight == 3 and link.landmark != "navigation" and _more_contact(link))
            or self._explains(link, read, own_function)
        ]
        yielded = 0
        for weight, link in sorted(named, key=lambda pair: -pair[0]):
            wanted = Wanted(
                joined(read.final_url, link.url), "step", link.text, via.entry, read.final_url, via.depth + 1
            )
            # A page that several links lead to is one step.
            if yielded < STEPS and self._take(wanted, anywhere=weight >= FOREIGN_NAME):
                yielded += 1
                yield wanted

    def names_function(self, read: Page) -> bool:
        """Whether the page calls itself what a function is called."""
        return any(self.reader.read(name).names for name in page_names(read))

    def explanations_on(self, read: Page, via: Wanted) -> Iterator[Wanted]:
        """What lies one click from the function's page, when that page was itself a step (method §3d)."""
        told = [link for link in read.links if link.landmark not in ("banner", "contentinfo")]
        told = [link for link in told if self._only_here(read, link) and self._explains(link, read, True)]
        for link in told[:MAX_EXPLANATIONS]:
            url = joined(read.final_url, link.url)
            wanted = Wanted(url, "step", link.text, via.entry, read.final_url, via.depth + 1)
            if self._take(wanted):
                yield wanted

    def _explains(self, link: Link, read: Page, own_function: bool) -> bool:
        """ "Det här hjälper vi dig med", "Vanliga frågor", or a page below the function's own: what one gets
        help with may stand one click away (method §3d)."""
        if len(link.text) > LABEL:
            return False
        if self.reader.explains(link.text):
            return True
        if not own_function:
            return False
        # Hours of its own may stand on a page of their own.
        return is_below(joined(read.final_url, link.url), read.final_url) or self.reader.tells_times(
            link.text
        )

    def _only_here(self, read: Page, link: Link) -> bool:
        """In the page's own sub-menu: the site's menu would have been seen on the start page."""
        return page_key(joined(read.final_url, link.url)) not in self._on_start_page

    @cached_property
    def _on_start_page(self) -> frozenset[str]:
        return frozenset(map(page_key, self._start_addresses))

    @cached_property
    def _start_addresses(self) -> list[str]:
        """Of the start page's links."""
        start = self.start.page.final_url
        return [joined(start, link.url) for link in self.start.links]

    def elsewhere(self, read: Page, via: Wanted) -> Iterator[Wanted]:
        """From an ordinary page to a function that it names in its content: two clicks from the start
        page."""
        named = [
            link
            for link in read.links
            if self.reader.weight_of(link.text) >= 5
            # The menu of the English pages, say: nothing of it was on the start page.
            and (link.landmark in ("main", "none") or self._only_here(read, link))
            and not SKIP_LINK.match(link.text)
        ]
        for link in named[:1]:
            wanted = Wanted(
                joined(read.final_url, link.url), "step", link.text, None, read.final_url, via.depth + 1
            )
            if self._take(wanted, anywhere=True):
                yield wanted
        if via.role == "responsible":
            yield from self._deeper(read, via.depth)

    def units_below(self, pages: list[Page]) -> Iterator[Wanted]:
        """From the organisation's page, two clicks from the start page, to a unit's: for e, like
        `of_itself`."""
        for page in pages:
            if page.role == "responsible" and page.ok and page.depth == MAX_DEPTH - 1:
                yield from self._deeper(page, page.depth)

    def _deeper(self, read: Page, depth: int) -> Iterator[Wanted]:
        """From a page about the municipality to the one about its organisation, or to a unit's."""
        yielded = 0
        for link in leadership_links.deeper(read, lambda text: self.reader.read(text).names):
            url = joined(read.final_url, link.url)
            wanted = Wanted(url, "responsible", link.text, None, read.final_url, depth + 1)
            if yielded < MAX_DEEPER and wanted.depth <= MAX_DEPTH and self._take(wanted):
                yielded += 1
                yield wanted

    def coined(self) -> Iterator[Wanted]:
        """Pages behind labels that may be a function's made-up name, from the top: read only while no
        function has been found."""
        start = self.start.page.final_url
        yielded = 0
        for entry in self.start.entries:
            if yielded >= MAX_COINED:
                return
            if entry.target_url and may_be_coined(entry, self.reader):
                wanted = Wanted(entry.target_url, "subpage", entry.text, entry.id, start, 1)
                if self._take(wanted):
                    yielded += 1
                    yield wanted

    def likely_homes(self) -> Iterator[Wanted]:
        """Pages under which a municipality keeps its function, read only while none has been found."""
        start = self.start.page.final_url
        short = [link for link in self._in_order if len(link.text) < 50]
        homes = [link for link in short if _LIKELY_HOME.search(link.text)]
        # Last of all: a function that only the English pages know is one that a human must look at.
        english = [link for link in short if _ENGLISH.search(link.text)]
        brands = [link for link in short if self.reader.branded(link.text)]
        for link in [*brands[:MAX_BRANDS], *homes[:MAX_HOMES], *english[:1], *homes[MAX_HOMES:]]:
            if self.reader.read(link.text).kind != "none":
                continue
            wanted = Wanted(link.url, "subpage", link.text, None, start, 1)
            if self._take(wanted):
                yield wanted

    def responsible(self, pages: list[Page]) -> Iterator[Wanted]:
        """Pages that may say who is head of the function: linked from its own page, then from the start
        page, then pages about the municipality."""
        yielded = 0
        for wanted in self._about_responsible(pages):
            if self._take(wanted):
                yielded += 1
                yield wanted
            if yielded >= MAX_RESPONSIBLE:
                return

    def _about_responsible(self, pages: list[Page]) -> Iterator[Wanted]:
        start = self.start.page.final_url
        for page in (one for one in pages if one.role in ("target", "step")):
            for link in leadership_links.on_function_page(page):
                url = joined(page.final_url, link.url)
                yield Wanted(url, "responsible", link.text, None, page.final_url, page.depth + 1)
        for link in leadership_links.on_start_page(self.start.links):
            yield Wanted(joined(start, link.url), "responsible", link.text, None, start, 1)

    def of_itself(self, pages: list[Page]) -> Iterator[Wanted]:
        """What the function's own pages link to in their content, the service's promises and complaints about
        it first: for e, while the visit has pages left and none of those read names a head."""
        yielded = 0
        for page in (one for one in pages if one.role in ("target", "step") and self.names_function(one)):
            for link in leadership_links.of_itself(page):
                url = joined(page.final_url, link.url)
                wanted = Wanted(url, "responsible", link.text, None, page.final_url, page.depth + 1)
                about_help = self.reader.lexicon.kinds_in(link.text) or _ENGLISH.search(link.text)
                if yielded >= MAX_OF_ITSELF or wanted.depth > MAX_DEPTH:
                    return
                if not about_help and self._only_here(page, link) and self._take(wanted):
                    yielded += 1
                    yield wanted

    def subpages(self, read: list[Page]) -> Iterator[Wanted]:
        """Two ordinary sub-pages: does the entry stand at the same place there? Pages of the start page's
        menu that were `read` for another reason are such pages already."""
        start = self.start.page.final_url
        yielded = sum(page.role == "responsible" and page.depth == 1 and page.ok for page in read)
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
                page_key(link.url)  # else no address, and urlsplit may raise
                and urlsplit(link.url).path.strip("/")
                and not link.url.lower().endswith(".pdf")
                and self._take(wanted)
            ):
                yielded += 1
                yield wanted


def _reachable(entry: Entry) -> bool:
    return any(place is not None and place.clicks is not None for place in (entry.desktop, entry.mobile))


def _nameless(entry: Entry) -> bool:
    """An icon that nothing explains but its target (ruling 12)."""
    return not (entry.text or entry.accessible_name or entry.title or entry.alt)


def _more_contact(link: Link) -> bool:
    return bool(
        re.search(r"(?i)kontakta (oss|kommunen)|fler kontakt|kontaktv[äa]g|kontaktuppgift", link.text)
    )


def _ordinary(link: Link) -> tuple[int, float]:
    """Links of menus and content before those of the footer; from the top."""
    return _ORDER.get(link.landmark, 3), link.box.y if link.box else 1e9
