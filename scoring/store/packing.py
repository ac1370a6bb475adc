"""How JSON lies in the database: zstd, told what it resembles where there is something like it.

Each body has a checksum of its own: unpacked against something else, or damaged, it is an error, never
another text.
"""

import sys
import zlib

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LEVEL = 6
"""Measured on three observations of saved real pages, 313 kB each on average: 1.6 ms to 26.0 kB; level 3
0.8 ms to 29.3 kB, level 12 8.6 ms to 25.1 kB; zlib's level 4, which was used before, 2.0 ms to 36.0 kB."""
_QUICK = 4
"""A third of the time for a fifteenth more: 24 observations of 411 kB on average take 0.7 ms to 41.5 kB, with
level 6 2.2 ms to 38.6 kB, with level 3 0.6 ms to 41.6 kB."""
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: _LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}
_ZLIB = b"\x78"
"""The first byte of what was packed before revision 0007."""


class Damaged(ValueError):
    """A body that cannot be unpacked."""


def pack(text: bytes, like: bytes = b"") -> bytes:
    """`like`: a text that this one resembles, and that will be at hand for unpacking."""
    return zstd.compress(text, options=_OPTIONS, zstd_dict=_resembling(like))


def pack_quickly(text: bytes) -> bytes:
    """For what is large, and stays no longer than until the next night."""
    return zstd.compress(text, options=_OPTIONS | {zstd.CompressionParameter.compression_level: _QUICK})


def unpack(body: bytes, like: bytes = b"") -> bytes:
    """Raises Damaged."""
    try:
        if body.startswith(_ZLIB):
            return zlib.decompress(body)
        return zstd.decompress(body, zstd_dict=_resembling(like))
    except (zlib.error, zstd.ZstdError) as error:
        raise Damaged(str(error)) from error


def _resembling(like: bytes) -> "tuple[zstd.ZstdDict, int] | None":
    return zstd.ZstdDict(like, is_raw=True).as_prefix if len(like) >= _LEAST_LIKE else None


_LEAST_LIKE = 8
"""Bytes: less is no dictionary."""
