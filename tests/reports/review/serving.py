"""The app on a real socket, in a thread of this process or as the command itself."""

import contextlib
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

START_SECONDS = 60
PROJECT = Path(__file__).parents[3]


def free_socket() -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    return taken


@contextmanager
def served(app: ASGIApp, listening: socket.socket) -> Iterator[int]:
    """The port, while it answers."""
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=True,
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    port = int(listening.getsockname()[1])
    _wait(port)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


def answered(connection: http.client.HTTPConnection) -> Answer:
    """The whole answer; the connection is closed."""
    with contextlib.closing(connection):
        found = connection.getresponse()
        return Answer(found.status, found.headers, found.read().decode())


def run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """A command that ends by itself."""
    whole = [sys.executable, "-m", "vagvisaren", *arguments]
    return subprocess.run(
        whole,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        encoding="utf-8",
        timeout=120,
    )


@contextmanager
def command(*arguments: str, data: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`vagvisaren review …` as a process: what it prints first, and the process."""
    whole = [sys.executable, "-m", "vagvisaren", "--data", str(data), "review", *arguments]
    process = subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nothing answers on port {port}")
