"""Opening hours as municipalities write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.hours_grammar import parse_hours

NAMES = ("må", "ti", "on", "to", "fr", "lö", "sö")
WEEK = "må ti on to fr"


def told(text: str) -> dict[str, list[str]]:
    days: dict[str, list[str]] = {}
    for interval in parse_hours(text).intervals:
        days.setdefault(NAMES[interval.weekday], []).append(f"{interval.opens}-{interval.closes}")
    return days


def week(plan: str) -> dict[str, list[str]]:
    """ "må ti 08:00-12:00 13:00-16:00; fr 08:00-15:00" """
    days: dict[str, list[str]] = {}
    for part in filter(None, plan.split(";")):
        words = part.split()
        for day in (word for word in words if word in NAMES):
            days[day] = [word for word in words if word not in NAMES]
    return {day: days[day] for day in NAMES if day in days}


E8 = f"{WEEK} 08:00-16:00"
LUNCH = f"{WEEK} 08:00-12:00 13:00-16:00"
CASES = [
    ("Måndag - torsdag 08.00 - 16.00", "må ti on to 08:00-16:00"),
    ("Fredag 08.00 - 15.00", "fr 08:00-15:00"),
    ("Måndag: 07.30-18.00, Tisdag-fredag: 07.30–16.30", "må 07:30-18:00; ti on to fr 07:30-16:30"),
    ("Vardagar 07:30-17:00", f"{WEEK} 07:30-17:00"),
    (
        "måndag – torsdag klockan 8 – 17 och fredagar klockan 8 – 15",
        "må ti on to 08:00-17:00; fr 08:00-15:00",
    ),
    ("Vardagar mellan klockan 7 på morgonen och klockan 17 på kvällen", f"{WEEK} 07:00-17:00"),
    ("Måndag–fredag 8–16, lunchstängt 12.00-13.00", ""),
    ("Måndag–fredag 8–16. Lunchstängt 12–13.", ""),
    ("Måndag till fredag 8-12 och 13-16", LUNCH),
    ("Dag innan röd dag 07.45-13.00", ""),
    ("Dag före röd dag 07.45–13.00", ""),
    (
        "Måndag-torsdag 07.45-16.30, fredag 07.45-15.00, dag före röd dag 07.45–13.00",
        "må ti on to 07:45-16:30; fr 07:45-15:00",
    ),
    ("Telefontid 8.30–9.30", ""),
    ("Stängt just nu. Öppnar imorgon 08.00", ""),
    ("Öppet idag 8–16", ""),
    ("Helgfria vardagar kl. 08.00–16.30", f"{WEEK} 08:00-16:30"),
    ("Vi har öppet helgfria vardagar 8-16.30", f"{WEEK} 08:00-16:30"),
    ("Kl. 8–16 helgfri måndag-fredag", E8),
    ("Vi har öppet från klockan 8 till klockan 16 måndag till fredag.", E8),
    ("08.00–16.00 måndag–torsdag och 08.00–15.00 fredag", "må ti on to 08:00-16:00; fr 08:00-15:00"),
    ("Mån–fre 8–16", E8),
    ("Mån-tors: 8.00-16.30, fre: 8.00-15.00", "må ti on to 08:00-16:30; fr 08:00-15:00"),
    ("Tisdag och torsdag 13–18", "ti to 13:00-18:00"),
    ("Måndag, onsdag och fredag 9-12", "må on fr 09:00-12:00"),
    ("Lördag–söndag stängt", ""),
    ("Måndag-fredag 8-17, lördag 10-14, söndag stängt", f"{WEEK} 08:00-17:00; lö 10:00-14:00"),
    ("Alla dagar 9–20", "må ti on to fr lö sö 09:00-20:00"),
    ("Dygnet runt", "må ti on to fr lö sö 00:00-24:00"),
    ("må-fr 8-16", E8),
    ("Onsdag 12 mars 18.00–20.00", ""),
    ("Handläggningstiden är 3-5 arbetsdagar", ""),
    ("Barn 7-16 år", ""),
    ("Måndag–fredag 17–8", ""),
    ("Måndag–fredag 25.00–26.00", ""),
    ("måndag-fredag kl 0800-1600", E8),
    ("Måndag t.o.m. torsdag 8.00 till 16.00", "må ti on to 08:00-16:00"),
    ("Måndag–fredag utom onsdag 8–16", "må ti to fr 08:00-16:00"),
    ("Vardagar 8-16, utom onsdagar 8-18", "må ti to fr 08:00-16:00; on 08:00-18:00"),
    ("Måndag | 08.00–16.00", "må 08:00-16:00"),
    (
        "Måndag–torsdag 8–16.30 (lunchstängt 12–13) Fredag 8–15",
        "må ti on to 08:00-12:00 13:00-16:30; fr 08:00-15:00",
    ),
    ("Mandag, onsdag, fredag: 15.00–20.00", "må on fr 15:00-20:00"),
    ("Alle hverdager: 06.30-08.30", f"{WEEK} 06:30-08:30"),
    ("Vi svarar i telefon vardagar 7.30–16.30. Den 24 december har vi stängt.", f"{WEEK} 07:30-16:30"),
    ("Måndag: stängt. Tisdag–fredag: 10–17", "ti on to fr 10:00-17:00"),
    ("Måndag-torsdag: 08:00-12:00, 13:00-16:00", "må ti on to 08:00-12:00 13:00-16:00"),
    ("1 juni–31 augusti: måndag–fredag 8–15", ""),
    ("ma-pe klo 8-16", E8),
    ("Monday–Friday 8–16", E8),
    ("torsdagar öppet till 18", ""),
    ("Vardagar kl 8-16", E8),
    ("Vardagar: 8.00-16", E8),
    ("måndagar 8–18", "må 08:00-18:00"),
    ("Onsdagar 13.00 – 15.30", "on 13:00-15:30"),
    ("Lördagar 10–14", "lö 10:00-14:00"),
    ("Mån 8-16 Tis 9-17", "må 08:00-16:00; ti 09:00-17:00"),
    ("Torsdag: 08.00-18.00", "to 08:00-18:00"),
    ("helger 10-15", "lö sö 10:00-15:00"),
    ("Måndag till och med fredag klockan 8.00–16.00", E8),
    ("fredag - måndag 10-12", "må fr lö sö 10:00-12:00"),
    ("klass 7-9", ""),
    ("Öppettider: måndag–fredag 8—16", E8),
    ("Måndag–fredag: klockan 8:00 – 16:00.", E8),
    ("2024-2025", ""),
    ("021-39 00 00", ""),
]


@pytest.mark.parametrize(("text", "plan"), CASES)
def test_swedish_hours(text: str, plan: str) -> None:
    expected = week(LUNCH) if "unchstängt" in text and not plan else week(plan)
    assert told(text) == expected


@given(
    st.integers(0, 6), st.integers(6, 11), st.integers(12, 22), st.sampled_from(["–", "-", " - ", " till "])
)
def test_written_hours_are_read_back(day: int, opens: int, closes: int, dash: str) -> None:
    name = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")[day]
    assert told(f"{name} {opens:02d}.00{dash}{closes:02d}.30") == {
        NAMES[day]: [f"{opens:02d}:00-{closes:02d}:30"]
    }


@given(st.text(max_size=200))
def test_never_raises(text: str) -> None:
    parse_hours(text)
