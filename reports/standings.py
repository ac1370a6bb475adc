"""Who stands where: rows in ranking order, equal ones sharing a group, never a false place number."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.sorting import swedish_order
from reports.source import Place, Source, StoredResult
from scoring.result import ASPECTS, Aspect, Aspects, Result, Score

LETTERS: dict[Aspect, str] = dict(zip(ASPECTS, "abcde", strict=True))


@dataclass(frozen=True, slots=True)
class Standing:
    """A measured municipality and its rank group; `shared` is how many stand in that group."""

    place: Place
    stored: StoredResult
    score: Score
    score_broad: Score
    score_ad: Score
    group: int
    shared: int
    opens_group: bool = False
    """The first of its group in the table."""

    @property
    def result(self) -> Result:
        return self.stored.result

    @property
    def aspects(self) -> Aspects:
        return self.result.aspects


@dataclass(frozen=True, slots=True)
class Missing:
    """A municipality without a result: listed apart, neither 0 nor 5."""

    place: Place
    stored: StoredResult | None
    reason: str
    """A status reason, or `not_yet` where no visit has been accepted."""


@dataclass(frozen=True, slots=True)
class Standings:
    ranked: tuple[Standing, ...]
    missing: tuple[Missing, ...]

    @property
    def total(self) -> int:
        return len(self.ranked) + len(self.missing)


def standings(store: Source, places: Iterable[Place]) -> Standings:
    latest = store.latest()
    measured: list[tuple[Place, StoredResult]] = []
    missing: list[Missing] = []
    for place in sorted(places, key=lambda p: (swedish_order(p.name), p.code)):
        stored = latest.get(place.code)
        if stored is not None and stored.result.status == "measured" and stored.result.score is not None:
            measured.append((place, stored))
        else:
            reason = (stored.result.status_reason if stored else None) or "not_yet"
            missing.append(Missing(place, stored, reason))
    return Standings(tuple(_ranked(measured)), tuple(missing))


def _ranked(measured: list[tuple[Place, StoredResult]]) -> Iterable[Standing]:
    rows = sorted(measured, key=lambda pair: _merit(pair[1].result), reverse=True)
    for number, (_, tied) in enumerate(groupby(rows, key=lambda pair: _merit(pair[1].result)), start=1):
        group = list(tied)
        for index, (place, stored) in enumerate(group):
            result = stored.result
            score = _score(result.score)
            broad, without = result.score_broad or score, result.score_without_responsible or score
            yield Standing(place, stored, score, broad, without, number, len(group), index == 0)


def _merit(result: Result) -> tuple[int, ...]:
    score = _score(result.score)
    broad = result.score_broad or score
    return score.points, score.max, broad.points, broad.max


def _score(score: Score | None) -> Score:
    if score is None:
        raise ValueError("a measured result has no score")
    return score
