"""Service card, channels and service, web and reality."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.beyond import Light, _fisher, scatters
from reports.language import Language
from reports.measures.levels import levels
from reports.measures.over_time import Line, Point, drawn, turned
from reports.measures.shares import parts, share_of, wilson
from reports.service_words import ServiceWords
from reports.site import build_site
from scoring.agreement.coefficients import proportion
from scoring.measures import definitions
from scoring.result import Measured
from scoring.surveys import SurveyValue, imported
from tests.reports.conftest import Site
from tests.reports.invented import InventedStore, Shown, invent, municipality, result
from tests.reports.invented_measures import answer, measures, told_of

TABLE = definitions()


def test_the_card_shows_what_was_found_and_what_was_not(swedish: Site) -> None:
    found = swedish.text("kommun/0001.html")
    for words in (
        "Chattbot",
        "Alva, säger att den är en bot, visar ingen väg till en människa",
        "inom 2 arbetsdagar",
    ):
        assert words in found
    assert "46,5 timmar i veckan" in found
    assert "08:00–16:30" in found
    nothing = swedish.text("kommun/0009.html")
    assert "Hittades inte: Besöksdisk, Telefon" in nothing


def test_imported_values_stand_apart_with_their_source(swedish: Site) -> None:
    (imported,) = swedish.tree("kommun/0001.html").xpath("//div[@class='imported']")
    told = " ".join(imported.text_content().split())
    assert "Ur enkäter, inte från webbplatsen" in told
    assert "ServiceScore 2025, 2025-05-01" in told


@pytest.mark.parametrize(
    ("measure", "value", "swedish", "english"),
    [
        ("calls_answered", "55.5", "55,5 procent", "55.5 percent"),
        ("servicescore_index", "52", "52 av 100", "52 of 100"),
        ("case_system", "yes", "ja", "yes"),
        ("case_system", "no", "nej", "no"),
        ("ladder_step", "value_centre", "värdecenter", "value centre"),
    ],
)
def test_what_a_survey_answers_is_said_in_words(measure: str, value: str, swedish: str, english: str) -> None:
    number = float(value) if value[0].isdigit() else None
    said = SurveyValue(
        "0001", measure, value, number, imported()[measure].unit, "S", "", "2026-05-01", "c", "", None
    )
    assert ServiceWords(Language("sv")).answer(said) == swedish
    assert ServiceWords(Language("en")).answer(said) == english


def test_what_the_web_says_stays_text(swedish: Site) -> None:
    card = swedish.tree("kommun/0006.html").xpath("//section[@class='service']")[0]
    assert not card.xpath(".//script")
    assert "\u202e" not in card.text_content()


def test_claims_are_marked_as_such(swedish: Site) -> None:
    card = swedish.tree("kommun/0001.html").xpath("//section[@class='service']")[0]
    claims = [" ".join(e.getparent().text_content().split()) for e in card.xpath(".//small[@class='claim']")]
    assert any("Säger en väg in" in claim for claim in claims)
    assert not any("Besöksdisk" in claim for claim in claims)


def test_few_municipalities_get_numbers_and_no_percentage(swedish: Site) -> None:
    table = swedish.tree("service.html").xpath("//table[contains(@class, 'measures')]")[0]
    told = [cell.text_content() for cell in table.xpath(".//td[@data-l='Hittades']")]
    assert len(told) == len(TABLE)
    assert "%" not in " ".join(told)


def test_finnish_figures_stand_with_their_caveat(english: Site) -> None:
    told = english.text("service.html")
    assert "7 %" in told
    assert "are not the same measurement" in told


def many(count: int, tmp_path: Path) -> Site:
    places = [municipality(f"{n:04}", f"Ort {n}") for n in range(1, count + 1)]
    store = InventedStore()
    for at, place in enumerate(places):
        judged = result(place, ("yyyyu", "yynyu", "nnnnu")[at % 3])
        judged = judged.model_copy(update={"measures": measures(at % 2 == 0)})
        store.shown[place.code] = Shown("20261122T010000Z", judged)
    store.answers = tuple(answer(place.code, 40 + at) for at, place in enumerate(places))
    build_site(store, places, tmp_path / "out", "sv", tmp_path)
    return Site(tmp_path / "out", "sv")


@pytest.mark.parametrize(("count", "drawn"), [(19, 0), (20, 1)])
def test_nothing_is_drawn_under_twenty(tmp_path: Path, count: int, drawn: int) -> None:
    site = many(count, tmp_path)
    tree = site.tree("reality.html")
    assert len(tree.xpath("//svg[contains(@class, 'scatter')]")) == drawn
    told = site.text("reality.html")
    assert ("för få för att rita" in told) == (not drawn)
    if drawn:
        caption = tree.xpath("//figcaption")[0].text_content()
        assert "Hittbarhet är inte service." in caption
        assert f"{count} kommuner, ρ =" in caption
        assert len(tree.xpath("//svg[contains(@class, 'scatter')]//circle")) == count
    assert " 50" in site.text("service.html")  # per cent of ten and more


def test_rank_correlation_and_its_interval() -> None:
    low, high = _fisher(0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.326, 0.641)
    assert -1 <= _fisher(1.0, 20)[0] <= 1


def test_shares_leave_out_where_nothing_was_read(tmp_path: Path) -> None:
    assert share_of([], TABLE["chat"]) is None
    row = Light(municipality("0001", "Ale"), 3, {"centralisation": "unknown", "chat": "closed"}, {}, {})
    assert share_of([row], TABLE["centralisation"]) is None
    closed = share_of([row], TABLE["chat"])
    assert closed is not None
    assert (closed.count, closed.total, closed.percent) == (0, 1, False)
    store, _ = invent(tmp_path)
    assert replace(store, shown={}).shown == {}
    assert scatters([], (), "sv") == ((), ())


@pytest.mark.parametrize(("count", "of"), [(0, 10), (1, 10), (5, 10), (10, 10), (97, 290), (290, 290)])
def test_wilson_is_that_of_scipy(count: int, of: int) -> None:
    expected = proportion(count, of)
    assert wilson(count, of) == pytest.approx((expected.low, expected.high), abs=0.0006)


# A page per measure


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return many(30, tmp_path_factory.mktemp("thirty"))


def test_every_measure_has_a_page_with_map_sizes_groups_and_counties(thirty: Site) -> None:
    for name in TABLE:
        tree = thirty.tree(f"service/{name}.html")
        assert len(tree.xpath("//svg[@class='map']//a")) == 30, name
        assert {section.get("aria-labelledby") for section in tree.xpath("//section")} >= {
            "where",
            "size",
            "group",
            "county",
        }, name
        counted = [int(cell.text) for cell in tree.xpath("//table[contains(@class, 'levels')]//td")]
        assert sum(counted) == 30, name


def test_a_measures_page_leads_to_its_municipalities_in_the_table(thirty: Site) -> None:
    links = thirty.tree("service/chatbot.html").xpath("//table[contains(@class, 'levels')]//a/@href")
    assert links == ["../service/table.html#m=chatbot!", "../service/table.html#m=chatbot=yes"]


def test_parts_under_ten_have_numbers_and_neither_percent_nor_bar(thirty: Site) -> None:
    seen = set()
    for row in thirty.tree("service/chatbot.html").xpath("//table[contains(@class, 'split')]/tbody/tr"):
        told = row.xpath("td[@class='n']")[0].text_content()
        enough = int(told.split()[2]) >= 10
        seen.add(enough)
        assert ("%" in told) == enough, told
        assert bool(row.xpath(".//svg")) == enough, told
    assert True in seen


def test_finnish_figures_stand_beside_their_measure_only(english: Site) -> None:
    assert "Finland 2018: 20%" in english.text("service/chat.html")
    assert "not the same measurement" in english.text("service/chat.html")
    assert "Finland 2018" not in english.text("service/sms.html")


def test_the_table_has_every_measured_municipality_and_its_tokens(swedish: Site) -> None:
    rows = swedish.tree("service/table.html").xpath("//table[@id='services']/tbody/tr")
    names = [row.xpath("th//text()")[0] for row in rows]
    assert len(rows) == 3
    tokens = dict(zip(names, (row.get("data-v").split() for row in rows), strict=True))
    assert "chatbot=yes" in tokens["Ale"]
    assert tokens["Gnosjö"] == []


# The map's shades


def light(code: str, value: str, number: float | None = None, measure: str = "phone_hours") -> Light:
    numbers = {} if number is None else {measure: number}
    return Light(municipality(code, f"Ort {code}"), 3, {measure: value}, numbers, {})


def test_more_hours_are_darker_and_what_was_not_read_is_bare() -> None:
    rows = [light("1", "none"), light("2", "stated", 12), light("3", "stated", 46), light("4", "unparsed")]
    found = levels(rows, TABLE["phone_hours"])
    assert [found.by_code[code].look for code in "1234"] == ["p0", "p1", "p5", "p2 open"]
    bare = levels([light("1", "unknown", measure="centralisation")], TABLE["centralisation"])
    assert bare.by_code["1"].look == "unmeasured"


def test_parts_are_in_their_readers_order() -> None:
    rows = [light(f"{n:04}", "none") for n in range(1, 4)]
    assert [part.kind for part in parts(rows)["size"]] == ["size"]


# Through the nights


def test_changes_name_measure_before_and_after(swedish: Site) -> None:
    section = swedish.tree("changes.html").xpath("//section[@aria-labelledby='service-changes']")[0]
    told = " ".join(section.text_content().split())
    assert "Chattbot: hittades inte → blev ja" in told
    assert "Telefontid: hittades inte → blev 46,5 timmar i veckan" in told
    assert "I veckans genomgång, från vecka 2026-W46 till vecka 2026-W47" in told
    assert "Samlat eller var för sig: för få sidor lästa → blev" in told
    assert "Gnosjö" not in told


def test_trends_list_every_measure_that_has_two_nights_or_weeks(english: Site) -> None:
    rows = english.tree("trends.html").xpath("//section[@aria-labelledby='service-trends']//tbody/tr")
    assert len(rows) >= len(TABLE) - 2  # those whose value says that too little was read have no figure
    assert english.tree("service/chatbot.html").xpath(
        "//section[@aria-labelledby='time']//path[@class='line']"
    )


def test_only_what_moved_is_a_change() -> None:
    place = municipality("0001", "Ale")
    old, new = measures(True), measures(True)
    hours = new.of("phone_hours")
    assert hours is not None
    moved = tuple(replace_number(one, 30.0) if one.measure == "phone_hours" else one for one in new.found)
    after = new.model_copy(update={"found": moved})
    before_told, after_told = {"0001": told_of("0001", old)}, {"0001": told_of("0001", after)}
    (only,) = turned(before_told, after_told, [place], weekly=False)
    assert (only.definition.id, only.numbers) == ("phone_hours", (46.5, 30.0))
    assert turned(before_told, before_told, [place], weekly=False) == ()
    assert turned(before_told, {}, [place], weekly=False) == ()  # not seen: nothing is known of it


def replace_number(one: Measured, number: float) -> Measured:
    return one.model_copy(update={"number": number})


def test_a_line_breaks_where_the_words_changed() -> None:
    days = [date(2026, 11, day) for day in (1, 2, 3, 4)]
    points = tuple(Point(day, 10 + n, 30, "1" if n < 2 else "2") for n, day in enumerate(days))
    line = Line(TABLE["chat"], points)
    assert line.since.day == days[2]
    found = drawn(line)
    assert found.path.count("M") == 2
    assert [version for _, version in found.breaks] == ["2"]


def test_every_channel_has_a_sign_of_its_own(swedish: Site) -> None:
    card = swedish.tree("kommun/0001.html").xpath("//section[@class='service']")[0]
    signs = card.xpath(".//ul[@class='channels']//svg/path/@d")
    channels = [one for one in TABLE.values() if one.group == "channels"]
    assert len(signs) == len(set(signs)) == len(channels)
