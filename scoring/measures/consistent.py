"""Consistent help (WCAG 2.2, success criterion 3.2.6): contact, mail and questions at the same place on the
start page and up to five sub-pages.

The criterion asks for the same order relative to other content where a mechanism is repeated; a page that
lacks one breaks nothing. Read from plain HTML: what scripts put into a page is not seen on sub-pages.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from scoring.measures.answers import found, nothing, quote
from scoring.measures.ground import Ground
from scoring.observation import Link, Page
from scoring.result import Measured
from scoring.urls import mail_key, page_key, phone_key

SUBPAGES = 5
LEAST = 2
_AROUND = ("banner", "navigation", "contentinfo", "complementary")
_QUESTIONS = ("frågor och svar", "vanliga frågor", "faq")
_CONTACT_KINDS = ("strong", "needs_scope", "place", "brand", "contact")


@dataclass(frozen=True, slots=True)
class Help:
    key: str
    landmark: str
    label: str


def consistent_help(ground: Ground) -> Measured:
    start, *others = ground.pages
    pages = [start, *[page for page in others if page.depth >= 1][: SUBPAGES * 2]]
    frame = _frame(pages)
    seen = [(page, helps) for page in pages if (helps := _helps(ground, page, frame))][: SUBPAGES + 1]
    if len(seen) < LEAST + 1:
        return nothing("consistent_help")
    first_page, first = seen[0]
    for page, helps in seen[1:]:
        if moved := _moved(first, helps):
            label, was, now = moved
            evidence = [quote(_url(first_page), f"{label}: {was}"), quote(_url(page), f"{label}: {now}")]
            details = {"pages": str(len(seen))}
            return found("consistent_help", "inconsistent", "help_moved", evidence, details=details)
    evidence = [quote(_url(page), ", ".join(h.label for h in helps)) for page, helps in seen[:2]]
    return found("consistent_help", "consistent", "help_same", evidence, details={"pages": str(len(seen))})


def _url(page: Page) -> str:
    return page.final_url or page.url


def _frame(pages: list[Page]) -> frozenset[str]:
    """What stands outside every landmark on at least three pages: a site without landmarks has a header and
    a footer too."""
    told = Counter(
        key for page in pages for key in {_key(link) for link in page.links if link.landmark == "none"}
    )
    return frozenset(key for key, times in told.items() if key and times > LEAST)


def _helps(ground: Ground, page: Page, frame: frozenset[str]) -> list[Help]:
    """Help around the content, in document order; each mechanism once per landmark."""
    found_: dict[tuple[str, str], Help] = {}
    for link in page.links:
        key = _key(link)
        around = link.landmark in _AROUND or (link.landmark == "none" and key in frame)
        if key and around and link.visible and _is_help(ground, link.text, link.url):
            found_.setdefault((key, link.landmark), Help(key, link.landmark, link.text))
    return list(found_.values())


def _key(link: Link) -> str:
    if link.url.startswith("tel:"):
        return phone_key(link.url) or page_key(link.url)
    return mail_key(link.url) if link.url.startswith("mailto:") else page_key(link.url)


def _is_help(ground: Ground, label: str, url: str) -> bool:
    if url.startswith(("tel:", "mailto:")):
        return True
    if label.casefold().strip() in _QUESTIONS:
        return True
    reading = ground.site.read(label)
    return reading.kind in _CONTACT_KINDS and (reading.names or reading.generic)


def _moved(first: list[Help], second: list[Help]) -> tuple[str, str, str] | None:
    """(label, where, where else) of a mechanism of both pages that stands in no common landmark, or of a pair
    whose order changed."""
    places = {key: _landmarks(first, key) & _landmarks(second, key) for key in {h.key for h in second}}
    for help_ in first:
        if help_.key in places and not places[help_.key]:
            return help_.label, help_.landmark, sorted(_landmarks(second, help_.key))[0]
    order = {(h.key, h.landmark): at for at, h in enumerate(second)}
    for one, other in combinations(first, 2):
        a, b = order.get((one.key, one.landmark)), order.get((other.key, other.landmark))
        if one.landmark == other.landmark and a is not None and b is not None and a > b:
            return one.label, f"before {other.label}", f"after {other.label}"
    return None


def _landmarks(helps: list[Help], key: str) -> set[str]:
    return {h.landmark for h in helps if h.key == key}
