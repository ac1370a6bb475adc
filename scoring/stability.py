"""From a municipality's nights to what is published: a point changes only when three agree (method §6).

Pure: the nights before and tonight in, verdicts out. The first result publishes at once; unmeasured nights
neither count nor reset; changes by method, lexicon or audit apply at once and are marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from scoring.result import Aspect, AspectResult, Aspects, Changing, Reading, Result, Verdict
from scoring.score import WITHOUT_RESPONSIBLE, score_aspects

NIGHTS = 3
"""So many consecutive measured nights must agree on another verdict before it is published."""

Cause = Literal["first", "nights", "method", "lexicon", "audit"]
"""What made it the published verdict: the first result, nights that agree, a new version of the method or the
lexicon, a human decision (or the end of one)."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The machine's verdicts of one visit in one reading, all `unmeasured` when it was not measured."""

    at: str
    """ISO 8601, UTC."""
    method_version: str
    lexicon_version: str
    verdicts: dict[Aspect, Verdict]

    @classmethod
    def of(cls, result: Result, reading: Reading = "strict") -> "Visit":
        machine = {aspect: found.machine for aspect, found in _aspects(result, reading).items()}
        return cls(result.measured_at, result.method_version, result.lexicon_version, machine)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a human has decided about one aspect; overrides the machine while it is valid."""

    aspect: Aspect
    verdict: Verdict
    at: str
    """ISO 8601: a moment, or a day from its beginning."""
    valid_until: str | None = None
    """ISO 8601: a moment, or a day to its end. None: until another decision."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is shown of one aspect."""

    verdict: Verdict
    since: str | None
    """When it became the published one; None before the first result."""
    cause: Cause | None
    before: Verdict | None = None
    """What it replaced; under a decision, what the nights would publish. None for a first result."""
    changing: Changing | None = None
    """Newer nights say otherwise, but not yet enough of them."""
    changing_since: str | None = None
    """The first of those nights."""


NOTHING = Published("unmeasured", None, None)


def settled(tonight: Result, before: Result | None) -> Result:
    """Tonight's result as it is published: with the verdicts of `before` where too few nights say otherwise.

    `before`: the stored (so itself settled) result of the last measured visit before tonight, see
    `night_began`; None if there is none.
    """
    if before is None or tonight.status == "unmeasured" or before.status == "unmeasured":
        return tonight
    readings = {
        "aspects": _settled(tonight, before, "strict"),
        "aspects_broad": _settled(tonight, before, "broad"),
    }
    strict, broad = readings["aspects"], readings["aspects_broad"]
    scores = {
        "score": score_aspects(strict),
        "score_broad": score_aspects(broad),
        "score_without_responsible": score_aspects(strict, WITHOUT_RESPONSIBLE),
    }
    return tonight.model_copy(update={**readings, **scores})


def _settled(tonight: Result, before: Result, reading: Reading) -> Aspects:
    earlier, night = Visit.of(before, reading), Visit.of(tonight, reading)
    old, new = _aspects(before, reading), _aspects(tonight, reading)
    found: dict[str, AspectResult] = {}
    for aspect, judged in new.items():
        last: AspectResult = getattr(old, aspect)
        shown = Published(last.verdict, before.measured_at, None, changing=last.changing)
        now = after(shown, earlier, night, judged.machine)
        found[aspect] = judged.model_copy(update={"verdict": now.verdict, "changing": now.changing})
    return Aspects(**found)


def _aspects(result: Result, reading: Reading) -> Aspects:
    return result.aspects if reading == "strict" else result.aspects_broad


def night_began(at: str) -> str:
    """When the night of a visit began, as ISO 8601 in UTC: what was measured before belongs to others."""
    return f"{_night(at)}T12:00:00Z"


def after(shown: Published, earlier: Visit | None, night: Visit, verdict: Verdict) -> Published:
    """What is published after one more night; `earlier` is the one before it."""
    if earlier is None:
        return Published(verdict, night.at, "first")
    if verdict == shown.verdict:
        return replace(shown, changing=None, changing_since=None)
    version = _new_version(earlier, night)
    if version is not None:
        return Published(verdict, night.at, version, shown.verdict)
    again = shown.changing is not None and shown.changing.to == verdict
    count = shown.changing.nights + 1 if again and shown.changing else 1
    if count >= NIGHTS:
        return Published(verdict, night.at, "nights", shown.verdict)
    since = shown.changing_since if again else night.at
    return replace(shown, changing=Changing(to=verdict, nights=count), changing_since=since)


def _new_version(earlier: Visit, night: Visit) -> Cause | None:
    if earlier.method_version != night.method_version:
        return "method"
    return "lexicon" if earlier.lexicon_version != night.lexicon_version else None


def with_decisions(machine: Published, decisions: Sequence[Decision], now: datetime) -> Published:
    """The newest decision while it is valid, else the machine's verdict: from the day on which it ended. An
    earlier decision that it superseded does not come back. `decisions`: about one aspect, none after `now`.
    """
    last = max(decisions, key=lambda d: (moment(d.at), d.verdict, d.valid_until or ""), default=None)
    if last is None:
        return machine
    until = last.valid_until
    if until is None or now <= ended(until):
        return Published(last.verdict, last.at, "audit", None if machine is NOTHING else machine.verdict)
    if machine.since is None or last.verdict == machine.verdict or ended(until) <= moment(machine.since):
        return machine
    return replace(machine, since=until, cause="audit", before=last.verdict)


def ended(until: str) -> datetime:
    """The last moment of a decision that is valid until a moment, or a day to its end."""
    return moment(until) + (timedelta(days=1, microseconds=-1) if is_day(until) else timedelta())


def is_day(text: str) -> bool:
    return len(text) == len("2026-01-31")


def moment(text: str) -> datetime:
    """ISO 8601; a day is its beginning, what names no zone is UTC. Raises ValueError."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _night(at: str) -> date:
    """A night lasts from noon to noon, and has the date of its evening."""
    return (moment(at).astimezone(UTC) - timedelta(hours=12)).date()
