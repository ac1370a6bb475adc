"""Service card, channels and service, web and reality."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.beyond import _fisher, scatters, share_of
from reports.site import build_site
from tests.reports.conftest import Site
from tests.reports.invented import InventedStore, Shown, invent, municipality, result
from tests.reports.invented_measures import answer, measures


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
    assert "%" not in " ".join(
        cell.text_content()
        for cell in swedish.tree("service.html").xpath("//table[contains(@class, 'measures')]//td")
    )


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
    assert share_of([], "chat") is None
    store, _ = invent(tmp_path)
    assert replace(store, shown={}).shown == {}
    assert scatters([], (), "sv") == ((), ())
