"""Phrases from the data files as patterns: `word*` any ending, `…` up to four words between, `{n}` a
number."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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


def occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def fewest(wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of which every other one contains one: a text without these has none of all."""
    every = set(wanted)
    return tuple(sorted(w for w in every if not any(other != w and other in w for other in every)))


def _anchor(phrase: str) -> str:
    """The longest literal piece: without it in a text there is no need to search."""
    return max(re.split(r" ?… ?|\*|\{n\}", phrase.casefold()), key=len).strip()


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """A named list of phrases. Texts must be normalised."""

    rows: tuple[tuple[str, str, re.Pattern[str]], ...]
    """(phrase, anchor, pattern)"""

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "PhraseTable":
        return cls(tuple((phrase, _anchor(phrase), re.compile(phrase_source(phrase))) for phrase in phrases))

    def search(self, text: str) -> re.Match[str] | None:
        for _, anchor, pattern in self.rows:
            if anchor in text and (match := pattern.search(text)):
                return match
        return None

    def may_be_in(self, text: str) -> bool:
        """A first test, of many texts joined: whether any of them can hold a phrase."""
        return any(anchor in text for _, anchor, _ in self.rows)

    def may_start_in(self, text: str) -> Iterator[int]:
        """The same, told by place: every phrase in `text` has one of these places within it."""
        for anchor in {anchor for _, anchor, _ in self.rows}:
            yield from occurrences(text, anchor)

    def all(self, text: str) -> tuple[str, ...]:
        """The phrases that occur, in the table's order."""
        return tuple(
            phrase for phrase, anchor, pattern in self.rows if anchor in text and pattern.search(text)
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        found = [
            m.span() for _, anchor, pattern in self.rows if anchor in text for m in pattern.finditer(text)
        ]
        return sorted(found)


@dataclass(frozen=True, slots=True)
class WordTable:
    """Groups of word stems: `=word` the word alone, `~part` anywhere in a word, else any word that begins
    so."""

    rows: tuple[tuple[str, str, re.Pattern[str]], ...]
    """(group, anchor, pattern)"""

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> "WordTable":
        return cls(tuple(_word_row(group, word) for group, words in groups.items() for word in words))

    def groups_in(self, text: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                group for group, anchor, pattern in self.rows if anchor in text and pattern.search(text)
            )
        )

    def words_in(self, text: str) -> tuple[str, ...]:
        """One word of the text for each stem that occurs: for counting named kinds of help. A word that
        several stems fit ("förskola") is one kind."""
        found: dict[int, str] = {}
        for _, anchor, pattern in self.rows:
            if anchor in text and (match := pattern.search(text)):
                start, end = _whole_word(text, *match.span())
                found.setdefault(start, text[start:end])
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))


_WORD_TAIL = re.compile(r"[^\W\d_]*")
_WORD_HEAD = re.compile(r"[^\W\d_]*\Z")


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    head = _WORD_HEAD.search(text, max(0, start - 40), start)
    tail = _WORD_TAIL.match(text, end)
    return (head.start() if head else start), (tail.end() if tail else end)


def _word_row(group: str, word: str) -> tuple[str, str, re.Pattern[str]]:
    stem = word.lstrip("=~").casefold()
    before = "" if word.startswith("~") else NOT_LETTER_BEFORE
    after = NOT_LETTER_AFTER if word.startswith("=") else ""
    return group, stem, re.compile(before + re.escape(stem) + after)
