"""Menus: hundreds of links outside the main content that no text is read from. They are gone through by the
parser's own iteration, and only a link that may lead to a contact is looked at more closely."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import cast

from lxml import etree

from crawler.reading import limits
from crawler.reading.hiding import SKIPPED
from crawler.reading.state import State, Surroundings
from crawler.reading.tags import LINKS

Element = etree._Element

_MANY = 40
"""More links than these are a menu, not a contact block."""
_PIECES = 60
"""Pieces of text that make a link's label: what an unclosed link holds may be the rest of the page."""
_UNTIDY_LABEL = 4 * limits.MAX_LABEL
"""Characters that `clean_text` looks at for a label: what is remembered of a link has an end."""
_MEASURED = 400
"""Elements whose text tells a menu's length."""
_MOST_KEPT = 2 * limits.MAX_LINKS_ELSEWHERE
_DETAILS = ("tel:", "mailto:")

WantedLink = Callable[[str, str], bool]
"""Whether a link is worth a closer look, given its label, as the markup has it, and its address."""


def is_menu(element: Element, state: State, around: Surroundings) -> bool:
    """A navigation, or something hidden, with many links."""
    if state.main or state.crumb or not (state.landmark == "navigation" or state.hidden):
        return False
    return element not in around.holders and sum(1 for _ in islice(element.iter("a"), _MANY + 1)) > _MANY


def wanted_links(
    menu: Element, state: State, around: Surroundings, wanted: WantedLink
) -> list[tuple[Element, State]] | None:
    """The links worth keeping; None when a telephone number or mail address is to be seen among them: then
    it is no mere menu, and its text counts."""
    found = list(_wanted(menu, state, around, wanted))
    if any(
        not place.hidden and (link.get("href") or "").lower().startswith(_DETAILS) for link, place in found
    ):
        return None
    return found


def _wanted(
    menu: Element, state: State, around: Surroundings, wanted: WantedLink
) -> Iterator[tuple[Element, State]]:
    """Each link or button worth keeping, with the state at its place; those not for readers are left."""
    states: dict[Element, State | None] = {menu: state}
    kept = 0
    for link in islice(menu.iter(*LINKS), limits.MAX_ELEMENTS):
        if kept >= _MOST_KEPT:
            return
        text = link.text if not len(link) else None
        if not text or text.isspace():
            text = _label(link)
        if not wanted(text[:_UNTIDY_LABEL], link.get("href") or ""):
            continue
        parent = link.getparent()
        place = _state_at(parent, states, around) if parent is not None and link is not menu else None
        if place is not None:
            kept += 1
            yield link, place


def menu_length(menu: Element) -> int:
    """Characters of its first link labels: a page with a menu is no empty page."""
    return sum(len(link.text or "") for link in islice(menu.iter("a", "span"), _MEASURED))


def _label(link: Element) -> str:
    """Everything that may become the label of a link that is not just text."""
    get = link.get
    text = "".join(islice(cast("Iterator[str]", link.itertext()), _PIECES))
    text = f"{text} {get('aria-label') or ''} {get('title') or ''} {get('alt') or ''}"
    if text.isspace():
        text = " ".join(image.get("alt") or "" for image in islice(link.iter("img"), 3))
    return text


def _state_at(element: Element, states: dict[Element, State | None], around: Surroundings) -> State | None:
    """The state inside an element of the menu; remembered for all of its ancestors."""
    chain = []
    while element not in states:
        chain.append(element)
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    state = states[element]
    for inner in reversed(chain):
        tag = str(inner.tag)
        attrs = {str(name): str(value) for name, value in inner.items()}
        skipped = state is None or tag in SKIPPED or tag == "noscript"
        state = None if state is None or skipped else around.enter(state, inner, tag, attrs)
        states[inner] = state
    return state
