"""The pages in a real browser, opened from files: no errors, and the ranking sorts, searches and filters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.reports.conftest import Site

PAGES = (
    "index.html",
    "ranking.html",
    "method.html",
    "quality.html",
    "kommun/0004.html",
    "kommun/0006.html",
    "kommun/0011.html",
)


@dataclass
class Window:
    page: Any
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def names(self) -> list[str]:
        rows = self.page.locator("#ranking tbody tr:not([hidden]) th").all_inner_texts()
        return [str(name) for name in rows]


@pytest.fixture(params=[(1366, 768), (390, 844)], ids=["desktop", "phone"])
def window(browser: Any, request: pytest.FixtureRequest) -> Iterator[Window]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = Window(context.new_page())
    opened.page.on(
        "console", lambda m: opened.problems.append(m.text) if m.type in ("error", "warning") else None
    )
    opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.page.on("request", lambda sent: opened.requests.append(sent.url))
    yield opened
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_errors_and_nothing_wider_than_the_window(window: Window, swedish: Site, name: str) -> None:
    window.page.goto((swedish.root / name).as_uri())
    assert window.problems == []
    assert all(url.startswith(("file:", "data:")) for url in window.requests)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert window.page.evaluate(overflow) <= 0


def test_search_is_tolerant_and_lives_in_the_address(window: Window, swedish: Site) -> None:
    address = (swedish.root / "ranking.html").as_uri()
    window.page.goto(address)
    assert len(window.names()) == 10
    window.page.fill("#f-q", "angelh")
    assert window.names() == ["Ängelholm"]
    assert window.page.locator("#count").inner_text() == "1 av 10 visas"
    assert window.page.url == f"{address}#q=angelh"
    window.page.reload()
    assert window.names() == ["Ängelholm"]
    window.page.fill("#f-q", "finns inte")
    assert window.page.locator("#nothing").is_visible()
    window.page.click("button[type=reset]")
    window.page.wait_for_selector("#count:has-text('10 av 10')")
    assert window.page.url == address


def test_filters(window: Window, swedish: Site) -> None:
    window.page.goto((swedish.root / "ranking.html").as_uri())
    if window.page.locator("#fold").is_visible():  # on a phone
        assert not window.page.locator("#f-aspect").is_visible()
        window.page.click("#fold")
    window.page.select_option("#f-aspect", "cr")
    assert set(window.names()) == {"Örebro", "<b>Hostila</b> & Co", "Malå"}
    window.page.select_option("#f-score", "3")
    assert set(window.names()) == {"Örebro", "<b>Hostila</b> & Co"}
    window.page.select_option("#f-size", "40000-100000")
    assert set(window.names()) == {"<b>Hostila</b> & Co"}
    window.page.reload()
    assert window.page.locator("#f-size").is_visible()
    assert set(window.names()) == {"<b>Hostila</b> & Co"}


def test_start_page_search_leads_to_the_filtered_ranking(window: Window, swedish: Site) -> None:
    window.page.goto((swedish.root / "index.html").as_uri())
    window.page.fill("#find", "orebro lan")
    window.page.press("#find", "Enter")
    window.page.wait_for_selector("#filters:not([hidden])")
    assert "ranking.html" in window.page.url
    assert "Örebro" in window.names()
    assert "Uppsala" not in window.names()
    assert window.problems == []


def test_sorting(browser: Any, swedish: Site) -> None:
    context = browser.new_context()
    opened = Window(context.new_page())
    opened.page.goto((swedish.root / "ranking.html").as_uri())
    opened.page.click("th[data-sort=name] button")
    assert opened.names()[:2] == ["<b>Hostila</b> & Co", "Ale"]
    assert opened.names()[-3:] == ["Åmål", "Ängelholm", "Örebro"]
    assert opened.page.get_attribute("th[data-sort=name]", "aria-sort") == "ascending"
    opened.page.click("th[data-sort=pop] button")
    assert opened.names()[0] == "Dals-Ed"
    opened.page.click("th[data-sort=pop] button")
    assert opened.names()[0] == "Ale"
    assert opened.page.url.endswith("#sort=pop&turned=1")
    opened.page.focus("th[data-sort=name] button")
    opened.page.keyboard.press("Enter")
    assert opened.names()[0] == "<b>Hostila</b> & Co"
    opened.page.keyboard.press("Space")
    assert opened.names()[0] == "Örebro"
    assert opened.page.get_attribute("th[data-sort=name]", "aria-sort") == "descending"
    context.close()


def test_without_script_the_ranking_is_complete(browser: Any, swedish: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((swedish.root / "ranking.html").as_uri())
    assert page.locator("#ranking tbody tr").count() == 10
    assert not page.locator("#filters").is_visible()
    context.close()
