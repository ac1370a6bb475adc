"""Text as the lexicon compares it: NFKC, invisible characters out, white space folded, case-folded (method
§2)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]"
)
_TO_TIDY = re.compile(r"[^\n -~§«°·»À-ÿ–—‘’“”•]")
"""Text without any of these is in its normal form, with nothing invisible in it."""
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
"""What stands between two sentences, or two lines."""
_ODD_HYPHENS = ("\u2010", "\u2011", "\u2212")
_ODD_SPACE = re.compile(r"[^\S \n]")
_LABEL = 100
"""Characters. Labels come again and again: from rule to rule, page to page, site to site."""


def fold_space(text: str) -> str:
    """One ordinary space for every run of white space (no-break spaces and newlines among them)."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """`text` without what no reader sees; letters keep their case. U+FFFD stays: it stands for a lost
    letter."""
    return fold_space(_visible(text))


def _visible(text: str) -> str:
    if text.isascii() or _TO_TIDY.search(text) is None:
        return text
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text)
    for odd in _ODD_HYPHENS:
        if odd in text:
            text = text.replace(odd, "-")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def normalise_all(texts: Sequence[str]) -> list[str]:
    """`normalise` of each: a thousand short labels cost little more than one long text, because no rule looks
    across a line break."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        return [normalise(text) for text in texts]
    tidy = _visible(joined)
    folded = tidy.casefold()
    if len(folded) != len(tidy):
        return [normalise(text) for text in texts]
    lines = folded.split("\n")
    return [fold_space(line) for line in lines] if _untidy(folded) else lines


def _untidy(text: str) -> bool:
    """White space that folding would change, in any line."""
    if any(sign in text for sign in ("  ", "\n ", " \n")) or text[:1] == " " or text[-1:] == " ":
        return True
    return _ODD_SPACE.search(text) is not None


def loosely_folded(text: str) -> str:
    """`text` for a first search: whatever word `normalise` of one of its lines has, this has too."""
    return _visible(text).casefold()


def loosely_folded_all(texts: Sequence[str]) -> list[str]:
    """`loosely_folded` of each, its line breaks as spaces."""
    together = "\n".join([text.replace("\n", " ") for text in texts])
    return loosely_folded(together).split("\n") if texts else []


def normalise(text: str) -> str:
    """`text` for comparison. Idempotent."""
    return _label(text) if len(text) <= _LABEL else _any(text)


def _any(text: str) -> str:
    tidy = clean(text)
    folded = tidy.casefold()
    # Case folding may take a letter apart ("İ"); lower-casing one for one cannot.
    return folded if len(folded) == len(tidy) else clean(folded)


_label = lru_cache(maxsize=8192)(_any)
