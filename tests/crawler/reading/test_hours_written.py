"""Hours as they are written in Sweden, Finland (both languages), Norway and Denmark: one row of
`hours_written.csv` each. An empty week: no hours of every week can be read, and none may be invented."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.hours_grammar import parse_hours
from crawler.reading.page import read_page
from scoring.observation import Page

DAYS = ("må", "ti", "on", "to", "fr", "lö", "sö")
NAMES = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
}
OCLOCK = {"sv": "kl. ", "fi": "klo ", "nb": "kl. ", "nn": "kl. ", "da": "kl. "}


def written() -> list[tuple[str, str]]:
    """(text, week). A text may have semicolons, so the week is what stands behind the first one after it."""
    path = Path(__file__).with_name("hours_written.csv")
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for row in rows:
        _, rest = row.split(";", 1)
        text, week = rest.split(";", 1)
        found.append((text, week))
    return found


def told(text: str) -> dict[str, list[str]]:
    days: dict[str, list[str]] = {}
    for interval in parse_hours(text, timely=True).intervals:
        days.setdefault(DAYS[interval.weekday], []).append(f"{interval.opens}-{interval.closes}")
    return days


def planned(week: str) -> dict[str, list[str]]:
    days: dict[str, list[str]] = {}
    for part in filter(None, (piece.strip() for piece in week.split(";"))):
        words = part.split()
        for day in (word for word in words if word in DAYS):
            days[day] = [word for word in words if word not in DAYS]
    return {day: days[day] for day in DAYS if day in days}


@pytest.mark.parametrize(("text", "week"), written())
def test_hours_as_they_are_written(text: str, week: str) -> None:
    parsed = told(text)
    pauses = parse_hours(text, timely=True).closures
    if pauses:  # a closure for the whole group is cut out where the page's lines are joined
        parsed = group(text)
    assert parsed == planned(week)


def test_the_table_is_as_large_as_it_says() -> None:
    path = Path(__file__).with_name("hours_written.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        languages = [row["language"] for row in csv.DictReader(stream, delimiter=";")]
    assert len(languages) >= 80
    for language, least in (("sv", 30), ("sv-FI", 10), ("fi", 10), ("nb", 10), ("da", 10)):
        assert languages.count(language) >= least


def page(line: str) -> Page:
    body = f"<html><body><main><h1>Kontakt</h1><h2>Telefon</h2><p>{line}</p></main></body></html>"
    address = "http://x.example/"
    return read_page(body, url=address, final_url=address, status=200, role="target")


def group(text: str) -> dict[str, list[str]]:
    days: dict[str, list[str]] = {}
    for record in page(text).hours:
        for interval in record.intervals:
            days.setdefault(DAYS[interval.weekday], []).append(f"{interval.opens}-{interval.closes}")
    return days


CLOCK = st.integers(0, 47).map(lambda half: (half // 2, half % 2 * 30))


@given(
    st.sampled_from(sorted(NAMES)),
    st.integers(0, 5),
    st.integers(1, 5),
    st.integers(12, 23),
    st.integers(26, 43),
    st.sampled_from(("–", "-", " – ")),
)
def test_a_range_of_days_is_read_back_in_every_language(
    language: str, first: int, length: int, opens: int, closes: int, dash: str
) -> None:
    """Written by us, read by the parser: same days, same times (half hours from 6 to 21.30)."""
    last = min(first + length, 6)
    names = NAMES[language]
    times = [f"{half // 2}.{half % 2 * 30:02d}" for half in (opens, closes)]
    text = f"{names[first]}–{names[last]} {OCLOCK[language]}{times[0]}{dash}{times[1]}"
    span = "-".join(f"{half // 2:02d}:{half % 2 * 30:02d}" for half in (opens, closes))
    assert told(text) == {DAYS[day]: [span] for day in range(first, last + 1)}


@given(st.sampled_from(("25–26", "17–8", "8.75–16", "99.00–12.00")), st.sampled_from(sorted(NAMES)))
def test_nonsense_keeps_its_words_and_gives_no_hours(times: str, language: str) -> None:
    line = f"Öppettider {NAMES[language][0]} kl {times}"
    assert all(not record.intervals for record in page(line).hours)


def test_what_cannot_be_read_is_kept_as_it_stands() -> None:
    found = page("Telefontid måndag–fredag 17–8").hours
    assert [(record.kind, record.intervals, record.raw) for record in found] == [
        ("phone", (), "Telefontid måndag–fredag 17–8")
    ]
