"""Measures beyond the five points and survey values as one long table: a row per municipality and measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from reports.source import Place, StoredResult
from scoring.measures.combine import Known, known
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue

MEASURES_SCHEMA = "vagvisaren-measures/1"


class Beyond(Protocol):
    """The part of `scoring.store.Store` that this table needs."""

    @property
    def sectors(self) -> Any: ...
    @property
    def surveys(self) -> Any: ...


def measure_rows(
    store: Beyond, shown: Mapping[str, StoredResult], places: Iterable[Place]
) -> Iterator[dict[str, Any]]:
    """In the order of the registry: what was crawled, then what was imported (never added together)."""
    weeks: dict[str, Week] = store.sectors.latest()
    said = by_code(store.surveys.all())
    for place in places:
        yield from rows_of_place(
            place, shown.get(place.code), weeks.get(place.code), said.get(place.code, ())
        )


def rows_of_place(
    place: Place, result: StoredResult | None, week: Week | None, said: Iterable[SurveyValue]
) -> Iterator[dict[str, Any]]:
    found = known(result.result.measures if result else None, week.measures if week else None)
    for one in found.values():
        at = week.visited_at if one.weekly and week else result.result.measured_at if result else None
        yield _crawled(place, one, at)
    for value in said:
        yield _imported(place, value)


def by_code(values: Iterable[SurveyValue]) -> dict[str, list[SurveyValue]]:
    """In the order given, which is by measure and date."""
    found: dict[str, list[SurveyValue]] = {}
    for value in values:
        found.setdefault(value.code, []).append(value)
    return found


def _crawled(place: Place, one: Known, at: str | None) -> dict[str, Any]:
    first = one.measured.evidence[0] if one.measured.evidence else None
    return {
        "code": place.code,
        "name": place.name,
        "measure": one.measured.measure,
        "class": one.definition.cls,
        "value": one.measured.value,
        "number": one.measured.number,
        "unit": one.definition.unit or None,
        "found": one.found,
        "seen": at,
        "source": "weekly crawl" if one.weekly else "nightly crawl",
        "rule": one.measured.rule or None,
        "evidence_url": first.url if first else None,
        "evidence_text": first.text if first else None,
        "details": _details(one),
    }


def _details(one: Known) -> str | None:
    pairs: Sequence[tuple[str, str]] = one.measured.details
    week = [f"{span.weekday} {span.opens}-{span.closes}" for span in one.measured.week]
    return "; ".join([*(f"{name}={value}" for name, value in pairs), *week]) or None


def _imported(place: Place, value: SurveyValue) -> dict[str, Any]:
    until = value.valid_until
    return {
        "code": place.code,
        "name": place.name,
        "measure": value.measure,
        "class": "import",
        "value": value.value,
        "number": value.number,
        "unit": value.unit or None,
        "found": True,
        "seen": f"{value.date}T00:00:00Z",
        "source": value.source,
        "rule": None,
        "evidence_url": value.evidence if value.evidence.startswith("http") else None,
        "evidence_text": value.question or None,
        "details": "; ".join([f"collector={value.collector}", *([f"until={until}"] if until else [])]),
    }
