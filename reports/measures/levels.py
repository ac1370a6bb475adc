"""How far a municipality has come with one measure, as a shade of the map: hollow (nothing) to dark."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reports.beyond import HOURS_BINS, Light
from scoring.measures import Definition

UNREAD = "unmeasured"
_OWN_SHADES = {
    ("centralisation", "unknown"): UNREAD,
    ("centralisation", "own"): "p1",
    ("centralisation", "partly"): "p3",
    ("consistent_help", "too_few"): UNREAD,
    ("consistent_help", "inconsistent"): "p1",
}


class Level(NamedTuple):
    """`value`: of the measure; `bin`: of hours a week, where that is what the shade says."""

    look: str
    value: str
    bin: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Levels:
    by_code: Mapping[str, Level]
    counts: tuple[tuple[Level, int], ...]
    """From nothing to most; only those that occur."""


def levels(rows: Sequence[Light], definition: Definition) -> Levels:
    by_code = {
        row.place.code: _level(definition, row.values[definition.id], row.numbers.get(definition.id))
        for row in rows
        if definition.id in row.values
    }
    counted = Counter(by_code.values())
    order = {value: n for n, value in enumerate(definition.values)}
    return Levels(
        by_code, tuple(sorted(counted.items(), key=lambda one: (order.get(one[0].value, 99), one[0].look)))
    )


def _level(definition: Definition, value: str, number: float | None) -> Level:
    if (look := _OWN_SHADES.get((definition.id, value))) is not None:
        return Level(look, value, None)
    if value == definition.nothing:
        return Level("p0", value, None)
    if value == "unparsed":
        return Level("p2 open", value, None)
    if definition.unit == "hours/week" and number is not None:
        fitting = (n for n, (low, high) in enumerate(HOURS_BINS) if low <= number < high)
        at = next(fitting, len(HOURS_BINS) - 1)
        return Level(f"p{at + 1}", value, HOURS_BINS[at])
    last = len(definition.values) - 1
    return Level(f"p{round(5 * definition.values.index(value) / last)}", value, None)
