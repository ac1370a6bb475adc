"""One value of a survey, and everything that may be wrong with it. Pure: the moment comes in."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.surveys.definitions import Imported, imported

LONGEST = 500
"""Characters of one text."""
_NUMBER = re.compile(r"[-+]?\d{1,6}(?:[.,]\d{1,6})?")
_YES = dict.fromkeys(("ja", "yes", "1", "true"), "yes") | dict.fromkeys(("nej", "no", "0", "false"), "no")
_UNITS = dict.fromkeys(("%", "procent", "andel"), "percent") | {
    "index 0–100": "index",
    "index 0-100": "index",
}
EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class SurveyValue:
    """`value` is one of the measure's words, or a number as text; dates are ISO 8601 days."""

    code: str
    measure: str
    value: str
    number: float | None
    unit: str
    source: str
    question: str
    date: str
    collector: str
    evidence: str
    valid_until: str | None

    def valid_on(self, day: dt.date) -> bool:
        return self.valid_until is None or dt.date.fromisoformat(self.valid_until) >= day


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it stands in the file, the municipality already found (or empty)."""

    code: str
    measure: str
    value: str
    unit: str
    source: str
    question: str
    date: str
    collector: str
    evidence: str
    valid_until: str


def value_of(raw: Raw, today: dt.date) -> tuple[SurveyValue | None, list[str]]:
    """The value, or what is wrong: every problem with its column."""
    definition = imported().get(raw.measure)
    found = [*_problems(raw, definition, today)]
    if found or definition is None:
        return None, found
    value = _read(raw.value, definition)
    number = float(value) if definition.kind == "number" else None
    return (
        SurveyValue(
            raw.code,
            raw.measure,
            value,
            number,
            definition.unit,
            raw.source,
            raw.question,
            _day(raw.date).isoformat(),  # type: ignore[union-attr]
            raw.collector,
            raw.evidence,
            raw.valid_until or None,
        ),
        [],
    )


def _problems(raw: Raw, definition: Imported | None, today: dt.date) -> Iterator[str]:
    if definition is None:
        yield f"column measure: {raw.measure!r} is none of {', '.join(imported())}"
    else:
        yield from _value_problems(raw, definition)
    yield from _date_problems(raw, today)
    for name in ("source", "collector"):
        if not getattr(raw, name):
            yield f"column {name}: empty; say who asked, and who collected it"
    for name in ("source", "question", "collector", "evidence"):
        if len(getattr(raw, name)) > LONGEST:
            yield f"column {name}: longer than {LONGEST} characters"
    if re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:\S", raw.evidence, re.IGNORECASE):
        yield f"column evidence: {raw.evidence[:60]!r} is an address that is not http or https"


def _value_problems(raw: Raw, definition: Imported) -> Iterator[str]:
    unit = _UNITS.get(raw.unit.casefold(), raw.unit.casefold())
    if unit and unit != definition.unit:
        expected = definition.unit or "no unit"
        yield f"column unit: {raw.unit!r}, but {definition.id} is in {expected}"
    if not raw.value:
        yield "column value: empty; leave the row out when nothing is known"
        return
    value = _read(raw.value, definition)
    if definition.kind == "number":
        if not value:
            yield f"column value: {raw.value!r} is no number"
        elif not definition.least <= float(value) <= definition.most:
            yield f"column value: {raw.value} is not between {definition.least:g} and {definition.most:g}"
    elif value not in definition.values:
        yield f"column value: {raw.value!r} is none of {', '.join(definition.values)}"


def _read(text: str, definition: Imported) -> str:
    """In the measure's own words; empty when it is none."""
    if definition.kind == "number":
        plain = text.replace("\u00a0", "").replace(" ", "").removesuffix("%")
        return plain.replace(",", ".") if _NUMBER.fullmatch(plain) else ""
    folded = text.casefold()
    return _YES.get(folded, folded) if definition.kind == "yes_no" else folded.replace(" ", "_")


def _date_problems(raw: Raw, today: dt.date) -> Iterator[str]:
    day = _day(raw.date)
    if not raw.date:
        yield "column date: empty; say when it was asked"
    elif day is None:
        yield f"column date: {raw.date!r} is no day (YYYY-MM-DD) or year"
    elif day > today:
        yield f"column date: {raw.date} is in the future"
    elif day < EARLIEST:
        yield f"column date: {raw.date} is before {EARLIEST.year}"
    if not raw.valid_until:
        return
    end = _exact(raw.valid_until)
    if end is None:
        yield f"column valid_until: {raw.valid_until!r} is no day (YYYY-MM-DD)"
    elif day is not None and end < day:
        yield f"column valid_until: {raw.valid_until} is before {raw.date}"


def _day(text: str) -> dt.date | None:
    """A day; a bare year is its first day, so that a survey of this year is not in the future."""
    return dt.date(int(text), 1, 1) if re.fullmatch(r"(?:19|20)\d\d", text) else _exact(text)


def _exact(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
