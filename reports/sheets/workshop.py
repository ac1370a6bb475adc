"""What a page may be made from: the store, what was gathered from it, pictures, and where files go."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.beyond import Light, everyone
from reports.changes import Change
from reports.gathered import NIGHTS_KEPT, Gathered
from reports.neighbours import Neighbourhood
from reports.output import Output
from reports.shots import Shot, Shots
from reports.source import Published, Source, seen
from scoring.store import StoreError
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue


@dataclass(frozen=True)
class Workshop:
    store: Source
    gathered: Gathered
    shots: Shots
    output: Output

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self.gathered.areas, self.gathered.view.all_five)

    @cached_property
    def beyond(self) -> tuple[Light, ...]:
        """Measures beyond the five points of everybody, without what explains them."""
        return everyone(self.store, self.gathered.places)

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
        """By code, what was shown once that night had been accepted; asked once, as two pages need it."""
        if run_id not in self._nights:
            if len(self._nights) > 2 * NIGHTS_KEPT:  # years of nights need not stay in memory
                self._nights.clear()
            self._nights[run_id] = self.store.as_of(run_id)
        return self._nights[run_id]

    @cached_property
    def _nights(self) -> dict[str, Mapping[str, Published]]:
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
