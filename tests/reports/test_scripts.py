"""What the scripts add, in a real browser and from files: the state lives in the address."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.reports.conftest import Site


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    yield tab
    context.close()
    assert problems == []


def _columns(page: Any) -> list[str]:
    page.wait_for_selector(".compared thead th")
    return [str(name) for name in page.locator(".compared thead th").all_inner_texts()]


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_compare_shows_whom_the_address_names(page: Any, swedish: Site, prefix: str) -> None:
    page.goto((swedish.root / f"{prefix}compare.html").as_uri() + "#m=0003,0005")
    assert _columns(page) == ["Örebro", "Uppsala"]
    assert page.locator(".compared .v").count() == 10
    page.fill("#m3", "amal")
    page.press("#m3", "Tab")
    page.wait_for_selector(".compared thead th >> nth=2")
    assert _columns(page) == ["Örebro", "Uppsala", "Åmål"]
    assert page.url.endswith("#m=0003,0005,0002")


def test_compare_shows_hostile_names_as_text_and_says_who_is_unknown(page: Any, swedish: Site) -> None:
    page.goto((swedish.root / "compare.html").as_uri() + "#m=0006")
    assert _columns(page) == ["<b>Hostila</b> & Co"]
    page.fill("#m2", "Ingenstans")
    page.press("#m2", "Tab")
    page.wait_for_selector("#said:has-text('Ingen kommun heter Ingenstans')")
    page.fill("#m2", "Habo")
    page.press("#m2", "Tab")
    page.wait_for_selector("#said:has-text('Habo är inte mätt')")


def test_any_two_nights_are_compared(page: Any, swedish: Site) -> None:
    page.goto((swedish.root / "changes.html").as_uri() + "#from=20260101&to=20261122T010000Z")
    page.wait_for_selector("#between tbody tr")
    names = page.locator("#between tbody th").all_inner_texts()
    assert names == ["Ale", "Gnosjö", "Uppsala"]
    assert page.locator("#summed").inner_text() == "3 ändrade: 1 bättre, 1 sämre."
    days = page.locator("#between tr:has(a:text-is('Ale')) .pair figcaption").all_inner_texts()
    assert days == ["2026-11-21", "2026-11-22"]
    picture = page.locator("#between tr:has(a:text-is('Ale')) .pair img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    assert page.locator("#other-method").is_visible()  # the first night was judged by method 0
    page.select_option("#from", "20261122T010000Z")
    page.wait_for_selector("#summed:has-text('Inget ändrades.')")
    assert not page.locator("#other-method").is_visible()
    assert page.url.endswith("#from=20261122T010000Z&to=20261122T010000Z")


def test_a_picture_opens_at_full_size_with_its_frame(page: Any, swedish: Site) -> None:
    page.goto((swedish.root / "kommun/0001.html").as_uri())
    page.click("figure.desktop a.picture")
    assert page.locator("#zoom rect.frame").count() == 1
    page.wait_for_function("document.querySelector('#zoom img').naturalWidth === 1366")
    page.keyboard.press("Escape")
    assert not page.locator("#zoom").is_visible()


def test_ranking_filters_by_change_and_status(page: Any, swedish: Site) -> None:
    page.goto((swedish.root / "ranking.html").as_uri())
    rows = page.locator("#ranking tbody tr:not([hidden]) th")
    page.select_option("#f-change", "better")
    assert rows.all_inner_texts() == ["Ale"]
    page.select_option("#f-change", "worse")
    assert rows.all_inner_texts() == ["Uppsala"]
    page.select_option("#f-change", "")
    page.select_option("#f-status", "changing")
    assert rows.all_inner_texts() == ["Ängelholm"]


def test_the_map_is_filtered_by_county(page: Any, swedish: Site) -> None:
    page.goto((swedish.root / "index.html").as_uri())
    page.select_option("#map-county", "12")
    bright = page.locator("svg.map a:not(.dim)").evaluate_all("all => all.map(a => a.dataset.county)")
    assert bright
    assert set(bright) == {"12"}


def test_the_table_of_measures_filters_by_two_measures_and_sorts(page: Any, swedish: Site) -> None:
    def shown() -> list[str]:
        return [str(name) for name in page.locator("#services tbody tr:visible th").all_inner_texts()]

    page.goto((swedish.root / "service/table.html").as_uri() + "#m=chatbot=yes")
    page.wait_for_selector("#filters:visible")
    assert sorted(shown()) == ["<b>Hostila</b> & Co", "Ale"]
    page.select_option("#f-also", "sms!")
    assert shown() == []
    assert page.locator("#nothing").is_visible()
    page.click("button[type=reset]")
    page.wait_for_selector("#services tbody tr:visible >> nth=2")
    page.select_option("#f-m", "chatbot!")
    assert shown() == ["Gnosjö"]
    page.click("button[type=reset]")
    page.click("th[data-sort=channels] button")
    assert page.locator("th[data-sort=channels]").get_attribute("aria-sort") == "descending"
    assert shown()[-1] == "Gnosjö"
    page.fill("#f-q", "gnos")
    assert shown() == ["Gnosjö"]
    assert "q=gnos" in page.url
    assert "sort=channels" in page.url
