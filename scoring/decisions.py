"""What humans decide, and what a decision does to a result (method §1, human decision; §3e; §6).

Pure: the history of decisions, a result and the moment in; rulings out. Decisions are only ever added: the
newest about an aspect counts, a `withdrawn` one gives the word back to the machine. One that has expired, or
was made on another entry than the one that is there now, no longer counts: the machine's verdict stands
again, with a flag.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from scoring.checks import read_time, text_problems, time_problems
from scoring.result import ASPECTS, Aspect, Confidence, Result, Verdict
from scoring.stability import ended, moment
from scoring.urls import page_key

Source = Literal["site", "phone", "email", "owner"]
"""What the human went by: the site, a call, an e-mail, or what the municipality itself said."""
SOURCES: tuple[Source, ...] = get_args(Source)
Said = Literal["yes", "no", "review", "unknown", "withdrawn"]
SAID: tuple[Said, ...] = get_args(Said)
WITHDRAWN: Said = "withdrawn"
State = Literal["valid", "expired", "outdated", "withdrawn"]
Part = Literal["name", "target", "place"]

LONGEST_WHY = 4000
LONGEST_BY = 200
SCREEN = 768
"""Height of the deciding viewport in CSS pixels (method §1)."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision was made on. An empty part is none: no name, no target, no place."""

    name: str = ""
    target: str = ""
    """As a comparable address, `scoring.urls.page_key`."""
    place: str = ""
    """Region, clicks, and the screen that the entry begins on: "header, 0 clicks, screen 1"."""

    def changed(self, now: "Basis") -> tuple[Part, ...]:
        parts: tuple[Part, ...] = ("name", "target", "place")
        return tuple(part for part in parts if getattr(self, part) != getattr(now, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """One human's word about one aspect (strict reading). `problems` says whether it can be recorded."""

    code: str
    aspect: Aspect
    verdict: Said
    by: str
    at: str
    """ISO 8601: a moment, or a day from its beginning."""
    why: str
    valid_until: str | None = None
    """ISO 8601: a moment, or a day to its end. None: until another decision."""
    source: Source = "site"
    run: str | None = None
    """The run that it was made on; None: the one whose result is shown when it is recorded."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What a source wants kept besides, as JSON: the attempts of a phone call, the objection it settles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision(NewDecision):
    """A decision as it is recorded. What it was made on is None where nothing had been measured."""

    version: int
    """1, 2, 3 … per municipality and aspect, in the order in which they were recorded."""
    recorded_at: str
    method_version: str | None = None
    machine: Verdict | None = None
    """What the machine said in that run, and how sure it was."""
    confidence: Confidence | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The newest decision about an aspect, and whether it counts."""

    decision: StoredDecision
    state: State
    ended: str | None = None
    """Since when it does not count: ISO 8601; None while it is valid."""
    changed: tuple[Part, ...] = ()
    """What is another than when an outdated one was made."""

    @property
    def valid(self) -> bool:
        return self.state == "valid"


def basis_of(result: Result, aspect: Aspect) -> Basis:
    """What a decision about `aspect` is made on. e stands alone: a change of entry does not touch it."""
    if aspect == "responsible":
        return Basis()
    if aspect in ("existence", "help_info"):
        found = result.function
        return Basis(_plain(found.name), _address(found.url)) if found else Basis()
    entry = result.entry
    if entry is None:
        return Basis()
    screen = f", screen {int(max(entry.desktop.y, 0)) // SCREEN + 1}" if entry.desktop else ""
    place = f"{entry.region}, {entry.clicks} clicks{screen}"
    return Basis(_plain(entry.text or entry.accessible_name), _address(entry.target_url or ""), place)


def newest(history: Iterable[StoredDecision], now: datetime) -> dict[Aspect, StoredDecision]:
    """The newest about each aspect, by its own date; of one date, by the order of recording. What is dated
    after `now` does not count yet."""
    found: dict[Aspect, StoredDecision] = {}
    for decision in sorted(history, key=lambda d: (moment(d.at), d.version)):
        if moment(decision.at) <= now:
            found[decision.aspect] = decision
    return {aspect: found[aspect] for aspect in ASPECTS if aspect in found}


def rulings(history: Iterable[StoredDecision], result: Result | None, now: datetime) -> dict[Aspect, Ruling]:
    """The newest decision about each aspect of one municipality, with its state.

    `result`: what is shown now; where there is none, or it was not measured, nothing can be outdated.
    """
    return {aspect: _ruling(decision, result, now) for aspect, decision in newest(history, now).items()}


def _ruling(decision: StoredDecision, result: Result | None, now: datetime) -> Ruling:
    if decision.verdict == WITHDRAWN:
        return Ruling(decision, "withdrawn", decision.at)
    if decision.valid_until is not None and now > ended(decision.valid_until):
        return Ruling(decision, "expired", decision.valid_until)
    if result is not None and result.status == "measured" and decision.basis is not None:
        changed = decision.basis.changed(basis_of(result, decision.aspect))
        if changed and decision.aspect != "responsible":
            return Ruling(decision, "outdated", result.measured_at, changed)
    return Ruling(decision, "valid")


def problems(new: NewDecision, now: datetime) -> Iterator[tuple[str, str]]:
    """(field, reason) of everything that keeps a decision from being recorded."""
    if new.aspect not in ASPECTS:
        yield "aspect", f"{new.aspect!r} is none of {', '.join(ASPECTS)}"
    if new.verdict not in SAID:
        yield "verdict", f"{new.verdict!r} is none of {', '.join(SAID)}"
    if new.source not in SOURCES:
        yield "source", f"{new.source!r} is none of {', '.join(SOURCES)}"
    yield from text_problems("by", new.by, LONGEST_BY, "say who decided")
    yield from text_problems("why", new.why, LONGEST_WHY, "a decision needs its reason")
    yield from time_problems("at", new.at, now)
    yield from _end_problems(new)
    if new.verdict == "unknown" and new.aspect != "responsible":
        yield "verdict", "unknown is for responsible only; an open question about the others is a review"
    if (new.aspect, new.verdict, new.source) == ("responsible", "no", "site"):
        yield "verdict", "a site that names nobody proves no `no` (method §3e): it takes a call or an answer"


def _end_problems(new: NewDecision) -> Iterator[tuple[str, str]]:
    if new.valid_until is None:
        return
    at = read_time(new.at)
    if read_time(new.valid_until) is None:
        yield "valid_until", f"{new.valid_until!r} is no date (YYYY-MM-DD) or moment (YYYY-MM-DDTHH:MM:SSZ)"
    elif at is not None and ended(new.valid_until) < at:
        yield "valid_until", f"{new.valid_until} is before {new.at}"


def undone(history: Sequence[StoredDecision], by: str, at: str, why: str) -> NewDecision:
    """What takes back the last recorded decision about an aspect: the one before it again, else the machine.

    `history`: of one municipality and aspect, not empty, by version. Nothing is erased.
    """
    last = history[-1]
    before = history[-2] if len(history) > 1 else None
    return NewDecision(
        code=last.code,
        aspect=last.aspect,
        verdict=before.verdict if before else WITHDRAWN,
        by=by,
        at=at,
        why=why,
        valid_until=before.valid_until if before else None,
        source=before.source if before else last.source,
        run=before.run if before else last.run,
        details=(dict(before.details) if before else {}) | {"undoes": last.version},
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _address(url: str) -> str:
    return page_key(url) or url.strip()
