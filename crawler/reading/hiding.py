"""What no reader of the page sees, what a reader sees after opening it, and what is not content at all."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Literal, cast

from lxml import etree

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "select",
        "datalist",
        "textarea",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "head",
        "title",
        "iframe",
        "noframes",
        "input",
        "meta",
        "link",
        "param",
        "source",
        "track",
        "map-data",
    ]
)
"""Subtrees without text for a reader. `noscript` is handled apart: visitors have scripts."""

Hiding = Literal["shown", "collapsed", "hidden", "skipped"]

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PANEL = re.compile(
    r"accordion|dragspel|collaps|expand|tab-?panel|tab-?pane|tab-?content|toggle|faq|utf[äa]ll|panel", re.I
)
_OFF_CANVAS = re.compile(
    r"offcanvas|off-canvas|mm-menu|mobile-?(?:nav|menu|meny)|mobil-?meny|drawer", re.IGNORECASE
)
_CONSENT = re.compile(
    r"cookie-?(?:bar|banner|consent|notice|modal|dialog|wall|law|info|message|settings)|cookies?$|kak(?:or|banner|dialog)"
    r"|consent|cookiebot|onetrust|usercentrics|didomi|gdpr",
    re.IGNORECASE,
)
_OPENED = tuple(
    etree.XPath(query, smart_strings=False)
    for query in (
        "//@aria-controls",
        "//@data-target",
        "//@data-bs-target",
        "//a/@href[starts-with(., '#')]",
        "//button/@*[starts-with(name(), 'data-')]",
    )
)
"""By attribute: libxml2 finds those several times faster than elements that have one."""
_SCRIPTS = etree.XPath("//@onclick", smart_strings=False)
_OPENED_BY_SCRIPT = re.compile(
    r"""\(\s*['"]#?([\w-]{1,60})['"]|(?<![\w$])([\w$]{1,60})\.(?:hidden|classList|style|showModal|toggleAttribute)\b"""
)
"""show('panel-2'), panel2.hidden = false."""
_LONGEST_SCRIPT = 500
_MAX_OPENERS = 2_000
PANELS = frozenset({"div", "section", "ul", "ol", "p", "dd", "article", "table"})
_OPENERS = frozenset({"button", "a", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})
_CONTROLS = ("button", "a", "div", "h2", "h3", "h4", "span")
_NEAR = 4
"""Elements of what stands before a box, in which its control is looked for."""


def opened_ids(root: etree._Element) -> frozenset[str]:
    """Ids that some control says it opens."""
    ids: set[str] = set()
    for query in _OPENED:
        for value in cast("list[str]", query(root))[:_MAX_OPENERS]:
            ids.update(part.lstrip("#") for part in value.split()[:4])
    for script in cast("list[str]", _SCRIPTS(root))[:_MAX_OPENERS]:
        ids.update(name for found in _OPENED_BY_SCRIPT.findall(script[:_LONGEST_SCRIPT]) for name in found)
    ids.discard("")
    return frozenset(ids)


def hiding_of(tag: str, attrs: Mapping[str, str], key: str, opened: Callable[[], frozenset[str]]) -> Hiding:
    """`key`: id and classes; `opened`: asked only for hidden elements, because it searches the whole tree."""
    if key and is_consent(key):
        return "skipped"
    panel = attrs.get("role") == "tabpanel"
    if not _is_hidden(tag, attrs):
        return "collapsed" if panel and attrs.get("aria-hidden") == "true" else "shown"
    if tag in ("nav", "svg", "img", "i") or _is_off_canvas(key):
        return "hidden"
    if panel or _is_panel(key):
        return "collapsed"
    name = attrs.get("id")
    return "collapsed" if name and name in opened() else "hidden"


def is_below_its_control(element: etree._Element) -> bool:
    """A hidden box right behind a control that says it opens something, by itself or in a heading: the script
    that opens it needs no id."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    if before is None or before.tag not in _OPENERS:
        return False
    return any(one.get("aria-expanded") is not None for one in islice(before.iter(*_CONTROLS), _NEAR))


def _is_hidden(tag: str, attrs: Mapping[str, str]) -> bool:
    if "hidden" in attrs or attrs.get("aria-hidden") == "true":
        return True
    if tag == "dialog" and "open" not in attrs:
        return True
    style = attrs.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:500]) is not None


@lru_cache(maxsize=4_096)
def is_consent(key: str) -> bool:
    """Cookie banners and their settings."""
    return any(_CONSENT.search(token) for token in key.split())


@lru_cache(maxsize=1_024)
def _is_panel(key: str) -> bool:
    return _PANEL.search(key) is not None


@lru_cache(maxsize=1_024)
def _is_off_canvas(key: str) -> bool:
    return _OFF_CANVAS.search(key) is not None
