"""Words searched for all at once are found where one by one they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.lexicon.anchors import Anchors, fewest
from scoring.lexicon.loose_anchors import LooseAnchors

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
    assert {start for start, _ in anchors.places_in(text)} == starts
    ends = {word: text.find(word) + len(word) for word in there if word}
    assert ends.get(anchors.first_in(text), 0) == min(ends.values(), default=0)


@settings(deadline=None)
@given(WORDS, st.lists(TEXT, max_size=6))
def test_lines(words: list[str], lines: list[str]) -> None:
    held = {at for at, line in enumerate(lines) if any(word in line for word in words)}
    assert Anchors(words).lines_holding(lines) == held


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="abö ", max_size=6).map(lambda phrase: " ".join(phrase.split())), max_size=6),
    st.lists(st.text(alphabet="abö \t\u00a0", max_size=30), max_size=6),
)
def test_phrases_however_their_words_are_parted(phrases: list[str], lines: list[str]) -> None:
    folded = [" ".join(line.split()) for line in lines]
    held = {at for at, line in enumerate(folded) if any(phrase in line for phrase in phrases)}
    assert LooseAnchors(phrases).lines_holding(lines) >= held


def test_a_word_within_a_phrase_stands_before_white_space() -> None:
    loose = LooseAnchors(["under sig", "ligger under", "chef"])
    lines = ["undervisning", "har två under\u00a0sig", "ligger\tunder", "kundchef", "två under lag"]
    assert loose.lines_holding(lines) == {1, 2, 3, 4}


def test_the_fewest_words_that_tell() -> None:
    assert fewest(["kund", "kundtjänst", "tjänst", "service"]) == ("kund", "service", "tjänst")
