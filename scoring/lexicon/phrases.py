"""Phrases from the data files as patterns: `word*` any ending, `…` up to four words between, `{n}` a
number."""

import re
from collections.abc import Iterable, Mapping, Sequence

from scoring.lexicon.anchors import Anchors

GAP = r"(?:[^\s.!?]+ ){0,4}?"
NUMBER_WORDS = r"[\w-]{1,12}"
LETTER = r"[^\W\d_]"
NOT_LETTER_AFTER = rf"(?!{LETTER})"
NOT_LETTER_BEFORE = rf"(?<!{LETTER})"


def tolerant(source: str) -> str:
    """The pattern that also takes U+FFFD where a letter outside ASCII was lost."""
    return "".join(f"[{c}\ufffd]" if c.isalpha() and not c.isascii() else c for c in source)


def phrase_source(phrase: str) -> str:
    pieces: list[str] = []
    for word in phrase.casefold().split(" "):
        if word == "…":
            pieces.append(GAP)
            continue
        stem, star, _ = word.partition("*")
        source = NUMBER_WORDS.join(re.escape(part) for part in stem.split("{n}"))
        pieces.append(source + (rf"{LETTER}*" if star else "") + " ")
    return NOT_LETTER_BEFORE + "".join(pieces).removesuffix(" ") + NOT_LETTER_AFTER


def _anchor(phrase: str) -> str:
    """The longest literal piece: without it in a text there is no need to search."""
    return max(re.split(r" ?… ?|\*|\{n\}", phrase.casefold()), key=len).strip()


Row = tuple[str, str, re.Pattern[str]]


class _Table:
    """Patterns in an order, each with a name and an anchor: a word without which it cannot match."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self.anchors = Anchors(anchor for _, anchor, _ in self.rows)

    def _promising(self, text: str) -> Sequence[Row]:
        """The rows that may match, in their order."""
        there = self.anchors.found_in(text)
        return [row for row in self.rows if row[1] in there] if there else ()


class PhraseTable(_Table):
    """A named list of phrases: rows of (phrase, anchor, pattern). Texts must be normalised."""

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "PhraseTable":
        return cls((phrase, _anchor(phrase), re.compile(phrase_source(phrase))) for phrase in phrases)

    def search(self, text: str) -> re.Match[str] | None:
        for _, _, pattern in self._promising(text):
            if match := pattern.search(text):
                return match
        return None

    def in_lines(self, lines: Sequence[str]) -> set[int]:
        """The indexes of the lines (without line breaks) that hold a phrase: searched as one text first."""
        return {at for at in self.anchors.lines_holding(lines) if self.search(lines[at])}

    def may_be_in(self, text: str) -> bool:
        """A first test, of many texts joined: whether any of them can hold a phrase."""
        return self.anchors.any_in(text)

    def all(self, text: str) -> tuple[str, ...]:
        """The phrases that occur, in the table's order."""
        return tuple(phrase for phrase, _, pattern in self._promising(text) if pattern.search(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        return sorted(m.span() for _, _, pattern in self._promising(text) for m in pattern.finditer(text))


class WordTable(_Table):
    """Groups of word stems, rows of (group, stem, pattern): `=word` the word alone, `~part` anywhere in a
    word, else any word that begins so."""

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self._rows_of: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, (_, stem, pattern) in enumerate(self.rows):
            self._rows_of.setdefault(stem, []).append((number, pattern))

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> "WordTable":
        return cls(_word_row(group, word) for group, words in groups.items() for word in words)

    def groups_in(self, text: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(group for group, _, pattern in self._promising(text) if pattern.search(text))
        )

    def words_in(self, text: str) -> tuple[str, ...]:
        """One word of the text for each stem that occurs: for counting named kinds of help. A word that
        several stems fit ("förskola") is one kind."""
        found: dict[int, str] = {}
        for _, (first, last) in sorted(self._first_places(text).items()):
            start, end = _whole_word(text, first, last)
            found.setdefault(start, text[start:end])
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))

    def _first_places(self, text: str) -> dict[int, tuple[int, int]]:
        """By a row's number where it first matches. A pattern is its stem with conditions around it: in a
        long text it is asked only where the stem stands."""
        found: dict[int, tuple[int, int]] = {}
        for start, stem in self.anchors.places_in(text):
            for number, pattern in self._rows_of[stem]:
                if number not in found and (match := pattern.match(text, start)):
                    found[number] = match.span()
        return found


_LETTER, _LETTERS = re.compile(LETTER), re.compile(rf"{LETTER}*")
_LONGEST_HEAD = 40


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    head, earliest = start, max(0, start - _LONGEST_HEAD)
    while head > earliest and _LETTER.match(text, head - 1):  # most stems begin their word
        head -= 1
    tail = _LETTERS.match(text, end)
    return head, (tail.end() if tail else end)


def _word_row(group: str, word: str) -> Row:
    stem = word.lstrip("=~").casefold()
    before = "" if word.startswith("~") else NOT_LETTER_BEFORE
    after = NOT_LETTER_AFTER if word.startswith("=") else ""
    return group, stem, re.compile(before + re.escape(stem) + after)
