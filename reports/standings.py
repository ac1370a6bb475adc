"""Who stands where: rows in ranking order, equal ones sharing a group, never a false place number.

A row is light: it keeps what lists and charts need and lets go of the evidence, so that ten thousand
municipalities fit into memory. Their pages read the whole result again, one at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reports.sorting import swedish_order
from reports.source import Attempt, Place, Source, StoredResult
from scoring.queue import open_reason
from scoring.ranking import ranked_groups
from scoring.result import ASPECTS, Aspect, Confidence, Result, Score, Verdict

LETTERS: dict[Aspect, str] = dict(zip(ASPECTS, "abcde", strict=True))
CHUNK = 100
"""So many whole results are in memory at once."""
_SURENESS: tuple[Confidence, ...] = ("uncertain", "likely", "certain")


@dataclass(frozen=True, slots=True)
class Light:
    """What lists and charts show of a measured result."""

    run_id: str
    measured_at: str
    method_version: str
    score: Score
    score_broad: Score
    score_ad: Score
    verdicts: tuple[Verdict, ...]
    """Strict reading, in the order of the aspects."""
    confidence: Confidence
    """Of the least certain verdict."""
    desktop: int | None
    mobile: int | None
    function: str
    review: tuple[tuple[Aspect, str], ...]
    """The aspects under review, each with the reason code that it is listed under."""
    changing: tuple[Aspect, ...]
    newer: Attempt | None

    @classmethod
    def of(cls, stored: StoredResult) -> "Light":
        result = stored.result
        score = result.score or Score(points=0, max=0)
        aspects = result.aspects.items()
        return cls(
            run_id=stored.run_id,
            measured_at=result.measured_at,
            method_version=result.method_version,
            score=score,
            score_broad=result.score_broad or score,
            score_ad=result.score_without_responsible or score,
            verdicts=tuple(found.verdict for _, found in aspects),
            confidence=_least(result),
            desktop=result.aspects.prominence.desktop,
            mobile=result.aspects.prominence.mobile,
            function=result.function.name if result.function else "",
            review=tuple(
                (aspect, open_reason(found)) for aspect, found in aspects if found.verdict == "review"
            ),
            changing=tuple(aspect for aspect, found in aspects if found.changing),
            newer=stored.newer,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A measured municipality and its rank group; `shared` is how many stand in that group."""

    place: Place
    light: Light
    group: int
    shared: int
    opens_group: bool = False
    """The first of its group in the table."""

    @property
    def score(self) -> Score:
        return self.light.score

    @property
    def score_broad(self) -> Score:
        return self.light.score_broad

    @property
    def score_ad(self) -> Score:
        return self.light.score_ad

    @property
    def verdicts(self) -> Mapping[Aspect, Verdict]:
        return dict(zip(ASPECTS, self.light.verdicts, strict=True))


@dataclass(frozen=True, slots=True)
class Missing:
    """A municipality without a result: listed apart, neither 0 nor 5."""

    place: Place
    reason: str
    """A status reason, or `not_yet` where no visit has been accepted."""
    measured_at: str | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    ranked: tuple[Standing, ...]
    missing: tuple[Missing, ...]

    @property
    def total(self) -> int:
        return len(self.ranked) + len(self.missing)

    @property
    def everyone(self) -> Iterator[Standing | Missing]:
        yield from self.ranked
        yield from self.missing


def standings(store: Source, places: Iterable[Place]) -> Standings:
    measured: list[tuple[Place, Light]] = []
    missing: list[Missing] = []
    for place, stored in latest(store, sorted(places, key=lambda p: (swedish_order(p.name), p.code))):
        if stored is not None and stored.result.status == "measured" and stored.result.score is not None:
            measured.append((place, Light.of(stored)))
        elif stored is None:
            missing.append(Missing(place, "not_yet"))
        else:
            reason = stored.result.status_reason or "not_yet"
            missing.append(Missing(place, reason, stored.result.measured_at, stored.run_id))
    return Standings(tuple(_ranked(measured)), tuple(missing))


def latest(store: Source, places: Sequence[Place]) -> Iterator[tuple[Place, StoredResult | None]]:
    """Every place with its shown result, in the given order, a few in memory at a time."""
    rest = iter(places)
    while chunk := list(islice(rest, CHUNK)):
        found = store.latest([place.code for place in chunk])
        for place in chunk:
            yield place, found.get(place.code)


def _ranked(measured: Sequence[tuple[Place, Light]]) -> Iterable[Standing]:
    """`measured` in the order that equal ones are shown in; who is equal to whom is scoring's to say."""
    rows = {place.code: (place, light) for place, light in measured}
    position = {code: index for index, code in enumerate(rows)}
    scored = ((place.code, light.score, light.score_broad) for place, light in measured)
    for number, group in enumerate(ranked_groups(scored), start=1):
        for index, code in enumerate(sorted(group.codes, key=position.__getitem__)):
            place, light = rows[code]
            yield Standing(place, light, number, len(group.codes), index == 0)


def _least(result: Result) -> Confidence:
    """How sure the least certain of the verdicts is that claim something (`unknown` claims nothing)."""
    said = [found.confidence for _, found in result.aspects.items() if found.verdict != "unknown"]
    return min(said, key=_SURENESS.index, default="certain")
