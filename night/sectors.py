"""The weekly crawl of sector pages: lock, crawl from the last observations, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from night.context import Night
from night.errors import NOTHING_MEASURED, UserError
from night.lock import run_lock
from night.progress import progress
from night.publish import publish
from night.workspace import open_store
from scoring.observation import Observation
from scoring.registry import Municipality
from scoring.store import Store, StoreError


class WeekEnded:
    """What a weekly crawl did."""

    def __init__(self, visited: int, without: Sequence[str], seconds: float, report: Path | None) -> None:
        self.visited, self.without, self.seconds, self.report = visited, without, seconds, report

    @property
    def exit_code(self) -> int:
        return 0 if self.visited else NOTHING_MEASURED

    @property
    def message(self) -> str:
        never = f", {len(self.without)} without an observation were left out" if self.without else ""
        return f"sector pages of {self.visited} municipalities in {self.seconds:.0f} s{never}"


def crawl_sectors(night: Night, named: Sequence[Municipality]) -> WeekEnded:
    """Raises UserError (exit code 5 if another run holds the lock), StoreError, CrawlFailed."""
    began = monotonic()
    with run_lock(night.settings.data), open_store(night.settings, create=False) as store:
        rows = [row for row in (named or night.registry) if not row.skip]
        last = _Last(store)
        seen = [row for row in rows if last.run(row.code)]
        if not seen:
            raise UserError("no municipality asked for has been measured here: run `vagvisaren crawl` first.")
        before = {code: week.visited_at for code, week in store.sectors.latest().items()}
        _visit(night, seen, last)
        after = {code: week.visited_at for code, week in store.sectors.latest().items()}
        visited = sum(before.get(code) != at for code, at in after.items())
        report = _publish(night, store) if visited else None
    without = [row.name for row in rows if row not in seen]
    return WeekEnded(visited, without, monotonic() - began, report)


def _visit(night: Night, rows: Sequence[Municipality], last: _Last) -> None:
    from crawler.process import crawl
    from crawler.spiders.sectors import SectorsSpider

    settings = night.settings
    with progress("sectors", len(rows)) as on_event:
        crawl(
            rows, "sectors", settings.data, settings, on_event, spider=SectorsSpider, arguments={"seen": last}
        )


def _publish(night: Night, store: Store) -> Path:
    moment: datetime = night.now()
    return publish(store, night.registry, night.settings, f"{moment:%Y%m%dT%H%M%SZ}", night.build)


class _Last:
    """The last measured observation of each municipality, read when its turn comes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        shown = store.latest()
        self._runs = {code: one.run_id for code, one in shown.items() if one.result.status == "measured"}

    def run(self, code: str) -> str | None:
        return self._runs.get(code)

    def __call__(self, code: str) -> tuple[str, Observation] | None:
        run_id = self._runs.get(code)
        if run_id is None:
            return None
        try:
            found = self._store.observation(run_id, code)
        except StoreError:
            return None  # damaged: the next night brings another
        return (run_id, found) if found is not None and found.start is not None else None
