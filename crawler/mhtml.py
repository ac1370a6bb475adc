"""Make a browser's MHTML snapshot smaller by leaving large pictures out, visibly."""

import re
from collections.abc import Iterator
from typing import NamedTuple

OMITTED = b"X-Vagvisaren-Omitted"
"""Header of a part whose body was left out; its value is `<bytes> bytes`. Type and location stay."""

_BOUNDARY = re.compile(rb'\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE)
_IMAGE = re.compile(rb"^content-type:[ \t]*image/", re.IGNORECASE | re.MULTILINE)
_HEAD_LIMIT = 64_000
"""Snapshot headers stand in the first few hundred bytes; what claims more is not one."""


class _Part(NamedTuple):
    """Offsets into the snapshot: where the headers begin, where the body begins, and where it ends."""

    headers: int
    body: int
    end: int


def slim(mhtml: bytes, limit: int = 100_000) -> bytes:
    """Without the bodies of image parts longer than `limit` bytes (as encoded); anything else is untouched.

    A part that lost its body keeps its headers and gets `X-Vagvisaren-Omitted: <bytes> bytes`. Bytes that
    are no multipart document come back as they are.
    """
    kept: list[bytes] = []
    position = 0
    for part in _parts(mhtml):
        if part.end - part.body > limit and _IMAGE.search(mhtml, part.headers, part.body):
            kept += mhtml[position : part.body - 2], b"%s: %d bytes\r\n\r\n" % (OMITTED, part.end - part.body)
            position = part.end
    return b"".join([*kept, mhtml[position:]]) if kept else mhtml


def _parts(mhtml: bytes) -> Iterator[_Part]:
    """The parts in order. A search for the delimiter only: bodies are never looked into."""
    head = mhtml.find(b"\r\n\r\n", 0, _HEAD_LIMIT)
    found = _BOUNDARY.search(mhtml, 0, head) if head >= 0 else None
    if found is None:
        return
    delimiter = b"\r\n--" + (found[1] or found[2])
    start = mhtml.find(delimiter, head)
    while start >= 0:
        headers = start + len(delimiter)
        start = mhtml.find(delimiter, headers)
        body = mhtml.find(b"\r\n\r\n", headers, start if start >= 0 else len(mhtml))
        if body >= 0 and start >= 0:
            yield _Part(headers, body + 4, start)
