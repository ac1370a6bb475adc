"""What is asked of all lines in one go lets no line go that would have told something."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.reading.hours_told import CELL, may_tell, told_in
from crawler.reading.hours_words import SAME_FOR, SAME_HOURS
from crawler.reading.lines import Line, mark_signs
from crawler.reading.text import clean_text

WORDS = (
    *("måndag", "Tis", "vardagar", "m-f", "8–16", "٨", "dygnet runt", "Stängt", "halv", "till", "och"),
    *("klockan", "samma tider som telefonen", "Samma öppettider gäller för besök", "kl.", "|", "@"),
    *("2024-05-01", "bygglov", "[a]", "lördag", "–", "helgfri", "sluter", "İ", "Σ", "tor", "åtta", "(växel)"),
)
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.text(max_size=30),
).map(clean_text)


def _lines(texts: list[str]) -> list[Line]:
    lines = [Line(text, "text", 0, "main", True, False) for text in texts]
    mark_signs(lines)
    return lines


@settings(deadline=None)
@given(st.lists(TEXT, max_size=8))
def test_numbers_addresses_and_dates_stand_in_lines_with_signs(texts: list[str]) -> None:
    for line in _lines(texts):
        assert line.signs or not re.search(r"[\d@(\[]", line.text)


@settings(deadline=None)
@given(st.lists(TEXT, max_size=8))
@example(["måndag", "Öppet dygnet runt", "halv nio till fyra", "a | b"])
def test_lines_that_may_tell_hours(texts: list[str]) -> None:
    asked = list(range(len(texts)))
    let_go = set(asked) - set(may_tell(_lines(texts), asked))
    for at in let_go:
        text = texts[at]
        assert told_in(text)[0] == ""
        assert CELL not in text
        assert not SAME_HOURS.search(text)
        assert not SAME_FOR.search(text)


def test_most_lines_tell_no_hours() -> None:
    lines = _lines(["Bygglov och planer", "Öppet 8–16", "Undervisning", "måndag"])
    assert may_tell(lines, [0, 1, 2]) == [1]
    assert [line.signs for line in lines] == [False, True, False, False]
