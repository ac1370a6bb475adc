"""What the walk over a page's tree leaves behind: lines as a reader sees them, and the links and buttons in
them."""

from dataclasses import dataclass, field
from typing import Literal

from scoring.observation import Landmark

NOWHERE, IN_MENU = -1, -2
"""Instead of a line's index: open, hidden or beyond the kept lines; seen in a menu of which no lines are
kept."""

LineRole = Literal["text", "heading", "item", "opener"]
"""`item`: begins a list item, definition term or table row; `opener`: what opens a collapsed panel."""


@dataclass(slots=True)
class Anchor:
    """A link, image-map area or button, in document order."""

    text: str
    href: str
    landmark: Landmark
    main: bool
    line: int
    """Index of the line it ends in, `NOWHERE` or `IN_MENU`."""
    visible: bool = True
    button: bool = False


@dataclass(slots=True)
class Line:
    """One line of visible text: a block, or the stretch between two breaks."""

    text: str
    role: LineRole
    level: int
    landmark: Landmark
    main: bool
    collapsed: bool
    head: str = ""
    """The thing named: the whole line, or the first cell of a table row."""
    strong: bool = False
    """Set in bold from end to end: a heading in all but name."""
    all_links: bool = False
    crumb: bool = False
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The whole page, flattened."""

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    noscript: str = ""
    unread: int = 0
    """Characters of menus that no lines were made of."""
    cut: bool = False
    """The walk ended at a limit."""
