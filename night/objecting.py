"""Objections from the command line: recorded, ended, listed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from night.errors import UserError
from night.terminal import clean
from scoring.decisions import NewDecision, Said
from scoring.decisions import problems as decision_problems
from scoring.objections import (
    NewEnd,
    NewObjection,
    Objection,
    Outcome,
    challenges,
    end_problems,
    problems,
)
from scoring.registry import Registry
from scoring.result import Aspect
from scoring.store import Store

COLUMNS = (
    "objection", "code", "aspect", "by", "at", "text", "run", "recorded_by", "recorded_at",
    "outcome", "decided_by", "decided_at", "why",
)  # fmt: skip


def record(
    store: Store, code: str, aspect: Aspect, by: str, at: str, text: str, recorded_by: str, now: datetime
) -> Objection:
    """Raises UserError when it cannot be recorded."""
    new = NewObjection(code=code, aspect=aspect, by=by, at=at, text=text.replace("\r\n", "\n").strip())
    _refuse(problems(new, now))
    return store.objections.record(new, recorded_by, now)


def finish(
    store: Store, number: int, outcome: Outcome, by: str, why: str, verdict: Said | None, now: datetime
) -> Objection:
    """With a `verdict` the decision is recorded in the same step. Raises UserError, Conflict."""
    objection = next((one for one in store.objections.all() if one.id == number), None)
    if objection is None:
        raise UserError(f"there is no objection {number}. `vagvisaren objection list` shows them.")
    if verdict is not None and outcome != "upheld":
        raise UserError("--verdict goes with --outcome upheld: what is rejected leaves the result as it is.")
    today = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    new = NewEnd(outcome=outcome, by=by, at=today, why=why)
    _refuse(end_problems(new, now))
    decision = None
    if verdict is not None:
        decided = NewDecision(
            code=objection.code,
            aspect=objection.aspect,
            verdict=verdict,
            by=by,
            at=today,
            why=why,
            source="owner",
            details={"objection": number},
        )
        _refuse(decision_problems(decided, now))
        decision = decided, store.decisions.version(objection.code, objection.aspect)
    return store.objections.end(number, new, len(objection.ends), now, decision)


def _refuse(found: Iterable[tuple[str, str]]) -> None:
    wrong = [f"{name}: {reason}" for name, reason in found]
    if wrong:
        raise UserError("\n".join(wrong))


def lines(found: Iterable[Objection], registry: Registry, *, still_open: bool) -> Iterator[str]:
    """What a person reads, the newest last, and how they have ended so far."""
    everything = tuple(found)
    for one in everything:
        if still_open and one.end:
            continue
        name = registry[one.code].name if one.code in registry else one.code
        state = f"{one.end.outcome} by {one.end.by}: {one.end.why}" if one.end else "open"
        yield clean(f"{one.id}  {one.at[:10]}  {name} ({one.code}), {one.aspect}, {one.by}: {one.text}", 300)
        yield f"    {clean(state, 300)}"
    count = challenges(everything)
    share = f" ({count.upheld / count.ended:.0%} upheld)" if count.ended else ""
    ended = f"{count.upheld} upheld, {count.rejected} rejected{share}"
    noun = "objection" if len(everything) == 1 else "objections"
    yield f"{len(everything)} {noun}: {count.open} open, {ended}"


def rows(found: Iterable[Objection]) -> list[list[str]]:
    """The header, and a row per objection with its last end."""
    table = [list(COLUMNS)]
    for one in found:
        end = one.end
        ended = [end.outcome, end.by, end.at, end.why] if end else [""] * 4
        said = [
            one.code,
            one.aspect,
            one.by,
            one.at,
            one.text,
            one.run or "",
            one.recorded_by,
            one.recorded_at,
        ]
        table.append([str(one.id), *said, *ended])
    return table
