"""What the site needs to be given: nothing here opens a database, so tests and other stores fit in easily."""

import logging
from collections.abc import Iterator, Mapping
from typing import Protocol

from scoring.observation import Observation
from scoring.result import Result


class Place(Protocol):
    """One row of the registry, as far as the site shows it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def county(self) -> str: ...
    @property
    def homepage(self) -> str: ...
    @property
    def population(self) -> int: ...
    @property
    def group_code(self) -> str: ...


class Places(Protocol):
    def __iter__(self) -> Iterator[Place]: ...


class Attempt(Protocol):
    """A newer visit whose result is not shown."""

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
    def newer(self) -> Attempt | None: ...


class Source(Protocol):
    """The part of `scoring.store.Store` that the site reads."""

    def latest(self) -> Mapping[str, StoredResult]:
        """By municipality code."""

    def observation(self, run_id: str, code: str) -> Observation | None:
        """None when it is not there; raises `StoreError` when it is damaged."""


def seen(store: Source, run_id: str, code: str) -> Observation | None:
    """The observation behind a result. A damaged one costs only the pictures, and the log says so."""
    from scoring.store import StoreError

    try:
        return store.observation(run_id, code)
    except StoreError as error:
        logging.getLogger(__name__).warning("no pictures for %s: %s", code, error)
        return None
