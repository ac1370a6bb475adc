"""One WARC per municipality and run: all that was received, so that it can be judged again in ten years."""

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO
from urllib.parse import quote

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scoring.store.atomic import replacing

GZIP_LEVEL = 2
"""Of ISA-L. Measured on sixteen pages of 1.67 MB in all: levels 1 and 2 take 2.3 ms to 301 and 299 kB, level
3 4.2 ms to 292 kB; zlib's level 1 takes 9.3 ms to 301 kB, its level 6 28.8 ms to 230 kB."""

OBSERVATION, LAYOUT, SNAPSHOT = "observation", "layout", "snapshot"
_RENAMED = {"content-encoding", "transfer-encoding", "content-length"}
"""They describe the bytes on the wire; the archive holds the decoded body."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What no header's name can have (RFC 9110, token)."""
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page fetched by plain HTTP. `body` without content coding; `fetched_at` in ISO 8601, UTC."""

    url: str
    method: str
    status: int
    reason: str
    request_headers: Headers
    headers: Headers
    body: bytes
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What is no HTTP answer: snapshot, layout, observation, picture.

    `kind` names it within its unit (`observation`, `layout`, `snapshot`, `picture/<sha256>`). `about` is the
    URL that it shows, if any. Our own data (observation, layout) become `metadata`, others `resource`.
    """

    kind: str
    content_type: str
    body: bytes
    at: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveWritten:
    path: Path
    sha256: str
    bytes: int


def archive_path(run: str, code: str) -> Path:
    """Relative to the data directory."""
    return Path("archive", run, f"{code}.warc.gz")


def urn(kind: str) -> str:
    """The address of an `Extra` inside its archive."""
    return f"urn:vagvisaren:{kind}"


def write_archive(
    path: Path,
    fetched: Iterable[Fetched],
    extras: Iterable[Extra] = (),
    info: Iterable[tuple[str, str]] = (),
) -> ArchiveWritten:
    """Write warcinfo (`info` as its fields), the observation, pages as request and response, then the other
    extras, to `path`. The observation stands first because it is read alone.

    Records are taken one by one and go straight to the file, each as a gzip member of its own. The file
    appears under its name only when it is whole and on disk. Raises OSError.
    """
    with replacing(path) as stream:
        members = _Members(stream)
        writer = _Writer(members, gzip=False, warc_version="1.1")
        for record in _records(writer, path.name, fetched, extras, info):
            writer.write_record(record)
            members.end()
    return ArchiveWritten(path, members.sha256.hexdigest(), members.bytes)


def _records(
    writer: WARCWriter,
    name: str,
    fetched: Iterable[Fetched],
    extras: Iterable[Extra],
    info: Iterable[tuple[str, str]],
) -> Iterator[ArcWarcRecord]:
    fields = {"format": "WARC File Format 1.1", **{key: _one_line(value) for key, value in info}}
    yield writer.create_warcinfo_record(name, fields)
    first, last = _observation_first(extras)
    yield from (_extra(writer, extra) for extra in first)
    for page in fetched:
        response = _response(writer, page)
        yield response
        yield _request(writer, page, response)
    yield from (_extra(writer, extra) for extra in last)


def _observation_first(extras: Iterable[Extra]) -> tuple[list[Extra], list[Extra]]:
    every = list(extras)
    return [e for e in every if e.kind == OBSERVATION], [e for e in every if e.kind != OBSERVATION]


def _response(writer: WARCWriter, page: Fetched) -> ArcWarcRecord:
    headers = [(f"X-Archive-Orig-{n}" if n.lower() in _RENAMED else n, v) for n, v in _clean(page.headers)]
    headers.append(("Content-Length", str(len(page.body))))
    status = StatusAndHeaders(
        f"{page.status} {_ascii(_one_line(page.reason))}".rstrip(), headers, protocol="HTTP/1.1"
    )
    return _record(writer, page.url, "response", page.body, page.fetched_at, http_headers=status)


def _request(writer: WARCWriter, page: Fetched, response: ArcWarcRecord) -> ArcWarcRecord:
    target = _address(page.url).partition("://")[2].partition("#")[0]
    path = "/" + target.partition("/")[2] if "/" in target else "/"
    line = StatusAndHeaders(
        f"{page.method} {quote(path, safe=_PRINTABLE)} HTTP/1.1",
        _clean(page.request_headers),
        is_http_request=True,
    )
    record = _record(writer, page.url, "request", b"", page.fetched_at, http_headers=line)
    record.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    return record


def _extra(writer: WARCWriter, extra: Extra) -> ArcWarcRecord:
    kind = "metadata" if extra.kind in (OBSERVATION, LAYOUT) else "resource"
    # Without HTTP headers the block is the payload; the writer would hash the same bytes twice.
    digest = _digest(extra.body)
    record = _record(
        writer,
        urn(extra.kind),
        kind,
        extra.body,
        extra.at,
        {"WARC-Payload-Digest": digest, "WARC-Block-Digest": digest},
        content_type=extra.content_type,
    )
    if extra.about:
        record.rec_headers.add_header("X-Vagvisaren-About", _address(extra.about))
    return record


def _record(
    writer: WARCWriter,
    url: str,
    kind: str,
    body: bytes,
    at: str,
    digests: Mapping[str, str] = MappingProxyType({}),
    *,
    content_type: str = "",
    http_headers: StatusAndHeaders | None = None,
) -> ArcWarcRecord:
    """`digests`: those that are known already; the writer makes the others."""
    return writer.create_warc_record(
        _address(url),
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Date": at, **digests},
        http_headers=http_headers,
    )


def _digest(body: bytes) -> str:
    """As warcio writes it, and every reader of archives expects it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _clean(headers: Headers) -> list[tuple[str, str]]:
    """Without what would break the record: a header's name and value are the web's, line breaks included."""
    named = ((_NO_TOKEN.sub("", name), _one_line(value)) for name, value in headers)
    return [(name, value) for name, value in named if name]


def _ascii(text: str) -> str:
    """What stands in the first line of a message: warcio can write nothing else there."""
    return text.encode("ascii", "replace").decode()


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _address(url: str) -> str:
    return _CONTROL.sub("", url).replace(" ", "%20")


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """A writer of what is in memory: that is hashed and compressed as it is, not in a hundred pieces."""

    @staticmethod
    def _iter_stream(stream: BinaryIO) -> Iterator[bytes]:
        if whole := stream.read():
            yield whole


class _Members(io.RawIOBase):
    """A stream that compresses what it is given into gzip members and hashes what it writes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out: IO[bytes] = out
        self._compressor: Any = None
        self.sha256 = hashlib.sha256()
        self.bytes = 0

    def write(self, data: Any) -> int:
        if self._compressor is None:
            self._compressor = isal_zlib.compressobj(GZIP_LEVEL, isal_zlib.DEFLATED, isal_zlib.MAX_WBITS + 16)
        self._put(self._compressor.compress(data))
        return len(data)

    def flush(self) -> None:
        """Called after every record by the writer; the member ends in `end`."""

    def end(self) -> None:
        self._put(self._compressor.flush())
        self._compressor = None

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self.sha256.update(data)
        self.bytes += len(data)
