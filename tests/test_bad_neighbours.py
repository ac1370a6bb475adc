"""Sites that hang, refuse or answer rubbish, crawled beside good ones: each costs at most its own budget and
is
listed with its reason, and the good ones are all there."""

import csv
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.web import ExampleWeb, read_registry

PROJECT = Path(__file__).resolve().parents[1]
BUDGET = 30
GOOD = ("9101", "9204", "9302")

Behaviour = Callable[[socket.socket, str], None]
PAGE = "<!doctype html><html lang=sv><title>Kommunen</title><body><h1>Kommunen</h1>"


def answer(connection: socket.socket, status: str, body: str | bytes = b"", *headers: str) -> None:
    data = body if isinstance(body, bytes) else body.encode()
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *headers]
    if not any(header.lower().startswith("content-type") for header in headers):
        head.append("Content-Type: text/html; charset=utf-8")
    connection.sendall("\r\n".join([*head, "", ""]).encode() + data)


def hang(connection: socket.socket, path: str) -> None:
    time.sleep(BUDGET * 3)


def drip(connection: socket.socket, path: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
    for _ in range(BUDGET * 6):
        connection.sendall(b"<!-- -->")
        time.sleep(0.5)


def robots(connection: socket.socket, path: str) -> None:
    if path == "/robots.txt":
        answer(connection, "200 OK", "User-agent: *\nDisallow: /\n", "Content-Type: text/plain")
    else:
        answer(connection, "200 OK", PAGE)


def answering(status: str, body: str | bytes = b"", *headers: str) -> Behaviour:
    return lambda connection, path: answer(connection, status, body, *headers)


ENDLESS = PAGE + "<script>for(;;){}</script>"


class Recovers:
    """Broken at the first visit of the start page, well at the second."""

    def __init__(self) -> None:
        self.visits = 0

    def __call__(self, connection: socket.socket, path: str) -> None:
        self.visits += path == "/"
        if self.visits < 2:
            answer(connection, "502 Bad Gateway", PAGE)
        else:
            answer(connection, "200 OK", PAGE + "<p>Välkommen till kommunen. <a href=/om>Om kommunen</a>")


BEHAVIOURS: dict[str, tuple[Behaviour, set[str]]] = {
    "hangs": (hang, {"timeout"}),
    "drips": (drip, {"timeout"}),
    "resets": (lambda connection, path: None, {"connection"}),
    "rubbish": (lambda connection, path: connection.sendall(os.urandom(4000)), {"connection", "not_html"}),
    "not found": (answering("404 Not Found", PAGE), {"http_4xx"}),
    "broken": (answering("500 Internal Server Error", PAGE), {"http_5xx"}),
    "forbidden": (answering("403 Forbidden", PAGE), {"blocked"}),
    "empty": (answering("200 OK", ""), {"empty_page"}),
    "document": (answering("200 OK", b"%PDF-1.4", "Content-Type: application/pdf"), {"not_html"}),
    "loop": (answering("302 Found", "", "Location: /again"), {"redirect_loop"}),
    "script": (answering("200 OK", ENDLESS), {"browser", "timeout"}),
    "robots": (robots, {"robots"}),
    "bot wall": (answering("200 OK", PAGE + "Checking your browser before accessing"), {"blocked"}),
}


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[int]:
    """A server on a port of its own."""

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=converse, args=(connection,), daemon=True).start()

    def converse(connection: socket.socket) -> None:
        with connection:
            try:
                request = connection.recv(65536).decode("latin-1")
                behaviour(connection, request.split(" ")[1] if " " in request else "/")
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("bad")
    with ExitStack() as stack:
        web = stack.enter_context(ExampleWeb())
        ports = {name: stack.enter_context(serving(does)) for name, (does, _) in BEHAVIOURS.items()}
        ports["refuses"] = free_port()
        away = stack.enter_context(
            serving(answering("302 Found", "", f"Location: http://127.0.0.1:{ports['empty']}/"))
        )
        ports["leaves"] = away
        ports["recovers"] = stack.enter_context(serving(Recovers()))
        rows = [row for row in read_registry() if row["code"] in GOOD]
        for number, (name, port) in enumerate(ports.items()):
            homepage = f"http://127.0.0.1:{port}/"
            rows.append(
                {**rows[0], "code": f"{9400 + number}", "name": f"Dålig {name}", "homepage": homepage}
            )
        registry = folder / "registry.csv"
        with registry.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        environment = {
            **os.environ,
            "VAGVISAREN_NAME_MAP": web.name_map,
            "VAGVISAREN_BUDGET": str(BUDGET),
            "VAGVISAREN_PAGE_TIMEOUT": "6",
            "VAGVISAREN_PAGE_DELAY": "0",
        }
        command = [sys.executable, "-m", "vagvisaren", "--data", str(folder / "data")]
        crawl = [*command, "crawl", "--registry", str(registry), "--allow-private"]
        ended = subprocess.run(
            crawl, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        exported = subprocess.run(
            [*command, "export", "--format", "json"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        found = {one["name"]: one for one in json.loads(exported.stdout)["municipalities"]}
        yield {"ended": ended, "found": found, "good": [row["name"] for row in rows if row["code"] in GOOD]}


@pytest.mark.parametrize(("name", "reasons"), [(name, reasons) for name, (_, reasons) in BEHAVIOURS.items()])
def test_each_has_its_reason(crawled: dict[str, Any], name: str, reasons: set[str]) -> None:
    one = crawled["found"][f"Dålig {name}"]
    assert one["status"] == "unmeasured"
    assert one["status_reason"] in reasons
    assert one["score"] is None


def test_refused_and_led_away(crawled: dict[str, Any]) -> None:
    assert crawled["found"]["Dålig refuses"]["status_reason"] == "connection"
    assert crawled["found"]["Dålig leaves"]["status_reason"] == "off_site_redirect"


def test_what_may_pass_is_visited_again_at_the_end(crawled: dict[str, Any]) -> None:
    assert crawled["found"]["Dålig recovers"]["status"] == "measured"


def test_the_good_ones_are_measured(crawled: dict[str, Any]) -> None:
    for name in crawled["good"]:
        assert crawled["found"][name]["status"] == "measured"


def test_it_is_degraded_and_says_so(crawled: dict[str, Any]) -> None:
    assert crawled["ended"].returncode == 3, crawled["ended"].stderr
    assert "Traceback" not in crawled["ended"].stderr
