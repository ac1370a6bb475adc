"""Which ARIA landmark an element is: by role, by its HTML element, else guessed from its id and classes."""

import re
from collections.abc import Mapping
from functools import lru_cache

from scoring.observation import Landmark

_ROLES: dict[str, Landmark] = {
    "banner": "banner",
    "navigation": "navigation",
    "main": "main",
    "complementary": "complementary",
    "contentinfo": "contentinfo",
    "search": "search",
    "menubar": "navigation",
}
_ELEMENTS: dict[str, Landmark] = {
    "nav": "navigation",
    "main": "main",
    "aside": "complementary",
    "search": "search",
    "header": "banner",
    "footer": "contentinfo",
}
_KEY, _ID = 200, 40
"""Characters of a key, and of an id that a person would write."""
_GUESSABLE = frozenset({"div", "section", "ul", "table", "td", "tr", "form", "ol", "p"})

_EDGE = r"(?:^|[\s_-])"
_TAIL = (
    r"(?:$|\s|[-_]{1,2}(?:wrapper|wrap|container|inner|outer|desktop|mobile|area|row|top|bottom"
    r"|content|links?)\b)"
)
_GUESSES: tuple[tuple[Landmark, re.Pattern[str]], ...] = (
    (
        "navigation",
        re.compile(rf"{_EDGE}(?:breadcrumbs?|brodsmul\w*|br[öo]dsmul\w*|smulor|crumbs?|bc){_TAIL}"),
    ),
    ("contentinfo", re.compile(rf"{_EDGE}(?:(?:site|page|main|global)?footer|sidfot|sidfoten|fot){_TAIL}")),
    (
        "banner",
        re.compile(
            rf"{_EDGE}(?:(?:site|page|main|global)?header|sidhuvud|sidhuvudet|topbar|toppen|topp|masthead){_TAIL}"
        ),
    ),
    (
        "navigation",
        re.compile(
            rf"{_EDGE}(?:nav|navigation|navbar|mainnav|topnav|subnav|sidenav|meny|menyn|menu|mainmenu|submenu|huvudmeny|"
            rf"v[äa]nstermeny|undermeny|sidomeny|toppmeny|topmenu|leftmenu){_TAIL}"
        ),
    ),
    (
        "search",
        re.compile(r"(?:^|\s)(?:search|sok|sökruta|sokruta|searchbox|search-form|searchform)(?:$|\s)"),
    ),
    (
        "complementary",
        re.compile(rf"{_EDGE}(?:sidebar|aside|h[öo]gerspalt|rightcol|right-column|sidokolumn){_TAIL}"),
    ),
)
_PARTS = re.compile(
    r"\b(?:card|panel|article|section|modal|dialog|table|list|widget|post|news|item|box|accordion|portlet|no|has|heading)"
    r"[-_]{1,2}(?:header|footer|nav|menu|top)"
)
"""`card-header`, `ws-header-no-top-margin`: the head of a part, not of the page."""


def naming_key(attrs: Mapping[str, str]) -> str:
    """Id and classes as one text. Generated ids ("svid12_5c97…") say nothing and would defeat the caches
    below."""
    name, classes = attrs.get("id", ""), attrs.get("class", "")
    if not name:
        return classes[:_KEY]
    return f"{name} {classes}"[:_KEY] if len(name) <= _ID and not name.startswith("svid") else classes[:_KEY]


def landmark_of(
    tag: str, attrs: Mapping[str, str], key: str, *, inside: Landmark, holds_main: bool
) -> Landmark | None:
    """The landmark that this element opens, or None. `key`: `naming_key`; `inside`: the nearest open
    landmark."""
    role = attrs.get("role", "").strip().lower()
    if role in _ROLES:
        return _ROLES[role]
    if found := _ELEMENTS.get(tag):
        return found if _allowed(found, inside, holds_main) else None
    if tag not in _GUESSABLE or inside not in ("none", "main"):
        return None
    if len(key) < 2:
        return None
    guess = _guess(key)
    return guess if guess and _allowed(guess, inside, holds_main) else None


def _allowed(found: Landmark, inside: Landmark, holds_main: bool) -> bool:
    """A `header` in the main content is no banner; what holds the main content is no navigation, header or
    footer."""
    if found == "banner":
        return inside == "none" and not holds_main
    if found == "contentinfo":
        return inside in ("none", "main") and not holds_main
    return not holds_main or found == "main"


def is_breadcrumb(attrs: Mapping[str, str], key: str) -> bool:
    label = attrs.get("aria-label", "")
    return (len(key) > 1 and _is_crumb(key)) or (label != "" and _is_crumb(label[:100]))


@lru_cache(maxsize=4_096)
def _guess(key: str) -> Landmark | None:
    key = _PARTS.sub(" ", _split_camel(key))
    return next((landmark for landmark, pattern in _GUESSES if pattern.search(key)), None)


@lru_cache(maxsize=4_096)
def _is_crumb(key: str) -> bool:
    return bool(
        re.search(r"breadcrumb|br[öo]dsmul|(?:^|[\s_-])(?:bc|crumbs?|smulor)(?:$|[\s_-])", key.lower())
    )


def _split_camel(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key).lower()
