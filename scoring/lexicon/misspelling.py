"""Small misspellings of names (rapidfuzz above a tested threshold; method §2)."""

import re
from functools import lru_cache

from scoring.lexicon.data import LexiconData, Term

_TOKEN = re.compile(r"[^\W\d_]+")
_REMEMBERED = 8_192
"""Words: every site's labels are made of many of the same."""


class Misspellings:
    """Of the names of one language."""

    def __init__(self, data: LexiconData) -> None:
        settings = data.raw.get("misspelling", {})
        self._data = data
        self._told = bool(settings)
        self._shortest = int(settings.get("shortest", 0))
        self._distance = int(settings.get("distance", 0))
        self._real_words = tuple(settings.get("real_words", ()))
        self._closest = lru_cache(maxsize=_REMEMBERED)(self._find)

    def misspelt(self, text: str) -> tuple[Term, int, int] | None:
        """The name that a word of the normalised label is a slip of the pen for, with the word's span."""
        for found in _TOKEN.finditer(text) if self._told else ():
            word = found.group()
            if len(word) >= self._shortest and (term := self._closest(word)):
                return term, found.start(), found.end()
        return None

    def _find(self, word: str) -> Term | None:
        from rapidfuzz.distance import DamerauLevenshtein  # lazily: most labels never come here

        if word.startswith(self._real_words):
            return None
        distance = self._distance
        for term in self._data.names_from(word[0]):
            for form in term.forms:
                if (
                    abs(len(form) - len(word)) <= distance
                    and DamerauLevenshtein.distance(word, form, score_cutoff=distance) <= distance
                ):
                    return term
        return None
