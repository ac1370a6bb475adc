"""What a page announces for later is not there yet, whatever the season's name (method §3a A4)."""

import pytest

from scoring.lexicon import load_lexicon
from scoring.lexicon.coming import begins_later

MEASURED = "2026-11-22T02:00:00Z"


@pytest.mark.parametrize(
    ("line", "later"),
    [
        ("från och med hösten 2027 möts du av ett servicecenter när du hör av dig", True),
        ("kontaktcenter startar i januari 2027", True),
        ("under 2027 får kommunen en gemensam kundtjänst", True),
        ("från och med hösten 2023 möts du av ett servicecenter", False),
        ("kontaktcenter startade i januari 2021 och finns på torget", False),
        ("under 2026 får kommunen en gemensam kundtjänst", False),
        ("kontaktcenter finns på torget", False),
        ("från och med januari 2027 får kundtjänst nya öppettider", False),
        ("i mars 2027 flyttar kundtjänst och finns då i biblioteket", False),
    ],
)
def test_what_begins_later(line: str, later: bool) -> None:
    assert begins_later(load_lexicon(), line, MEASURED) is later


def test_a_language_without_such_words_announces_nothing() -> None:
    assert not begins_later(load_lexicon("fi"), "vuonna 2030 avataan", MEASURED)
