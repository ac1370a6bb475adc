"""Small misspellings of names (rapidfuzz above a tested threshold; method §2)."""

import re

from scoring.lexicon.data import LexiconData, Term

_TOKEN = re.compile(r"[^\W\d_]+")


def misspelt(data: LexiconData, text: str) -> tuple[Term, int, int] | None:
    """The name that a word of the normalised label is a slip of the pen for, with the word's span."""
    settings = data.raw.get("misspelling")
    if not settings:
        return None
    for found in _TOKEN.finditer(text):
        word = found.group()
        if len(word) >= settings["shortest"] and not word.startswith(tuple(settings["real_words"])):
            term = _closest(data, word, settings["distance"])
            if term:
                return term, found.start(), found.end()
    return None


def _closest(data: LexiconData, word: str, distance: int) -> Term | None:
    from rapidfuzz.distance import DamerauLevenshtein  # lazily: most labels never come here

    for term in data.names_from(word[0]):
        for form in term.forms:
            if DamerauLevenshtein.distance(word, form, score_cutoff=distance) <= distance:
                return term
    return None
