"""Texts and addresses from the web."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import webtext
from reports.webtext import CUT_AT, MAX_TEXT, harmless, quoted, short_address, show, web_href
from scoring.measures import answers
from scoring.report import QUOTE


@given(st.text())
def test_shown_text_is_one_short_printable_line(text: str) -> None:
    shown = show(text)
    assert len(shown) <= MAX_TEXT
    assert not set(shown) & set("\n\r\t\x1b\x00\u202e\u2066\u200f\ud800")
    shown.encode()


def test_showing() -> None:
    assert show(" a\n\tb\u200b ") == "a b"
    assert show("\x1b[31m") == "␛[31m"
    assert show("z" * 400).endswith("z…")
    assert show("a" + "\u0301" * 50) == "a" + "\u0301" * 3


def test_a_quote_that_was_cut_ends_with_a_whole_word() -> None:
    assert set(CUT_AT) == {QUOTE, answers._QUOTE}
    long = ("Är frågan knepig bokar de in dig. " * 20)[:QUOTE]
    assert long[-1].isalnum()
    cut = quoted(long)
    assert cut.endswith(" …")
    assert long.startswith(cut[:-2])
    assert long[len(cut) - 2] == " "
    assert quoted("Kort och helt") == "Kort och helt"
    assert quoted("x" * (QUOTE - 1) + ".") == "x" * (QUOTE - 1) + "."


@pytest.mark.parametrize(
    "url", ["https://a.se/x", "http://a.se", "mailto:a@b.se", "tel:+46123", "https://å.se/ö?q=1#x"]
)
def test_links(url: str) -> None:
    assert web_href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "java\nscript:x", "data:text/html,x", "file:///etc/passwd",
        "//a.se", "/relative", "", None, "https://", "http://[::1", "https://a.se/\u202egnp",
        "vbscript:x", "mailto:",
    ],
)  # fmt: skip
def test_no_links(url: str | None) -> None:
    assert web_href(url) is None


def test_short_address() -> None:
    assert short_address("https://www.kommun.se/kontakt/") == "kommun.se/kontakt"
    assert len(short_address("https://a.se/" + "x" * 500)) == 80


def test_the_short_way_for_plain_texts_passes_over_nothing() -> None:
    patterns = (webtext._CONTROL, webtext._DIRECTION, webtext._INVISIBLE, webtext._STACKED_MARKS)
    for sign in map(chr, range(0x10000)):
        if any(pattern.search(sign * 5) for pattern in patterns):
            assert harmless(sign * 5) != sign * 5, hex(ord(sign))
