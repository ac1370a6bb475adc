"""What a page may be made from: the store, what was gathered from it, pictures, and where files go."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.areas import Kind
from reports.beyond import Light, everyone
from reports.changes import Change
from reports.gathered import Gathered
from reports.licence import NOBODY, Publisher
from reports.measures.over_time import Line, NightsTurns, nightly_lines, nights_turns, weekly_lines
from reports.measures.shares import Part, parts
from reports.neighbours import Neighbourhood
from reports.output import Output
from reports.shots import Shot, Shots
from reports.source import Published, Source, seen
from scoring.store import StoreError
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue

ROWS_KEPT = 40_000
"""Municipalities times nights in memory at once, some 35 MB."""
Pair = tuple[Shot | None, Shot | None]


@dataclass(frozen=True)
class Workshop:
    store: Source
    gathered: Gathered
    shots: Shots
    output: Output
    publisher: Publisher = NOBODY

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self.gathered.areas, self.gathered.view.all_five)

    @cached_property
    def beyond(self) -> tuple[Light, ...]:
        """Measures beyond the five points of everybody, without what explains them."""
        return everyone(self.store, self.gathered.places)

    @cached_property
    def parts(self) -> Mapping[Kind, tuple[Part, ...]]:
        """The same by size class, SKR group and county."""
        return parts(self.beyond)

    @cached_property
    def measure_lines(self) -> Mapping[str, Line]:
        """By measure, how many have it, night by night or week by week; those with two or more."""
        past = self.store.measure_history
        nightly = nightly_lines(self.gathered.nights, past.of_runs)
        return nightly | weekly_lines(past.weeks(), past.of_runs)

    def measure_turns(self, before: str, after: str, *, weekly: bool = False) -> NightsTurns:
        """What changed of the measures from one night to the other; with `weekly` also between the last two
        weeks. Asked once per language, so remembered."""
        key = before, after, weekly
        if key not in self._turns_of:
            self._turns_of[key] = nights_turns(self.store.measure_history, self.gathered.places, *key)
        return self._turns_of[key]

    @cached_property
    def _turns_of(self) -> dict[tuple[str, str, bool], NightsTurns]:
        return {}

    @cached_property
    def weeks(self) -> Mapping[str, Week]:
        return self.store.sectors.latest()

    @cached_property
    def survey_values(self) -> tuple[SurveyValue, ...]:
        return self.store.surveys.all()

    @cached_property
    def turns(self) -> Mapping[str, Change]:
        """By code, what changed since the night before."""
        changes = self.gathered.changes
        return {change.place.code: change for change in changes.changed} if changes else {}

    def as_of(self, run_id: str) -> Mapping[str, Published]:
        """By code, what was shown once that night had been accepted. Remembered while there is room: every
        night is needed beside the one before it, in every language."""
        if run_id not in self._nights:
            room = max(ROWS_KEPT // max(len(self.gathered.places), 1), 3)
            for oldest in list(self._nights)[: max(len(self._nights) + 1 - room, 0)]:
                del self._nights[oldest]
            self._nights[run_id] = self.store.as_of(run_id)
        return self._nights[run_id]

    @cached_property
    def _nights(self) -> dict[str, Mapping[str, Published]]:
        return {}

    @cached_property
    def pictured(self) -> dict[tuple[str, str], dict[str, Pair]]:
        """Of two nights in a row, by code, the start page before and after, where its points changed."""
        return {}

    def desktop(self, run_id: str, code: str) -> Shot | None:
        """The start page at desktop width with the entry framed, as that run saw it."""
        if not self.shots.there:
            return None
        try:
            result = self.store.result(run_id, code)
        except StoreError:  # only a picture is lost with it
            return None
        found = self.shots.of_entry(result, seen(self.store, run_id, code))
        return next((shot for shot in found if shot.view == "desktop"), None)
