"""What the measures read: the labels of a site, the areas of its function, its pages; each found once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlsplit

from scoring.area import Area, page_area, section_area
from scoring.assessment import Assessment, start_areas
from scoring.lexicon import normalise
from scoring.lexicon.normalise import normalise_all
from scoring.lexicon.phrases import PhraseTable
from scoring.measures.sentences import Sentence, saying, sentences_of
from scoring.measures.words import Words, words_of
from scoring.observation import Page
from scoring.result import Evidence
from scoring.site import Site, h1
from scoring.urls import is_below, page_key

STALE = frozenset({"news", "job_ad", "minutes", "archive", "event"})
_SEARCH_BUDGET = 2
"""Clicks from the start page; pages that only aspect e reads may lie deeper."""
_QUOTE = 240
_BUTTON = 60


class LabelSeen(NamedTuple):
    """A link, button or heading: its text as it stands, normalised, and where."""

    text: str
    normal: str
    url: str
    """Of the page on which it stands."""
    target: str = ""

    def evidence(self) -> Evidence:
        return Evidence(url=self.url, text=self.text[:_QUOTE])


def _order(page: Page) -> tuple[int, str, str, str, str]:
    return page.depth, page.final_url or page.url, page.url, page.digest, page.via_label


class Ground:
    """`function`: the named function, `contact`: the contact page that counts in the broad reading."""

    def __init__(self, site: Site, function: Assessment | None, contact: Assessment | None) -> None:
        self.site = site
        self.words: Words = words_of()
        self.function = function
        self.contact = contact
        self._names: dict[int, tuple[list[str], list[tuple[int, str]], str]] = {}

    @property
    def named(self) -> bool:
        return self.function is not None

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Own pages that could be read and are no news, the start page first."""
        start = self.site.start.page
        further = (
            page
            for page in sorted(self.site.observation.pages, key=_order)
            if page.ok and not STALE & set(page.kind_hints) and self.site.own(page.final_url or page.url)
        )
        return (start, *further)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The function's page, what the start page says of it, and pages one click from it that are about it;
        without a function the contact page; without that, pages called "contact"."""
        chosen = self.function or self.contact
        if chosen is None or chosen.candidate.area is None:
            return tuple(page_area(self.site, page) for page in self._contact_pages())
        area = chosen.candidate.area
        if area.page is None and (page := self._page_called(chosen.candidate.reading.term)):
            area = page_area(self.site, page)  # what a panel on the start page leads to tells more
        near = [page_area(self.site, page) for page in self._near(area)]
        found = [area, chosen.candidate.area, *start_areas(self.site, chosen.candidate.reading.term), *near]
        return tuple({id(one): one for one in found}.values())

    def _page_called(self, term: str) -> Page | None:
        for page in self.pages[1:]:
            for label in (h1(page), page.via_label):
                reading = self.site.read(label)
                if reading.names and reading.term == term:
                    return page
        return None

    def _near(self, area: Area) -> Iterator[Page]:
        """Below the function's own page, or linked from it and called a contact page ("Kontaktformulär") or
        by the function's name ("Så arbetar kontaktcenter"); of a section only what has its name."""
        if area.page is None:
            return
        linked = {page_key(url) for _, url in area.links}
        chosen = self.function or self.contact
        term = chosen.candidate.reading.term if chosen else ""
        for page in self.pages[1:]:
            key = page_key(page.final_url or page.url)
            if page is area.page or key == page_key(area.url):
                continue
            readings = [self.site.read(label) for label in (page.via_label, h1(page))]
            named = key in linked and any(one.names and one.term == term for one in readings)
            contact = key in linked and any(one.kind == "contact" for one in readings)
            below = is_below(page.final_url or page.url, area.url)
            if named or (area.whole and (below or contact)):
                yield page

    def _contact_pages(self) -> Iterator[Page]:
        for page in self.pages[1:]:
            if any(self.site.read(label).kind == "contact" for label in (page.via_label, h1(page))):
                yield page

    @cached_property
    def own_sentences(self) -> tuple[Sentence, ...]:
        """Of the function's areas."""
        return tuple(sentence for area in self.areas for sentence in sentences_of(area))

    @cached_property
    def start_sentences(self) -> tuple[Sentence, ...]:
        """Of the whole start page, header and footer too."""
        page = self.site.start.page
        lines = [line for section in page.sections for line in (section.heading, *section.text.splitlines())]
        return tuple(
            Sentence(line, normal, page.final_url or page.url)
            for line, normal in zip(lines, normalise_all(lines), strict=True)
            if normal
        )

    @cached_property
    def labels(self) -> tuple[LabelSeen, ...]:
        """Links and buttons of the start page, links and headings of the other pages; no news headings."""
        found: dict[tuple[str, str], LabelSeen] = {}
        rows = list(self._labels())
        for (text, url, target), normal in zip(rows, normalise_all([row[0] for row in rows]), strict=True):
            if normal and (normal, target) not in found:
                found[normal, target] = LabelSeen(text, normal, url, target)
        # In an order of their own: that of links is the page's choice.
        return tuple(sorted(found.values(), key=attrgetter("url", "normal", "target")))

    @cached_property
    def _labels_by_stem(self) -> dict[str, set[int]]:
        """By each stem of the measures' words where it stands: most stand in none of a thousand labels."""
        text, ends = joined([seen.normal for seen in self.labels])
        found: dict[str, set[int]] = {}
        for start, stem in self.words.stems.places_in(text):
            found.setdefault(stem, set()).add(bisect_right(ends, start))
        return found

    def labels_with(self, phrases: PhraseTable) -> list[LabelSeen]:
        """The labels that may hold one of the phrases, in their order."""
        return self.labels_holding(phrases.anchors.words)

    def labels_holding(self, stems: Iterable[str]) -> list[LabelSeen]:
        """The labels that hold one of the stems (of `Words.stems`), in their order."""
        places = {place for stem in stems for place in self._labels_by_stem.get(stem, ())}
        return [self.labels[place] for place in sorted(places)]

    @cached_property
    def linked_hosts(self) -> tuple[tuple[LabelSeen, str], ...]:
        """Links to other sites, with their hosts."""
        own = _origin(self.site.start.page.final_url or self.site.start.page.url)
        return tuple(
            (seen, host_of(seen.target))
            for seen in self.labels
            if seen.target[:4] == "http" and not seen.target.startswith(own)
        )

    def _labels(self) -> Iterator[tuple[str, str, str]]:
        start = self.site.start
        at = start.page.final_url or start.page.url
        for link in start.links:
            if link.visible:
                yield link.text, at, link.url
        for entry in start.entries:
            yield entry.text or entry.accessible_name, at, entry.target_url or ""
        for text in self._start_lines():
            yield text, at, ""
        for page in self.pages:
            here = page.final_url or page.url
            for heading in page.headings:
                if page is not start.page or heading.level <= 2:
                    yield heading.text, here, ""
            if page is not start.page:
                for link in page.links:
                    yield link.text, here, link.url

    def _start_lines(self) -> Iterator[str]:
        """Short lines and buttons of the start page: a chat's button is no link."""
        yield from self.site.start.page.buttons
        for section in self.site.start.page.sections:
            yield from (line for line in section.text.splitlines() if len(line) <= _BUTTON)
        yield from (c.label for c in self.site.start.page.channels if c.kind == "chat")

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of the municipality's names, with a genitive."""
        words = {word for name in self.site.places for word in normalise(name).split()}
        return frozenset(words | {f"{word}s" for word in words})

    def label_saying(self, kind: str) -> LabelSeen | None:
        """The first label that says it, as a whole."""
        return next(self._saying(kind), None)

    def labels_saying(self, kind: str) -> tuple[LabelSeen, ...]:
        return tuple(self._saying(kind))

    def _saying(self, kind: str) -> Iterator[LabelSeen]:
        wanted = self.words.labels[kind]
        for seen in self.labels_with(wanted.core):
            if wanted.says(seen.normal, self.place_words):
                yield seen

    def own_sentence(self, table: str) -> Sentence | None:
        """The first sentence of the function's areas with a phrase of `table`."""
        phrases = self.words.text[table]
        return next(iter(saying(phrases, self.own_sentences)), None)

    def pages_about(self, kind: str) -> tuple[Area, ...]:
        """Pages called so: by the label that led there, their H1 or a heading (then only that section)."""
        return tuple(area for page in self.pages[1:] for area in self._about(page, kind))

    def _about(self, page: Page, kind: str) -> Iterator[Area]:
        wanted = self.words.labels[kind]
        called, headings, together = self._called(page)
        if any(wanted.says(label, self.place_words) for label in called):
            yield page_area(self.site, page)
            return
        for index, heading in headings if wanted.core.may_be_in(together) else ():
            if wanted.says(heading, self.place_words):
                yield section_area(self.site, page, index)

    def _called(self, page: Page) -> tuple[list[str], list[tuple[int, str]], str]:
        """What the page is called, and the headings of its content by section and joined; normalised
        once."""
        known = self._names.get(id(page))
        if known is None:
            inside = [i for i, s in enumerate(page.sections) if s.heading and s.landmark in ("main", "none")]
            headings = normalise_all([page.sections[i].heading for i in inside])
            called = normalise_all([h1(page), page.via_label])
            known = called, list(zip(inside, headings, strict=True)), "\n".join(headings)
            self._names[id(page)] = known
        return known


def joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    """One text of many, a line each, and where each line ends."""
    return "\n".join(texts), list(accumulate(len(text) + 1 for text in texts))


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3]) + "/"


def host_of(url: str) -> str:
    """Empty where the address has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
