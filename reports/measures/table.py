"""The table of all municipalities and their measures: what a script filters and sorts by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.beyond import Light
from reports.measures.shares import counts_as_found
from scoring.measures import definitions

MARKED = ("evening", "chat", "chatbot", "one_way_said", "reply_promise", "complaints", "business_guide")
"""Those with a column of their own; the others are found by the filter."""


@dataclass(frozen=True, slots=True)
class Row:
    light: Light
    channels: int
    """How many of the channels were found."""
    tokens: str
    """`measure=value` of whatever was found, for the filter."""

    def hours(self, measure: str) -> float | None:
        return self.light.numbers.get(measure)

    def found(self, measure: str) -> str | None:
        """The value, where it counts as found."""
        value = self.light.values.get(measure)
        return value if value in counts_as_found(definitions()[measure]) else None

    @property
    def sorts(self) -> str:
        """Numbers by which the columns are sorted; -1 where there is none."""
        hours = [self.hours(name) for name in ("phone_hours", "visit_hours")]
        told = [
            self.channels,
            *(-1 if n is None else round(n, 2) for n in hours),
            self.light.place.population,
        ]
        return ",".join(f"{n:g}" if isinstance(n, float) else str(n) for n in told)


def rows_of(rows: Sequence[Light]) -> tuple[Row, ...]:
    return tuple(_rows(rows))


def _rows(rows: Sequence[Light]) -> Iterator[Row]:
    table = definitions()
    for row in rows:
        there = [(name, value) for name, value in row.values.items() if value != table[name].nothing]
        channels = sum(
            table[name].group == "channels" and value in counts_as_found(table[name]) for name, value in there
        )
        yield Row(row, channels, " ".join(f"{name}={value}" for name, value in there))
