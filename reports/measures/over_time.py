"""Measures through the nights: what changed from one to the next, and how many have each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.areas import PERCENT_FROM
from reports.language import local_time
from reports.measures.shares import counts_as_found, taken
from reports.sorting import swedish_order
from reports.source import Counted, Place
from reports.trends import thinned
from scoring.measures import Definition, definitions
from scoring.store.measure_history import MeasureHistory, Told

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 160, 40, 44, 12, 26
SMALLEST_TURN = 0.25
"""Hours a week that count as a change."""
WEEKS_SHOWN = 53
TURNS_SHOWN = 100
"""Municipalities; more on one page are neither light nor legible."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One measure of one municipality that is not as it was."""

    place: Place
    definition: Definition
    before: str
    after: str
    numbers: tuple[float | None, float | None]
    by_words: bool
    """Judged by other words than before: perhaps nothing happened on the site."""


def turned(
    old: Mapping[str, Told], new: Mapping[str, Told], places: Iterable[Place], *, weekly: bool
) -> tuple[Turned, ...]:
    """By municipality, then in the order of the definitions. A measure that either side lacks is left out:
    nothing is known of it. `weekly`: those that the weekly crawl decides, else the others."""
    table = [one for one in definitions().values() if one.weekly == weekly]
    found: list[Turned] = []
    for place in sorted(places, key=lambda p: (swedish_order(p.name), p.code)):
        was, is_now = old.get(place.code), new.get(place.code)
        if was is not None and is_now is not None:
            found += _turned(place, was, is_now, table)
    return tuple(found)


def _turned(place: Place, old: Told, new: Told, table: Sequence[Definition]) -> Iterator[Turned]:
    for one in table:
        before, after = old.values.get(one.id), new.values.get(one.id)
        if before is None or after is None:
            continue
        numbers = old.numbers.get(one.id), new.numbers.get(one.id)
        if before != after or _moved(one, *numbers):
            yield Turned(place, one, before, after, numbers, old.version != new.version)


def _moved(definition: Definition, old: float | None, new: float | None) -> bool:
    """Only hours: shares and counts of pages move a little every time."""
    if definition.unit not in ("hours/week", "hours") or old is None or new is None:
        return False
    return abs(new - old) >= SMALLEST_TURN


@dataclass(frozen=True, slots=True)
class Turns:
    """By municipality; `more` of them are not shown."""

    shown: tuple[tuple[Turned, ...], ...]
    more: int

    @classmethod
    def of(cls, turns: Iterable[Turned]) -> "Turns":
        by_place = [tuple(each) for _, each in groupby(turns, key=lambda turn: turn.place.code)]
        return cls(tuple(by_place[:TURNS_SHOWN]), max(len(by_place) - TURNS_SHOWN, 0))


@dataclass(frozen=True, slots=True)
class NightsTurns:
    """What changed since the night before, and since the week before where that is asked too."""

    nightly: Turns
    weekly: Turns
    weeks: tuple[str, ...] = ()


def nights_turns(
    past: MeasureHistory, places: Sequence[Place], before: str, after: str, weekly: bool
) -> NightsTurns:
    nightly = turned(past.as_of(before), past.as_of(after), places, weekly=False)
    weeks = past.weeks()[-2:] if weekly else ()
    if len(weeks) < 2:
        return NightsTurns(Turns.of(nightly), Turns.of(()))
    old, new = (past.as_of_week(week) for week in weeks)
    return NightsTurns(Turns.of(nightly), Turns.of(turned(old, new, places, weekly=True)), weeks)


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    found: int
    taken: int
    version: str


@dataclass(frozen=True, slots=True)
class Line:
    """How many have one measure, oldest first; two points or more."""

    definition: Definition
    points: tuple[Point, ...]

    @property
    def since(self) -> Point:
        """The first that can be compared with the last: from there on the words are the same."""
        return next(point for point in self.points if point.version == self.points[-1].version)

    @property
    def percent(self) -> bool:
        return min(point.taken for point in self.points) >= PERCENT_FROM


def nightly_lines(
    nights: Sequence[Counted], told: Callable[[Iterable[str]], Mapping[str, Sequence[Told]]]
) -> dict[str, Line]:
    """By measure. `told`: of runs, as the store tells it."""
    shown = thinned(nights)
    rows = told([night.run_id for night in shown])
    days = {night.run_id: local_time(night.started).date() for night in shown}
    return _lines([(days[night.run_id], rows[night.run_id]) for night in shown], weekly=False)


def weekly_lines(
    weeks: Sequence[str], told: Callable[[Iterable[str]], Mapping[str, Sequence[Told]]]
) -> dict[str, Line]:
    shown = weeks[-WEEKS_SHOWN:]
    rows = told(shown)
    return _lines([(_monday(week), rows[week]) for week in shown], weekly=True)


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)


def _lines(nights: Sequence[tuple[date, Sequence[Told]]], *, weekly: bool) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for one in definitions().values():
        if one.weekly == weekly:
            points = tuple(point for day, rows in nights if (point := _point(one, day, rows)))
            if len(points) > 1:
                found[one.id] = Line(one, points)
    return found


def _point(definition: Definition, day: date, rows: Sequence[Told]) -> Point | None:
    """None on a night when nobody was asked for it."""
    values = [value for row in rows if (value := taken(row.values, definition))]
    if not values:
        return None
    wanted = counts_as_found(definition)
    version = max(row.version for row in rows)
    return Point(day, sum(value in wanted for value in values), len(values), version)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line in SVG units; broken where the words changed."""

    path: str
    dots: tuple[tuple[float, float], ...]
    """Those that no line reaches."""
    end: tuple[float, float]
    ticks: tuple[tuple[float, int], ...]
    days: tuple[tuple[float, date], ...]
    breaks: tuple[tuple[float, str], ...]
    size: tuple[int, int] = (WIDTH, HEIGHT)
    left: int = LEFT
    right: int = WIDTH - RIGHT
    ground: int = HEIGHT - BOTTOM


def drawn(line: Line) -> Drawn:
    points = line.points
    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    most = max(point.taken for point in points)

    def x(at: float) -> float:
        return round(LEFT + at * step, 1)

    def y(count: int) -> float:
        return round(HEIGHT - BOTTOM - count * (HEIGHT - TOP - BOTTOM) / most, 1)

    joined = [n > 0 and points[n].version == points[n - 1].version for n in range(len(points))]
    path = "".join(f"{'L' if joined[n] else 'M'}{x(n)} {y(point.found)}" for n, point in enumerate(points))
    alone = [
        (x(n), y(point.found))
        for n, point in enumerate(points)
        if not joined[n] and not (n + 1 < len(points) and joined[n + 1])
    ]
    changed = [n for n in range(1, len(points)) if not joined[n]]
    labelled = sorted({0, len(points) - 1})
    return Drawn(
        path,
        tuple(alone),
        (x(len(points) - 1), y(points[-1].found)),
        ((y(0), 0), (y(most), most)),
        tuple((x(n), points[n].day) for n in labelled),
        tuple((x(n - 0.5), points[n].version) for n in changed),
    )
