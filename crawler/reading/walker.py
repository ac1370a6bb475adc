"""One pass over the tree: lines of visible text with their landmark, and every link and button.

Iterative (nesting is the page's choice, not ours) and bounded by elements and lines.
"""

import re
from typing import cast

from lxml import etree

from crawler.reading import limits
from crawler.reading.hiding import SKIPPED
from crawler.reading.lines import IN_MENU, NOWHERE, Anchor, Line, LineRole, Outline
from crawler.reading.links import may_matter
from crawler.reading.menus import WantedLink, is_menu, wanted_links
from crawler.reading.simple_items import simple_items
from crawler.reading.state import State, Surroundings
from crawler.reading.tags import BLOCKS, BOLD, ITEMS, LINKS, LISTS
from crawler.reading.text import MARK, clean_text, join_inline

Element = etree._Element

_WORDISH = re.compile(r"\w")
_LINK_END = "\x02"
"""Stands where a link ends, and counts as `MARK`."""
CELL = " | "
"""Between the cells of one table row."""


class Walker:
    """Reads one tree once. `walk` is its only public method."""

    def __init__(
        self,
        around: Surroundings,
        wanted: WantedLink = may_matter,
        state: State | None = None,
        *,
        in_link: bool = False,
    ) -> None:
        # A link that holds a menu whose links hold menus … would be read without end.
        self._in_link = in_link
        self._most = limits.MAX_LINK_ELEMENTS if in_link else limits.MAX_ELEMENTS
        self._around = around
        self._wanted = wanted
        self._out = Outline()
        self._state = state or State()
        self._frames: list[tuple[Element, State]] = []
        self._buffer: list[str] = []
        self._anchor: tuple[Element, Anchor, list[str]] | None = None
        self._alts: list[str] = []
        self._line_anchors: list[Anchor] = []
        self._bold = 0
        self._plain = False
        self._outside_links = False
        self._item = False
        self._row = False

    def walk(self, root: Element) -> Outline:
        events = etree.iterwalk(root, events=("start", "end"))
        count = 0
        lines, start, end = self._out.lines, self._start, self._end
        for event, element in events:
            if event == "end":
                end(element)
                if element is not root and (tail := element.tail):
                    self._push(tail)
                continue
            count += 1
            if count > self._most or len(lines) >= limits.MAX_LINES:
                self._out.cut = True
                break
            if not start(element):
                events.skip_subtree()
        self._close_anchor()
        self._flush()
        return self._out

    def _start(self, element: Element) -> bool:
        """False: nothing more to read in this subtree."""
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
        state = self._around.enter(self._state, element, tag, attrs)
        if state is None:
            return False
        if state is not self._state:
            self._change(element, state)
            if not self._in_link and is_menu(element, state, self._around) and self._read_menu(element):
                return False
        if tag in LISTS and self._simple_list(element):
            return False
        self._open(element, tag, attrs)
        if text := element.text:
            self._push(text)
        return True

    def _change(self, element: Element, state: State) -> None:
        """The former state is kept until the element ends."""
        old = self._state
        moved = state.landmark != old.landmark or state.main != old.main
        if moved or (state.opener and not old.opener):
            self._flush()
        self._frames.append((element, old))
        self._state = state

    def _read_menu(self, menu: Element) -> bool:
        found = wanted_links(menu, self._state, self._around, self._wanted)
        if found is None:
            return False
        self._flush()
        self._out.menus.append(menu)
        for link, state in found:
            inside = Walker(self._around, self._wanted, state, in_link=True).walk(link)
            for anchor in inside.anchors:
                anchor.line = IN_MENU if anchor.visible else NOWHERE
            self._out.anchors += inside.anchors
        return True

    def _simple_list(self, element: Element) -> bool:
        """Most lists hold one text or link per item: read without opening and closing each element."""
        state = self._state
        if self._anchor or self._bold or self._row or state.hidden or state.level or state.opener:
            return False
        found = simple_items(element)
        main_content = self._around.main
        if found is None or (main_content is not None and main_content.getparent() is element):
            return False
        lines, landmark, main, collapsed = self._out.lines, state.landmark, state.main, state.collapsed
        for label, href in found[: limits.MAX_LINES - len(lines)]:
            line = Line(label, "item", 0, landmark, main, collapsed, label, crumb=state.crumb)
            if href is not None:
                anchor = Anchor(label, href, landmark, main, len(lines))
                line.all_links = True
                line.anchors.append(anchor)
                self._out.anchors.append(anchor)
            lines.append(line)
        return True

    def _open(self, element: Element, tag: str, attrs: dict[str, str]) -> None:
        if tag in BOLD:
            self._bold += 1
        if tag in ITEMS:
            self._item = True
        elif tag == "tr":
            self._row = True
        elif tag in LINKS or attrs.get("role") == "button":
            self._open_anchor(element, tag, attrs)
        elif tag == "img" and self._anchor and attrs.get("alt"):
            self._alts.append(attrs["alt"][: limits.MAX_LABEL])
        if secret := attrs.get("data-cfemail"):
            self._push(f"{_cloudflare(secret)} ")

    def _open_anchor(self, element: Element, tag: str, attrs: dict[str, str]) -> None:
        if self._anchor or (tag == "a" and "href" not in attrs):
            return
        if tag == "a" and self._line_anchors and self._buffer and self._buffer[-1] in (MARK, _LINK_END):
            self._break()  # two links side by side: style sheets set them apart
        button = tag not in ("a", "area")
        state = self._state
        href, seen = attrs.get("href", ""), not state.hidden
        anchor = Anchor("", href, state.landmark, state.main, NOWHERE, seen, button)
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
            self._buffer.append(_LINK_END)
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
        if tag in BOLD:
            self._bold -= 1
        if tag in ITEMS:
            self._item = False
        elif tag == "tr":
            self._row = False
        if self._frames and self._frames[-1][0] is element:
            before = self._frames.pop()[1]
            if before.parted(self._state):
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
        while self._buffer and self._buffer[-1] in (MARK, _LINK_END):
            self._buffer.pop()
        text = join_inline("".join(self._buffer).replace(_LINK_END, MARK)).strip(" |")
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


def _cloudflare(secret: str) -> str:
    """The address behind Cloudflare's `data-cfemail`: the first byte is the key for the rest."""
    try:
        key, *rest = bytes.fromhex(secret[:400])
    except ValueError:
        return ""
    return "".join(chr(key ^ byte) for byte in rest)
