"""Serves the sites by Host header, from a process that is no bottleneck: nginx if present, else uvicorn."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WORKERS = 2
START_SECONDS = 15.0
FALLBACK = "undersida-1.html"
"""Every unknown address answers with this page of the same host."""

_NGINX = """\
daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log stderr crit; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000; gzip_static on;
  open_file_cache max=2000 inactive=10m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{
    text/html html; text/css css; text/javascript js; application/json json; text/plain txt; image/jpeg img;
  }}
  charset utf-8; charset_types text/css text/javascript application/json;
  server {{
    listen 127.0.0.1:{port} backlog=4096; server_name _; root {sites}/$host; index index.html;
    location / {{ try_files $uri $uri/ /{fallback} =404; }}
  }}
}}
"""


@contextlib.contextmanager
def serving(sites: Path, folder: Path) -> Iterator[tuple[int, int, str]]:
    """Serves every folder of `sites` under its own name. Gives (port, process id, kind of server)."""
    port = _free_port()
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    command = _nginx(nginx, sites, folder, port) if nginx else _uvicorn(port)
    environment = {**os.environ, "VAGVISAREN_BENCHMARK_SITES": str(sites)}
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[1])  # noqa: S603
    try:
        _wait(port, process)
        yield port, process.pid, "nginx" if nginx else "uvicorn"
    finally:
        process.terminate()
        process.wait(10)


def _nginx(binary: str, sites: Path, folder: Path, port: int) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    # Workers of a root's nginx would otherwise be somebody who may not enter a temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        _NGINX.format(workers=WORKERS, folder=folder, port=port, sites=sites, user=user, fallback=FALLBACK)
    )
    return [binary, "-p", str(folder), "-c", str(config), "-e", "stderr"]


def _uvicorn(port: int) -> list[str]:
    return [
        sys.executable, "-m", "uvicorn", "benchmarks.memory_server:app", "--port", str(port),
        "--workers", str(WORKERS), "--no-access-log", "--log-level", "warning", "--backlog", "4096",
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the web server ended at once with exit code {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("the web server does not answer")
