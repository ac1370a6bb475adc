"""List items that are nothing but one link."""

from lxml import etree

from crawler.reading import limits
from crawler.reading.tags import TELLING
from crawler.reading.text import clean_text

Element = etree._Element

_UNUSUAL = TELLING | {"data-cfemail"}


def simple_link(item: Element) -> tuple[str, str] | None:
    """(label, address) when the item is `<li><a href>label</a></li>`, perhaps with one `span` around the
    label; None for everything else, which is then read element by element."""
    if len(item) != 1 or not _blank(item.text):
        return None
    link = item[0]
    if link.tag != "a" or not _blank(link.tail) or not _UNUSUAL.isdisjoint(item.keys()):
        return None
    holder = link
    if len(link):
        holder = link[0]
        outside = not _blank(link.text) or not _blank(holder.tail) or len(link) > 1 or len(holder)
        if outside or holder.tag != "span" or not _UNUSUAL.isdisjoint(holder.keys()):
            return None
    href = link.get("href")
    if href is None or not holder.text or not _UNUSUAL.isdisjoint(link.keys()):
        return None
    label = clean_text(holder.text[: limits.MAX_PIECE], limits.MAX_LABEL)
    return (label, href) if label and len(label) < limits.MAX_LABEL and _worded(label) else None


def _blank(text: str | None) -> bool:
    return not text or text.isspace()


def _worded(label: str) -> bool:
    """No bare marks: what may stand between cells, or be no label at all, is read the long way."""
    return label[0].isalnum() and label[-1] != "|"
