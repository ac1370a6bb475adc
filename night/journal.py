"""The log for programs: one JSON object a line in `journal.jsonl`, beside what people read.

`at` and `event` stand in every line, the rest by the event: `run_begun`, `visited`, `run_ended`,
`run_failed`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from night.context import Ended, Night
from night.progress import Event, OnEvent
from scoring.store import Run, utc_text

JOURNAL = "journal.jsonl"
READABLE = "crawl.log"
"""Scrapy's, for people; bounded in the same way."""
MOST_BYTES = 20_000_000
"""Then it is begun anew; the one before stays as `journal.jsonl.1`. A night of 290 writes some 50 kB."""


class Journal:
    """Of one data directory. A line that cannot be written is left out: the night goes on without it."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._path, self._now = folder / JOURNAL, now

    @classmethod
    def of(cls, night: Night) -> Journal:
        return cls(night.settings.data, night.now)

    def begun(self, run: Run, left: int) -> None:
        begin_anew(self._path.with_name(READABLE))
        self._write("run_begun", run=run.id, scope=run.scope, planned=run.planned, left=left)

    def also(self, run: Run, on_event: OnEvent) -> OnEvent:
        """`on_event`, and a line for every municipality that is done."""

        def told(event: Event) -> None:
            if event.status is not None:
                self._write("visited", run=run.id, code=event.code, status=event.status, reason=event.reason)
            on_event(event)

        return told

    def ended(self, ended: Ended) -> None:
        run = ended.run
        self._write(
            "run_ended",
            run=run.id,
            state=run.state,
            exit_code=ended.exit_code,
            planned=run.planned,
            measured=run.measured,
            unmeasured=run.unmeasured,
            published=run.published,
            note=run.note,
        )

    def failed(self, run: Run, why: str) -> None:
        self._write("run_failed", run=run.id, error=why)

    def _write(self, event: str, **fields: object) -> None:
        # ASCII: what the web said in an error moves no terminal's cursor.
        line = json.dumps({"at": utc_text(self._now()), "event": event, **fields})
        with suppress(OSError):
            begin_anew(self._path)
            with self._path.open("a", encoding="ascii") as stream:
                stream.write(line + "\n")


def begin_anew(log: Path) -> None:
    """Set a log aside that has grown too long; the one that was set aside before goes."""
    with suppress(OSError):
        if log.stat().st_size > MOST_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
