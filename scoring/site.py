"""One observation with its indexes: pages by address, labels read once, what a visitor can reach."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from scoring.brands import brands_of
from scoring.lexicon import LabelReading, Lexicon, normalise
from scoring.lexicon.normalise import clean
from scoring.observation import Entry, Link, Observation, Page, Placement, StartPage
from scoring.urls import is_own, page_key

NOT_MAIN = frozenset({"banner", "navigation", "contentinfo", "search"})
NEWS = frozenset({"news", "alert"})
_DETAIL = re.compile(r"(?:\d[ /–-]?){6}|@")
_RANK = {"strong": 0, "needs_scope": 1, "place": 2, "brand": 3, "contact": 4, "negative": 5, "none": 6}


About = TypeVar("About")
Answer = TypeVar("Answer")
More = ParamSpec("More")


def remembered(
    find: "Callable[Concatenate[Site, About, More], Answer]",
) -> "Callable[Concatenate[Site, About, More], Answer]":
    """For what many rules ask of the same entry, page or area: found once in one judgement.

    What it is about is told apart by identity: records of the observation are long, and their hash is as
    long as they are. Further arguments are hashable.
    """

    @wraps(find)
    def answer(site: "Site", about: About, /, *args: More.args, **kwargs: More.kwargs) -> Answer:
        key = (find, id(about), *args, *kwargs.items())
        known = site.memory.get(key)
        if known is None:
            # It is kept too: while it lives, nothing else has its id.
            known = site.memory[key] = (about, find(site, about, *args, **kwargs))
        found: Answer = known[1]
        return found

    return answer


class Site:
    """What the rules ask about one measured municipality. Holds caches of its own, no state beyond them."""

    def __init__(self, observation: Observation, lexicon: Lexicon, places: tuple[str, ...]) -> None:
        if observation.start is None:
            raise ValueError(f"{observation.code}: a measured observation has a start page")
        self.observation = observation
        self.start: StartPage = observation.start
        self.lexicon = lexicon
        self.places = places
        self._labels: dict[str, LabelReading] = {}
        self.brands = brands_of(observation.pages, lexicon, places)
        """Names that only this site's own pages explain."""
        self.memory: dict[tuple[object, ...], tuple[object, Any]] = {}
        """Of `remembered`."""
        self._pages = _index((*observation.pages, self.start.page))
        self.start_keys = {
            page_key(u)
            for u in (
                self.start.page.url,
                self.start.page.final_url,
                observation.homepage,
                observation.final_url,
            )
            if u
        } - {""}
        self._unseen = _labels_without(self.start.entries, reachable)
        self._unseen_on_desktop = _labels_without(self.start.entries, lambda entry: shown(entry.desktop))

    @cached_property
    def link_keys(self) -> tuple[str, ...]:
        """One for each link of the start page. Found when first asked for: whether a head is named, which a
        visit asks after every further page, needs none."""
        return tuple(map(page_key, [link.url for link in self.start.links]))

    @cached_property
    def visible_links(self) -> frozenset[str]:
        links = zip(self.link_keys, self.start.links, strict=True)
        return frozenset(key for key, link in links if link.visible) - {""}

    @cached_property
    def entry_keys(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.start.entries:
            if entry.target_url and (key := page_key(entry.target_url)):
                found.setdefault(key, []).append(entry)
        return found

    def read(self, text: str) -> LabelReading:
        if text not in self._labels:
            self._labels[text] = self._branded(text, self.lexicon.read_label(text, self.places))
        return self._labels[text]

    def _branded(self, text: str, reading: LabelReading) -> LabelReading:
        """A label that only this site can explain."""
        if reading.kind != "none" or not self.brands:
            return reading
        return self.brands.get(normalise(text), reading)

    def read_all(self, texts: list[str]) -> list[LabelReading]:
        """`read` of each, far cheaper for many."""
        new = [text for text in dict.fromkeys(texts) if text not in self._labels]
        read = self.lexicon.read_labels(new, self.places)
        found = zip(new, read, strict=True)
        self._labels.update({t: self._branded(t, r) for t, r in found} if self.brands else found)
        return [self._labels[text] for text in texts]

    @remembered
    def read_entry(self, entry: Entry) -> tuple[LabelReading, str]:
        """The best reading among an entry's texts, with the text that gave it. A visible label that names
        another service is not overruled by a hidden text."""
        best, source = self.read(entry.text), entry.text
        if best.kind == "negative" or best.bot:
            return best, source
        for text in (entry.accessible_name, entry.title, entry.alt):
            reading = self.read(text)
            if _RANK[reading.kind] < _RANK[best.kind]:
                best, source = reading, text
        return best, source

    def page_at(self, url: str | None) -> Page | None:
        return self._pages.get(page_key(url)) if url else None

    def own(self, url: str) -> bool:
        return is_own(url, self.observation.own_hosts) or page_key(url) in self.start_keys

    def is_start(self, url: str | None) -> bool:
        return bool(url) and page_key(url or "") in self.start_keys

    def entries_to(self, page: Page) -> list[Entry]:
        keys = {page_key(url) for url in (page.url, page.final_url, *page.redirects)} - {""}
        return [entry for key in sorted(keys) for entry in self.entry_keys.get(key, ())]

    def linked_visibly(self, page: Page) -> bool:
        keys = {page_key(url) for url in (page.url, page.final_url, *page.redirects)}
        return bool(keys & self.visible_links)

    def reachable_page(self, page: Page, depth: int = 0) -> bool:
        """Whether a sighted visitor gets to the page within the search budget (method §1; settled question
        3)."""
        entries = self.entries_to(page)
        # Entries were looked at closer than the bare list of links.
        if any(reachable(entry) for entry in entries) or (not entries and self.linked_visibly(page)):
            return True
        parent = self.page_at(page.from_url)
        if parent is not None and not self._shows_link(parent, page):
            return False
        if parent is not None and parent is not page and parent is not self.start.page and depth < 2:
            return self.reachable_page(parent, depth + 1)
        via = next((entry for entry in self.start.entries if entry.id == page.via_entry), None)
        if entries or via is not None:
            return via is not None and reachable(via)
        return page_key(page.url) not in self.link_keys

    def _shows_link(self, parent: Page, page: Page) -> bool:
        """False where the page that led here has links to it and a visitor sees none of them."""
        keys = {page_key(url) for url in (page.url, page.final_url, *page.redirects)} - {""}
        seen = [self.shows(parent, link) for link in parent.links if page_key(link.url) in keys]
        return not seen or any(seen)

    def shows(self, page: Page, link: Link, *, desktop: bool = False) -> bool:
        """Whether a visitor sees a further page's link. A page that was not rendered has links outside its
        content that the start page has too; where nobody sees them there (`desktop`: in that layout), nobody
        does here."""
        unseen = self._unseen_on_desktop if desktop else self._unseen
        if not link.visible or link.landmark == "main" or page.rendered or not unseen:
            return link.visible
        return (normalise(link.text), page_key(link.url)) not in unseen


def _labels_without(entries: Iterable[Entry], seen: Callable[[Entry], bool]) -> frozenset[tuple[str, str]]:
    """(label, target) of the start page's links of which none is seen."""
    found = {True: set[tuple[str, str]](), False: set[tuple[str, str]]()}
    for entry in entries:
        if entry.target_url:
            found[seen(entry)].add((normalise(entry.text), page_key(entry.target_url)))
    return frozenset(found[False] - found[True])


def shown(placement: Placement | None) -> bool:
    """Seen as it is, or after an action. What is hidden from everyone's ear and eye is not (ruling 36)."""
    if placement is None:
        return False
    return (placement.visible and not placement.aria_hidden) or bool(placement.clicks)


def reachable(entry: Entry) -> bool:
    """Seen, or revealed by at most two actions, in either viewport (search budget of a; settled question
    4)."""
    return any(p is not None and shown(p) and (p.clicks or 0) <= 2 for p in (entry.desktop, entry.mobile))


def in_news(entry: Entry) -> bool:
    regions = {p.region for p in (entry.desktop, entry.mobile) if shown(p) and p is not None}
    return bool(regions) and regions <= NEWS


def is_label(entry: Entry, reading: LabelReading) -> bool:
    """Whether text on the page labels a contact block: by its words, or by a number or address in them. "Allt
    direkt i telefonen" does not."""
    return entry.kind != "text" or reading.names or reading.generic or _DETAIL.search(entry.text) is not None


def h1(page: Page) -> str:
    """The page's heading: of level 1, or where it has none the one heading that all others are below."""
    first = next((heading.text for heading in page.headings if heading.level == 1), "")
    if first:
        return first
    shown = [s for s in page.sections if s.landmark == "main" and s.heading and s.level]
    alone = shown and all(section.level > shown[0].level for section in shown[1:])
    return shown[0].heading if alone else ""


def original(matched: str, source: str) -> str:
    """`matched` (normalised) as it stands in `source`, with a capital first."""
    text = clean(source)
    at = text.casefold().find(matched)
    found = text[at : at + len(matched)] if at >= 0 else matched
    return found[:1].upper() + found[1:]


def _index(pages: Iterable[Page]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for page in pages:
        for url in (page.url, page.final_url, *page.redirects):
            key = page_key(url)
            # A page that was read beats one that failed; the start page comes last and wins.
            if key and (key not in found or page.role == "start" or (page.ok and not found[key].ok)):
                if page.role == "start" and url != page.url and key in found:
                    continue
                found[key] = page
    return found
