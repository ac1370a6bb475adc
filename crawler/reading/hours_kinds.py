"""For which service hours hold: by the words of a line, of each of its clauses, and of a table's columns."""

import re
from dataclasses import dataclass

from crawler.reading.hours_tokens import may_hold_hours, tokens_of
from crawler.reading.hours_words import CHAT_WORDS, PHONE_WORDS, VISIT_WORDS
from scoring.observation import HoursKind

Kinds = tuple[HoursKind, ...]
"""Empty when the words say nothing, or several things that are not joined."""

_WORDS: tuple[tuple[HoursKind, re.Pattern[str]], ...] = (
    ("chat", CHAT_WORDS),
    ("phone", PHONE_WORDS),
    ("visit", VISIT_WORDS),
)
_NAMED = r"(?:telefon|ring|växel|samtal|besök|reception|drop-?in|expedition|chatt?)\w*"
_JOINED = re.compile(
    rf"\b{_NAMED}-?\s*(?:,\s*|\s(?:och|samt|eller|&)\s+|\s?[/&+]\s?)(?:(?:i|på|för|via|vår|våra"
    rf"|vårt)\s+){{0,2}}{_NAMED}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?<=[\w)])(?<!\bkl)\.\s+(?=[A-ZÅÄÖ])|\s*[;|]\s+|\s/\s"
    rf"|(?<=[\d)])(?:,|\s(?:och|samt|men))\s+(?=(?i:(?:i|på|för|vår|våra|vårt)?\s?{_NAMED}))"
    r"|(?<=[\d)])\s+(?=(?:Telefon|Växel|Besök|Reception|Chatt))"
)
_ONLY_TIMES = re.compile(
    rf"\W*{_NAMED}\D{{0,20}}(?:\d{{1,2}}\s?[-–]\s?\d{{1,2}}\D{{0,6}}){{1,2}}\W*", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(r"\W*(?:\+\s?46|0)\d[\d \-–/]{4,14}\d\b")
"""A clause that begins with a telephone number is about the telephone."""
_LONG = 600
"""Longer lines are stories, not lists of hours."""


@dataclass(frozen=True, slots=True)
class Clause:
    kinds: Kinds
    text: str


def kinds_of(text: str) -> Kinds:
    """What words say: one kind, or all that are joined by "och" ("Telefon- och besökstid")."""
    found = tuple(kind for kind, pattern in _WORDS if pattern.search(text))
    return found if len(found) < 2 or _JOINED.search(text) else ()


def clauses_of(text: str) -> list[Clause]:
    """The line, or its parts when they tell the hours of different services: "Telefon: vardagar 8–16. Besök:
    vardagar 10–15."."""
    whole = [Clause(kinds_of(text), text)]
    named = sum(pattern.search(text) is not None for _, pattern in _WORDS) + bool(_NUMBER_FIRST.match(text))
    if len(text) > _LONG or named < 2:
        return whole
    parts: list[Clause] = []
    for piece in _CLAUSE.split(text):
        kinds = kinds_of(piece) or (("phone",) if _NUMBER_FIRST.match(piece) else ())
        if parts and (not kinds or kinds == parts[-1].kinds or not _timed(parts[-1].text)):
            last = parts[-1]
            parts[-1] = Clause(kinds or last.kinds, f"{last.text}. {piece}")
        else:
            parts.append(Clause(kinds, piece))
    timed = [part for part in parts if _timed(part.text)]
    return parts if len({part.kinds for part in timed}) > 1 else whole


def only_times(text: str) -> bool:
    """ "Besök 10–15": bare numbers behind a service's name are times."""
    return len(text) < 60 and _ONLY_TIMES.fullmatch(text) is not None


def columns_of(cells: list[str]) -> list[Kinds]:
    """The kinds of a table's columns; empty unless at least two tell different ones."""
    if not 2 <= len(cells) <= 8 or any(_tells_times(cell) for cell in cells):
        return []
    kinds = [kinds_of(cell) for cell in cells]
    return kinds if len({kind for kind in kinds if kind}) > 1 else []


def _tells_times(cell: str) -> bool:
    """A telephone number or a street's in the head of a column is no time."""
    return any(token.kind in ("range", "until", "bad") for token in tokens_of(cell))


def _timed(text: str) -> bool:
    return may_hold_hours(text)
