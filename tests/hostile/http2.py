"""HTTP/2 in a few frames (RFC 9113): enough to break off what a browser has asked for."""

import ssl
from collections.abc import Callable, Iterator

from tests.hostile.page import GOOD
from tests.hostile.server import Behaviour, Exchange

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS, GOAWAY = 0, 1, 3, 4, 7
ACKNOWLEDGED, END_HEADERS = 1, 4
INTERNAL_ERROR, ENHANCE_YOUR_CALM = 2, 11
# RFC 7541: the indexed field `:status: 200`, then `content-type` (index 31) with a literal value.
OK_HTML = b"\x88\x0f\x10\x09text/html"


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3) + bytes((kind, flags)) + stream.to_bytes(4) + payload


def reset_at_once(exchange: Exchange, stream: int) -> None:
    exchange.send(frame(RESET, 0, stream, INTERNAL_ERROR.to_bytes(4)))


def reset_midway(exchange: Exchange, stream: int) -> None:
    page = GOOD.encode()
    exchange.send(
        frame(HEADERS, END_HEADERS, stream, OK_HTML) + frame(DATA, 0, stream, page[: len(page) // 2])
    )
    exchange.wait(0.2)
    reset_at_once(exchange, stream)


def go_away(exchange: Exchange, stream: int) -> None:
    exchange.send(frame(GOAWAY, 0, 0, bytes(4) + ENHANCE_YOUR_CALM.to_bytes(4)))
    raise OSError("gone")


def answering_each(act: Callable[[Exchange, int], None]) -> Behaviour:
    """`act` is given every request, by its stream. Who speaks no HTTP/2 (for robots.txt) finds nothing."""

    def behave(exchange: Exchange) -> None:
        secure = exchange.connection
        if not isinstance(secure, ssl.SSLSocket) or secure.selected_alpn_protocol() != "h2":
            exchange.answer("404 Not Found")
            return
        exchange.send(frame(SETTINGS, 0, 0))
        for kind, flags, stream in _received(exchange):
            if kind == SETTINGS and not flags & ACKNOWLEDGED:
                exchange.send(frame(SETTINGS, ACKNOWLEDGED, 0))
            elif kind == HEADERS:
                act(exchange, stream)

    return behave


def _received(exchange: Exchange) -> Iterator[tuple[int, int, int]]:
    """(kind, flags, stream) of the browser's frames, until it goes."""
    _read(exchange, len(PREFACE))
    while True:
        head = _read(exchange, 9)
        _read(exchange, int.from_bytes(head[:3]))
        yield head[3], head[4], int.from_bytes(head[5:])


def _read(exchange: Exchange, count: int) -> bytes:
    found = b""
    while len(found) < count:
        more = exchange.connection.recv(count - len(found))
        if not more:
            raise OSError("closed")
        found += more
    return found
