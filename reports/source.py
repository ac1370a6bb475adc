"""What the site needs to be given: nothing here opens a database, so tests and other stores fit in easily."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from scoring.decisions import Ruling, StoredDecision
from scoring.objections import Objection
from scoring.observation import Observation, Picture
from scoring.result import Aspect, Result, Verdict

if TYPE_CHECKING:
    from scoring.store import Run
    from scoring.store.measure_history import MeasureHistory
    from scoring.store.sectors import Sectors
    from scoring.store.surveys import Surveys


class Place(Protocol):
    """One row of the registry, as far as the site shows it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def county_code(self) -> str: ...
    @property
    def county(self) -> str: ...
    @property
    def homepage(self) -> str: ...
    @property
    def population(self) -> int: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def group_code(self) -> str: ...
    @property
    def skip(self) -> str | None: ...


class Places(Protocol):
    def __iter__(self) -> Iterator[Place]: ...


class Attempt(Protocol):
    """A newer visit whose result is not shown."""

    @property
    def run_id(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def measured_at(self) -> str: ...


class StoredResult(Protocol):
    """The last accepted result of one municipality and the run that brought it (`scoring.store.Shown`)."""

    @property
    def run_id(self) -> str: ...
    @property
    def result(self) -> Result: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def newer(self) -> Attempt | None: ...
    @property
    def decisions(self) -> Sequence[StoredDecision]: ...
    @property
    def rulings(self) -> Mapping[Aspect, Ruling]: ...
    @property
    def objections(self) -> Sequence[Objection]: ...


class Published(Protocol):
    """One accepted visit, without what explains it (`scoring.store.Judged`)."""

    @property
    def run_id(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def measured_at(self) -> str: ...
    @property
    def method_version(self) -> str: ...
    @property
    def lexicon_version(self) -> str: ...
    @property
    def points(self) -> int | None: ...
    @property
    def max(self) -> int | None: ...
    @property
    def verdicts(self) -> tuple[Verdict, ...]: ...
    @property
    def desktop(self) -> int | None: ...
    @property
    def mobile(self) -> int | None: ...


class Counted(Protocol):
    """One accepted run in figures (`scoring.store.Tally`)."""

    @property
    def run_id(self) -> str: ...
    @property
    def started(self) -> str: ...
    @property
    def method_versions(self) -> tuple[str, ...]: ...
    @property
    def scores(self) -> Mapping[tuple[int, int], int]: ...
    @property
    def yes(self) -> Mapping[Aspect, int]: ...
    @property
    def no(self) -> Mapping[Aspect, int]: ...
    @property
    def planned(self) -> int: ...
    @property
    def measured(self) -> int: ...


class Source(Protocol):
    """The part of `scoring.store.Store` that the site reads."""

    def latest(self, codes: Sequence[str] | None = None) -> Mapping[str, StoredResult]:
        """By municipality code; only these `codes` if given."""

    def observation(self, run_id: str, code: str) -> Observation | None:
        """None when it is not there; raises `StoreError` when it is damaged."""

    def screen(self, run: str, code: str) -> Picture | None:
        """Of the start page in one visit, at desktop width; None when it is gone."""

    def result(self, run: str, code: str) -> Result:
        """One judgement whole; raises `StoreError` when there is none."""

    def timeline(self, codes: Sequence[str]) -> Mapping[str, Sequence[Published]]:
        """By code, every accepted visit, oldest first."""

    def as_of(self, run: str) -> Mapping[str, Published]:
        """By code, what was shown of everybody once this accepted run had ended."""

    @property
    def sectors(self) -> "Sectors": ...
    @property
    def surveys(self) -> "Surveys": ...
    @property
    def measure_history(self) -> "MeasureHistory": ...

    def runs(self) -> "Sequence[Run]":
        """Newest first."""

    def said(self) -> tuple[Sequence[StoredDecision], Sequence[Objection]]:
        """Everything that auditors have decided, and that municipalities have objected."""

    def tallies(self) -> Sequence[Counted]:
        """Every accepted run counted, oldest first."""


def seen(store: Source, run_id: str, code: str) -> Observation | None:
    """The observation behind a result. A damaged one costs only the pictures, and the log says so."""
    from scoring.store import StoreError

    try:
        return store.observation(run_id, code)
    except StoreError as error:
        logging.getLogger(__name__).warning("no pictures for %s: %s", code, error)
        return None
