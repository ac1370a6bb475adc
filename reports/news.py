"""What changed about each municipality, visit by visit: what the feeds tell."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reports.changes import Change, steps_between
from reports.source import Place, Published

TOLD = 100
"""So many changes at most in one feed, the newest."""


def news(place: Place, visits: Sequence[Published]) -> list[Change]:
    """Every change of a published verdict from one measured visit to the next, newest first.

    Visits that could not be measured are passed over: a server that is away for a night changes nothing.
    """
    measured = [visit for visit in visits if visit.points is not None]
    found = [
        Change(place, before, after, differing)
        for before, after in pairwise(measured)
        if (differing := steps_between(before, after))
    ]
    return found[::-1]


def newest(changes: Iterable[Change]) -> list[Change]:
    """The newest first; those of one moment by code."""
    by_code = sorted(changes, key=lambda change: change.place.code)
    return sorted(by_code, key=lambda change: change.after.measured_at, reverse=True)[:TOLD]
