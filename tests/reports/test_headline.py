"""The sentences of the start page, right for none, one and many."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from reports.changes import Changes
from reports.headline import headline, open_sentence
from reports.language import Language
from reports.overview import Overview, best_of, overview
from reports.standings import standings
from tests.reports.invented import InventedStore, Shown, invent, municipality, result

NIGHT = Overview(290, 287, 41, 63, 120, 12, False, (), (), date(2026, 11, 22), True)


def test_the_sentence_of_the_plan() -> None:
    expected = "Natten till 22 november: 290 kommuner, 287 mätta. 41 visar vägen fullt ut, 63 inte alls."
    assert str(headline(NIGHT, Language("sv"))) == expected


@pytest.mark.parametrize(
    ("changes", "lang", "expected"),
    [
        (
            {"total": 1, "measured": 1, "full": 1, "none": 0},
            "sv",
            "1 kommun, 1 mätt. 1 visar vägen fullt ut, ingen är helt",
        ),
        ({"full": 0, "none": 1}, "sv", "287 mätta. Ingen visar vägen fullt ut, 1 inte alls."),
        ({"total": 1, "measured": 0}, "sv", "1 kommun, ingen mätt."),
        ({"total": 0, "measured": 0, "day": None}, "sv", "0 kommuner, ingen mätt."),
        ({"total": 1234, "at_night": False}, "sv", "Den 22 november: 1\xa0234 kommuner, 287 mätta."),
        ({"total": 1234}, "en", "The night to 22 November: 1,234 municipalities, 287 measured. 41 show"),
        (
            {"total": 1, "measured": 1, "full": 1},
            "en",
            "1 municipality, 1 measured. 1 shows the way in full, 63 not at all.",
        ),
    ],
)
def test_grammar(changes: dict[str, object], lang: str, expected: str) -> None:
    assert expected in str(headline(replace(NIGHT, **changes), Language(lang)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("2026-11-22T01:00:00Z", "Sedan förra mätningen: 2 bättre."),
        ("2026-11-21T02:00:00Z", "Sedan i går: 2 bättre."),
        ("2026-11-20T02:00:00Z", "Sedan 20 november: 2 bättre."),
    ],
)
def test_since_when(before: str, expected: str) -> None:
    earlier, later = (SimpleNamespace(started=at) for at in (before, "2026-11-22T16:00:00Z"))
    turned = SimpleNamespace(before=earlier, after=later, count=lambda way: 2 if way == "better" else 0)
    assert headline(NIGHT, Language("sv"), cast(Changes, turned)).since == expected


def test_open_sentence() -> None:
    swedish = Language("sv")
    assert open_sentence(NIGHT, swedish).startswith("Hos 120 är något ännu öppet. Räknat på a–d:")
    assert open_sentence(replace(NIGHT, open=0, all_five=True), swedish) == "Inget är öppet."
    assert open_sentence(replace(NIGHT, open=0), swedish).startswith("Inget annat är öppet. Räknat")


def test_ordinals() -> None:
    swedish, english = Language("sv"), Language("en")
    numbers = (1, 2, 3, 11, 12, 21, 111)
    assert [swedish.ordinal(n) for n in numbers] == ["1:a", "2:a", "3:e", "11:e", "12:e", "21:a", "111:e"]
    assert [english.ordinal(n) for n in numbers] == ["1st", "2nd", "3rd", "11th", "12th", "21st", "111th"]


def test_open_responsible_leaves_a_to_d() -> None:
    view = overview(standings(*invent()))
    assert (view.total, view.measured, view.top) == (13, 10, 4)
    assert view.settled == 2
    assert sum(bar.total for bar in view.bars) == 10
    assert {share.aspect: share.total for share in view.shares}["responsible"] == 10
    assert (view.day, view.at_night) == (date(2026, 11, 22), True)


def test_groups_are_shared_and_unmeasured_apart() -> None:
    found = standings(*invent())
    assert [(row.place.name, row.group, row.shared) for row in found.ranked[:2]] == [
        ("Åmål", 1, 1),
        ("Ale", 2, 1),
    ]
    tied = {(row.place.name, row.group) for row in found.ranked if row.shared == 2}
    assert tied == {("<b>Hostila</b> & Co", 4), ("Örebro", 4), ("Uppsala", 5), ("Ängelholm", 5)}
    assert {row.place.name: row.reason for row in found.missing} == {
        "Bjuv": "timeout", "Habo": "blocked", "Nyast": "not_yet",
    }  # fmt: skip


def test_the_best_are_counted_as_the_charts_count() -> None:
    """Of a–d, as long as e is open nearly everywhere: who is responsible separates nobody."""
    places = [municipality(f"000{n}", name) for n, name in enumerate(("Ale", "Bjuv", "Habo", "Malå"))]
    letters = ("yyyyy", "yyyyu", "yyyru", "nnnnn")
    store = InventedStore(
        {p.code: Shown("1", result(p, word)) for p, word in zip(places, letters, strict=True)}
    )
    ranked = standings(store, places).ranked
    assert {row.place.name for row in best_of(ranked, all_five=False)} == {"Ale", "Bjuv"}
    assert {row.place.name for row in best_of(ranked, all_five=True)} == {"Ale"}
    assert best_of([row for row in ranked if row.place.name == "Malå"], all_five=False) == []
    assert best_of([], all_five=True) == []


def test_settled_responsible_counts_all_five() -> None:
    places = [
        municipality(f"000{n}", name) for n, name in enumerate(("Ale", "Bjuv", "Habo", "Malå", "Säter"))
    ]
    letters = ("yyyyy", "nnnnn", "yyryy", "yyyyn", "yyyyu")
    store = InventedStore(
        {p.code: Shown("1", result(p, word)) for p, word in zip(places, letters, strict=True)}
    )
    view = overview(standings(store, places))
    assert (view.all_five, view.top, view.settled, view.full, view.none, view.open) == (True, 5, 4, 1, 1, 2)
    assert [(bar.certain, bar.open) for bar in view.bars] == [(1, 0), (0, 0), (0, 0), (0, 0), (1, 2), (1, 0)]
