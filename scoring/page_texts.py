"""The texts of a page, folded once in a judgement for all rules that look for words in them."""

from collections.abc import Callable
from typing import NamedTuple

from scoring.lexicon.normalise import fold_space, loosely_folded_all, normalise
from scoring.lexicon.phrases import PhraseTable
from scoring.observation import Page, Section
from scoring.site import Site, h1, remembered


class PageText(NamedTuple):
    """A section's heading, its running text, or one of its items."""

    text: str
    folded: str
    """For a first search: white space as it stands, line breaks as spaces."""
    section: Section


@remembered
def page_texts(_: Site, page: Page) -> list[PageText]:
    """In the page's order."""
    found = [(text, s) for s in page.sections for text in (s.heading, s.text, *s.items)]
    folded = loosely_folded_all([text for text, _ in found])
    return [PageText(text, low, section) for (text, section), low in zip(found, folded, strict=True)]


@remembered
def _everything(site: Site, page: Page) -> str:
    return "\n".join((normalise(h1(page)), *(one.folded for one in page_texts(site, page))))


def may_hold(site: Site, page: Page, phrases: PhraseTable) -> bool:
    """Whether the normalised text of the page's area can hold a phrase, asked before it is put together: all
    words of one stand somewhere on the page."""
    there = _everything(site, page)
    return any(all(word in there for word in anchor.split()) for anchor in phrases.anchors.words)


def may_say(site: Site, page: Page, word: str, says: Callable[[str], object]) -> bool:
    """Whether a sentence of the page's area can hold the word and `says` be true of it, both normalised:
    asked of each whole text, before the area is put together."""
    if word not in _everything(site, page):
        return False
    texts = (normalise(h1(page)), *(one.folded for one in page_texts(site, page)))
    return any(word in text and says(fold_space(text)) for text in texts)
