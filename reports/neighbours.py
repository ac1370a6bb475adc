"""Whom a municipality may be compared with: its county, its group, its size class, and some very like it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.areas import KINDS, Area, Kind
from reports.overview import counted
from reports.standings import Standing

PEERS = 4


@dataclass(frozen=True, slots=True)
class Within:
    """How one stands in an area: municipalities with more, as many and fewer certain points."""

    area: Area
    more: int
    same: int
    fewer: int


@dataclass(frozen=True, slots=True)
class Around:
    within: tuple[Within, ...]
    peers: tuple[Standing, ...]
    """Of the same SKR group, nearest in population."""


class Neighbourhood:
    """Made once for all municipalities: looking one up costs next to nothing."""

    def __init__(self, areas: Mapping[Kind, tuple[Area, ...]], all_five: bool) -> None:
        self._all_five = all_five
        self._areas: dict[tuple[Kind, str], Area] = {}
        self._points: dict[Area, list[int]] = {}
        self._by_size: dict[str, list[Standing]] = {}
        for kind in KINDS:
            for area in areas[kind]:
                self._points[area] = sorted(counted(row, all_five).points for row in area.rows)
                for place in area.places:
                    self._areas[kind, place.code] = area
        for area in areas["group"]:
            self._by_size[area.key] = sorted(area.rows, key=_size)

    def areas_of(self, code: str) -> tuple[Area, ...]:
        return tuple(area for kind in KINDS if (area := self._areas.get((kind, code))))

    def of(self, row: Standing) -> Around:
        return Around(tuple(self._within(row)), self._peers(row))

    def _within(self, row: Standing) -> Iterator[Within]:
        own = counted(row, self._all_five).points
        for area in self.areas_of(row.place.code):
            points = self._points[area]
            below = bisect_left(points, own)
            same = bisect_left(points, own + 1) - below
            yield Within(area, len(points) - below - same, same - 1, below)

    def _peers(self, row: Standing) -> tuple[Standing, ...]:
        group = self._areas.get(("group", row.place.code))
        if group is None:
            return ()
        rows = self._by_size[group.key]
        here = bisect_left(rows, (row.place.population, row.place.code), key=_size)
        near = rows[max(here - PEERS, 0) : here + PEERS + 1]
        near.sort(key=lambda other: abs(other.place.population - row.place.population))
        return tuple(sorted(near[1 : PEERS + 1], key=lambda other: other.group))


def _size(row: Standing) -> tuple[int, str]:
    return row.place.population, row.place.code
