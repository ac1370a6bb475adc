"""The map: every municipality as a circle at its place, its area growing with the population.

A sinusoidal projection around Sweden's middle: areas and north–south distances are true, and no tiles,
coastlines or requests are needed to recognise the country.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt

from reports.overview import counted
from reports.source import Place
from reports.standings import Missing, Standing, Standings
from scoring.result import Score

WIDTH = 360
MARGIN = 16
LARGEST, SMALLEST = 15.0, 3.2
"""Radii in SVG units."""
LABELLED = 8.5
"""From this radius on the points stand inside the circle."""
TINY = 6.0
"""Below it the dashes of an outline are shorter, to be seen as dashes."""


@dataclass(frozen=True, slots=True)
class Symbol:
    place: Place
    x: float
    y: float
    r: float
    score: Score | None
    """None when not measured."""

    @property
    def labelled(self) -> bool:
        return self.r >= LABELLED

    @property
    def look(self) -> str:
        """The class that decides its colour and outline."""
        tiny = " tiny" if self.r < TINY else ""
        if self.score is None:
            return f"unmeasured{tiny}"
        return f"p{self.score.points}" + (" open" if self.score.max > self.score.points else "") + tiny


@dataclass(frozen=True, slots=True)
class Map:
    symbols: tuple[Symbol, ...]
    """Large ones first, so that small ones lie on top and can be reached."""
    height: float
    width: int = WIDTH

    @classmethod
    def of(cls, found: Standings, *, all_five: bool = True) -> "Map | None":
        """None when no position is known (0, 0 is none). Not `all_five`: a–d count, as in the charts."""
        return cls._drawn((*found.ranked, *found.missing), all_five)

    @classmethod
    def _drawn(cls, rows: Iterable[Standing | Missing], all_five: bool) -> "Map | None":
        known = [row for row in rows if row.place.lat or row.place.lon]
        if not known:
            return None
        middle = (min(r.place.lon for r in known) + max(r.place.lon for r in known)) / 2
        points = [(row, *_projected(row.place, middle)) for row in known]
        left, right = min(x for _, x, _ in points), max(x for _, x, _ in points)
        top, bottom = min(y for _, _, y in points), max(y for _, _, y in points)
        scale = (WIDTH - 2 * MARGIN) / max(right - left, (bottom - top) / 2.4, 0.5)
        shift = (WIDTH - (right - left) * scale) / 2
        most = max(row.place.population for row in known) or 1
        symbols = [
            Symbol(
                row.place,
                round(shift + (x - left) * scale, 1),
                round(MARGIN + (y - top) * scale, 1),
                round(max(SMALLEST, LARGEST * sqrt(row.place.population / most)), 1),
                counted(row, all_five) if isinstance(row, Standing) else None,
            )
            for row, x, y in points
        ]
        symbols.sort(key=lambda symbol: (-symbol.r, symbol.place.code))
        return cls(tuple(symbols), round((bottom - top) * scale + 2 * MARGIN, 1))


def _projected(place: Place, middle: float) -> tuple[float, float]:
    """Degrees east of `middle` at true length, degrees south of the pole."""
    return (place.lon - middle) * cos(radians(place.lat)), 90 - place.lat
