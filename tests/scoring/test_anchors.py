"""Words searched for all at once are found where one by one they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.lexicon.anchors import Anchors, fewest

WORDS = st.lists(st.text(alphabet="abåö: \U0001f600", max_size=4), max_size=8)
TEXT = st.text(alphabet="abåö: \U0001f600", max_size=40)


@settings(deadline=None)
@given(WORDS, TEXT)
def test_like_one_word_after_the_other(words: list[str], text: str) -> None:
    anchors = Anchors(words)
    there = {word for word in words if word in text}
    assert anchors.found_in(text) == there
    assert anchors.any_in(text) == bool(there)
    starts = {start for start in range(len(text)) for word in words if word and text.startswith(word, start)}
    assert set(anchors.starts_in(text)) == starts
    ends = {word: text.find(word) + len(word) for word in there if word}
    assert ends.get(anchors.first_in(text), 0) == min(ends.values(), default=0)


@settings(deadline=None)
@given(WORDS, st.lists(TEXT, max_size=6))
def test_lines(words: list[str], lines: list[str]) -> None:
    held = {at for at, line in enumerate(lines) if any(word in line for word in words)}
    assert Anchors(words).lines_holding(lines) == held


def test_the_fewest_words_that_tell() -> None:
    assert fewest(["kund", "kundtjänst", "tjänst", "service"]) == ("kund", "service", "tjänst")
