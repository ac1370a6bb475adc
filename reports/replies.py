"""What was said by phone, by e-mail and by the municipality itself, as its page and its preview show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.decisions import StoredDecision
from scoring.lexicon import load_lexicon
from scoring.masking import mask
from scoring.objections import Objection, Outcome
from scoring.result import Aspect


@dataclass(frozen=True, slots=True)
class Reply:
    """An objection; `outcome` None: still open."""

    aspect: Aspect
    by: str
    at: str
    text: str
    outcome: Outcome | None
    decided_by: str
    decided_at: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A call or an e-mail: what was asked, when it was tried, what the answer was."""

    aspect: Aspect
    verdict: str
    source: str
    by: str
    at: str
    question: str
    attempts: tuple[tuple[str, str], ...]
    """(day and time, what happened)."""
    email: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Replies:
    """Newest first; persons are masked, who decided is named."""

    objections: tuple[Reply, ...]
    asked: tuple[Asked, ...]

    def __bool__(self) -> bool:
        return bool(self.objections or self.asked)


def replies(place_name: str, objections: Sequence[Objection], decisions: Sequence[StoredDecision]) -> Replies:
    """`objections`, `decisions`: of one municipality, in the order of recording."""

    def masked(text: str) -> str:
        return mask(text, load_lexicon(), (place_name,))

    return Replies(
        tuple(_reply(objection, masked) for objection in reversed(objections)),
        tuple(
            _asked(decision, masked)
            for decision in reversed(decisions)
            if decision.source in ("phone", "email") and decision.details.get("question")
        ),
    )


def _reply(objection: Objection, masked: Any) -> Reply:
    end = objection.end
    return Reply(
        aspect=objection.aspect,
        by=masked(objection.by),
        at=objection.at,
        text=masked(objection.text),
        outcome=end.outcome if end else None,
        decided_by=end.by if end else "",
        decided_at=end.at if end else "",
        why=masked(end.why) if end else "",
    )


def _asked(decision: StoredDecision, masked: Any) -> Asked:
    attempts: Iterable[Any] = decision.details.get("attempts") or ()
    return Asked(
        aspect=decision.aspect,
        verdict=decision.verdict,
        source=decision.source,
        by=decision.by,
        at=decision.at,
        question=str(decision.details["question"]),
        attempts=tuple((str(a.get("at", "")), masked(str(a.get("outcome", "")))) for a in attempts),
        email=decision.details.get("email"),
        why=masked(decision.why),
    )
