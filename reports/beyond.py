"""Measures beyond the five points for the pages: of one municipality, and counted over all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from reports.source import Place, Source
from scoring.measures import Definition
from scoring.measures.combine import Known, known
from scoring.observation import Interval
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue, imported

BATCH = 50
LEAST_DRAWN = 20
"""Fewer municipalities than this are not drawn against an imported index."""
HOURS_BINS = ((0.01, 20), (20, 30), (30, 40), (40, 45), (45, 200))
"""Hours per week: from, below."""
_DAYS = range(7)


@dataclass(frozen=True, slots=True)
class Light:
    """What the pages over all municipalities need of one."""

    place: Place
    points: int | None
    values: Mapping[str, str]
    numbers: Mapping[str, float]
    details: Mapping[str, Mapping[str, str]]


def everyone(store: Source, places: Sequence[Place]) -> tuple[Light, ...]:
    """Every measured municipality, a batch at a time: results are heavy, values are not."""
    weeks = store.sectors.latest()
    found: list[Light] = []
    for start in range(0, len(places), BATCH):
        some = places[start : start + BATCH]
        shown = store.latest([place.code for place in some])
        for place in some:
            one = shown.get(place.code)
            if one is None or one.result.measures is None:
                continue
            week = weeks.get(place.code)
            told = known(one.result.measures, week.measures if week else None)
            found.append(_light(place, one.result.score.points if one.result.score else None, told))
    return tuple(found)


def _light(place: Place, points: int | None, told: Mapping[str, Known]) -> Light:
    return Light(
        place,
        points,
        {name: one.measured.value for name, one in told.items()},
        {name: one.measured.number for name, one in told.items() if one.measured.number is not None},
        {name: dict(one.measured.details) for name, one in told.items() if one.measured.details},
    )


def hours_bins(rows: Sequence[Light], measure: str) -> tuple[tuple[float, float, int], ...]:
    hours = [row.numbers[measure] for row in rows if measure in row.numbers]
    return tuple((low, high, sum(low <= hour < high for hour in hours)) for low, high in HOURS_BINS)


def median_hours(rows: Iterable[Light], measure: str) -> float | None:
    hours = [row.numbers[measure] for row in rows if measure in row.numbers]
    return round(median(hours), 1) if hours else None


@dataclass(frozen=True, slots=True)
class Card:
    """The service card of one municipality."""

    there: tuple[Known, ...]
    """Channels that were found."""
    absent: tuple[Definition, ...]
    """Not found within the search budget."""
    others: tuple[Known, ...]
    """Hours, promises, complaints, business …: found ones."""
    absent_others: tuple[Definition, ...]
    week: tuple[tuple[int, tuple[Interval, ...], tuple[Interval, ...]], ...]
    """(weekday, phone, visit)"""
    visited_at: str | None
    """When the weekly crawl was there."""
    surveys: tuple[SurveyValue, ...]


def card(told: Mapping[str, Known], week: Week | None, surveys: Sequence[SurveyValue]) -> Card | None:
    if not told:
        return None
    channels = [one for one in told.values() if one.definition.group == "channels"]
    others = [one for one in told.values() if one.definition.group != "channels"]
    return Card(
        tuple(one for one in channels if one.found),
        tuple(one.definition for one in channels if not one.found),
        tuple(one for one in others if one.found),
        tuple(one.definition for one in others if not one.found),
        _week(told),
        week.visited_at if week else None,
        tuple({value.measure: value for value in surveys}.values()),
    )


def _week(told: Mapping[str, Known]) -> tuple[tuple[int, tuple[Interval, ...], tuple[Interval, ...]], ...]:
    phone, visit = (_spans(told, name) for name in ("phone_hours", "visit_hours"))
    if not phone and not visit:
        return ()
    days = [day for day in _DAYS if day < 5 or any(span.weekday == day for span in (*phone, *visit))]
    return tuple(
        (
            day,
            tuple(span for span in phone if span.weekday == day),
            tuple(span for span in visit if span.weekday == day),
        )
        for day in days
    )


def _spans(told: Mapping[str, Known], name: str) -> tuple[Interval, ...]:
    return told[name].measured.week if name in told else ()


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points against one imported index. Rank correlation with a 95-percent interval."""

    measure: str
    label: str
    definition: str
    dots: tuple[tuple[float, float, Place, int, float], ...]
    """(x, y, municipality, points, value)"""
    n: int
    rho: float
    low: float
    high: float
    sources: tuple[str, ...]


def scatters(
    rows: Sequence[Light], values: Sequence[SurveyValue], language: str
) -> tuple[tuple[Scatter, ...], tuple[tuple[str, int], ...]]:
    """Those that can be drawn, and (name, n) of those with too few municipalities."""
    drawn: list[Scatter] = []
    few: list[tuple[str, int]] = []
    newest = {(value.code, value.measure): value for value in values}  # by date: the last one stays
    for name, definition in imported().items():
        if definition.kind != "number":
            continue
        label = definition.sv if language == "sv" else definition.en
        pairs = [
            (row, value)
            for row in rows
            if (value := newest.get((row.place.code, name))) and row.points is not None
        ]
        if len(pairs) >= LEAST_DRAWN:
            about = definition.definition_sv if language == "sv" else definition.definition_en
            drawn.append(_scatter(name, label, about, pairs))
        elif pairs:
            few.append((label, len(pairs)))
    return tuple(drawn), tuple(few)


def _scatter(name: str, label: str, about: str, pairs: list[tuple[Light, SurveyValue]]) -> Scatter:
    from scipy.stats import spearmanr

    points = [float(row.points or 0) for row, _ in pairs]
    values = [float(value.number or 0) for _, value in pairs]
    constant = len(set(points)) == 1 or len(set(values)) == 1
    rho = 0.0 if constant else float(spearmanr(points, values).statistic)
    low, high = _fisher(rho, len(pairs))
    dots = tuple(
        (round(40 + 60 * x + (at % 7 - 3) * 2.2, 1), round(210 - 1.9 * y, 1), row.place, int(x), y)
        for at, ((row, _), x, y) in enumerate(zip(pairs, points, values, strict=True))
    )
    sources = tuple(sorted({value.source for _, value in pairs}))
    return Scatter(name, label, about, dots, len(pairs), rho, low, high, sources)


def _fisher(rho: float, n: int) -> tuple[float, float]:
    """95-percent interval of Spearman's ρ by Fisher's transform, with Bonett and Wright's (2000) variance."""
    from math import atanh, sqrt, tanh

    z = atanh(max(min(rho, 0.999999), -0.999999))
    half = 1.959964 * sqrt((1 + rho * rho / 2) / (n - 3))
    return tanh(z - half), tanh(z + half)
