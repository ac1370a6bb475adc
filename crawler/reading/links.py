"""Links: all of the main content, elsewhere only those that look like a way to contact."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml import etree
from pydantic import TypeAdapter

from crawler.reading import limits
from crawler.reading.lines import Anchor
from crawler.reading.services import CHANNEL_STEMS, kind_of_link
from crawler.reading.text import clean_text, storable
from scoring.lexicon.anchors import Anchors
from scoring.observation import Link
from scoring.urls import is_below, page_key

_CONTACT = re.compile(
    r"[ck]onta[kc]t|customer.serv|citizen.serv|kund(?:tj|serv|cent)|service|medborgar|inv[åa]nar|innbygg|borger(?!lig)|(?:innbygg\w+|teneste|kunde)torg|reception"
    r"|\bv[äa]xeln?\b|televäxel|telefon|\bring(?: oss)?\b|chatt?\b|chatta|[öo]ppettid|hitta.hit"
    r"|fr[åa]ga.oss|fr[åa]gor.och.svar"
    r"|^hj[äa]lp$|beh[öo]ver.du.hj[äa]lp|yhteys|asiakas|palvelupiste|neuvonta|direkt\b|infocent|informationscent|^tel:|^mailto:"
    r"|bes[öo]k(?:s|a)?.?(?:oss|adress)|mejla|\be-post",
)
_WHOLE = re.compile(r"https?://[\w.:-]+/[^#?;\s\x00-\x20]+(?:\?[^#\s\x00-\x20]+)?")
"""An address that needs no base, and no tidying."""
_URL_END = 100
"""Characters at a URL's end that name the page; what stands before is the way there."""
_URL_BOTH = 300
"""Characters at a URL's beginning that may name a channel."""
_IGNORED = ("javascript:", "data:", "vbscript:", "about:", "blob:", "file:")


_STEMS = (
    "konta",
    "contac",
    "customer",
    "citizen",
    "kund",
    "service",
    "medborg",
    "invån",
    "invan",
    "innbyg",
    "borger",
    "torg",
    "recepti",
    "xel",
    "telefon",
    "ring",
    "chat",
    "ppettid",
    "hitta",
    "fråg",
    "frag",
    "hjälp",
    "hjalp",
    "yhteys",
    "asiakas",
    "palvelu",
    "neuvonta",
    "direkt",
    "infoc",
    "informationsc",
    "tel:",
    "mailto:",
    "besök",
    "besok",
    "mejla",
    "post",
)
"""Every match of the pattern holds one of these: thousands of menu links are let go without asking it."""

LINKS = TypeAdapter(tuple[Link, ...])
"""Checks many in one go: one by one they take twice as long."""

_STEM = Anchors(_STEMS)
_MATTERS = Anchors((*_STEMS, *CHANNEL_STEMS))


def looks_like_contact(text: str) -> bool:
    """The default of `keep`: a wide net, given a label or a URL."""
    text = text.lower()
    return _STEM.any_in(text) and _CONTACT.search(text) is not None


@lru_cache(maxsize=16_384)
def may_matter(label: str, href: str) -> bool:
    """A link that `looks_like_contact` would keep, or that may be a channel. The pages of a site share their
    menu: most answers are known from its first page."""
    label = clean_text(label, limits.MAX_LABEL)
    address = href if len(href) <= _URL_BOTH else href[:_URL_BOTH] + href[-_URL_END:]
    if not _MATTERS.any_in(f"{label} {address}".lower()):
        return False
    if looks_like_contact(label) or looks_like_contact(href[-_URL_END:]):
        return True
    return (kind_of_link(label, href, False) or kind_of_link(label, href, True)) is not None


class Resolver:
    """Makes addresses absolute. Never raises; what cannot be resolved is empty."""

    def __init__(self, base: str) -> None:
        self._base = base
        try:
            parts = urlsplit(base)
            self._origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        except ValueError:
            self._origin = ""

    def __call__(self, href: str) -> str:
        href = href.strip()
        if len(href) > limits.MAX_URL or href.lower().startswith(_IGNORED):
            return ""
        if href.startswith("/") and not href.startswith("//") and self._origin and "/." not in href:
            return storable(self._origin + href, limits.MAX_URL)  # urljoin is slow and gives the same here
        return storable(joined(self._base, href), limits.MAX_URL)


def joined(base: str, href: str) -> str:
    """`href` seen from `base`; empty where that is no address ("http://[")."""
    if _WHOLE.fullmatch(href):
        return href  # urljoin is slow and gives the same
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def resolver_for(bases: Sequence[etree._Element], url: str) -> Resolver:
    """Honours the first `<base href>`, as browsers do."""
    href = (bases[0].get("href") or "") if bases else ""
    return Resolver(Resolver(url)(href) or url if href else url)


def select_buttons(anchors: list[Anchor]) -> tuple[str, ...]:
    """Labels of visible buttons, in document order, each once."""
    labels = (anchor.text for anchor in anchors if anchor.button and anchor.visible)
    short = dict.fromkeys(label for label in labels if 1 < len(label) <= limits.MAX_BUTTON)
    return tuple(short)[: limits.MAX_BUTTONS]


def select_links(
    anchors: list[Anchor], resolve: Resolver, keep: Callable[[str], bool], page: str = ""
) -> tuple[Link, ...]:
    """In document order; one link per label, address and landmark. Outside the main content also those to
    pages below `page`, the page's own address: its sub-menu may stand anywhere."""
    own = _own_segment(page)
    left = {True: limits.MAX_LINKS_MAIN, False: limits.MAX_LINKS_ELSEWHERE}
    found: set[tuple[str, str, str, bool]] = set()
    links: list[dict[str, object]] = []
    for anchor in anchors:
        inside = anchor.main and anchor.visible
        if anchor.button or not left[inside] or anchor.href[:1] in ("", "#"):
            continue
        below = bool(own) and own in anchor.href and is_below(resolve(anchor.href), page)
        if not (inside or below or keep(anchor.text) or keep(anchor.href[-_URL_END:])):
            continue
        url = resolve(anchor.href)
        key = (anchor.text, url, anchor.landmark, anchor.visible)
        if not url or key in found:
            continue
        found.add(key)
        links.append(
            {"text": anchor.text, "url": url, "landmark": anchor.landmark, "visible": anchor.visible}
        )
        left[inside] -= 1
    return LINKS.validate_python(links)


def _own_segment(page: str) -> str:
    """What the address of every page below this one holds; empty for a site's first page."""
    return page_key(page).partition("?")[0].partition("/")[2].rpartition("/")[2].partition(".")[0]
