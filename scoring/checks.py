"""What every word of a human must be, whatever it is about: not empty, not endless, dated in the past."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta

from scoring.stability import is_day, moment

EARLIER_DAY = timedelta(hours=2)
"""A Swedish day begins at most so long before the same day in UTC."""


_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the marks that make a text read otherwise than it is stored."""


def text_problems(name: str, text: str, longest: int, missing: str) -> Iterator[tuple[str, str]]:
    """(field, reason). `missing`: what to do where it is empty; `longest`: in characters."""
    if not text.strip():
        yield name, f"empty; {missing}"
    elif len(text) > longest:
        yield name, f"{len(text)} characters; at most {longest}"
    elif any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        yield name, "contains a control character"
    elif any(ord(c) & 0xFFFE == 0xFFFE for c in text):
        yield name, "contains a code that is no character"
    elif any(unicodedata.bidirectional(c) in _TURNS for c in text):
        yield name, "contains a mark that turns the reading direction"


def time_problems(name: str, text: str, now: datetime) -> Iterator[tuple[str, str]]:
    """(field, reason) of a date or moment that has to lie in the past."""
    read = read_time(text)
    if read is None:
        yield name, f"{text!r} is no date (YYYY-MM-DD) or moment (YYYY-MM-DDTHH:MM:SSZ)"
    elif read > now + EARLIER_DAY:
        yield name, f"{text} is in the future"


def read_time(text: str) -> datetime | None:
    """A day's beginning or a moment; None when it is neither."""
    try:
        return moment(text) if is_day(text) or "T" in text else None
    except (ValueError, OverflowError):
        return None
