"""Who is visited again in the same night, and how.

Each municipality is visited once, and once more if what went wrong may pass (`scoring.statuses`), or if the
machine was too busy to see all of it. A visit that lost its browser, perhaps to another's page, says nothing
of the site: it does not count, and the next has the browser to itself.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from crawler.courtesy import PATIENCE
from crawler.unit import Unit
from scoring.statuses import visited_again

MOST_KEPT = 20
"""Visits that are kept in memory, with their archives, while a better one is owed."""


class Why(IntEnum):
    """One round each, in this order: those who may hang or end a browser are not among those who suffered
    from it."""

    FAILED = 1
    PARTLY = 2
    """Measured, but not all that was wanted could be seen."""
    LOST = 3
    """Its browser ended under it."""


@dataclass
class Repeats:
    """`settle` after every visit; then `next_round` until it is empty."""

    _kept: dict[str, Unit] = field(default_factory=dict)
    """The visit that counts if no further one is made, by code."""
    _owed: dict[str, Why] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)
    """Who has had the second visit that is owed to it, or will."""
    alone: bool = False
    """Whether each visit of this round has the browser to itself."""

    def settle(self, unit: Unit) -> Unit | None:
        """The visit that counts for its municipality; None while another is owed."""
        code = unit.observation.code
        before, why = self._kept.pop(code, None), self._owed.pop(code, None)
        if before and why is Why.PARTLY:
            return unit if unit.measured and unit.missed <= before.missed else before
        new = self._owes(unit)
        if new is None:
            return unit
        if new is not Why.LOST:
            self._own.add(code)
        self._kept[code], self._owed[code] = unit, new
        return None

    def _owes(self, unit: Unit) -> Why | None:
        if unit.browser_gone:
            # Alone in the browser it has ended it itself.
            return None if self.alone else Why.LOST
        if unit.observation.code in self._own:
            return None
        if visited_again(unit.observation.status_reason):
            return Why.FAILED
        kept = sum(why is Why.PARTLY for why in self._owed.values())
        return Why.PARTLY if unit.measured and unit.missed and kept < MOST_KEPT else None

    def next_round(self) -> dict[str, float]:
        """Who is visited again now, by code: and from when on (`time.monotonic`)."""
        # Who has asked for a longer wait than this keeps the visit that was made.
        soon = time.monotonic() + PATIENCE
        waits = {code: unit.not_before for code, unit in self._kept.items() if unit.not_before <= soon}
        first = min((self._owed[code] for code in waits), default=None)
        self.alone = first is Why.LOST
        return {code: wait for code, wait in waits.items() if self._owed[code] is first}

    def rest(self) -> Iterable[Unit]:
        """Visits that count because no further one was made."""
        return self._kept.values()
