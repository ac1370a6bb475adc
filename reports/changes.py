"""What changed between two accepted runs, as it was published both times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.sorting import swedish_order
from reports.source import Counted, Place, Published
from scoring.result import ASPECTS, Aspect, Verdict

Direction = Literal["better", "worse", "other"]
WHOLE = 0.9
"""A run that planned this share of the registry or more is a night of everybody."""


@dataclass(frozen=True, slots=True)
class Step:
    aspect: Aspect
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One municipality whose published verdicts differ."""

    place: Place
    before: Published
    after: Published
    steps: tuple[Step, ...]

    @property
    def direction(self) -> Direction:
        """Better with more certain points; with as many, when more are still possible."""
        old, new = ((row.points or 0, row.max or 0) for row in (self.before, self.after))
        return "other" if old == new else "better" if new > old else "worse"

    @property
    def by_method(self) -> bool:
        """Judged by other rules than before: perhaps nothing happened on the site."""
        return (self.before.method_version, self.before.lexicon_version) != (
            self.after.method_version,
            self.after.lexicon_version,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    before: Counted
    after: Counted
    changed: tuple[Change, ...]
    lost: tuple[Place, ...]
    """Measured before, not any more."""
    found: tuple[Place, ...]
    """Measured now, not before."""

    def count(self, direction: Direction) -> int:
        return sum(change.direction == direction for change in self.changed)

    @property
    def nothing(self) -> bool:
        return not (self.changed or self.lost or self.found)


def whole_nights(tallies: Sequence[Counted], total: int) -> tuple[Counted, ...]:
    """The accepted runs of everybody, oldest first: a visit to a few named ones is no night."""
    return tuple(tally for tally in tallies if tally.planned >= WHOLE * total and tally.measured)


def between(
    before: Counted,
    after: Counted,
    old: Mapping[str, Published],
    new: Mapping[str, Published],
    places: Sequence[Place],
) -> Changes:
    changed: list[Change] = []
    lost: list[Place] = []
    found: list[Place] = []
    for place in sorted(places, key=lambda p: (swedish_order(p.name), p.code)):
        one, other = old.get(place.code), new.get(place.code)
        was, is_now = _measured(one), _measured(other)
        if was and not is_now:
            lost.append(place)
        elif is_now and not was:
            found.append(place)
        elif one and other and was and (steps := steps_between(one, other)):
            changed.append(Change(place, one, other, steps))
    changed.sort(key=lambda change: ("worse", "better", "other").index(change.direction))
    return Changes(before, after, tuple(changed), tuple(lost), tuple(found))


def _measured(row: Published | None) -> bool:
    return row is not None and row.points is not None


def steps_between(old: Published, new: Published) -> tuple[Step, ...]:
    pairs = zip(ASPECTS, old.verdicts, new.verdicts, strict=True)
    return tuple(Step(aspect, before, after) for aspect, before, after in pairs if before != after)
