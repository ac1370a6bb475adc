"""Charts as plain figures: positions and lengths that `charts.html.j2` draws as SVG.

Drawn by templates, so that the stylesheet alone decides about light, dark, print and forced colours, and a
hatch can stand for what is open; see docs/architecture.md for what else was tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.overview import KNOWN_2013, Bar

WIDTH, HEIGHT = 400, 220
TOP, BOTTOM = 24, 26
"""Room for the figure above the tallest column and the label below."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column in SVG units; `certain` and `open` are heights, stacked from the ground."""

    label: str
    x: float
    width: float
    certain: float
    open: float
    value: int
    about: bool = False
    """The value is only known roughly."""
    known: bool = True

    @property
    def ground(self) -> int:
        return HEIGHT - BOTTOM

    @property
    def top(self) -> float:
        return round(self.ground - self.certain - self.open, 1)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


def columns(bars: Sequence[Bar]) -> tuple[Column, ...]:
    """The distribution of tonight: certain points full, open ones on top of them."""
    return _columns([(str(bar.points), bar.certain, bar.open, False, True) for bar in bars])


def known_columns() -> tuple[Column, ...]:
    """What was published of 2013; the rest was not."""
    known = [(points, KNOWN_2013.get(points)) for points in range(6)]
    return _columns([(str(n), row[0] if row else 0, 0, bool(row and row[1]), bool(row)) for n, row in known])


def plain_columns(rows: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
    """(label, count), nothing open and nothing rough about them."""
    return _columns([(label, count, 0, False, True) for label, count in rows])


def _columns(rows: Sequence[tuple[str, int, int, bool, bool]]) -> tuple[Column, ...]:
    tallest = max((certain + opened for _, certain, opened, _, _ in rows), default=0) or 1
    scale = (HEIGHT - TOP - BOTTOM) / tallest
    step = WIDTH / max(len(rows), 1)
    return tuple(
        Column(
            label,
            round(step * (n + 0.14), 1),
            round(step * 0.72, 1),
            round(certain * scale, 1),
            round(opened * scale, 1),
            certain + opened,
            about,
            known,
        )
        for n, (label, certain, opened, about, known) in enumerate(rows)
    )
