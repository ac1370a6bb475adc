"""Which element is the main content: said so, else named so, else where the text is (table layouts
included)."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import cast

from lxml import etree

from crawler.reading.landmarks import landmark_of, naming_key

Element = etree._Element

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:main|content|maincontent|innehall|innehåll|huvudinnehall|mittkolumn|mitt|mittspalt|article|pagecontent|"
    r"contentarea|text|brodtext|center|middle|sidinnehall)(?:$|[\s_-])"
)
_SAID_BY_ROLE = etree.XPath("//@role[. = 'main']/..")
_SAID = etree.XPath("//main | //@role[. = 'main']/..")
_BLOCKS = ("div", "td", "article", "section")
_CANDIDATES = 12
"""Elements whose text is weighed: each weighing reads its subtree once."""
_LINKS_WEIGHED = 300
_ENOUGH = 0.6
"""A smaller element is preferred while it holds this share of the text around it."""
_AWAY = frozenset({"banner", "navigation", "contentinfo", "search", "complementary"})
_LEAST_TEXT = 40


def find_main(root: Element, mains: Sequence[Element]) -> Element | None:
    """The element of the main content, or None when nothing tells it from the rest. `mains`: those called
    so."""
    by_role = cast("list[Element]", _SAID_BY_ROLE(root))
    said = cast("list[Element]", _SAID(root)) if by_role and mains else (by_role or mains)
    if said:
        shown = [element for element in said if element.get("hidden") is None][:_CANDIDATES] or said[:1]
        return shown[0] if len(shown) == 1 else max(shown, key=_weight)
    for guess in (_by_name, _around_h1, _densest):
        if (found := guess(root)) is not None:
            return found
    return None


def _by_name(root: Element) -> Element | None:
    named = []
    for element in root.iter(*_BLOCKS):
        key = f"{element.get('id', '')} {element.get('class', '')}"
        if len(key) > 3 and _NAMED.search(key[:200].lower()) and not _stands_apart(element):
            named.append(element)
            if len(named) == _CANDIDATES:
                break
    holding = [element for element in named if element.find(".//h1") is not None] or named
    return _smallest_good(holding)


def _around_h1(root: Element) -> Element | None:
    """From the h1 outwards, as long as each step brings much more text and stays clear of header and
    menus."""
    h1 = next(root.iter("h1"), None)
    if h1 is None or _stands_apart(h1):
        return None
    best, weight = None, 0
    for step, parent in enumerate(h1.iterancestors()):
        if parent.tag in ("body", "html") or step > 8 or _holds_frame(parent):
            break
        size = _weight(parent)
        if size >= _LEAST_TEXT and (best is None or size > 1.3 * weight):
            best, weight = parent, size
    return best


def _densest(root: Element) -> Element | None:
    """The block with the most running text of its own (2013: a table cell)."""
    score: dict[Element, int] = {}
    for paragraph in root.iter("p", "td", "div"):
        own = len((paragraph.text or "").strip()) + sum(
            len((child.tail or "").strip()) for child in islice(paragraph, 50)
        )
        if own < _LEAST_TEXT:
            continue
        home = paragraph if paragraph.tag != "p" else paragraph.getparent()
        if home is not None and home.tag not in ("body", "html"):
            score[home] = score.get(home, 0) + own
    ranked = sorted(score, key=lambda element: -score[element])[:_CANDIDATES]
    return next((element for element in ranked if not _stands_apart(element)), None)


def _smallest_good(elements: list[Element]) -> Element | None:
    weights = {element: _weight(element) for element in elements}
    best = max(weights.values(), default=0)
    good = [element for element, weight in weights.items() if weight >= max(_ENOUGH * best, _LEAST_TEXT)]
    return good[-1] if good else None  # document order: the last is the innermost or the latest


def _weight(element: Element) -> int:
    """Characters of text that are not link labels (a menu is no content)."""
    text = cast("float", element.xpath("string-length(normalize-space(string(.)))"))
    links = sum(len(link.text or "") for link in islice(element.iter("a"), _LINKS_WEIGHED))
    return int(text) - links


def _stands_apart(element: Element) -> bool:
    return any(_landmark(parent) in _AWAY for parent in [element, *element.iterancestors()][:60])


def _holds_frame(element: Element) -> bool:
    return next(element.iter("header", "footer", "nav", "body"), None) is not None


def _landmark(element: Element) -> str | None:
    if not isinstance(element.tag, str) or element.tag in ("body", "html"):
        return None
    attrs = {str(name): str(value) for name, value in element.items()}
    return landmark_of(element.tag, attrs, naming_key(attrs), inside="none", holds_main=False)
