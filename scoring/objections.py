"""Right of reply: what a municipality says against a result, and how that ends. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from scoring.checks import text_problems, time_problems
from scoring.decisions import LONGEST_BY, LONGEST_WHY
from scoring.result import ASPECTS, Aspect

Outcome = Literal["upheld", "rejected"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewObjection:
    """Somebody says that a result is wrong. `by`: who, as they sign; `at`: when they said it, ISO 8601."""

    code: str
    aspect: Aspect
    by: str
    at: str
    text: str
    run: str | None = None
    """What was shown to them; None: the result that is shown when it is recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnd:
    """How it ended: upheld (the result was wrong) or rejected, and why."""

    outcome: Outcome
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End(NewEnd):
    version: int
    """1, 2 … : what ended can be ended anew; nothing is erased."""
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(NewObjection):
    id: int
    recorded_by: str
    recorded_at: str
    ends: tuple[End, ...] = ()

    @property
    def end(self) -> End | None:
        """How it stands; None while it is open."""
        return self.ends[-1] if self.ends else None


@dataclass(frozen=True, slots=True)
class Challenges:
    """How objections have ended so far. About half were upheld in Better Connected's years of asking."""

    upheld: int
    rejected: int
    open: int

    @property
    def ended(self) -> int:
        return self.upheld + self.rejected


def challenges(found: Iterable[Objection]) -> Challenges:
    outcomes = [objection.end.outcome if objection.end else "open" for objection in found]
    return Challenges(outcomes.count("upheld"), outcomes.count("rejected"), outcomes.count("open"))


def problems(new: NewObjection, now: datetime) -> Iterator[tuple[str, str]]:
    """(field, reason) of everything that keeps it from being recorded."""
    if new.aspect not in ASPECTS:
        yield "aspect", f"{new.aspect!r} is none of {', '.join(ASPECTS)}"
    yield from text_problems("by", new.by, LONGEST_BY, "say who objects")
    yield from text_problems("text", new.text, LONGEST_TEXT, "an objection needs its words")
    yield from time_problems("at", new.at, now)


def end_problems(new: NewEnd, now: datetime) -> Iterator[tuple[str, str]]:
    if new.outcome not in OUTCOMES:
        yield "outcome", f"{new.outcome!r} is none of {', '.join(OUTCOMES)}"
    yield from text_problems("by", new.by, LONGEST_BY, "say who decided")
    yield from text_problems("why", new.why, LONGEST_WHY, "an objection ends with a reason")
    yield from time_problems("at", new.at, now)
