"""Texts and addresses from the web, made fit to be shown. Escaping HTML is the template's job."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

MAX_TEXT = 320
CUT_AT = (300, 240)
"""Characters at which the rules cut their quotes (`scoring.report.QUOTE`, measures)."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_STACKED_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_SPACE = re.compile(r"\s+")
_SCHEME = re.compile(r"^https?://(www\.)?")


@lru_cache(maxsize=4096)
def show(text: str, limit: int = MAX_TEXT) -> str:
    """One harmless line of at most `limit` characters."""
    text = harmless(_SPACE.sub(" ", text).strip())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """A quote as it is kept. One that was cut at its limit, perhaps within a word, ends with a whole one."""
    if len(text) not in CUT_AT or not text[-1].isalnum():
        return text
    return text.rpartition(" ")[0].rstrip(" ,;:–-") + " …"


def harmless(text: str) -> str:
    """Text that cannot disturb its surroundings, hiding nothing.

    Control characters become their pictures (ESC is ␛) and direction marks their code points, because a
    quote that silently drops them would not be what stood there.
    """
    if text.isprintable() and (text.isascii() or not _STACKED_MARKS.search(text)):
        return text  # nearly always: control characters, direction marks and the invisible are not printable
    text = _CONTROL.sub(lambda found: _picture(found.group()), text)
    text = _DIRECTION.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", text)
    return _STACKED_MARKS.sub(r"\1", _INVISIBLE.sub("", text))


def _picture(control: str) -> str:
    code = ord(control)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


@lru_cache(maxsize=4096)
def web_href(url: str | None) -> str | None:
    """The address if it may become a link, else None: only http(s) with a host, e-mail and telephone."""
    if not url or _CONTROL.search(url) or _DIRECTION.search(url) or _SPACE.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme in ("http", "https"):
        return url if parts.hostname else None
    return url if parts.scheme in ("mailto", "tel") and parts.path else None


def short_address(url: str, limit: int = 80) -> str:
    """An address as people read it: without scheme and closing slash."""
    return show(_SCHEME.sub("", url).rstrip("/"), limit)
