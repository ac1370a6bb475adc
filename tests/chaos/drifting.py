"""The example web seen through a server that lets its sites drift: one looks like another, one is down."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.web import ExampleWeb

_NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


@dataclass
class Drift:
    """What is otherwise tonight; hosts without `www.`."""

    looks_like: dict[str, str] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)


class _Handler(BaseHTTPRequestHandler):
    server: "DriftingWeb"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").split(":")[0]
        bare = host.removeprefix("www.")
        if bare in self.server.drift.down:
            self._answer(503, [("Content-Type", "text/html")], b"<title>503</title><h1>503</h1>")
            return
        other = self.server.drift.looks_like.get(bare, bare)
        shown = self.server.hosts.get(other, other)
        status, headers, body = self._ask(shown)
        if other != bare:
            body = body.replace(shown.encode(), host.encode()).replace(other.encode(), bare.encode())
            headers = [(name, value.replace(shown, host)) for name, value in headers]
        self._answer(status, headers, body)

    def _ask(self, host: str) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = HTTPConnection("127.0.0.1", self.server.port_behind, timeout=60)
        try:
            connection.request("GET", self.path, headers={"Host": host, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            headers = [(n, v) for n, v in answer.getheaders() if n.lower() not in _NOT_PASSED_ON]
            return answer.status, headers, answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class DriftingWeb(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, web: ExampleWeb, hosts: dict[str, str]) -> None:
        """`hosts`: as each site is really called, by its name without `www.`."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port_behind, self.hosts, self.drift = web.port, hosts, Drift()

    @property
    def name_map(self) -> str:
        return f"*.example=127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who is killed in the middle of an answer is no error of the server's."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@contextmanager
def drifting(web: ExampleWeb, hosts: dict[str, str]) -> Iterator[DriftingWeb]:
    with DriftingWeb(web, hosts) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
