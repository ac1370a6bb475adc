"""Which pages the weekly crawl reads: one per field of the lexicon, and the municipality's pages about
complaints, guarantees, business and e-services. Chosen from the links that the last night saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crawler.sectors.second_look import tells
from crawler.wanted import Wanted, readable
from scoring.lexicon import Lexicon, normalise
from scoring.lexicon.normalise import normalise_all
from scoring.measures.words import words_of
from scoring.observation import Link, Observation, Page
from scoring.urls import is_own, page_key

PAGES = 24
"""Page budget of one municipality: twelve fields, five service pages, and section pages on the way."""
HUBS = 5
"""Section pages that are read to find further fields."""
SERVICES = ("complaints", "guarantee", "business", "eservices")
_GUIDE = "guide"
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A page, and for what it is read: a field, or a kind of service page."""

    purpose: str
    wanted: Wanted


class SectorChooser:
    """Yields what to read; what it has yielded it does not yield again."""

    def __init__(self, observation: Observation, lexicon: Lexicon, places: tuple[str, ...]) -> None:
        if observation.start is None:
            raise ValueError(f"{observation.code}: an unmeasured observation has no links")
        self._observation = observation
        self._start = observation.start
        self._lexicon = lexicon
        self._places = frozenset(word for name in places for word in normalise(name).split())
        self._taken: set[str] = set()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(self._lexicon.data.raw["fields"])

    def known(self) -> dict[str, Page]:
        """Fields whose page the night has read already; one that told nothing is read again."""
        found: dict[str, Page] = {}
        for page in self._observation.pages:
            if not page.rendered and (page.needs_script or not tells(page)):
                continue
            for field in self._fields_of(normalise(page.via_label)):
                if page.ok and not page.kind_hints and self._narrow(page.via_label):
                    found.setdefault(field, page)
        return found

    def direct(self, missing: set[str]) -> Iterator[Choice]:
        """One link per field, from the start page and the pages of the night."""
        home = self._start.page.final_url
        links = [(link, home) for link in self._links_in_order]
        links += [(link, page.final_url) for page in self._observation.pages for link in page.links]
        yield from self._best(links, missing, depth=1)

    def beyond(self, hub: Page, missing: set[str]) -> Iterator[Choice]:
        """The same from a section page that was just read."""
        yield from self._best([(link, hub.final_url) for link in hub.links], missing, depth=hub.depth + 1)

    def hubs(self, missing: set[str]) -> Iterator[Choice]:
        """Section pages of the start page under which missing fields may stand, the most promising first."""
        words = words_of().raw["sectors"]
        scored: list[tuple[int, int, Link]] = []
        for at, link in enumerate(self._links_in_order):
            label = normalise(link.text)
            hits = sum(any(word in label for word in words[field]) for field in missing)
            if hits and len(link.text) <= _LONGEST_LABEL:
                scored.append((-hits, at, link))
        for _, _, link in sorted(scored, key=lambda row: row[:2])[:HUBS]:
            wanted = self._wanted(link, self._start.page.final_url, 1)
            if wanted and self._take(wanted):
                yield Choice("hub", wanted)

    def services(self) -> Iterator[Choice]:
        """Pages about complaints, guarantees, business and e-services, by labels that say so as a whole: of
        the start page, else of the pages that the night has read."""
        words = words_of()
        sources = self._service_links
        labels = normalise_all([link.text for link, _, _ in sources])
        guide = words.text[_GUIDE]
        for kind in (*SERVICES, _GUIDE):
            for (link, url, depth), label in zip(sources, labels, strict=True):
                says = guide.search(label) if kind == _GUIDE else words.labels[kind].says(label, self._places)
                if says and (wanted := self._service(link, url, depth)):
                    yield Choice(kind, wanted)
                    break

    @cached_property
    def _service_links(self) -> list[tuple[Link, str, int]]:
        """(link, the page it stands on, clicks from the start page)"""
        home = self._start.page.final_url
        near = [page for page in self._observation.pages if page.ok and not page.kind_hints]
        return [
            *((link, home, 1) for link in self._links_in_order),
            *((link, page.final_url, page.depth + 1) for page in near for link in page.links if link.text),
        ]

    def _service(self, link: Link, url: str, depth: int) -> Wanted | None:
        wanted = self._wanted(link, url, depth)
        return wanted if wanted and self._take(wanted) else None

    @cached_property
    def _links_in_order(self) -> list[Link]:
        """What a visitor sees first, then what a menu hides until it is opened."""
        links = [link for link in self._start.links if link.text]
        return sorted(links, key=lambda link: not link.visible)

    def _best(self, links: list[tuple[Link, str]], missing: set[str], depth: int) -> Iterator[Choice]:
        """Per field a link in sight before one in a closed menu, then the one that names fewest other fields,
        then the shortest."""
        labels = normalise_all([link.text for link, _ in links])
        candidates: dict[str, list[tuple[bool, int, int, int, Link, str]]] = {}
        for at, ((link, url), label) in enumerate(zip(links, labels, strict=True)):
            if not label or len(label) > _LONGEST_LABEL:
                continue
            named = self._fields_of(label)
            for field in named:
                if field in missing:
                    candidates.setdefault(field, []).append(
                        (not link.visible, len(named), len(label), at, link, url)
                    )
        for field in self.fields:
            for *_, link, url in sorted(candidates.get(field, ()), key=lambda row: row[:4]):
                wanted = self._wanted(link, url, depth)
                if wanted and self._take(wanted):
                    yield Choice(field, wanted)
                    break

    def _fields_of(self, label: str) -> tuple[str, ...]:
        return self._lexicon.fields_in(label)

    def _narrow(self, label: str) -> bool:
        """A section page of several fields is nobody's sector page."""
        return len(self._fields_of(normalise(label))) <= 2

    def _wanted(self, link: Link, from_url: str, depth: int) -> Wanted | None:
        url = link.url.split("#")[0]
        key = page_key(url)
        home = {page_key(self._start.page.final_url), page_key(self._observation.homepage)}
        if not key or key in home or url.lower().endswith(".pdf") or not readable(url):
            return None
        if not is_own(url, self._observation.own_hosts):
            return None
        return Wanted(url, "subpage", link.text, None, from_url, depth)

    def _take(self, wanted: Wanted) -> bool:
        """Once each: another anchor on the same page is the same page."""
        key = page_key(wanted.url)
        if key in self._taken or len(self._taken) >= PAGES:
            return False
        self._taken.add(key)
        return True
