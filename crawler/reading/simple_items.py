"""List items that are nothing but a text or a link: most of what most long lists hold."""

from itertools import islice

from lxml import etree

from crawler.reading import limits
from crawler.reading.tags import TELLING
from crawler.reading.text import clean_text

Element = etree._Element

_UNUSUAL = TELLING | {"data-cfemail"}


Item = tuple[str, str | None]
"""Label, and address when the item is a link."""


def simple_items(element: Element) -> list[Item] | None:
    """The items of a list that are all `<li>text</li>` or `<li><a href>label</a></li>`, perhaps with a `span`
    around the label; None for every other list, which is then read element by element."""
    if (text := element.text) and not text.isspace():
        return None
    found = []
    for item in islice(element, limits.MAX_LINES):
        simple = _simple(item) if item.tag == "li" else None
        if simple is None or ((tail := item.tail) and not tail.isspace()):
            return None
        found.append(simple)
    return found


def _simple(item: Element) -> Item | None:
    text = item.text
    if (names := item.keys()) and not _UNUSUAL.isdisjoint(names):
        return None
    count = len(item)
    if not count:
        return _labelled(text, None)
    if count > 1 or (text and not text.isspace()):
        return None
    link = item[0]
    if link.tag != "a" or ((tail := link.tail) and not tail.isspace()):
        return None
    href = link.get("href")
    if href is None or not _UNUSUAL.isdisjoint(link.keys()):
        return None
    return _labelled(_only_text(link) if len(link) else link.text, href)


def _only_text(link: Element) -> str | None:
    """Its text, when the only element in it is a plain `span` around the whole label."""
    span = link[0]
    if len(link) > 1 or span.tag != "span" or len(span) or not _UNUSUAL.isdisjoint(span.keys()):
        return None
    around = f"{link.text or ''}{span.tail or ''}"
    return None if around and not around.isspace() else span.text


def _labelled(text: str | None, href: str | None) -> Item | None:
    """Long texts, and those that begin or end with a mark, are read the long way."""
    if not text:
        return None
    label = clean_text(text[: limits.MAX_PIECE], limits.MAX_LABEL)
    plain = label[:1].isalnum() and label[-1] != "|" and len(label) < limits.MAX_LABEL
    return (label, href) if plain else None
