"""Invented measures beyond the five points: all found, none found, hostile; a week; answers of surveys."""

from scoring.measures import definitions
from scoring.observation import Interval
from scoring.result import Evidence, Measured, Measures
from scoring.store.measure_history import Told
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue

WEEK = tuple(Interval(weekday=day, opens="08:00", closes="16:30") for day in range(5))
_DETAILS = {
    "chatbot": (("name", "Alva"), ("says", "yes"), ("human", "no")),
    "reply_promise": (("amount", "2"), ("unit", "working_days")),
    "complaints_promise": (("amount", "10"), ("unit", "days")),
    "centralisation": (("pages", "11"), ("sends", "10"), ("phones", "2"), ("mailboxes", "3")),
    "sector_hours": (("pages", "11"), ("with_hours", "5"), ("share", "0.45")),
}
_NUMBERS = {
    "visit_hours": 42.5,
    "phone_hours": 46.5,
    "eservices": 184.0,
    "centralisation": 0.91,
    "sector_hours": 5.0,
}


def measures(found: bool, words: str = "Vi svarar inom två arbetsdagar.") -> Measures:
    """Every measure: its last value with a quote, or not found."""
    url = "https://www.ale.se/kontakt"
    told = tuple(
        Measured(
            measure=name,
            value=definition.values[-1] if found else definition.nothing,
            number=_NUMBERS.get(name) if found else None,
            rule=next(iter(definition.rules)) if found else "",
            evidence=(Evidence(url=url, text=words),) if found else (),
            week=WEEK if found and name.endswith("_hours") else (),
            details=_DETAILS.get(name, ()) if found else (),
        )
        for name, definition in definitions().items()
    )
    return Measures(version="1", found=told)


def told_of(code: str, measures: Measures) -> Told:
    """As the history has them."""
    values = {one.measure: one.value for one in measures.found}
    numbers = {one.measure: one.number for one in measures.found if one.number is not None}
    return Told(code, "2026-11-22T01:12:00Z", measures.version, values, numbers)


def week() -> Week:
    return Week("2026-11-21T03:00:00Z", measures(True))


def answer(code: str, value: float, source: str = "ServiceScore 2025") -> SurveyValue:
    return SurveyValue(
        code=code,
        measure="servicescore_index",
        value=f"{value:g}",
        number=value,
        unit="index",
        source=source,
        question="Index",
        date="2025-05-01",
        collector="ServiceScore",
        evidence="",
        valid_until="2027-12-31",
    )
