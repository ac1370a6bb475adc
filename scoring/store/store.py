"""The database of a data directory. What it keeps of runs, visits and results is in modules of their own."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from scoring.decisions import StoredDecision
from scoring.objections import Objection
from scoring.store.audits import Decisions
from scoring.store.errors import Where
from scoring.store.keeping import Keeping
from scoring.store.measure_history import MeasureHistory
from scoring.store.objections import Objections
from scoring.store.opened import DATABASE, Clock
from scoring.store.past import Past
from scoring.store.records import KEEPS_OLD_VALUES
from scoring.store.rounds import Rounds
from scoring.store.runs import Runs
from scoring.store.sectors import Sectors
from scoring.store.shown import Results
from scoring.store.surveys import Surveys
from scoring.store.timeline import Judged, Tally
from scoring.store.units import Units

__all__ = ["DATABASE", "Store"]


class Store(Runs, Units, Results, Keeping):
    """Open with `Store.open`; a context manager. Every method may raise StoreError.

    `decisions`, `objections`, `rounds`: what humans said. `surveys`, `sectors`, `measure_history`: what is
    measured beyond the five points.
    """

    def __init__(self, engine: Engine, path: Where, clock: Clock, data_dir: Path) -> None:
        super().__init__(engine, path, clock, data_dir)
        self.decisions = Decisions(self._read, self._write, path, KEEPS_OLD_VALUES)
        self.objections = Objections(self._read, self._write, path, self.decisions)
        self.rounds = Rounds(self._read, self._write, path)
        self._past = Past(self._read, self.latest, self.result, clock)
        self.surveys = Surveys(self._read, self._write)
        self.sectors = Sectors(self._read, self._write, path)
        self.measure_history = MeasureHistory(self._read, path)

    def timeline(self, codes: Sequence[str]) -> dict[str, tuple[Judged, ...]]:
        """Every accepted visit of each of these municipalities as it was published, oldest first."""
        return self._past.timeline(codes)

    def as_of(self, run: str) -> dict[str, Judged]:
        """By code, what was shown of everybody once this accepted run had ended."""
        return self._past.as_of(run)

    def tallies(self) -> tuple[Tally, ...]:
        """Every accepted run counted, oldest first."""
        return self._past.tallies()

    def said(self) -> tuple[tuple[StoredDecision, ...], tuple[Objection, ...]]:
        """Every decision and every objection there is."""
        decisions = tuple(d for each in self.decisions.all().values() for d in each)
        return decisions, self.objections.all()
