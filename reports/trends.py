"""Figures over time: one column per night, or per month where there are many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.language import local_time
from reports.source import Counted
from scoring.result import ASPECTS, Aspect

NIGHTS_SHOWN = 62
"""With more nights than this, the last night of every month stands for it, and the newest month is shown
night by night."""
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 520, 260, 40, 26, 22, 56
"""SVG units; the margins hold text at the size that it has on a phone."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night: how many have 0–5 certain points, and how many a yes per aspect."""

    run_id: str
    day: date
    measured: int
    points: tuple[int, ...]
    yes: dict[Aspect, int]
    method: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One column of the distribution: (points, y, height) from the ground up."""

    x: float
    width: float
    parts: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    aspect: Aspect
    path: str
    """Broken where the method changed."""
    end: tuple[float, float]
    value: int
    """Its last."""


@dataclass(frozen=True, slots=True)
class Trends:
    nights: tuple[Night, ...]
    stacks: tuple[Stack, ...]
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, int], ...]
    """(y, value) of the scale, municipalities."""
    days: tuple[tuple[float, date], ...]
    """(x, day) of the labels below."""
    breaks: tuple[tuple[float, str], ...]
    """(x, method version) where the method changed."""

    @property
    def since(self) -> Night:
        """The first night that can be compared with the last: from there on the method is the same."""
        same = [night for night in self.nights if night.method == self.nights[-1].method]
        return same[0]

    @property
    def size(self) -> tuple[int, int]:
        return WIDTH, HEIGHT

    @property
    def ground(self) -> int:
        return HEIGHT - BOTTOM

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT


def trends(tallies: Sequence[Counted]) -> Trends | None:
    """None before there are two nights of everybody."""
    nights = tuple(_night(tally) for tally in thinned(tallies))
    if len(nights) < 2:
        return None
    most = max(night.measured for night in nights) or 1
    step = (WIDTH - LEFT - RIGHT) / len(nights)
    scale = (HEIGHT - TOP - BOTTOM) / most

    def x(n: int) -> float:
        return round(LEFT + n * step, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value * scale, 1)

    middle = step / 2
    changed = [n for n in range(1, len(nights)) if nights[n].method != nights[n - 1].method]
    labelled = sorted({0, len(nights) - 1, *([len(nights) // 2] if len(nights) > 4 else [])})
    return Trends(
        nights,
        tuple(_stack(night, x(n), round(step * 0.84, 1), y) for n, night in enumerate(nights)),
        tuple(_spread(_lines(nights, lambda n: round(x(n) + middle, 1), y))),
        tuple((y(value), value) for value in _scale(most)),
        tuple((round(x(n) + middle, 1), nights[n].day) for n in labelled),
        tuple((round(x(n) - step * 0.08, 1), nights[n].method) for n in changed),
    )


def thinned(tallies: Sequence[Counted]) -> Sequence[Counted]:
    """At most so many that each can be drawn."""
    if len(tallies) <= NIGHTS_SHOWN:
        return tallies
    recent = tallies[-30:]
    months = {tally.started[:7]: tally for tally in tallies[:-30]}
    return [*months.values(), *recent]


def _night(tally: Counted) -> Night:
    points = [0] * 6
    for (certain, _), count in tally.scores.items():
        points[certain] += count
    return Night(
        tally.run_id,
        local_time(tally.started).date(),
        tally.measured,
        tuple(points),
        dict(tally.yes),
        ", ".join(tally.method_versions),
    )


def _stack(night: Night, x: float, width: float, y: Callable[[float], float]) -> Stack:
    parts, below = [], 0
    for points in range(5, -1, -1):
        count = night.points[points]
        if count:
            top = y(below + count)
            parts.append((points, top, round(y(below) - top, 1)))
        below += count
    return Stack(x, width, tuple(parts))


def _lines(nights: Sequence[Night], x: Callable[[int], float], y: Callable[[float], float]) -> Iterator[Line]:
    for aspect in ASPECTS:
        values = [night.yes.get(aspect, 0) for night in nights]
        path = "".join(
            f"{'L' if n and night.method == nights[n - 1].method else 'M'}{x(n)} {y(values[n])}"
            for n, night in enumerate(nights)
        )
        yield Line(aspect, path, (x(len(nights) - 1), y(values[-1])), values[-1])


def _spread(lines: Iterator[Line], least: float = 15.0) -> Iterator[Line]:
    """The labels at the ends, moved apart where they would lie on each other."""
    floor = -least
    for line in sorted(lines, key=lambda line: line.end[1]):
        floor = max(line.end[1], floor + least)
        yield Line(line.aspect, line.path, (line.end[0], round(floor, 1)), line.value)


def _scale(most: int) -> list[int]:
    """Three to six round numbers from 0 to `most`."""
    step = 10 ** max(len(str(most)) - 1, 0)
    for part in (step, step // 2, step // 5, step // 10):
        if part and most // part >= 3:
            return list(range(0, most + 1, part))
    return list(range(0, most + 1, max(most // 3, 1)))
