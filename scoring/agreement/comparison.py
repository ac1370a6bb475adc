"""Labels beside what the machine said: one pair per label that can be compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.agreement.gold import MEASURED, UNMEASURED, Label, aspect_of
from scoring.result import AspectResult, Result


@dataclass(frozen=True, slots=True)
class Pair:
    """One label and the machine's answer: a verdict, or for the status `measured` or why not."""

    label: Label
    machine: str
    found: AspectResult | None = None
    """None for the status."""

    @property
    def right(self) -> bool:
        allowed = self.label.allowed
        return self.machine in allowed or (UNMEASURED in allowed and self.machine != MEASURED)

    @property
    def gold(self) -> str:
        """The one category that statistics need. Where a label allows several, the machine's if it is among
        them, else the first: so every figure agrees with the count of what is right."""
        return self.machine if self.right else self.label.allowed[0]


def compare(labels: Iterable[Label], results: Mapping[str, Result]) -> Iterator[Pair]:
    """A pair per label whose municipality has a result (by code). An unmeasured one has a status but no
    verdicts: silence is no wrong answer, and is counted as a status."""
    for label in labels:
        result = results.get(label.code)
        if result is None:
            continue
        judged = aspect_of(label.column)
        if judged is None:
            yield Pair(label, result.status_reason or result.status)
        elif result.status == MEASURED:
            aspect, reading = judged
            # The machine's own verdict: an auditor's decision is itself a human label.
            found = getattr(result.aspects if reading == "strict" else result.aspects_broad, aspect)
            yield Pair(label, found.machine, found)
