"""Whether a run is good enough to be shown."""

from dataclasses import dataclass

from night.errors import DEGRADED, DONE, NOTHING_MEASURED
from scoring.store import Run

LEAST_SHARE = 0.90
LARGEST_DROP = 0.05
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Decision:
    """`exit_code` as in the interface; `why` is a sentence for the operator."""

    exit_code: int
    why: str

    @property
    def accepted(self) -> bool:
        return self.exit_code == DONE


def decide(planned: int, measured: int, last_good: Run | None, *, named: bool = False) -> Decision:
    """`last_good`: the last accepted run of everything, or None if there is nothing to compare with.

    A run of `named` municipalities replaces only those: somebody is waiting for them, and one that is down
    says nothing about the others.
    """
    if measured == 0:
        return Decision(NOTHING_MEASURED, f"nothing measured of {planned}; nothing is published")
    share = measured / planned
    summary = f"{measured} of {planned} measured ({share:.0%})"
    if named:
        return Decision(DONE, summary)
    if share < LEAST_SHARE - _ROUNDING:
        return Decision(DEGRADED, f"{summary}, less than {LEAST_SHARE:.0%}; the last good ranking stays")
    if last_good and share < last_good.share_measured - LARGEST_DROP - _ROUNDING:
        before = f"{last_good.share_measured:.0%} in run {last_good.id}"
        return Decision(DEGRADED, f"{summary}, but {before}; the last good ranking stays")
    return Decision(DONE, summary)
