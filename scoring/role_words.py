"""The words about roles, a line with what stands around it, and what it may be found to say (method §3e)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from scoring.lexicon import Lexicon
from scoring.lexicon.phrases import PhraseTable, fewest
from scoring.result import Confidence

WORD = re.compile(r"[^\W_]+")
_COLUMNS = frozenset({"ansvarig", "ansvarig chef", "chef"})
"""Heads of a table's column, beside the lexicon's roles."""
CELL = " | "
"""Between the cells of one table row, as the reader writes it."""
_PERSON = re.compile(
    r"[^\W\d_a-zåäöæøéü][\w'’-]+(?: (?:von|af|de|van|el|al))?(?: [^\W\d_a-zåäöæøéü][\w'’-]+){1,2}"
)
_MARKS = re.compile(r"[\s:|,–-]*(?:(?:är|heter|is)\s+)?")


@dataclass(frozen=True, slots=True)
class Words:
    named: PhraseTable
    heads: PhraseTable
    not_roles: PhraseTable
    responsible: PhraseTable
    citizen_service: PhraseTable
    between: frozenset[str]
    pronouns: tuple[str, ...]
    manager: str
    led_by: PhraseTable
    units: tuple[str, ...]
    """How a sentence begins that says what a unit holds."""
    before: frozenset[str]
    """Small words before a role: "vår närmaste chef"."""
    endings: tuple[str, ...]
    """Of roles that are one word with their function: "kundtjänstansvarig"."""
    anchors: tuple[str, ...]
    """A line without any of these is not worth reading."""
    anchor_words: tuple[str, ...]
    """One word of each: they stand in a text however its white space is."""


@dataclass(frozen=True, slots=True)
class Hit:
    role: str
    line: str
    confidence: Confidence


@lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """The lexicon's words about roles, once for each lexicon."""
    data = lexicon.data
    named, heads, not_roles, says, service, led_by = (
        PhraseTable.of(data.words("roles", key))
        for key in ("named", "heads", "not_roles", "responsible", "citizen_service", "led_by")
    )
    manager = str(data.raw.get("roles", {}).get("managers", ""))
    anchors = {
        manager,
        *data.words("roles", "endings"),
        *(anchor for table in (heads, not_roles, says, led_by) for _, anchor, _ in table.rows),
    }
    return Words(
        named,
        heads,
        not_roles,
        says,
        service,
        frozenset(data.words("roles", "between")),
        tuple(f"{word} " for word in data.words("roles", "pronouns")),
        manager,
        led_by,
        data.words("roles", "units"),
        frozenset(data.words("roles", "before")),
        data.words("roles", "endings"),
        fewest(anchors),
        fewest(max(anchor.split() or [""], key=len) for anchor in anchors),
    )


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One line of a page, with what stands around it."""

    text: str
    low: str
    """Normalised."""
    previous: str
    """The line before it, normalised."""
    following: str
    heading: str
    column: str = ""
    """The role that heads a column of the table whose row this is."""

    def continues(self, words: Words) -> bool:
        """ "Helena Sand är servicechef. Hon är ansvarig för …", "… Helena är ansvarig för …"."""
        if self.low.startswith(words.pronouns):
            return True
        first = WORD.match(self.low)
        return (
            first is not None and self.text[0].isupper() and first.group() in WORD.findall(self.previous)[:2]
        )


def worth_reading(line: RoleLine, words: Words) -> bool:
    low = line.low
    return (
        bool(line.column)
        or words.manager in low
        or words.heads.search(low) is not None
        or words.not_roles.search(low) is not None
        or words.responsible.search(low) is not None
        or words.led_by.search(low) is not None
        or any(ending in low for ending in words.endings)
    )


def role_column(low: str, words: Words) -> str:
    """The role in the head row of a table: "Verksamhet | Chef"."""
    if CELL not in low:
        return ""
    cells = low.split(CELL)
    roles = (
        cell for cell in cells if cell in _COLUMNS or ((m := words.heads.search(cell)) and m.group() == cell)
    )
    return next(roles, "")


def is_role(text: str, words: Words) -> str:
    """The role, when the normalised text says it and nothing else ("vår närmaste chef"); else empty."""
    found = words.heads.search(text)
    if found is None or WORD.findall(text[found.end() :]):
        return ""
    return found.group() if set(WORD.findall(text[: found.start()])) <= words.before else ""


def person_in(text: str, start: int = 0, *, anywhere: bool = False) -> re.Match[str] | None:
    """A person's name by its capitals, right at `start` (small marks and "är" aside) or anywhere after."""
    if anywhere:
        return _PERSON.search(text, start)
    marks = _MARKS.match(text, start)
    return _PERSON.match(text, marks.end() if marks else start)
