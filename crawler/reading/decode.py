"""Bytes to text: what the page is, whatever its headers claim (ruling 40)."""

import codecs
import re

from crawler.reading.limits import MAX_BODY

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4_096
_LATIN = frozenset({"iso8859-1", "ascii", "iso8859-15"})
"""Browsers read these labels as Windows-1252 (WHATWG Encoding, section 4.2)."""
_SINGLE_BYTE_LETTERS = re.compile(rb"[\xc4\xc5\xd6\xe4\xe5\xf6\xe9\xc6\xd8\xe6\xf8]")


def decode_body(body: bytes, content_type: str = "") -> tuple[str, str]:
    """(text, encoding name). Never raises; undecodable bytes become U+FFFD.

    Order: byte order mark; UTF-16 without a mark; strictly valid UTF-8, whatever was declared; the
    header's, then the page's own charset; UTF-8 when most of it is valid; Windows-1252.
    """
    body = body[:MAX_BODY]
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(name, "replace")), name
    if name := _wide(body):
        return _clean(body.decode(name, "replace")), name
    try:
        return _clean(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _legacy(body, content_type)


def _legacy(body: bytes, content_type: str) -> tuple[str, str]:
    for name in _declared(body, content_type):
        if name != "utf-8":
            return _clean(body.decode(name, "replace")), name
    text = body.decode("utf-8", "replace")
    # One broken byte (or a page cut in the middle of a letter) must not turn a UTF-8 page into mojibake.
    broken = text.count("\ufffd")
    multibyte = sum(1 for char in text[:200_000] if "\x7f" < char != "\ufffd")
    if multibyte > 4 * broken or (broken <= 2 and not _SINGLE_BYTE_LETTERS.search(body)):
        return _clean(text), "utf-8"
    return _clean(body.decode("cp1252", "replace")), "cp1252"


def _declared(body: bytes, content_type: str) -> list[str]:
    found = [match.group(1) for match in [_HEADER.search(content_type)] if match]
    if meta := _META.search(body[:_HEAD_BYTES]):
        found.append(meta.group(1).decode("ascii", "replace"))
    names = (_codec(label) for label in found)
    return [name for name in names if name]


def _codec(label: str) -> str:
    """The codec's canonical name; empty for unknown labels and for codecs that are not character sets."""
    try:
        info = codecs.lookup(label)
        "".encode(info.name)
        if not isinstance(b" ".decode(info.name, "replace"), str):
            return ""
    except (LookupError, ValueError, TypeError, UnicodeError):
        return ""
    if info.name.startswith(
        ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined", "mbcs")
    ):
        return ""  # pages in wide encodings without their signs are mislabelled (WHATWG reads them as UTF-8)
    return "cp1252" if info.name in _LATIN else info.name


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of the markup is NUL."""
    head = body[:_HEAD_BYTES]
    half = len(head) // 2
    if half < 8:
        return ""
    if head[1::2].count(0) > 0.8 * half and head[::2].count(0) < 0.2 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.8 * half and head[1::2].count(0) < 0.2 * half:
        return "utf-16-be"
    return ""


def _clean(text: str) -> str:
    return text.replace("\x00", "") if "\x00" in text else text
