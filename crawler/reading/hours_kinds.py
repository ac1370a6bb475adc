"""For which service hours hold: by the words of a line, of each of its clauses, and of a table's columns."""

import re
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.addresses import find_addresses
from crawler.reading.hours_tokens import may_hold_hours, tokens_of
from crawler.reading.hours_words import CHAT_WORDS, PHONE_WORDS, VISIT_WORDS
from crawler.reading.remembering import short_texts
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
    # "8–17 på telefon, 9–16 i besöksdisken": the service is told behind its times.
    rf"|(?<=[a-zåäö]),\s+(?=\d[\d.:]*\s?[-–]\s?\d[\d.:]*\s(?:(?:i|på|via|för|vår|våra)\s){{1,2}}{_NAMED})"
)
_ONLY_TIMES = re.compile(
    rf"\W*{_NAMED}\D{{0,20}}(?:\d{{1,2}}\s?[-–]\s?\d{{1,2}}\D{{0,6}}){{1,2}}\W*", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(r"\W*(?:\+\s?46|0)\d[\d \-–/]{4,14}\d\b")
"""A clause that begins with a telephone number is about the telephone."""
_SENTENCE_END = re.compile(r"(?<=[\w)])(?<!\bkl)\.\s+(?=[A-ZÅÄÖ])")
_BEFORE_STREET = re.compile(r"[,.;|]\s+$")
_SHORT = 200
"""Characters of a line, of a clause or of a table's cell."""
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


@short_texts(_SHORT, 2048)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The line, or its parts when they tell the hours of different services: "Telefon: vardagar 8–16. Besök:
    vardagar 10–15."."""
    whole = (Clause(_kinds_told(text), text),)
    if len(text) > _LONG:
        return whole
    streets = _streets(text)
    named = sum(pattern.search(text) is not None for _, pattern in _WORDS)
    told = named + bool(_NUMBER_FIRST.match(text)) + bool(streets)
    if not told:
        return whole
    pieces = [Clause(_kinds_told(piece), piece) for piece in _pieces(text, streets)]
    timed = [place for place, piece in enumerate(pieces) if _tells_times(piece.text, timely=True)]
    if told < 2:
        # "Öppet 9–16, telefon 0123-45 67 00": of all that follows.
        general = timed == [0] and len(pieces) > 1 and not pieces[0].kinds
        return (Clause((), text),) if general else whole
    if len(timed) == 1:
        return (Clause(_of_the_timed(pieces, timed[0]), text),)
    parts = tuple(_parts(pieces))
    return parts if len({part.kinds for part in parts if _timed(part.text)}) > 1 else whole


def _kinds_told(text: str) -> Kinds:
    """By its words, else by the number or the street that it begins with."""
    if kinds := kinds_of(text):
        return kinds
    if any(pattern.search(text) for _, pattern in _WORDS):
        return ()  # several services
    if _NUMBER_FIRST.match(text):
        return ("phone",)
    first = _SENTENCE_END.split(text, maxsplit=1)[0]  # "Storgatan 5. Måndag 8–18": not the house's alone
    return ("visit",) if 0 in _streets(first) and _tells_times(first, timely=True) else ()


def _streets(text: str) -> tuple[int, ...]:
    """Where street addresses begin that nothing introduces: at the line's beginning or behind a comma."""
    starts = (start for start, _, _ in find_addresses(text))
    return tuple(start for start in starts if start == 0 or _BEFORE_STREET.search(text[:start]))


def _pieces(text: str, streets: tuple[int, ...]) -> list[str]:
    ends = [0, *(start for start in streets if start), len(text)]
    between = (text[start:end] for start, end in pairwise(ends))
    return [piece for part in between for piece in _CLAUSE.split(part) if piece.strip(" ,.;|")]


def _of_the_timed(pieces: list[Clause], place: int) -> Kinds:
    """One piece alone tells times: its own service's, unless it ends a list of ways to reach somebody
    ("0123-45 67 00, Storgatan 1, vardagar 8–16")."""
    kinds, earlier = pieces[place].kinds, {piece.kinds for piece in pieces[:place] if piece.kinds}
    if not kinds:  # "Besök Storgatan 1. Dörren är olåst 8–16."
        return earlier.pop() if len(earlier) == 1 and not any(p.kinds for p in pieces[place:]) else ()
    return () if earlier and not kinds_of(pieces[place].text) else kinds


def _parts(pieces: list[Clause]) -> list[Clause]:
    """Pieces joined until each has times and says whose they are."""
    parts: list[Clause] = []
    for piece in pieces:
        if parts and (not piece.kinds or piece.kinds == parts[-1].kinds or not _timed(parts[-1].text)):
            last = parts[-1]
            parts[-1] = Clause(piece.kinds or last.kinds, f"{last.text}. {piece.text}")
        else:
            parts.append(piece)
    return parts


def only_times(text: str) -> bool:
    """ "Besök 10–15": bare numbers behind a service's name are times."""
    return len(text) < 60 and _ONLY_TIMES.fullmatch(text) is not None


def columns_of(cells: list[str]) -> list[Kinds]:
    """The kinds of a table's columns; empty unless at least two tell different ones."""
    if not 2 <= len(cells) <= 8 or any(_tells_times(cell) for cell in cells):
        return []
    kinds = [kinds_of(cell) for cell in cells]
    return kinds if len({kind for kind in kinds if kind}) > 1 else []


@short_texts(_SHORT, 2048)
def _tells_times(text: str, *, timely: bool = False) -> bool:
    """A telephone number or a street's is no time."""
    return any(token.kind in ("range", "until", "bad") for token in tokens_of(text, timely=timely))


def _timed(text: str) -> bool:
    return may_hold_hours(text)
