"""Everything that the pages of all languages share: read once, and light."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.areas import Area, Kind, areas
from reports.changes import Changes, between, whole_nights
from reports.overview import Overview, overview
from reports.people import People, people
from reports.quality import stored_validation
from reports.source import Counted, Place, Source
from reports.standings import Standings, standings
from scoring.agreement.validation import Validation
from scoring.result import METHOD_VERSION

NIGHTS_KEPT = 31
"""So many of the newest nights, and before them the first of every month, can be compared with any other."""


@dataclass(frozen=True, slots=True)
class Gathered:
    places: tuple[Place, ...]
    standings: Standings
    view: Overview
    areas: Mapping[Kind, tuple[Area, ...]]
    nights: tuple[Counted, ...]
    """Every accepted night of everybody, oldest first."""
    changes: Changes | None
    """From the last night but one to the last; None before there are two."""
    validated: Validation | None
    people: People

    @property
    def method_version(self) -> str:
        versions = sorted({row.light.method_version for row in self.standings.ranked})
        return ", ".join(versions) or METHOD_VERSION

    @property
    def kept(self) -> tuple[Counted, ...]:
        """The nights that change pages exist for, oldest first."""
        return kept_nights(self.nights)


def gather(store: Source, places: tuple[Place, ...], data_dir: Path | None) -> Gathered:
    found = standings(store, places)
    view = overview(found)
    nights = whole_nights(store.tallies(), len(places))
    changes = changes_between(store, places, nights[-2], nights[-1]) if len(nights) > 1 else None
    return Gathered(
        places,
        found,
        view,
        areas(found, view.all_five),
        nights,
        changes,
        stored_validation(data_dir),
        people(*store.said()),
    )


def changes_between(store: Source, places: tuple[Place, ...], before: Counted, after: Counted) -> Changes:
    return between(before, after, store.as_of(before.run_id), store.as_of(after.run_id), places)


def kept_nights(nights: tuple[Counted, ...]) -> tuple[Counted, ...]:
    recent = nights[-NIGHTS_KEPT:]
    first_of_month: dict[str, Counted] = {}
    for night in nights[: -len(recent)] if recent else ():
        first_of_month.setdefault(night.started[:7], night)
    return (*first_of_month.values(), *recent)
