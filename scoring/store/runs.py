"""Runs: begun, gone on with, ended, counted."""

from datetime import datetime

from sqlalchemy import insert, update

from scoring.store import queries, records
from scoring.store.errors import StoreError
from scoring.store.opened import Opened
from scoring.store.records import NewRun, Run, State
from scoring.store.schema import runs


class Runs(Opened):
    """What the store keeps of a run as a whole."""

    def begin_run(self, new: NewRun, started: datetime) -> Run:
        """Open a run. Its id is its start, `20260131T235959Z`, with a number if that is taken."""
        with self._write() as connection:
            run = Run(
                id=queries.free_run_id(connection, f"{started:%Y%m%dT%H%M%SZ}"),
                started=records.utc_text(started),
                finished=None,
                source=new.source,
                as_of=new.as_of,
                registry_digest=new.registry_digest,
                scope=new.scope,
                plan=new.plan,
                versions=new.versions,
                state="running",
                planned=len(new.plan),
                measured=0,
                unmeasured=0,
                published=False,
                note="",
            )
            connection.execute(insert(runs).values(records.run_row(run)))
        return run

    def resume_run(self) -> Run | None:
        """The newest run that did not end, set running again; None if a complete run has ended since."""
        with self._write() as connection:
            unfinished = queries.unfinished_run(connection)
            if unfinished is None:
                return None
            again = update(runs).where(runs.c.id == unfinished.id)
            connection.execute(again.values(state="running", finished=None))
        return self.run(unfinished.id)

    def abandon_runs(self, note: str) -> int:
        """Call with the lock held: what still says `running` has died. Returns how many."""
        with self._write() as connection:
            dead = update(runs).where(runs.c.state == "running").values(state="interrupted", note=note)
            return int(connection.execute(dead).rowcount)

    def finish_run(
        self, run: str, state: State, finished: datetime, *, published: bool = False, note: str = ""
    ) -> Run:
        """Close a run and count it. `published`: its results are accepted."""
        with self._write() as connection:
            measured, unmeasured = queries.counts(connection, run)
            values = {
                "state": state,
                "finished": records.utc_text(finished),
                "published": published,
                "note": note,
                "measured": measured,
                "unmeasured": unmeasured,
            }
            connection.execute(update(runs).where(runs.c.id == run).values(values))
        return self.run(run)

    def run(self, run: str) -> Run:
        with self._read() as connection:
            found = queries.run(connection, run)
        if found is None:
            raise StoreError(f"there is no run {run}", self.path, "`vagvisaren status` lists the runs.")
        return found

    def runs(self, limit: int | None = None) -> tuple[Run, ...]:
        """Newest first."""
        with self._read() as connection:
            return queries.runs_newest_first(connection, limit)

    def reasons(self, run: str) -> tuple[tuple[str, str | None], ...]:
        """(code, reason) of the unmeasured of one run, by code."""
        with self._read() as connection:
            return queries.unmeasured(connection, run)
