"""One pass over the tree: lines of visible text with their landmark, and every link and button.

Iterative (nesting is the page's choice, not ours) and bounded by elements and lines.
"""

import re
from dataclasses import dataclass, replace
from typing import cast

from lxml import etree

from crawler.reading import limits
from crawler.reading.hiding import SKIPPED, hiding_of, opened_ids
from crawler.reading.landmarks import is_breadcrumb, landmark_of, naming_key
from crawler.reading.lines import Anchor, Line, LineRole, Outline
from crawler.reading.text import MARK, clean_text, join_inline
from scoring.observation import Landmark

Element = etree._Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"strong", "b", "th", "dt"})
_PLAIN = frozenset(
    ["a", "img", "span", "li", "br", "b", "strong", "em", "i", "tbody", "small", "sup", "sub", "label"]
)
_TELLING = frozenset({"hidden", "aria-hidden", "role", "style", "aria-expanded"})
"""Most elements are of a plain kind without a telling attribute: they change nothing, and are let through
at once."""
_WORDISH = re.compile(r"\w")
_ITEMS = frozenset({"li", "dt", "summary"})
CELL = " | "
"""Between the cells of one table row."""


@dataclass(frozen=True, slots=True)
class _State:
    landmark: Landmark = "none"
    main: bool = False
    collapsed: bool = False
    hidden: bool = False
    crumb: bool = False
    level: int = 0
    """Heading level, 0 outside headings."""
    opener: bool = False


