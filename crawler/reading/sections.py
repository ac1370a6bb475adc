"""Lines to sections: stretches of text under one heading, with the things named one by one."""

import re
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from crawler.reading import limits
from crawler.reading.lines import Line
from scoring.observation import Heading, Landmark, Section

_QUESTION_LENGTH = 160
_SKIP_LINK = re.compile(
    r"^(?:hoppa|hopp|gå|skip|siirry) (?:direkt )?(?:till?|til|to|over)\b.{0,40}(?:inn?eh|meny|menu"
    r"|sök|content|start|fot)",
    re.I,
)
_SECTIONS, _HEADINGS = TypeAdapter(tuple[Section, ...]), TypeAdapter(tuple[Heading, ...])
"""Check many in one go: one by one they take twice as long."""
_DETAIL = re.compile(r"\d[\d ()–-]{4,}\d|@")


@dataclass(slots=True)
class _Draft:
    heading: str
    level: int
    landmark: Landmark
    collapsed: bool
    main: bool
    text: list[str] = field(default_factory=list)
    items: dict[str, None] = field(default_factory=dict)
    """Keys only: things named, in order."""


@dataclass(slots=True)
class _Budget:
    """What may still be kept, for main or for the rest of the page."""

    sections: int
    text: int
    items: int


class SectionBuilder:
    """Feeds on lines in document order; `index` tells each line's section (-1: not kept)."""

    def __init__(self) -> None:
        self.index: list[int] = []
        self._drafts: list[_Draft] = []
        self._heads: dict[Landmark, tuple[str, int]] = {}
        self._panel: tuple[str, int] | None = None
        self._main = _Budget(limits.MAX_SECTIONS_MAIN, limits.MAX_TEXT_MAIN, limits.MAX_ITEMS_MAIN)
        self._rest = _Budget(
            limits.MAX_SECTIONS_ELSEWHERE, limits.MAX_TEXT_ELSEWHERE, limits.MAX_ITEMS_ELSEWHERE
        )

    def build(self, lines: list[Line]) -> tuple[Section, ...]:
        for line in lines:
            self.index.append(self._take(line) if _worth_keeping(line) else -1)
        return _SECTIONS.validate_python(
            [
                {
                    "heading": draft.heading,
                    "level": draft.level,
                    "landmark": draft.landmark,
                    "text": "\n".join(draft.text),
                    "items": tuple(draft.items),
                    "collapsed": draft.collapsed,
                }
                for draft in self._drafts
            ]
        )

    def _take(self, line: Line) -> int:
        budget = self._main if line.main else self._rest
        if line.role == "heading":
            head = line.text[: limits.MAX_LABEL], line.level
            self._heads[line.landmark] = head
            self._panel = None
            if not self._open(line, head, budget):
                return -1
            if line.all_links or any(anchor.button for anchor in line.anchors):
                self._name(line, budget)  # a tile or an accordion: named one by one, though set as a heading
            return len(self._drafts) - 1
        if line.role == "opener":
            self._panel = (
                line.text[: limits.MAX_LABEL],
                min(self._heads.get(line.landmark, ("", 0))[1] + 1, 6),
            )
        if not self._current(line, budget):
            return -1
        if budget.text <= 0:
            return -1
        self._name(line, budget)
        self._write(line, budget)
        return len(self._drafts) - 1

    def _current(self, line: Line, budget: _Budget) -> bool:
        """The last section, if the line belongs to it, else a new one."""
        head = self._heads.get(line.landmark, ("", 0))
        if line.collapsed and self._panel:
            head = self._panel
        elif not line.collapsed and line.role != "opener":
            self._panel = None
        last = self._drafts[-1] if self._drafts else None
        if (
            last
            and last.landmark == line.landmark
            and last.heading == head[0]
            and last.level == head[1]
            and last.collapsed == line.collapsed
            and last.main == line.main
        ):
            return True
        return self._open(line, head, budget)

    def _open(self, line: Line, head: tuple[str, int], budget: _Budget) -> bool:
        if budget.sections <= 0:
            return False
        budget.sections -= 1
        self._drafts.append(_Draft(*head, line.landmark, line.collapsed, line.main))
        return True

    def _name(self, line: Line, budget: _Budget) -> None:
        if budget.items <= 0 or line.crumb or not _is_item(line):
            return
        name = line.head[: limits.MAX_ITEM]
        items = self._drafts[-1].items
        if len(name) > 1 and name not in items:
            items[name] = None
            budget.items -= 1

    def _write(self, line: Line, budget: _Budget) -> None:
        """Running text; menus of bare links are items only."""
        if budget.text <= 0:
            return
        # A linked phone number or address is told in the text, too.
        if line.all_links and _is_item(line) and not (line.signs and _DETAIL.search(line.text)):
            return
        text = line.text[: budget.text]
        self._drafts[-1].text.append(text)
        budget.text -= len(text) + 1


def main_headings(lines: list[Line]) -> tuple[Heading, ...]:
    """Those of the main content; of the whole page where there is none."""
    found = [line for line in lines if line.role == "heading"]
    chosen = [line for line in found if line.main] or found
    return _HEADINGS.validate_python(
        [
            {"level": line.level, "text": line.text[: limits.MAX_LABEL]}
            for line in chosen[: limits.MAX_HEADINGS]
        ]
    )


def _worth_keeping(line: Line) -> bool:
    """Menus outside the main content are kept as links, not as text."""
    if line.all_links and _SKIP_LINK.match(line.text):
        return False
    return line.main or line.landmark != "navigation" or not (line.all_links or line.role == "opener")


def _is_item(line: Line) -> bool:
    if line.role in ("item", "opener"):
        return True
    if line.role == "text" and line.text.endswith("?") and len(line.text) <= _QUESTION_LENGTH:
        return True
    return line.all_links and len(line.text) <= limits.MAX_ITEM
