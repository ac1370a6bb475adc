"""Faults of network and HTTP: what comes, or does not come, over the wire."""

import gzip
import os
import zlib
from functools import cache

import brotli

from tests.hostile.page import GOOD, PAGE
from tests.hostile.server import Behaviour, Exchange

HTML = "Content-Type: text/html"


def answering(status: str, body: str | bytes = b"", *headers: str) -> Behaviour:
    """The same answer to whatever is asked; robots.txt is not there."""
    return without_robots(lambda exchange: exchange.answer(status, body, *headers))


def without_robots(behaviour: Behaviour) -> Behaviour:
    def serve(exchange: Exchange) -> None:
        if exchange.path == "/robots.txt":
            exchange.answer("404 Not Found", "404")
        else:
            behaviour(exchange)

    return serve


def robots(behaviour: Behaviour) -> Behaviour:
    """A good site whose robots.txt misbehaves."""

    def serve(exchange: Exchange) -> None:
        if exchange.path == "/robots.txt":
            behaviour(exchange)
        else:
            exchange.answer("200 OK", GOOD)

    return serve


def hang(exchange: Exchange) -> None:
    exchange.wait()


def close(exchange: Exchange) -> None:
    """Not a word."""


def rubbish(exchange: Exchange) -> None:
    exchange.send(b"\x00\x01\x02" + os.urandom(4000))


def half_header(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Ty")


def slow_header(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        exchange.send(b"X-Slow: 1\r\n")
        exchange.wait(0.5)


@without_robots
def slow_body(exchange: Exchange) -> None:
    exchange.head("200 OK", HTML, "Content-Length: 1000000")
    exchange.send(PAGE.encode())
    while True:
        exchange.send(b"<!-- -->")
        exchange.wait(0.5)


@without_robots
def endless_body(exchange: Exchange) -> None:
    exchange.head("200 OK", HTML)
    exchange.send(PAGE.encode())
    while True:
        exchange.send(b"<!--" + b" " * 65536 + b"-->")


@without_robots
def hundred_megabytes(exchange: Exchange) -> None:
    exchange.head("200 OK", HTML, "Content-Length: 100000000")
    exchange.send(PAGE.encode())
    for _ in range(1600):
        exchange.send(b"<!--" + b" " * 65000 + b"-->")


@cache
def bomb(coding: str) -> bytes:
    """A gigabyte of one paragraph's text, a megabyte (or much less) on the wire."""
    piece = b"<p>" + b"kommun " * 150_000
    packer = brotli.Compressor(quality=1) if coding == "br" else zlib.compressobj(9, zlib.DEFLATED, 31)
    add = packer.process if coding == "br" else packer.compress
    end = packer.finish if coding == "br" else packer.flush
    flat = PAGE.encode()
    body = b"".join([add(flat), *(add(piece) for _ in range(1000)), end()])
    return gzip.compress(body) if coding == "gzip, gzip" else body


def bombing(coding: str) -> Behaviour:
    @without_robots
    def serve(exchange: Exchange) -> None:
        exchange.answer("200 OK", bomb(coding), f"Content-Encoding: {coding}")

    return serve


def truncated_gzip() -> Behaviour:
    whole = gzip.compress(GOOD.encode())
    return answering("200 OK", whole[: len(whole) // 2], "Content-Encoding: gzip")


def endless_redirect(exchange: Exchange) -> None:
    number = int(exchange.path.strip("/") or "0") if exchange.path.strip("/").isdigit() else 0
    exchange.answer("302 Found", "", f"Location: /{number + 1}")


def leading(target: str) -> Behaviour:
    """Redirects to `target`; `{inner}` in it is the port that nobody may reach."""

    @without_robots
    def serve(exchange: Exchange) -> None:
        exchange.answer("302 Found", "", "Location: " + target.format(inner=exchange.web.inner_port))

    return serve


@without_robots
def large_headers(exchange: Exchange) -> None:
    exchange.answer("200 OK", GOOD, "X-Large: " + "x" * 1_000_000)


@without_robots
def large_cookies(exchange: Exchange) -> None:
    exchange.answer("200 OK", GOOD, *(f"Set-Cookie: c{n}={'x' * 4000}; Path=/" for n in range(50)))


@without_robots
def cookie_by_script(exchange: Exchange) -> None:
    script = "for (let n = 0; n < 260; n++) document.cookie = `c${n}=${'x'.repeat(4000)}; path=/`"
    exchange.answer("200 OK", GOOD + f"<script>{script}</script>")


def endless_robots(exchange: Exchange) -> None:
    exchange.head("200 OK", "Content-Type: text/plain")
    while True:
        exchange.send(b"Disallow: /intern\n" * 1000)


def large_robots(exchange: Exchange) -> None:
    rules = b"".join(b"Disallow: /intern/%d*\n" % n for n in range(450_000))
    exchange.answer("200 OK", b"User-agent: *\n" + rules, "Content-Type: text/plain")


def html_robots(exchange: Exchange) -> None:
    exchange.answer("200 OK", GOOD)


def delaying(seconds: int) -> Behaviour:
    rules = f"User-agent: *\nCrawl-delay: {seconds}\n"
    return lambda exchange: exchange.answer("200 OK", rules, "Content-Type: text/plain")


@without_robots
def later(exchange: Exchange) -> None:
    """A start page whose further pages are all for later."""
    if exchange.path == "/":
        exchange.answer("200 OK", GOOD)
    else:
        exchange.answer("503 Service Unavailable", PAGE, "Retry-After: 600")


def way_to(name: str) -> str:
    return f"<p><a href='https://{name}.hostile.test/kontaktcenter'>Kontaktcenter</a></p>"


class Recovers:
    """Broken when it (`/`, or another path) is first asked for, well ever after."""

    def __init__(self, broken: str = "/") -> None:
        self.broken = broken
        self.visits = 0

    def __call__(self, exchange: Exchange) -> None:
        self.visits += exchange.path == self.broken
        if exchange.path == "/robots.txt" != self.broken:
            exchange.answer("404 Not Found", "404")
        elif self.visits < 2:
            exchange.answer("502 Bad Gateway", PAGE)
        else:
            exchange.answer("200 OK", GOOD)
