"""What holds at a place of the tree: its landmark, whether it is seen, whether it is a heading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from crawler.reading.hiding import PANELS, hiding_of, is_below_its_control, opened_ids
from crawler.reading.landmarks import is_breadcrumb, landmark_of, naming_key
from crawler.reading.tags import HEADINGS, PLAIN, TELLING
from scoring.observation import Landmark

Element = etree._Element

_LANDMARK_TAGS = frozenset({"nav", "header", "footer", "aside"})
_LEVELS = frozenset("123456")


@dataclass(frozen=True, slots=True)
class State:
    landmark: Landmark = "none"
    main: bool = False
    collapsed: bool = False
    hidden: bool = False
    crumb: bool = False
    level: int = 0
    """Heading level, 0 outside headings."""
    opener: bool = False

    def parted(self, other: "State") -> bool:
        """Text in these two states never shares a line (hidden inline text does not break one)."""
        return (
            self.landmark != other.landmark
            or self.main != other.main
            or self.level != other.level
            or self.opener != other.opener
        )


class Surroundings:
    """How each element of one tree changes the state of what it holds."""

    def __init__(self, root: Element, main: Element | None) -> None:
        self.root = root
        self.main = main
        self.holders = frozenset(main.iterancestors()) if main is not None else frozenset()
        self._opened: frozenset[str] | None = None

    def enter(self, state: State, element: Element, tag: str, attrs: Mapping[str, str]) -> State | None:
        """The state inside the element, None when it is not for readers. The same object when nothing
        changes."""
        is_main = element is self.main
        if tag in PLAIN and not is_main and TELLING.isdisjoint(attrs):
            return state
        holds_main = element in self.holders
        key = naming_key(attrs) if attrs else ""
        if attrs and not holds_main and tag != "html" and tag != "body":
            seen = self._seen(state, element, tag, attrs, key)
            if seen is None and not is_main:
                return None
            state = seen or state
        if is_main:
            return replace(state, main=True, landmark="main")
        if attrs or tag in _LANDMARK_TAGS:
            found = landmark_of(tag, attrs, key, inside=state.landmark, holds_main=holds_main)
            if found and found != "main" and found != state.landmark:
                state = replace(state, landmark=found)
        if attrs and not state.crumb and not holds_main and is_breadcrumb(attrs, key):
            state = replace(state, crumb=True)
        return _by_kind(state, tag, attrs)

    def _seen(
        self, state: State, element: Element, tag: str, attrs: Mapping[str, str], key: str
    ) -> State | None:
        hiding = hiding_of(tag, attrs, key, self._opened_ids)
        if hiding == "skipped":
            return None
        content = state.main or state.landmark == "none"
        if hiding == "hidden" and content and tag in PANELS and is_below_its_control(element):
            hiding = "collapsed"
        if hiding == "hidden" and not state.hidden:
            state = replace(state, hidden=True)
        elif hiding == "collapsed" and not state.collapsed:
            state = replace(state, collapsed=True)
        if not state.level and attrs.get("role") == "heading":
            level = attrs.get("aria-level", "")
            state = replace(state, level=int(level) if level in _LEVELS else 2)
        return state

    def _opened_ids(self) -> frozenset[str]:
        if self._opened is None:
            self._opened = opened_ids(self.root)
        return self._opened


def _by_kind(state: State, tag: str, attrs: Mapping[str, str]) -> State:
    if tag in HEADINGS:
        return replace(state, level=HEADINGS[tag])
    if tag == "summary" or ("aria-expanded" in attrs and tag in ("button", "a", "div", "span")):
        return replace(state, opener=True)
    if tag == "details" and "open" not in attrs:
        return replace(state, collapsed=True)
    return state
