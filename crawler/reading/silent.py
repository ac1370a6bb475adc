"""Elements that are asked for by their tags, wherever they stand (metadata, scripts, forms …): found in one
pass over the tree, where each search of its own would go over all of it."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from crawler.reading import limits

Element = etree._Element
Silent = Mapping[str, list[Element]]
"""By tag, in document order."""

MOST: Mapping[str, int] = MappingProxyType(
    {
        "base": 1,
        "title": 1,
        "meta": 200,
        "script": limits.MAX_SCRIPTS,
        "main": 200,
        "form": limits.MAX_FORMS,
        "input": 300,
        "time": 2,
    }
)
"""By tag how many are looked at. A second `time` tells a list of events from a page's date."""


def silent_elements(root: Element) -> Silent:
    """The first ones of each tag."""
    found: dict[str, list[Element]] = {tag: [] for tag in MOST}
    for element in root.iter(*MOST):
        kept = found[element.tag]
        if len(kept) < MOST[element.tag]:
            kept.append(element)
    return found
