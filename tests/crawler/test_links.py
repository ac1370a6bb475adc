"""The start page's raw links as records, and what of the measurement goes to the archive beside them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from crawler.entries import _PLAIN, layout_json, links_of
from crawler.reading.text import clean_text
from scoring.observation import Box, Link

LINK = ["Bygga och\u00a0bo", "https://m.example/bygga", "navigation", 1, 20, 40.5, 96, 24]


def measured(*links: list[Any]) -> dict[str, Any]:
    return {"viewport": {"width": 1366}, "entries": [{"id": 1}], "links": list(links), "title": "Ä"}


def test_links() -> None:
    hidden = ["", "tel:123", "region", 0, 7, 7, 0, 0]
    assert links_of(measured(LINK, hidden)) == (
        Link(
            text="Bygga och bo",
            url="https://m.example/bygga",
            landmark="navigation",
            visible=True,
            box=Box(x=20, y=40.5, width=96, height=24),
        ),
        Link(text="", url="tel:123", landmark="none", visible=False),
    )


@pytest.mark.parametrize(("at", "wrong"), [(0, "a" * 121), (0, "\ud800a"), (0, "a\nb")])
def test_text_is_cleaned(at: int, wrong: str) -> None:
    link = links_of(measured([*LINK[:at], wrong, *LINK[at + 1 :]]))[0]
    assert link.text == clean_text(wrong)


@pytest.mark.parametrize(("at", "wrong"), [(1, None), (4, None), (5, "wide"), (6, [])])
def test_what_is_no_measurement_is_refused(at: int, wrong: object) -> None:
    with pytest.raises(ValidationError):
        links_of(measured([*LINK[:at], wrong, *LINK[at + 1 :]]))


@settings(deadline=None)
@given(
    st.text(st.characters(max_codepoint=0x2100), max_size=30)
    | st.text("aÅé –\u00ad\u0301\u00bd", max_size=12)
)
def test_plain_text_needs_no_cleaning(text: str) -> None:
    if _PLAIN.fullmatch(text):
        assert clean_text(text) == text


def test_the_layout_leaves_out_what_the_observation_holds() -> None:
    desktop, mobile = measured(LINK), measured()
    kept = json.loads(layout_json(desktop, mobile))
    assert kept == {"desktop": {k: v for k, v in desktop.items() if k != "links"}, "mobile": mobile}
    assert json.loads(layout_json(desktop, None))["mobile"] is None
    assert desktop["links"], "what was measured is not changed"
