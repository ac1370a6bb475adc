"""Serves the hostile web: one port for all plain sites (by Host header), one for all with certificates, one
that nobody may ever reach.

Sockets and threads, not an HTTP library: most of these sites do what a library would prevent.
"""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.hostile.certificates import TRUSTED, server_contexts

DOMAIN = ".hostile.test"
SECURE = ("tls-", TRUSTED)
"""How sites with certificates are called."""
REAL_NAMES = ("dns-failure", "dns-hangs", "inward-by-name", "rebinding")
"""Sites that the name servers are asked for, under `.test`: no name map leads to them."""
OUTSIDE = "127.7.7.7"
"""A loopback address that plays a public one: where a rebinding name leads before it leads inward."""
PATIENCE = 120.0
"""Seconds after which even a site that hangs for ever lets go of its thread."""


class Exchange:
    """One request, and the ways to answer it badly."""

    def __init__(self, connection: socket.socket, host: str, path: str, web: "HostileWeb") -> None:
        self.connection = connection
        self.host = host
        self.path = path
        self.web = web

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def wait(self, seconds: float = PATIENCE) -> None:
        """Raises OSError when the web is closed meanwhile."""
        if self.web.closing.wait(seconds):
            raise OSError("closed")

    def head(self, status: str, *headers: str) -> None:
        self.send(
            "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode("latin-1")
        )

    def answer(self, status: str, body: str | bytes = b"", *headers: str) -> None:
        data = body if isinstance(body, bytes) else body.encode()
        kinds = [] if _names(headers, "content-type") else ["Content-Type: text/html; charset=utf-8"]
        length = [] if _names(headers, "content-length") else [f"Content-Length: {len(data)}"]
        self.head(status, *kinds, *length, *headers)
        self.send(data)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Behaviour = Callable[[Exchange], None]


def _names(headers: tuple[str, ...], name: str) -> bool:
    return any(header.lower().startswith(f"{name}:") for header in headers)


class HostileWeb:
    """`with HostileWeb(sites) as web:` serves `sites` by the first part of their host."""

    def __init__(self, sites: Mapping[str, Behaviour], folder: Path) -> None:
        self.sites = sites
        self.folder = folder
        self.closing = threading.Event()
        self.asked: list[tuple[str, str]] = []
        """(site, path) in the order they were asked for."""
        self.intruders: list[str] = []
        """What reached the port that only a browser led inward could reach."""
        self._listeners: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._live: set[socket.socket] = set()

    def __enter__(self) -> Self:
        contexts = server_contexts(self.folder, DOMAIN, self.sites)
        self.port = self._listen("0.0.0.0", self._converse)
        self.tls_port = self._listen("127.0.0.1", lambda plain: self._secure(plain, contexts))
        self.inner_port = self._listen("0.0.0.0", self._trap)
        self._listen("::", self._trap, self.inner_port)
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.closed_port: int = unused.getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        for one in (*self._listeners, *self._live):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for listener in self._listeners:
            listener.close()
        for thread in self._threads:
            thread.join(5)

    @property
    def name_map(self) -> str:
        secure = [name for name in self.sites if name.startswith(SECURE)]
        return ",".join(
            [
                *(f"{name}{DOMAIN}=127.0.0.1:{self.tls_port}" for name in secure),
                f"refused{DOMAIN}=127.0.0.1:{self.closed_port}",
                f"*{DOMAIN}=127.0.0.1:{self.port}",
            ]
        )

    def homepage(self, name: str) -> str:
        if name in REAL_NAMES:
            return f"http://{name}.test:{self.inner_port}/"
        return f"{'https' if name.startswith(SECURE) else 'http'}://{name}{DOMAIN}/"

    def _listen(self, host: str, serve: Callable[[socket.socket], None], port: int = 0) -> int:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=512)
        self._listeners.append(listener)

        def accept() -> None:
            while not self.closing.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                self._live.add(connection)
                threading.Thread(target=self._serve, args=(connection, serve), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        self._threads.append(thread)
        bound: int = listener.getsockname()[1]
        return bound

    def _serve(self, connection: socket.socket, serve: Callable[[socket.socket], None]) -> None:
        try:
            with connection, contextlib.suppress(OSError, ValueError):
                connection.settimeout(PATIENCE)
                serve(connection)
        finally:
            self._live.discard(connection)

    def _secure(self, plain: socket.socket, contexts: Mapping[str, ssl.SSLContext]) -> None:
        first = next(iter(contexts.values()))
        with first.wrap_socket(plain, server_side=True) as connection:
            if connection.selected_alpn_protocol() != "h2":
                self._converse(connection)
                return
            host = next(host for host, context in contexts.items() if context is connection.context)
            name = host.removesuffix(DOMAIN)
            self.asked.append((name, "/"))
            self.sites[name](Exchange(connection, host, "/", self))

    def _converse(self, connection: socket.socket) -> None:
        asked = connection.recv(65536).decode("latin-1")
        path = asked.split(" ")[1] if " " in asked else "/"
        lines = (line.partition(":") for line in asked.split("\r\n")[1:])
        host = next((value.strip() for name, _, value in lines if name.lower() == "host"), "")
        name = host.split(":")[0].removesuffix(DOMAIN).removesuffix(".test")
        self.asked.append((name, path))
        behaviour = self.sites.get(name)
        exchange = Exchange(connection, host, path, self)
        if behaviour:
            behaviour(exchange)
        else:
            exchange.answer("404 Not Found", f"No site here: {name}")

    def _trap(self, connection: socket.socket) -> None:
        if connection.getsockname()[0] == OUTSIDE:
            self._converse(connection)
            return
        asked = connection.recv(4096).decode("latin-1")
        self.intruders.append(asked[:200])
        Exchange(connection, "", "", self).answer("200 OK", "<title>Inre</title><h1>Inre hemligheter</h1>")
