"""Whether a run is good enough to be shown: what was measured, and how much it differs from the last good
run. A night in which everything changed says more about the night than about the municipalities."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from night.errors import DEGRADED, DONE, NOTHING_MEASURED
from scoring.result import ASPECTS, Aspect, Result
from scoring.store import Run

LEAST_SHARE = 0.90
LARGEST_DROP = 0.05
LARGEST_CHANGE = 0.08
"""Share of the municipalities measured both times whose verdicts differ in any aspect."""
LARGEST_MOVE = 0.10
"""By which share one aspect's number of yes may move."""
FEWEST = 3
"""So few municipalities are no sign of a bad night, whatever their share."""
ALARM_NIGHTS = 3
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Shift:
    """How a run's verdicts differ from another's, over those measured both times by the same rules."""

    compared: int = 0
    changed: int = 0
    yes: dict[Aspect, tuple[int, int]] = field(default_factory=dict)
    """Per aspect: how many had yes before, and now."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`exit_code` as in the interface; `why` is a sentence for the operator."""

    exit_code: int
    why: str

    @property
    def accepted(self) -> bool:
        return self.exit_code == DONE


def decide(
    planned: int,
    measured: int,
    last_good: Run | None,
    *,
    named: bool = False,
    missing: int = 0,
    shift: Shift | None = None,
) -> Decision:
    """`last_good`: the last accepted run of everything, or None if there is nothing to compare with.
    `missing`: planned municipalities without a row. `shift`: from the last good run to this one.

    A run of `named` municipalities replaces only those: somebody is waiting for them, and one that is down
    says nothing about the others.
    """
    if measured == 0:
        return Decision(NOTHING_MEASURED, f"nothing measured of {planned}; nothing is published")
    share = measured / planned
    summary = f"{measured} of {planned} measured ({share:.0%})"
    if named:
        return Decision(DONE, summary)
    doubts = [*_share_doubts(share, last_good), *_shift_doubts(shift or Shift())]
    if missing:
        doubts.append(f"{missing} of the planned have no row")
    if doubts:
        return Decision(DEGRADED, f"{summary}, but {'; '.join(doubts)}: the last good ranking stays")
    return Decision(DONE, summary)


def _share_doubts(share: float, last_good: Run | None) -> Iterator[str]:
    if share < LEAST_SHARE - _ROUNDING:
        yield f"that is less than {LEAST_SHARE:.0%}"
    if last_good and share < last_good.share_measured - LARGEST_DROP - _ROUNDING:
        yield f"it was {last_good.share_measured:.0%} in run {last_good.id}"


def _shift_doubts(shift: Shift) -> Iterator[str]:
    if shift.changed > max(FEWEST, LARGEST_CHANGE * shift.compared + _ROUNDING):
        yield f"{shift.changed} of {shift.compared} compared municipalities changed"
    for aspect, (before, after) in shift.yes.items():
        if abs(after - before) > max(FEWEST, LARGEST_MOVE * before + _ROUNDING):
            yield f"{aspect} went from {before} yes to {after}"


def shift_between(before: Iterable[Result], after: Iterable[Result]) -> Shift:
    """By the machine's verdicts, strict reading. What other rules judged is not compared: a new method or
    lexicon is meant to change something."""
    earlier = {result.code: result for result in before if result.status == "measured"}
    pairs = [
        (earlier[result.code], result)
        for result in after
        if result.status == "measured"
        and result.code in earlier
        and _rules(result) == _rules(earlier[result.code])
    ]
    verdicts = [(_verdicts(old), _verdicts(new)) for old, new in pairs]
    return Shift(
        len(pairs),
        sum(old != new for old, new in verdicts),
        {
            aspect: (sum(old[i] == "yes" for old, _ in verdicts), sum(new[i] == "yes" for _, new in verdicts))
            for i, aspect in enumerate(ASPECTS)
        },
    )


def _rules(result: Result) -> tuple[str, str]:
    return result.method_version, result.lexicon_version


def _verdicts(result: Result) -> tuple[str, ...]:
    return tuple(found.machine for _, found in result.aspects.items())


def closed_nights(newest_first: Sequence[Run]) -> int:
    """How many runs of everything in a row have ended without being published, the newest included."""
    count = 0
    for run in newest_first:
        if run.scope != "all" or run.state != "finished":
            continue
        if run.published:
            break
        count += 1
    return count


def last_good(newest_first: Sequence[Run]) -> Run | None:
    """The newest published run of everything."""
    return next((run for run in newest_first if run.published and run.scope == "all" and run.finished), None)
