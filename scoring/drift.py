"""Drift control: is what the machine calls certain still right? (method §6, confidence words). Pure.

Each month 5 % of the certain verdicts, drawn by their name and the month, go to the queue like any other:
nobody there can tell them apart.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from scoring.decisions import StoredDecision
from scoring.result import Aspect, Confidence

SHARE = 0.05
_SPACE = 2**64


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the machine's yes and no with this confidence word that a human has judged from the site: how many
    the human shares."""

    confidence: Confidence
    right: int
    of: int


def month_of(at: str) -> str:
    """`2026-01` of an ISO date or moment."""
    return at[:7]


def is_drawn(code: str, aspect: Aspect, month: str) -> bool:
    """Whether this verdict, if it is certain, is looked at in this month (`2026-01`)."""
    digest = hashlib.sha256(f"drift:{month}:{code}:{aspect}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < SHARE * _SPACE


def precision(decisions: Iterable[StoredDecision]) -> tuple[Precision, ...]:
    """Per confidence word, from the decisions that were made on the site itself.

    Of the certain only the drawn ones count: somebody chose the others for a reason. Where a human decided
    several times about the same run, the last word counts.
    """
    last = {(d.code, d.aspect, d.run): d for d in decisions if d.source == "site" and d.run}
    judged = [
        d for d in last.values() if d.machine in ("yes", "no") and d.verdict in ("yes", "no") and _fair(d)
    ]
    return tuple(
        Precision(
            word,
            sum(d.machine == d.verdict for d in judged if d.confidence == word),
            sum(d.confidence == word for d in judged),
        )
        for word in get_args(Confidence)
    )


def _fair(decision: StoredDecision) -> bool:
    if "objection" in decision.details:
        return False
    drawn = is_drawn(decision.code, decision.aspect, month_of(decision.at))
    return decision.confidence != "certain" or drawn or "round" in decision.details
