"""What goes into the database and comes out, as frozen data; and how JSON is packed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, Self

from pydantic import TypeAdapter

from scoring.decisions import Ruling, StoredDecision, rulings
from scoring.objections import Objection
from scoring.observation import Observation
from scoring.published import decided as with_decisions
from scoring.result import Aspect, Result

State = Literal["running", "finished", "interrupted", "failed"]
Scope = Literal["all", "named"]
Source = Literal["live", "archive", "wayback"]

KEEPS_OLD_VALUES = ("crisis_page",)
"""Reasons for being unmeasured that leave the earlier values standing (METHOD 7, ruling 13)."""

_OBSERVATION = TypeAdapter(Observation)


@dataclass(frozen=True, slots=True)
class NewRun:
    """What is decided before a run begins. `plan`: the codes to visit, in order."""

    plan: tuple[str, ...]
    scope: Scope = "all"
    source: Source = "live"
    as_of: str | None = None
    registry_digest: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Times are ISO 8601 in UTC. `measured` and `unmeasured` are counted when it ends."""

    id: str
    started: str
    finished: str | None
    source: Source
    as_of: str | None
    registry_digest: str
    scope: Scope
    plan: tuple[str, ...]
    versions: Mapping[str, str]
    state: State
    planned: int
    measured: int
    unmeasured: int
    published: bool
    """Accepted: its results are what export and ranking show."""
    note: str

    @property
    def share_measured(self) -> float:
        """0–1; 0 when nothing was planned."""
        return self.measured / self.planned if self.planned else 0.0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a unit. `path` is relative to the data directory."""

    kind: str
    sha256: str
    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A visit that did not become the shown result."""

    run_id: str
    status: str
    reason: str | None
    measured_at: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The result of one municipality that export and ranking show: with what humans have decided about it."""

    run_id: str
    result: Result
    accepted: bool
    """False when no accepted run has this municipality: the newest there is."""
    newer: Attempt | None
    """A newer visit that is not shown: its run was not accepted, or its reason keeps the old values."""
    rulings: Mapping[Aspect, Ruling] = field(default_factory=dict)
    """The newest decision of a human about each aspect that has one, and whether it counts."""
    decisions: tuple[StoredDecision, ...] = ()
    """All of them, in the order of recording."""
    objections: tuple[Objection, ...] = ()
    """What was said against it, in the order of recording."""

    @property
    def measured_at(self) -> str:
        return self.result.measured_at

    def decided(self, history: tuple[StoredDecision, ...], now: datetime) -> Self:
        """This, which is as the machine says, with what humans have said about it by `now`."""
        found = self.ruled(history, now)
        return replace(found, result=with_decisions(self.result, found.rulings, now))

    def ruled(self, history: tuple[StoredDecision, ...], now: datetime) -> Self:
        """This, with what humans have said beside it; the result stays the machine's."""
        return replace(self, rulings=rulings(history, self.result, now), decisions=history)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A result that a later judgement replaced."""

    result: Result
    replaced_at: str


def utc_text(moment: datetime) -> str:
    """2026-01-31T23:59:59Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def run_row(run: Run) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(run, name) for name in Run.__slots__}
    return row | {"plan": json.dumps(run.plan), "versions": json.dumps(dict(run.versions), sort_keys=True)}


def run_from_row(row: Mapping[str, Any]) -> Run:
    return Run(**{**row, "plan": tuple(json.loads(row["plan"])), "versions": json.loads(row["versions"])})


def as_json(observation: Observation) -> bytes:
    """As it is stored and archived."""
    return _OBSERVATION.dump_json(observation)


def observation_row(run: str, observation: Observation, text: bytes) -> dict[str, Any]:
    """`text`: the observation `as_json`; its body is stored beside the row."""
    return {
        "run": run,
        "code": observation.code,
        "status": observation.status,
        "reason": observation.status_reason,
        "measured_at": observation.measured_at,
        "version": observation.version,
        "sha256": hashlib.sha256(text).hexdigest(),
        "body": b"",
        "screen": _screen(observation),
    }


def _screen(observation: Observation) -> str | None:
    pictures = observation.start.pictures if observation.start else ()
    return next((picture.model_dump_json() for picture in pictures if picture.kind == "desktop"), None)


def verdict_columns(result: Result) -> dict[str, str]:
    """The published verdicts of both readings, as the columns are named."""
    strict, broad = result.aspects, result.aspects_broad
    return {aspect: found.verdict for aspect, found in strict.items()} | {
        f"{aspect}_broad": found.verdict for aspect, found in broad.items()
    }


def score_row(run: str, result: Result) -> dict[str, Any]:
    """The columns that one wants to query; the result itself stands beside them (`bases.packed`)."""
    strict = result.aspects
    return {
        "run": run,
        "code": result.code,
        "method_version": result.method_version,
        "lexicon_version": result.lexicon_version,
        "points": result.score.points if result.score else None,
        "max": result.score.max if result.score else None,
        "points_broad": result.score_broad.points if result.score_broad else None,
        "max_broad": result.score_broad.max if result.score_broad else None,
        **verdict_columns(result),
        "prominence_desktop": strict.prominence.desktop,
        "prominence_mobile": strict.prominence.mobile,
        "help_info_grade": strict.help_info.grade,
    }
