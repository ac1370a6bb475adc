"""Static sites by host name: `www.s017.example` is the folder `sites/017`."""

import csv
import json
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

FOLDER = Path(__file__).parent
SITES = FOLDER / "sites"
RULES = "_http.json"
"""Status and headers by path, where they are not what a file's are."""
MISSING = b"<!doctype html><title>404</title><h1>Sidan finns inte</h1>"


def rows() -> list[dict[str, str]]:
    with (FOLDER / "gold.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_of(site: Path, path: str) -> Path | None:
    """`/x` is `x`, `x/index.html`, or `x.html`."""
    asked = site / path.strip("/")
    found = (asked, asked / "index.html", asked / "index.htm", asked.with_name(f"{asked.name}.html"))
    return next((one for one in found if one.is_file() and one.is_relative_to(site)), None)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = SITES / self.headers.get("Host", "").removeprefix("www.").partition(".")[0].removeprefix("s")
        path = unquote(urlsplit(self.path).path)
        known = site.parent == SITES and site.is_dir() and ".." not in path and RULES not in path
        file = file_of(site, path) if known else None
        rule = _rules(site).get(path, {}) if known else {}
        body = file.read_bytes() if file else MISSING
        self.send_response(rule.get("status", 200 if file else 404))
        kind = _kind(file.name if file else "x.html", body)
        for name, value in {"Content-Type": kind, **rule.get("headers", {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Nothing."""


def _rules(site: Path) -> Mapping[str, Any]:
    file = site / RULES
    rules: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return rules


def _kind(name: str, body: bytes) -> str:
    kind = "text/html" if name.endswith(".htm") else mimetypes.guess_type(name)[0] or "text/plain"
    # An old page says its charset itself.
    told = b"charset" in body[:2000].lower()
    return kind if told or not kind.startswith("text/") else f"{kind}; charset=utf-8"


@contextmanager
def served() -> Iterator[str]:
    """Serves on a free port of loopback; gives the name map."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"*.example=127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def write_registry(path: Path) -> Path:
    columns = ("code", "name", "county_code", "county", "homepage", "population", "lat", "lon", "group_code")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows():
            site = row["site"]
            home = f"http://www.s{site}.example/"
            writer.writerow((f"9{site}", row["name"], "95", "Ådalands län", home, 12000, 57.5, 14.2, "C6"))
    return path
