"""A small web on loopback: each site has a host of its own and remembers what was asked of it."""

import itertools
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import unquote, urlsplit

SUFFIX = ".test"


@dataclass(frozen=True)
class Answer:
    """What a path gives. `delay` is seconds before the first byte."""

    body: bytes | str
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass
class Site:
    host: str
    pages: dict[str, Answer]
    asked: list[str] = field(default_factory=list)
    """Paths in the order they were asked for, with their query."""

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    def was_asked(self, path: str) -> bool:
        return any(one.split("?")[0] == path for one in self.asked)


class _Handler(BaseHTTPRequestHandler):
    server: "LocalWeb"

    def do_GET(self) -> None:
        site = self.server.sites.get((self.headers.get("Host") or "").split(":")[0])
        path = unquote(urlsplit(self.path).path)
        if site:
            site.asked.append(self.path)
        answer = (site.pages.get(path) if site else None) or Answer("404", status=404)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        time.sleep(answer.delay)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        pass


class LocalWeb(ThreadingHTTPServer):
    """`with LocalWeb() as web:` serves; `site()` adds a site; `name_map` leads to all of them."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sites: dict[str, Site] = {}
        self._numbers = itertools.count(1)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def name_map(self) -> str:
        return f"*{SUFFIX}=127.0.0.1:{self.server_port}"

    def site(self, pages: Mapping[str, Answer | str | bytes]) -> Site:
        answers = {path: one if isinstance(one, Answer) else Answer(one) for path, one in pages.items()}
        site = Site(f"kommun{next(self._numbers)}{SUFFIX}", answers)
        self.sites[site.host] = site
        return site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who goes away in the middle of an answer is no error of the server's."""
