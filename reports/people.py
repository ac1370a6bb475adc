"""How the machine does beside the people of the desk: decisions on the site itself, and objections."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.language import Language
from scoring.agreement.coefficients import proportion
from scoring.agreement.validation import Proportion
from scoring.decisions import StoredDecision
from scoring.drift import precision
from scoring.objections import Challenges, Objection, challenges
from scoring.result import Confidence


@dataclass(frozen=True, slots=True)
class People:
    """Both halves may be empty; false when both are."""

    right: tuple[tuple[Confidence, Proportion], ...]
    """Of the machine's yes and no with this word that a human has judged: those the human shares."""
    objections: Challenges
    upheld: Proportion
    """Of the objections that have ended."""

    def __bool__(self) -> bool:
        return any(p.of for _, p in self.right) or bool(self.objections.ended or self.objections.open)


def people(decisions: Iterable[StoredDecision], objections: Iterable[Objection]) -> People:
    counted, told = precision(decisions), challenges(objections)
    return People(
        tuple((each.confidence, proportion(each.right, each.of)) for each in counted),
        told,
        proportion(told.upheld, told.ended),
    )


def shown(found: Proportion, language: Language) -> str:
    """`9/10 90 % (60–98 %)`, a share with its 95-percent Wilson interval."""
    head = f"{language.number(found.count)}/{language.number(found.of)}"
    if found.percent is None or found.low is None or found.high is None:
        return head
    interval = language.interval(found.low, found.high)
    return f"{head} {language.percent(found.percent / 100)} ({interval})"
