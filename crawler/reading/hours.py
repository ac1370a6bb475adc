"""Opening hours of a page: neighbouring lines joined to groups, each with its kinds and label."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.reading import limits
from crawler.reading.hours_grammar import Days, Parsed, parse_hours
from crawler.reading.hours_groups import DayTable, Group, Table, group_key
from crawler.reading.hours_kinds import Clause, Kinds, clauses_of, columns_of, kinds_of, only_times
from crawler.reading.hours_told import (
    CELL,
    DAY_LINE,
    WEEK,
    dated_hours,
    may_tell,
    of_some_days,
    only_days,
    told_in,
)
from crawler.reading.hours_words import (
    DATED,
    EXCEPTIONAL,
    ORDINARY,
    RELATIVE,
    SAME_FOR,
    SAME_HOURS,
    SAME_STEMS,
    SAYS_HOURS,
    STATES_HOURS,
    TIMES_BEHIND_NUMBER,
)
from crawler.reading.labels import heading_chain, label_above
from crawler.reading.lines import Line
from scoring.observation import Hours

_GAP = 3
"""Lines that may stand between two lines of one group (day, time, remark)."""


class HoursReader:
    """Goes through the lines once; days named on one line wait for the times on the next."""

    def __init__(self, lines: list[Line], index: Sequence[int]) -> None:
        self._lines = lines
        self._index = index
        self._groups: list[Group] = []
        self._waiting: tuple[Days, int, str] = ((), -9, "")
        self._table: Table | None = None
        self._day_table: DayTable | None = None

    def read(self) -> tuple[Hours, ...]:
        read = [n for n, line in enumerate(self._lines) if self._index[n] >= 0 and not line.all_links]
        for number in may_tell(self._lines, read):
            if len(self._groups) > limits.MAX_HOURS:
                break
            line = self._lines[number]
            if self._in_table(number, line) or self._same_as(number, line):
                continue
            told, days = told_in(line.text)
            if told == "hours":
                self._take(number, line)
            elif told == "days":
                self._waiting = (days, number, line.text)
            elif told == "half":
                self._store(number, kinds_of(line.text), line.text, Parsed())
        records = {group_key(record): record for group in self._groups for record in group.records()}
        return tuple(records.values())[: limits.MAX_HOURS]

    def _same_as(self, number: int, line: Line) -> bool:
        """ "Öppet samma tider som telefonen men stängt 12–13": the hours of a group above are these too."""
        if not SAME_STEMS.any_in(line.text.lower()):
            return False
        if self._same_for(number, line):
            return True
        said = SAME_HOURS.search(line.text)
        whose = kinds_of(said["whose"]) if said else ()
        above = next((g for g in reversed(self._groups) if whose and g.kinds == whose and g.week), None)
        if said is None or above is None:
            return False
        rest = f"{line.text[: said.start()]} {line.text[said.end() :]}"
        label = self._label(number)
        kinds = kinds_of(rest) or self._kinds_above(number, label)
        if not kinds or kinds == whose:
            return False
        group = self._open(number, kinds, label)
        group.raw.append(line.text)
        group.week = {day: list(spans) for day, spans in above.week.items()}
        group.pauses = [*above.pauses, *parse_hours(rest, timely=True).closures]
        return True

    def _same_for(self, number: int, line: Line) -> bool:
        """ "Samma tider gäller för besök": those of the last group."""
        said = SAME_FOR.search(line.text)
        kinds = kinds_of(said["kind"]) if said else ()
        if not kinds or not self._groups or not self._same_section(number) or not self._groups[-1].week:
            return False
        above = self._groups[-1]
        group = self._open(number, kinds, above.label)
        group.raw.append(line.text)
        group.week = {day: list(spans) for day, spans in above.week.items()}
        group.pauses = list(above.pauses)
        return True

    def _in_table(self, number: int, line: Line) -> bool:
        """A row of a table whose columns are services goes to the groups of its columns."""
        if CELL not in line.text:
            return False
        cells = line.text.split(CELL)
        if self._in_day_table(number, line, cells):
            return True
        if columns := columns_of(cells):
            self._table = Table(columns, number)
            return True
        table = self._table
        if table is None or number - table.line > _GAP or self._index[number] != self._index[table.line]:
            return False
        ahead = len(cells) - len(table.columns)
        if ahead not in (0, 1) or not (days := only_days(cells[0])):
            return False
        table.line = number
        for place, kinds in enumerate(table.columns[1 - ahead :], 1):
            self._take_cell(number, place, kinds, f"{cells[0]} {cells[place]}", days)
        return True

    def _in_day_table(self, number: int, line: Line, cells: list[str]) -> bool:
        """ "Telefon | 8–16 | 8–16 | 8–18 | 8–16 | 8–15" under a head of days."""
        days = tuple(only_days(cell) for cell in cells)
        if all(days[1:]) and len(cells) > (1 if days[0] else 2):
            self._day_table = DayTable(days if days[0] else days[1:], number)
            return True
        table = self._day_table
        if table is None or number - table.line > _GAP or self._index[number] != self._index[table.line]:
            return False
        ahead = len(cells) - len(table.columns)
        if ahead not in (0, 1):
            return False
        pairs = zip(cells[ahead:], table.columns, strict=True)
        parsed = [parse_hours(cell, column, timely=True) for cell, column in pairs]
        if not any(one.intervals for one in parsed):
            return False
        self._day_table = replace(table, line=number)
        label = cells[0] if ahead else self._label(table.line)
        kinds = (kinds_of(label) if ahead else ()) or self._kinds_above(number, label)
        group = self._open(number, kinds, label)
        group.raw.append(line.text)
        for one in parsed:
            group.add("", one, number)
        group.raw = group.raw[:1]
        return True

    def _take_cell(self, number: int, place: int, kinds: Kinds, text: str, days: Days) -> None:
        table = self._table
        parsed = parse_hours(text, days, timely=True)
        if table is None or not parsed.intervals:
            return
        group = table.groups.get(place)
        if group is None:
            label = next(iter(heading_chain(self._lines, number)), "")
            group = table.groups[place] = self._open(number, kinds, label)
        group.add(text, parsed, number)

    def _take(self, number: int, line: Line) -> None:
        before: Days = ()
        for clause in clauses_of(line.text):
            parsed = self._take_clause(number, line, clause, before)
            before = tuple(dict.fromkeys(interval.weekday for interval in parsed.intervals)) or before

    def _take_clause(self, number: int, line: Line, clause: Clause, before: Days) -> Parsed:
        """`before`: the days of the clause before this one ("Vardagar: telefon 8–16, besök 10–15")."""
        days, place, words = self._waiting
        recent = 0 < number - place <= 2 and self._index[place] == self._index[number]
        timely = (
            len(line.text) <= DAY_LINE and SAYS_HOURS.search(label_above(self._lines, number)) is not None
        )
        parsed = parse_hours(
            clause.text, days if recent else (), timely=timely or bool(before) or only_times(clause.text)
        )
        text = f"{words} {clause.text}" if recent and parsed.intervals else clause.text
        if parsed.days:
            self._waiting = (parsed.days, number, clause.text)
            if not parsed.timed and not parsed.closed and not SAYS_HOURS.search(line.text):
                return parsed
        elif recent and parsed.intervals:
            self._waiting = ((), -9, "")
        behind = TIMES_BEHIND_NUMBER.search(clause.text)
        if behind and not parsed.intervals and (parsed.closures or not parsed.days):
            parsed = parse_hours(behind["times"], WEEK, timely=True)
        # "8–12, 13–16 (fredagar till 15)": the one day that is told is the other one.
        if parsed.loose and len({interval.weekday for interval in parsed.intervals}) <= 1:
            parsed, text = self._with_days(number, line, clause, parsed, before)
        if self._is_hours(number, line, parsed):
            kinds = clause.kinds or (("phone",) if behind else ())
            self._store(number, kinds, text, parsed)
        return parsed

    def _with_days(
        self, number: int, line: Line, clause: Clause, parsed: Parsed, before: Days
    ) -> tuple[Parsed, str]:
        """Times without a day: those of the label, of the clause before, else of every working day, when the
        words state a service's hours ("Telefontid 8–12")."""
        label = label_above(self._lines, number)
        if days := only_days(label):
            return parse_hours(clause.text, days), f"{label} {clause.text}"
        if before:
            return parse_hours(clause.text, before), clause.text
        undated = not any(pattern.search(clause.text.lower()) for pattern in (DATED, RELATIVE, EXCEPTIONAL))
        if undated and not parsed.days and self._states(number, line):
            return parse_hours(clause.text, WEEK), clause.text
        return parsed, clause.text

    def _states(self, number: int, line: Line) -> bool:
        """Some service's hours are stated here: in so many words, or under its label."""
        if len(line.text) >= 300:
            return False
        label = label_above(self._lines, number)
        if STATES_HOURS.search(line.text) or STATES_HOURS.search(label):
            return True
        told = any(clause.kinds for clause in clauses_of(line.text)) or kinds_of(label)
        return len(line.text) <= DAY_LINE and bool(told)

    def _is_hours(self, number: int, line: Line, parsed: Parsed) -> bool:
        if parsed.intervals:
            # "E-tjänsterna är öppna dygnet runt" is nobody's opening hours.
            return any(interval.closes != "24:00" for interval in parsed.intervals) or bool(
                kinds_of(line.text)
            )
        if parsed.loose or parsed.nonsense:
            return self._states(number, line) and not RELATIVE.search(line.text.lower())
        if parsed.closed or parsed.closures:
            return self._near(number)
        if DATED.search(line.text.lower()) and dated_hours(line.text):
            return True
        alone = not self._near(number) and not EXCEPTIONAL.search(label_above(self._lines, number))
        return alone and of_some_days(line.text)

    def _near(self, number: int) -> bool:
        return bool(self._groups) and number - self._groups[-1].line <= _GAP and self._same_section(number)

    def _same_section(self, number: int) -> bool:
        return self._groups[-1].section == self._index[number]

    def _store(self, number: int, kinds: Kinds, text: str, parsed: Parsed) -> None:
        label = self._label(number)
        if self._near(number) and self._joins(kinds, label, parsed):
            self._groups[-1].add(text, parsed, number)
            return
        for above in range(number - 1, max(0, number - 4), -1):
            if not only_days(label):
                break
            label = self._label(above)  # "Öppettider besök" above "Måndag–fredag" above "8–16"
        kinds = kinds or self._kinds_above(number, label)
        label = label if not only_days(label) else next(iter(heading_chain(self._lines, number)), "")
        self._open(number, kinds, label).add(text, parsed, number)

    def _open(self, number: int, kinds: Kinds, label: str) -> Group:
        heads = [label, *heading_chain(self._lines, number)[:1]]
        exceptional = any(EXCEPTIONAL.search(head) and not ORDINARY.search(head) for head in heads)
        group = Group(kinds, label, self._index[number], number, exceptional)
        self._groups.append(group)
        return group

    def _label(self, number: int) -> str:
        """ "Stängt just nu" above the hours is the state of the moment, not their name."""
        label = label_above(self._lines, number)
        moment = label and RELATIVE.search(label.lower())
        return next(iter(heading_chain(self._lines, number)), "") if moment else label

    def _joins(self, kinds: Kinds, label: str, parsed: Parsed) -> bool:
        """The same service goes on: no other kind, no new label between, no day told twice."""
        last = self._groups[-1]
        if (kinds and kinds != last.kinds) or any(
            interval.weekday in last.week for interval in parsed.intervals
        ):
            return False
        if parsed.closures and not parsed.intervals:
            return True
        between = kinds_of(label)
        return not between or between == last.kinds

    def _kinds_above(self, number: int, label: str) -> Kinds:
        chain = [label, *heading_chain(self._lines, number)]
        return next((kinds for kinds in map(kinds_of, chain) if kinds), ())
