"""The server when there is no nginx: files by Host header, from memory once read. Run by uvicorn."""

import functools
import mimetypes
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from benchmarks.serve import FALLBACK

_SITES = Path(os.environ.get("VAGVISAREN_BENCHMARK_SITES", "."))

Send = Callable[[dict[str, Any]], Awaitable[None]]


@functools.lru_cache(maxsize=100_000)
def _read(host: str, path: str) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """(headers, body). Pictures that are one file on disk are one object in memory."""
    root = _SITES / host
    file = root / (path.strip("/") or "index.html")
    if not file.is_file():
        file = root / FALLBACK
    kind = "image/jpeg" if file.suffix == ".img" else mimetypes.guess_type(file.name)[0] or "text/plain"
    headers = [(b"content-type", kind.encode() + (b"; charset=utf-8" if kind.startswith("text/") else b""))]
    packed = file.with_name(f"{file.name}.gz")
    if packed.is_file():
        headers.append((b"content-encoding", b"gzip"))
        file = packed
    body = _bytes(file.stat().st_ino, file)
    return [*headers, (b"content-length", str(len(body)).encode())], body


_by_inode: dict[int, bytes] = {}


def _bytes(inode: int, file: Path) -> bytes:
    if inode not in _by_inode:
        _by_inode[inode] = file.read_bytes()
    return _by_inode[inode]


async def app(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    """ASGI. Knows GET only; `..` never leaves the folder, because host and path are looked up as they are."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").partition(":")[0]
    if ".." in scope["path"] or "/" in host or not (_SITES / host).is_dir():
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    headers, body = _read(host, scope["path"])
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
