"""An HTTP server that is many municipalities at once: the Host header decides which."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterable, Mapping
from io import RawIOBase
from urllib.parse import urlsplit

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .sites import Site, Sites

SHUTDOWN_SECONDS = 1


def split_host(header: str) -> tuple[str, str]:
    """('www.almsta.example', ':8080') of a Host header; the port part is empty without a port."""
    name, colon, port = header.strip().lower().partition(":")
    return name.rstrip("."), f"{colon}{port}" if port.isdigit() else ""


class ExampleApp:
    """ASGI: finds the site by host, the answer by path."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites
        self._hosts = _aliases(sites) | {host: host for host in sites}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._respond(Request(scope))(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        host, port = split_host(request.headers.get("host", ""))
        if host not in self._hosts:
            return PlainTextResponse(f"No site here: {host}\n", status_code=404)
        site = self._sites[self._hosts[host]]
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("405\n", status_code=405, headers={"allow": "GET, HEAD"})
        if host != site.host and site.settings.get("www_redirect"):
            return RedirectResponse(str(request.url.replace(netloc=f"{site.host}{port}")), status_code=301)
        answer = site.answer(request.scope["path"])
        if "location" in answer.headers:
            return RedirectResponse(_with_port(answer.headers["location"], port), status_code=301)
        return Response(answer.body, status_code=answer.status, headers=dict(answer.headers))


def _aliases(hosts: Iterable[str]) -> dict[str, str]:
    """`almsta.example` for `www.almsta.example`, and the other way round."""
    return {host.removeprefix("www.") if host.startswith("www.") else f"www.{host}": host for host in hosts}


def _with_port(location: str, port: str) -> str:
    # Somebody who came by name and port (no name map) must find the next host at the same port.
    parts = urlsplit(location)
    if port and parts.port is None and (parts.hostname or "").endswith(".example"):
        return parts._replace(netloc=f"{parts.netloc}{port}").geturl()
    return location


class AnnouncingServer(uvicorn.Server):
    """Prints one JSON line when it accepts connections, so that a parent knows where and when."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sockets and not self.should_exit:
            host, port = sockets[0].getsockname()[:2]
            print(json.dumps({"port": port, "name_map": f"*.example={host}:{port}"}), flush=True)


def serve(host: str, port: int, until_closed: RawIOBase | None = None) -> None:
    """Serve until a signal, or until `until_closed` reaches its end. Raises OSError if the port is taken."""
    app: ASGIApp = ExampleApp(Sites())
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    server = AnnouncingServer(config)
    with socket.create_server((host, port), backlog=512) as listener:
        # asyncio sets this only for sockets it made itself; without it every kept-alive answer waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if until_closed is not None:
            threading.Thread(target=_stop_at_end, args=(until_closed, server), daemon=True).start()
        asyncio.run(server.serve(sockets=[listener]))


def _stop_at_end(stream: RawIOBase, server: uvicorn.Server) -> None:
    while stream.read(4096):
        pass
    server.should_exit = True
