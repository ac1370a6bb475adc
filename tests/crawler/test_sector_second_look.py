"""Which pages of the weekly visit are rendered too."""

from typing import Any

import pytest

from crawler.reading.page import read_page
from crawler.sectors.second_look import IN_VAIN, RENDERED, SecondLook, tells
from scoring.observation import Page

SHELL = "<main><p>Laddar…</p></main><script src='/app.js'></script>"
TEXT = (
    f"<main><h1>Bygglov</h1>{'<p>Här läser du om bygglov, om vad som kräver lov och hur du söker.</p>' * 4}"
)
FOOT = "<footer><p>Växel 0123-45 60 00</p></footer>"


def page(html: str, **changes: Any) -> Page:
    address = "https://www.almsta.se/bygglov"
    found = read_page(html, url=address, final_url=address, status=200, role="subpage")
    return found.model_copy(update=changes)


@pytest.mark.parametrize(
    ("seen", "purpose", "why"),
    [
        (page(SHELL), "building", "script"),
        (page(SHELL), "hub", "script"),
        (page(f"{TEXT}</main>{FOOT}"), "building", "silent"),  # what every page repeats is not its own
        (page(f"{TEXT}</main>{FOOT}"), "hub", ""),  # read for its links only
        (page(f"{TEXT}<p>Telefon 0123-45 67 10</p></main>"), "building", ""),
        (page(f"{TEXT}<p>Telefontid vardagar 9–11</p></main>"), "building", ""),
        (page(TEXT, error="tls"), "building", "script"),
        (page(TEXT, error="blocked"), "building", "script"),
        (page(TEXT, error="http_4xx", status=404), "building", ""),
        (page(TEXT, kind_hints=("pdf",)), "building", ""),
    ],
)
def test_a_page_is_rendered_where_its_html_is_not_enough(seen: Page, purpose: str, why: str) -> None:
    assert SecondLook().reason(seen, purpose) == why


def test_what_was_rendered_in_vain_is_believed_and_shells_still_are_rendered() -> None:
    look, silent = SecondLook(), page(f"{TEXT}</main>")
    for _ in range(IN_VAIN):
        assert look.reason(silent, "building") == "silent"
        look.note("silent", silent)
    assert look.reason(silent, "building") == ""
    assert look.reason(page(SHELL), "building") == "script"


def test_what_a_rendering_brought_goes_on() -> None:
    look, silent = SecondLook(), page(f"{TEXT}</main>")
    for _ in range(IN_VAIN + 1):
        look.note("silent", page(f"{TEXT}<p>Telefon 0123-45 67 10</p></main>"))
    assert look.reason(silent, "building") == "silent"


def test_a_municipality_has_a_budget_of_renderings() -> None:
    look = SecondLook()
    for _ in range(RENDERED):
        look.note("script", page(f"{TEXT}<p>Telefon 0123-45 67 10</p></main>"))
    assert look.reason(page(SHELL), "building") == ""


def test_a_page_that_was_not_read_tells_nothing() -> None:
    assert not tells(page(f"{TEXT}</main>{FOOT}"))
