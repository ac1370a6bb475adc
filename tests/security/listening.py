"""Loopback servers that note who came, for tests of what must never come."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COOKIE = "visit=1; Path=/"


@dataclass
class Listening:
    port: int
    asked: list[tuple[str, Message]] = field(default_factory=list)
    """(path, headers) of every request."""
    page: str = "<title>Ekby</title>"

    def headers(self, name: str) -> list[str]:
        return [value for _, headers in self.asked for value in headers.get_all(name, [])]

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def listening() -> Iterator[Listening]:
    """Answers everything with its page and a cookie; `/to?URL` with a redirect to URL, `/secret` with 401."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            noted.asked.append((self.path, self.headers))
            path, _, target = self.path.partition("?")
            self.send_response({"/to": 302, "/secret": 401}.get(path, 200))
            if path == "/to":
                self.send_header("Location", target)
            if path == "/secret":
                self.send_header("WWW-Authenticate", 'Basic realm="Ekby"')
            body = noted.page.encode()
            self.send_header("Set-Cookie", COOKIE)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not to the terminal of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        noted = Listening(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield noted
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def datagrams() -> Iterator[tuple[int, list[bytes]]]:
    """(port, what came) of a UDP socket."""
    came: list[bytes] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.settimeout(0.1)
        over = threading.Event()

        def hear() -> None:
            while not over.is_set():
                try:
                    came.append(heard.recv(2048))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=hear)
        thread.start()
        try:
            yield int(heard.getsockname()[1]), came
        finally:
            over.set()
            thread.join()
