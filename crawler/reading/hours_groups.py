"""What lines about hours are gathered in: groups of one service, and the tables that tell several."""

from dataclasses import dataclass, field

from crawler.reading import limits
from crawler.reading.hours_grammar import Days, Parsed, Times, cut, to_intervals
from crawler.reading.hours_kinds import Kinds
from scoring.observation import Hours

_MAX_RAW = 1_000


@dataclass(slots=True)
class Group:
    kinds: Kinds
    label: str
    section: int
    line: int
    exceptional: bool = False
    """Under a heading of some days of the year: no rule of every week."""
    raw: list[str] = field(default_factory=list)
    week: dict[int, list[Times]] = field(default_factory=dict)
    pauses: list[Times] = field(default_factory=list)

    def add(self, text: str, parsed: Parsed, line: int) -> None:
        self.raw.append(text)
        self.line = line
        self.pauses += parsed.closures
        for interval in parsed.intervals:
            self.week.setdefault(interval.weekday, []).append(
                (_minutes(interval.opens), _minutes(interval.closes))
            )

    def records(self) -> list[Hours]:
        """One for each kind."""
        week = {} if self.exceptional else self.week
        for pause in self.pauses:
            week = {day: cut(spans, pause) for day, spans in week.items()}
        return [
            Hours(
                kind=kind,
                raw="\n".join(self.raw)[:_MAX_RAW],
                intervals=to_intervals(week)[: limits.MAX_INTERVALS],
                label=self.label,
                section=self.section,
            )
            for kind in self.kinds or ("unknown",)
        ]


@dataclass(slots=True)
class Table:
    """A table whose columns are services: "Dag | Telefon | Besök"."""

    columns: list[Kinds]
    line: int
    groups: dict[int, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayTable:
    """A table whose columns are days: "| Mån | Tis | Ons | Tors | Fre"."""

    columns: tuple[Days, ...]
    line: int


def group_key(record: Hours) -> tuple[object, ...]:
    """The same block often stands twice in a page, for desktop and mobile."""
    return (record.kind, record.label, record.raw, record.intervals)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
