"""Does a name stand anywhere else than in labels that lead to a page nobody can read? (settled question 6)"""

from collections.abc import Iterator

from scoring.codes import Code
from scoring.evidence_of_help import STALE
from scoring.lexicon import normalise
from scoring.observation import Entry, Page
from scoring.site import NEWS, Site, remembered
from scoring.targets import target_trouble
from scoring.urls import page_key

DEAD = frozenset({Code.TARGET_ERROR, Code.TARGET_HOME, Code.PDF_ONLY})
"""Targets that prove nothing."""


def in_text(site: Site, term: str, url: str) -> bool:
    """Whether a text of the site names `term` apart from labels of links to `url`. News, minutes and job ads
    do not count, nor does what the unreadable page itself says."""
    dead = page_key(url)
    for page in (site.start.page, *site.observation.pages):
        addresses = {page_key(page.url), page_key(page.final_url)}
        if page is not site.start.page and (not page.ok or dead in addresses or STALE & set(page.kind_hints)):
            continue
        if page is site.start.page:
            labels = _labels_to(site, page, dead)
            if any(_names(site, without(text, labels), term) for text in _texts(page)):
                return True
        # A label repeats in the text that it stands in; a sentence about the function is one more.
        elif sum(_names(site, text, term) for text in _texts(page)) > _linked(site, page, dead, term):
            return True
    return False


def _linked(site: Site, page: Page, dead: str, term: str) -> int:
    return sum(
        link.landmark != "navigation" and page_key(link.url) == dead and _names(site, link.text, term) > 0
        for link in page.links
    )


def _texts(page: Page) -> Iterator[str]:
    for section in page.sections:
        if section.landmark != "navigation":
            yield from (section.heading, section.text, *section.items)


def _names(site: Site, text: str, term: str) -> int:
    """How often."""
    return sum(m.term == term and not m.negative for m in site.lexicon.find(normalise(text), site.places))


def _labels_to(site: Site, page: Page, key: str) -> list[str]:
    links = [*page.links, *(site.start.links if page is site.start.page else ())]
    found = {link.text for link in links if page_key(link.url) == key and link.text}
    if page is site.start.page:
        entries = [*site.entry_keys.get(key, ()), *_news_of(site)]
        found |= {text for e in entries for text in (e.text, e.accessible_name) if text}
    return sorted(found, key=len, reverse=True)


def _news_of(site: Site) -> list[Entry]:
    return [e for e in site.start.entries if e.desktop is not None and e.desktop.region in NEWS]


@remembered
def dead_labels(site: Site, page: Page) -> tuple[str, ...]:
    """Labels on the start page that name a function and lead to nothing that can be read."""
    del page
    links = [(e.text or e.accessible_name, e.target_url or "") for e in site.start.entries if e.target_url]
    dead = {
        text for text, url in links if text and site.read(text).names and target_trouble(site, url) in DEAD
    }
    return tuple(sorted(dead, key=len, reverse=True))


def without(text: str, labels: tuple[str, ...] | list[str]) -> str:
    """The text without those labels."""
    for label in labels:
        text = text.replace(label, " ")
    return text
