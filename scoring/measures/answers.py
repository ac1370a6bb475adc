"""Short ways to write down what a rule found."""

from collections.abc import Iterable, Mapping

from scoring.measures.definitions import definitions
from scoring.observation import Interval
from scoring.result import Evidence, Measured

_MOST_EVIDENCE = 3
_QUOTE = 240


def found(
    measure: str,
    value: str,
    rule: str,
    evidence: Iterable[Evidence] = (),
    *,
    number: float | None = None,
    week: tuple[Interval, ...] = (),
    details: Mapping[str, str] | None = None,
) -> Measured:
    return Measured(
        measure=measure,
        value=value,
        rule=rule,
        evidence=tuple(dict.fromkeys(evidence))[:_MOST_EVIDENCE],
        number=number,
        week=week,
        details=tuple((details or {}).items()),
    )


def nothing(measure: str) -> Measured:
    """Not found within the search budget."""
    return Measured(measure=measure, value=definitions()[measure].nothing)


def quote(url: str, text: str) -> Evidence:
    return Evidence(url=url, text=text[:_QUOTE])
