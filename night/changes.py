"""Whose published points changed from one publication to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from night.terminal import clean
from scoring.registry import Registry
from scoring.result import ASPECTS, Aspect, Result
from scoring.store import Store

SHOWN = 20

Standing = Mapping[str, frozenset[Aspect]]
"""The aspects that are published as yes, per municipality that is measured."""


@dataclass(frozen=True, slots=True)
class Change:
    code: str
    won: tuple[Aspect, ...]
    lost: tuple[Aspect, ...]


def standing(store: Store) -> Standing:
    """As published now; a result that no accepted run has brought is not published."""
    return {
        code: _points(shown.result)
        for code, shown in store.latest().items()
        if shown.accepted and shown.result.status == "measured"
    }


def _points(result: Result) -> frozenset[Aspect]:
    return frozenset(aspect for aspect, found in result.aspects.items() if found.verdict == "yes")


def changes(before: Standing, after: Standing) -> tuple[Change, ...]:
    """Of those measured both times, by code."""
    found = []
    for code in sorted(before.keys() & after.keys()):
        won, lost = after[code] - before[code], before[code] - after[code]
        if won or lost:
            found.append(Change(code, _ordered(won), _ordered(lost)))
    return tuple(found)


def lines(found: Sequence[Change], registry: Registry) -> Iterator[str]:
    """At most `SHOWN` by name, those that lost something first."""
    for change in sorted(found, key=lambda change: not change.lost)[:SHOWN]:
        name = registry[change.code].name if change.code in registry else change.code
        signs = [f"+{aspect}" for aspect in change.won] + [f"−{aspect}" for aspect in change.lost]
        yield clean(f"{name}: {', '.join(signs)}")
    if len(found) > SHOWN:
        yield f"… and {len(found) - SHOWN} more"


def _ordered(aspects: frozenset[Aspect]) -> tuple[Aspect, ...]:
    return tuple(aspect for aspect in ASPECTS if aspect in aspects)
