"""Who stands where: rows in ranking order, equal ones sharing a group, never a false place number."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.sorting import swedish_order
from reports.source import Place, Source, StoredResult
from scoring.ranking import rank
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
    """`measured` in the order that equal ones are shown in; who is equal to whom is scoring's to say."""
    rows = {place.code: (place, stored) for place, stored in measured}
    position = {code: index for index, code in enumerate(rows)}
    for number, group in enumerate(rank(stored.result for _, stored in measured).groups, start=1):
        for index, code in enumerate(sorted(group.codes, key=position.__getitem__)):
            place, stored = rows[code]
            without = stored.result.score_without_responsible or group.score
            yield Standing(
                place, stored, group.score, group.broad, without, number, len(group.codes), index == 0
            )
