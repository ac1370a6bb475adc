"""One municipality through the nights: stretches of the same verdict, and one picture a month."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.language import local_time
from reports.source import Published
from scoring.result import ASPECTS, Aspect, Verdict

LANE, GAP, WIDTH = 16, 6, 600
LEFT = 22
"""Room for the letter of a lane, SVG units."""
MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Nights in a row with the same verdict on one aspect."""

    verdict: Verdict
    first: date
    last: date
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Lane:
    aspect: Aspect
    y: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A night on which something published was not as the night before."""

    day: date
    points: tuple[int, int] | None
    """None: not measured that night."""
    steps: tuple[tuple[Aspect, Verdict, Verdict], ...]
    method: str | None
    """The new method version, where that changed too."""


@dataclass(frozen=True, slots=True)
class Series:
    """`lanes` for the strip, `turns` for its table; times are local days."""

    first: date
    last: date
    nights: int
    lanes: tuple[Lane, ...]
    turns: tuple[Turn, ...]
    breaks: tuple[tuple[float, str], ...]
    """(x, method version) where the method changed."""

    @property
    def height(self) -> int:
        return len(ASPECTS) * (LANE + GAP)

    @property
    def width(self) -> int:
        return WIDTH


def series(visits: Sequence[Published]) -> Series | None:
    """None before there are two nights."""
    if len(visits) < 2:
        return None
    days = [local_time(visit.measured_at).date() for visit in visits]
    first, last = days[0], days[-1]
    scale = (WIDTH - LEFT) / max((last - first).days + 1, 1)

    def x(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    lanes = tuple(
        Lane(aspect, n * (LANE + GAP), tuple(_stretches(visits, days, n, x)))
        for n, aspect in enumerate(ASPECTS)
    )
    turns = tuple(_turns(visits, days))
    breaks = tuple((x(turn.day), turn.method) for turn in turns if turn.method)
    return Series(first, last, len(visits), lanes, tuple(reversed(turns)), breaks)


def monthly(visits: Sequence[Published]) -> tuple[Published, ...]:
    """The last measured visit of each of the newest months, oldest first."""
    last: dict[str, Published] = {}
    for visit in visits:
        if visit.points is not None:
            last[f"{local_time(visit.measured_at):%Y-%m}"] = visit
    return tuple(last.values())[-MONTHS_SHOWN:]


def _stretches(
    visits: Sequence[Published], days: Sequence[date], n: int, place: Callable[[date], float]
) -> Iterator[Stretch]:
    begun = 0
    for index in range(1, len(visits) + 1):
        if index < len(visits) and visits[index].verdicts[n] == visits[begun].verdicts[n]:
            continue
        start = place(days[begun])
        end = place(days[index]) if index < len(visits) else float(WIDTH)
        yield Stretch(
            visits[begun].verdicts[n], days[begun], days[index - 1], start, round(max(end - start, 1.0), 1)
        )
        begun = index


def _turns(visits: Sequence[Published], days: Sequence[date]) -> Iterator[Turn]:
    for index in range(1, len(visits)):
        old, new = visits[index - 1], visits[index]
        pairs = zip(ASPECTS, old.verdicts, new.verdicts, strict=True)
        steps = tuple((aspect, was, became) for aspect, was, became in pairs if was != became)
        method = new.method_version if new.method_version != old.method_version else None
        if steps or method:
            points = None if new.points is None or new.max is None else (new.points, new.max)
            yield Turn(days[index], points, steps, method)
