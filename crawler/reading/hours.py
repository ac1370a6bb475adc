"""Opening hours of a page: neighbouring lines joined to groups, each with its kind and label."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.reading import limits
from crawler.reading.hours_grammar import Days, Parsed, Times, cut, parse_hours, to_intervals
from crawler.reading.hours_tokens import may_hold_hours, may_name_days, tokens_of
from crawler.reading.hours_words import CHAT_WORDS, DATED, PHONE_WORDS, SAYS_HOURS, VISIT_WORDS
from crawler.reading.labels import heading_chain, label_above
from crawler.reading.lines import Line
from scoring.observation import Hours, HoursKind

_MAX_RAW = 1_000
_DAY_LINE = 60
"""A line that only names days is short."""
_GAP = 3
"""Lines that may stand between two lines of one group (day, time, remark)."""


@dataclass(slots=True)
class _Group:
    kind: HoursKind
    label: str
    section: int
    line: int
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

    def record(self) -> Hours:
        week = self.week
        for pause in self.pauses:
            week = {day: cut(spans, pause) for day, spans in week.items()}
        return Hours(
            kind=self.kind,
            raw="\n".join(self.raw)[:_MAX_RAW],
            intervals=to_intervals(week)[: limits.MAX_INTERVALS],
            label=self.label,
            section=self.section,
        )


class HoursReader:
    """Goes through the lines once; days named on one line wait for the times on the next."""

    def __init__(self, lines: list[Line], index: Sequence[int]) -> None:
        self._lines = lines
        self._index = index
        self._groups: list[_Group] = []
        self._waiting: tuple[Days, int, str] = ((), -9, "")

    def read(self) -> tuple[Hours, ...]:
        for number, line in enumerate(self._lines):
            if self._index[number] < 0 or line.all_links or len(self._groups) > limits.MAX_HOURS:
                continue
            if may_hold_hours(line.text):
                self._take(number, line)
            elif len(line.text) <= _DAY_LINE and (days := _only_days(line.text)):
                self._waiting = (days, number, line.text)
        records = {group_key(record): record for record in (group.record() for group in self._groups)}
        return tuple(records.values())[: limits.MAX_HOURS]

    def _take(self, number: int, line: Line) -> None:
        days, place, words = self._waiting
        recent = 0 < number - place <= 2 and self._index[place] == self._index[number]
        timely = (
            len(line.text) <= _DAY_LINE and SAYS_HOURS.search(label_above(self._lines, number)) is not None
        )
        parsed = parse_hours(line.text, days if recent else (), timely=timely)
        text = f"{words} {line.text}" if recent and parsed.intervals else line.text
        if parsed.days:
            self._waiting = (parsed.days, number, line.text)
            if not parsed.timed and not parsed.closed and not SAYS_HOURS.search(line.text):
                return
        elif recent and parsed.intervals:
            self._waiting = ((), -9, "")
        if parsed.loose and not parsed.intervals:
            parsed, text = self._with_days_of_label(number, line, parsed)
        if self._is_hours(number, line, parsed):
            self._store(number, line, text, parsed)

    def _with_days_of_label(self, number: int, line: Line, parsed: Parsed) -> tuple[Parsed, str]:
        label = label_above(self._lines, number)
        days = _only_days(label)
        return (parse_hours(line.text, days), f"{label} {line.text}") if days else (parsed, line.text)

    def _is_hours(self, number: int, line: Line, parsed: Parsed) -> bool:
        if parsed.intervals:
            # "E-tjänsterna är öppna dygnet runt" is nobody's opening hours.
            return (
                any(interval.closes != "24:00" for interval in parsed.intervals)
                or kind_of(line.text) != "unknown"
            )
        if parsed.closed or parsed.closures:
            return self._near(number)
        timed = bool(parsed.loose) or parsed.nonsense
        if timed and len(line.text) < 300:
            return bool(SAYS_HOURS.search(line.text) or SAYS_HOURS.search(label_above(self._lines, number)))
        return bool(DATED.search(line.text.lower())) and _dated_hours(line.text)

    def _near(self, number: int) -> bool:
        return bool(self._groups) and number - self._groups[-1].line <= _GAP and self._same_section(number)

    def _same_section(self, number: int) -> bool:
        return self._groups[-1].section == self._index[number]

    def _store(self, number: int, line: Line, text: str, parsed: Parsed) -> None:
        kind = kind_of(line.text)
        label = label_above(self._lines, number)
        if self._near(number) and self._joins(kind, label, line, parsed):
            self._groups[-1].add(text, parsed, number)
            return
        for above in range(number - 1, max(0, number - 4), -1):
            if not _only_days(label):
                break
            label = label_above(self._lines, above)  # "Öppettider besök" above "Måndag–fredag" above "8–16"
        kind = kind if kind != "unknown" else self._kind_above(number, label)
        label = label if not _only_days(label) else next(iter(heading_chain(self._lines, number)), "")
        group = _Group(kind, label, self._index[number], number)
        group.add(text, parsed, number)
        self._groups.append(group)

    def _joins(self, kind: HoursKind, label: str, line: Line, parsed: Parsed) -> bool:
        """The same service goes on: no other kind, no new label between, no day told twice."""
        last = self._groups[-1]
        if kind not in ("unknown", last.kind) or any(
            interval.weekday in last.week for interval in parsed.intervals
        ):
            return False
        if parsed.closures and not parsed.intervals:
            return True
        between = kind_of(label)
        return between in ("unknown", last.kind)

    def _kind_above(self, number: int, label: str) -> HoursKind:
        chain = [label, *heading_chain(self._lines, number)]
        return next((kind for kind in map(kind_of, chain) if kind != "unknown"), "unknown")


def kind_of(text: str) -> HoursKind:
    """What words say about the kind; `unknown` when they say nothing or several things."""
    found: list[HoursKind] = []
    if CHAT_WORDS.search(text):
        found.append("chat")
    if PHONE_WORDS.search(text):
        found.append("phone")
    if VISIT_WORDS.search(text):
        found.append("visit")
    return found[0] if len(found) == 1 else "unknown"


def group_key(record: Hours) -> tuple[object, ...]:
    """The same block often stands twice in a page, for desktop and mobile."""
    return (record.kind, record.label, record.raw, record.intervals)


def _only_days(text: str) -> Days:
    """Days named by a label that names nothing else in numbers ("Måndag–fredag:", "Öppettider vardagar")."""
    if len(text) > _DAY_LINE or not may_name_days(text) or any(char.isdigit() for char in text):
        return ()
    kinds = {token.kind for token in tokens_of(text)}
    return parse_hours(text).days if kinds <= {"days", "dash", "and", "break"} else ()


def _dated_hours(text: str) -> bool:
    """Seasonal or exceptional hours: they say hours, but not for every week."""
    undated = DATED.sub(" ", text.lower())
    return len(text) < 300 and bool(SAYS_HOURS.search(text)) and parse_hours(undated).timed


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
