"""Start the app on a socket of its own and say where it is."""

import logging
import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from reports.review.app import create_app
from reports.review.config import Config, local_hosts
from scoring.registry import Registry
from scoring.store import Store

REQUESTS_AT_ONCE = 200
CLOSING_SECONDS = 5


class CannotListen(OSError):
    """The address is taken or not this machine's."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that is bound; port 0 takes a free one. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except (OSError, OverflowError) as error:
        taken.close()
        raise CannotListen(f"cannot listen on {host}:{port}: {error}") from error
    return taken


def serve(
    config: Config, store: Store, registry: Registry, listening: socket.socket, say: Callable[[str], None]
) -> None:
    """Until a signal ends it. `say` gets the address once requests are answered."""
    host, port = listening.getsockname()[:2]
    if config.mode == "local":
        config = replace(config, hosts=local_hosts(port), cookie=f"{config.cookie}-{port}")
    app = create_app(config, store, registry)
    # No access log: the token of local mode stands in one address. A proxy has its own.
    settings = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        lifespan="off",
        ws="none",
        proxy_headers=config.mode == "team",
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=REQUESTS_AT_ONCE,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    server = _Announcing(settings, lambda: say(_address(config, str(host), int(port))))
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server.run(sockets=[listening])


def _address(config: Config, host: str, port: int) -> str:
    named = f"[{host}]" if ":" in host else host
    if config.mode == "team":
        return f"review: listening on {named}:{port} for {', '.join(config.hosts)}"
    return f"review: http://127.0.0.1:{port}/enter?token={config.token}"


class _Announcing(uvicorn.Server):
    """Says that it is there as soon as it is."""

    def __init__(self, settings: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(settings)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
