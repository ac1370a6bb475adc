"""What is known of a municipality: the night's measures, and the week's where they need its pages."""

from dataclasses import dataclass

from scoring.measures.definitions import Definition, definitions
from scoring.result import Measured, Measures


@dataclass(frozen=True, slots=True)
class Known:
    definition: Definition
    measured: Measured
    weekly: bool
    """From the weekly crawl, not from tonight."""

    @property
    def found(self) -> bool:
        return self.measured.value != self.definition.nothing


def known(nightly: Measures | None, weekly: Measures | None) -> dict[str, Known]:
    """By id, in the order of the definitions; empty where nothing was measured.

    The week has seen more pages, but perhaps six days ago: it speaks where it found something that the night
    did not, and where a measure needs its pages.
    """
    out: dict[str, Known] = {}
    for name, definition in definitions().items():
        tonight = nightly.of(name) if nightly else None
        week = weekly.of(name) if weekly else None
        if week is not None and (tonight is None or _tells_more(definition, tonight, week)):
            out[name] = Known(definition, week, True)
        elif tonight is not None:
            out[name] = Known(definition, tonight, False)
    return out


def _tells_more(definition: Definition, tonight: Measured, week: Measured) -> bool:
    if week.value == definition.nothing:
        return False
    return tonight.value == definition.nothing or definition.weekly or _rank(definition, week, tonight)


def _rank(definition: Definition, week: Measured, tonight: Measured) -> bool:
    """ "A form" tells more than "a page", and a number more than none."""
    higher = definition.values.index(week.value) > definition.values.index(tonight.value)
    return higher or (week.number is not None and tonight.number is None and week.value == tonight.value)
