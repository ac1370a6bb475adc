"""pywb in an environment of its own (it brings an old cryptography along), and a web that is served by it."""

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.own_environment import programs_of

WANTED = ("pywb==2.10.0", "setuptools<81")
"""The second: it still has pkg_resources, which the first imports."""
COLLECTION = "nights"
CONFIG = f"""\
proxy:
  coll: {COLLECTION}
  use_banner: false
  use_head_insert: false
  enable_content_rewrite: false
enable_auto_fetch: false
"""
START_SECONDS = 60
_HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "upgrade", "trailer"}


@contextmanager
def replaying(folder: Path, archives: Sequence[Path]) -> Iterator[str]:
    """pywb serves `archives`; gives `127.0.0.1:port`, where it is a web server and a proxy. Skips the test
    where it cannot be had."""
    programs = programs_of("pywb", *WANTED)
    folder.mkdir()
    (folder / "config.yaml").write_text(CONFIG)
    for arguments in (("init", COLLECTION), ("add", COLLECTION, *map(str, archives))):
        subprocess.run([programs / "wb-manager", *arguments], cwd=folder, capture_output=True, check=True)
    port = _free_port()
    log = (folder / "log").open("wb")
    command = [programs / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process, folder / "log")
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"pywb did not start: {log.read_text()[-2000:]}")


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class _ToProxy(BaseHTTPRequestHandler):
    """The crawl's relay connects to hosts; a proxy wants to be told the whole address."""

    server: "ReplayedWeb"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = self.headers.get("Host", "")
        proxy = HTTPConnection(self.server.proxy, timeout=30)
        try:
            proxy.request("GET", f"http://{host}{self.path}", headers={"Host": host})
            answer = proxy.getresponse()
            body = answer.read()
        finally:
            proxy.close()
        self.server.asked.append((answer.status, f"http://{host}{self.path}"))
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP | {"content-length", "content-encoding", "server", "date"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ReplayedWeb(ThreadingHTTPServer):
    """`with ReplayedWeb(proxy) as web:` answers for every host out of the archive."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, proxy: str) -> None:
        super().__init__(("127.0.0.1", 0), _ToProxy)
        self.proxy = proxy
        self.asked: list[tuple[int, str]] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "ReplayedWeb":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def name_map(self) -> str:
        return f"*.example=127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        if isinstance(sys.exception(), ConnectionError):
            return
        super().handle_error(request, client_address)
