"""Who is visited again by day: sites that the night could not measure or found changed (method §1: 09–11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from night.context import Night
from night.errors import UserError
from night.publish import behind
from night.workspace import open_store
from scoring.registry import Municipality
from scoring.result import ASPECTS, Result
from scoring.statuses import status_of
from scoring.store import Run

A_NIGHT = timedelta(hours=18)
"""Older than this an interrupted run is no longer last night's."""


def interrupted_night(night: Night) -> Run | None:
    """Last night's run, where it did not come to its end (a reboot, a crash, `systemctl stop`): those that it
    did not come to are unmeasured too. Raises NoStore."""
    with open_store(night.settings, create=False) as store:
        newest = next(iter(store.runs(limit=1)), None)
    if newest is None or newest.scope != "all" or newest.state == "finished":
        return None
    return newest if night.now() - datetime.fromisoformat(newest.started) < A_NIGHT else None


def unseen_night(night: Night) -> Run | None:
    """Last night's run, where it was accepted and its report is not built. Raises NoStore."""
    with open_store(night.settings, create=False) as store:
        runs = store.runs(limit=1)
    return behind(night.settings, runs)


def again_by_day(night: Night) -> list[Municipality]:
    """Of the newest full run: the unmeasured ones whose status may pass, and those whose verdicts differ from
    what is published. The visit by day then counts as that night's. Raises UserError when there is no run."""
    with open_store(night.settings, create=False) as store:
        last = next((run for run in store.runs() if run.scope == "all" and run.state == "finished"), None)
        if last is None:
            raise UserError("no full run has ended yet: --again goes back to what the night left open.")
        results = store.results(last.id)
    codes = {result.code for result in results if _open(result)}
    return [row for row in night.registry if row.code in codes and not row.skip]


def _open(result: Result) -> bool:
    """Unmeasured for a reason that may pass by day, or changing."""
    if result.status == "unmeasured":
        # A crisis page, maintenance or a closed night service may be gone at nine; a wrong address is not.
        status = status_of(result.status_reason)
        return status.again or status.who == "nobody"
    readings = (result.aspects, result.aspects_broad)
    return any(getattr(one, aspect).changing for one in readings if one for aspect in ASPECTS)
