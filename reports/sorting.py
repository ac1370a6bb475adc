"""Swedish alphabetical order without a locale on the machine: å, ä and ö come after z."""

import unicodedata

_AFTER_Z = str.maketrans(
    {"å": "\U00010001", "ä": "\U00010002", "ö": "\U00010003", "æ": "\U00010002", "ø": "\U00010003"}
)


def swedish_order(text: str) -> str:
    kept = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    return "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))


def fold(text: str) -> str:
    """For searching: case and diacritics do not matter ("orebro" finds Örebro)."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
