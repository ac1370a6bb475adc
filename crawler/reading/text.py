"""Visible text as a reader would type it: one normal form for everything that the web does to letters."""

import re
import unicodedata
from functools import lru_cache

from crawler.reading.limits import MAX_LINE

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e01ef\U000f0000-\U0010ffff]"
)
"""Soft hyphens, zero-width characters, bidi controls (they can make a text read differently from what it
says), variation selectors, private-use characters (icon fonts) and lone surrogates (they cannot be
stored)."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

_UNUSUAL = re.compile(r"[^ -~§«°·»À-ÿ–—‘’“”•]")
"""Text without any of these has its normal form already, but for the spaces."""

_SHORT = 120
"""Labels are remembered, running text is not."""

MARK = "\x01"
"""Stands in raw line text where an inline element begins or ends."""
_GAP = re.compile(rf"(?<=[a-zåäöæø.:,;)]){MARK}+(?=[A-ZÅÄÖÆØ0-9(+])|(?<=\d){MARK}+(?=[A-Za-zÅÄÖÆØåäöæø])")


def clean_text(text: str, limit: int = MAX_LINE) -> str:
    """NFKC, invisible and control characters out, all white space folded to single spaces, at most `limit`
    characters.

    Idempotent, and safe to store: no lone surrogates.
    """
    # A site's menus say the same words on every page.
    return _clean_short(text, limit) if len(text) <= _SHORT else _clean(text, limit)


@lru_cache(maxsize=16_384)
def _clean_short(text: str, limit: int) -> str:
    return _clean(text, limit)


def _clean(text: str, limit: int) -> str:
    text = text[: limit * 4]
    if not _UNUSUAL.search(text):
        if "  " in text or text[:1] == " " or text[-1:] == " ":
            text = " ".join(text.split())
        return text if len(text) <= limit else text[:limit].rstrip()
    if not text.isascii():
        text = _normal(text)
    text = " ".join(_CONTROL.sub("", text).split())
    return text if len(text) <= limit else text[:limit].rstrip()


def _normal(text: str) -> str:
    # Removing a character can bring two others together that then compose: repeat, a few times at most.
    for _ in range(4):
        text = _CONTROL.sub("", _INVISIBLE.sub("", text))
        if unicodedata.is_normalized("NFKC", text):
            break
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text)


def join_inline(raw: str, limit: int = MAX_LINE) -> str:
    """Text whose inline elements are separated by `MARK`.

    `<span>Kund</span>service` is one word; `<b>Telefon</b><span>021-39 00 00</span>` is two, as style
    sheets show it: a boundary counts as a space only between a small letter and a capital or digit, or a
    digit and a letter.
    """
    if MARK in raw:
        raw = _GAP.sub(" ", raw).replace(MARK, "")
    return clean_text(raw, limit)


def storable(text: str, limit: int) -> str:
    """A string that is no visible text (URL, header) made safe to store, otherwise unchanged."""
    text = text[:limit]
    if text.isascii():
        return text.replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