class Walker:
    """Reads one tree once. `walk` is its only public method."""

    def __init__(self, root: Element, main: Element | None) -> None:
        self._root = root
        self._main = main
        self._holders = frozenset(main.iterancestors()) if main is not None else frozenset()
        self._opened: frozenset[str] | None = None
        self._out = Outline()
        self._state = _State()
        self._frames: list[tuple[Element, _State]] = []
        self._buffer: list[str] = []
        self._anchor: tuple[Element, Anchor, list[str]] | None = None
        self._alts: list[str] = []
        self._line_anchors: list[Anchor] = []
        self._bold = 0
        self._plain = False
        self._outside_links = False
        self._item = False
        self._row = False

    def walk(self) -> Outline:
        events = etree.iterwalk(self._root, events=("start", "end"))
        count = 0
        for event, element in events:
            if event == "end":
                self._end(element)
                if element is not self._root and element.tail:
                    self._push(element.tail)
                continue
            count += 1
            if count > limits.MAX_ELEMENTS or len(self._out.lines) >= limits.MAX_LINES:
                self._out.cut = True
                break
            if not self._start(element):
                events.skip_subtree()
        self._flush()
        return self._out

    def _start(self, element: Element) -> bool:
        """False: the subtree is not for readers."""
        tag = element.tag
        if tag in SKIPPED:
            return False
        if tag == "noscript":
            self._out.noscript += clean_text(" ".join(map(str, element.itertext())), 500)
            return False
        if tag in BLOCKS:
            if self._buffer or self._anchor:
                self._break()
        elif tag in ("td", "th"):
            self._cell()
        elif tag != "wbr" and self._buffer:
            self._buffer.append(MARK)
        attrs = cast("dict[str, str]", dict(element.items()))
        if not self._enter(element, tag, attrs):
            return False
        self._open(element, tag, attrs)
        if element.text:
            self._push(element.text)
        return True

    def _enter(self, element: Element, tag: str, attrs: dict[str, str]) -> bool:
        """Change of landmark, visibility or heading; the former state is kept until the element ends."""
        if tag in _PLAIN and _TELLING.isdisjoint(attrs) and element is not self._main:
            return True
        state = self._state
        holds_main = element in self._holders
        key = naming_key(attrs) if attrs else ""
        if attrs and not holds_main and tag not in ("html", "body"):
            hiding = hiding_of(tag, attrs, key, self._opened_ids)
            if hiding == "skipped" and element is not self._main:
                return False
            if hiding == "hidden" and not state.hidden:
                state = replace(state, hidden=True)
            elif hiding == "collapsed" and not state.collapsed:
                state = replace(state, collapsed=True)
            if attrs.get("role") == "heading" and not state.level:
                level = attrs.get("aria-level", "")
                state = replace(state, level=int(level) if level in ("1", "2", "3", "4", "5", "6") else 2)
        if element is self._main:
            state = replace(state, main=True, landmark="main")
        elif found := self._landmark(tag, attrs, key, holds_main):
            state = replace(state, landmark=found)
        if (
            attrs
            and not state.crumb
            and is_breadcrumb(attrs, key)
            and not holds_main
            and element is not self._main
        ):
            state = replace(state, crumb=True)
        if tag in _HEADINGS:
            state = replace(state, level=_HEADINGS[tag])
        elif tag == "summary" or ("aria-expanded" in attrs and tag in ("button", "a", "div", "span")):
            self._flush()
            state = replace(state, opener=True)
        elif tag == "details" and "open" not in attrs:
            state = replace(state, collapsed=True)
        if state is not self._state:
            if state.landmark != self._state.landmark or state.main != self._state.main:
                self._flush()
            self._frames.append((element, self._state))
            self._state = state
        return True

    def _opened_ids(self) -> frozenset[str]:
        if self._opened is None:
            self._opened = opened_ids(self._root)
        return self._opened

    def _landmark(self, tag: str, attrs: dict[str, str], key: str, holds_main: bool) -> Landmark | None:
        if not attrs and tag not in ("nav", "header", "footer", "aside"):
            return None
        found = landmark_of(tag, attrs, key, inside=self._state.landmark, holds_main=holds_main)
        return None if found == "main" or found == self._state.landmark else found

    def _open(self, element: Element, tag: str, attrs: dict[str, str]) -> None:
        if tag in _BOLD:
            self._bold += 1
        if tag in _ITEMS:
            self._item = True
        elif tag == "tr":
            self._row = True
        elif tag in ("a", "area", "button") or attrs.get("role") == "button":
            self._open_anchor(element, tag, attrs)
        elif tag == "img" and self._anchor and attrs.get("alt"):
            self._alts.append(attrs["alt"][: limits.MAX_LABEL])
        if secret := attrs.get("data-cfemail"):
            self._push(f"{_cloudflare(secret)} ")

    def _open_anchor(self, element: Element, tag: str, attrs: dict[str, str]) -> None:
        if self._anchor or (tag == "a" and "href" not in attrs):
            return
        if tag == "a" and self._line_anchors and self._buffer and self._buffer[-1] in (MARK, "\x02"):
            self._break()  # two links side by side: style sheets set them apart
        button = tag not in ("a", "area")
        state = self._state
        anchor = Anchor("", attrs.get("href", ""), state.landmark, state.main, -1, not state.hidden, button)
        name = attrs.get("aria-label") or attrs.get("alt") or attrs.get("title") or ""
        if attrs.get("data-cfemail"):
            anchor.href = f"mailto:{_cloudflare(attrs['data-cfemail'])}"
        anchor.text = clean_text(name, limits.MAX_LABEL)
        self._anchor = (element, anchor, [])
        if tag == "area":
            self._close_anchor()

    def _close_anchor(self) -> None:
        if self._anchor is None:
            return
        _, anchor, parts = self._anchor
        self._anchor = None
        anchor.text = join_inline("".join(parts), limits.MAX_LABEL) or anchor.text
        if not anchor.text and self._alts:
            anchor.text = clean_text(" ".join(self._alts), limits.MAX_LABEL)
        self._alts = []
        self._out.anchors.append(anchor)
        if self._state.hidden:
            return
        if self._buffer:
            self._line_anchors.append(anchor)
            self._buffer.append("\x02")
        elif self._out.lines:
            anchor.line = len(self._out.lines) - 1
            self._out.lines[-1].anchors.append(anchor)

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag in SKIPPED or tag == "noscript":
            return
        if self._anchor and self._anchor[0] is element:
            self._close_anchor()
        if tag in BLOCKS:
            if self._buffer or self._anchor:
                self._break()
        elif tag not in ("wbr", "td", "th") and self._buffer:
            self._buffer.append(MARK)
        if tag in _BOLD:
            self._bold -= 1
        if tag in _ITEMS:
            self._item = False
        elif tag == "tr":
            self._row = False
        if self._frames and self._frames[-1][0] is element:
            before = self._frames.pop()[1]
            if _parted(before, self._state):
                self._flush()
            self._state = before

    def _push(self, piece: str) -> None:
        if piece.isspace():
            if self._buffer:
                self._buffer.append(" ")
                if self._anchor:
                    self._anchor[2].append(" ")
            return
        piece = piece[: limits.MAX_PIECE]
        if self._anchor:
            self._anchor[2].append(piece)
        elif not self._outside_links:
            self._outside_links = _WORDISH.search(piece) is not None
        if self._state.hidden:
            return
        if not self._bold and not self._plain:
            self._plain = True
        self._buffer.append(piece)

    def _cell(self) -> None:
        if self._buffer and self._row:
            self._buffer.append(CELL)

    def _break(self) -> None:
        """A block begins or ends: a new line, except inside a heading or a link, whose label is one."""
        if self._anchor:
            self._anchor[2].append(" ")
        if self._state.level:
            if self._buffer:
                self._buffer.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        if not self._buffer:
            return
        while self._buffer and self._buffer[-1] in (MARK, "\x02"):
            self._buffer.pop()
        text = join_inline("".join(self._buffer).replace("\x02", MARK)).strip(" |")
        self._buffer.clear()
        if text:
            self._add(text)
        self._line_anchors, self._plain, self._outside_links = [], False, False

    def _add(self, text: str) -> None:
        state = self._state
        role: LineRole = "opener" if state.opener else "text"
        head = ""
        if state.level:
            role = "heading"
        elif role == "text" and (self._item or (self._row and CELL in text)):
            role, head = "item", text.split(CELL, 1)[0]
        line = Line(
            text,
            role,
            state.level,
            state.landmark,
            state.main,
            state.collapsed and role != "opener",
            head=head or text,
            strong=not self._plain,
            all_links=not self._outside_links,
            crumb=state.crumb,
            anchors=self._line_anchors,
        )
        for anchor in self._line_anchors:
            anchor.line = len(self._out.lines)
        line.all_links = line.all_links and (bool(line.anchors) or self._anchor is not None)
        self._out.lines.append(line)
        self._item = False


def _parted(one: _State, other: _State) -> bool:
    """Text in these two states never shares a line (hidden inline text does not break one)."""
    return (one.landmark, one.main, one.level, one.opener) != (
        other.landmark,
        other.main,
        other.level,
        other.opener,
    )


def _cloudflare(secret: str) -> str:
    """The address behind Cloudflare's `data-cfemail`: the first byte is the key for the rest."""
    try:
        key, *rest = bytes.fromhex(secret[:400])
    except ValueError:
        return ""
    return "".join(chr(key ^ byte) for byte in rest)
