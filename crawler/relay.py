"""The browser's only way out: a loopback SOCKS5 relay (RFC 1928, no authentication, CONNECT only).

Each visit gets a listening port of its own, so that bytes and connections are counted per municipality and
everything that a page has left open ends with its visit. The relay resolves names itself, refuses addresses
that are not public, connects to the very address it checked, and refuses hosts that only count or advertise
(media, analytics).
"""

import asyncio
import ipaddress
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from crawler.addresses import Addresses, Refused, Unresolved

CONNECT_TIMEOUT = 10.0
MAX_CONNECTIONS = 256
"""Per visit. A page with ten thousand sub-resources must not exhaust the file descriptors of the night."""
LOOK_UPS_AT_ONCE = 8
"""Per visit, of the few that all visits have (`addresses`): a page that names two thousand hosts whose name
server never answers must not leave the others without."""
MAX_SENT = 10_000_000
"""Bytes per visit, TLS included. A start page sends some hundred kilobytes; one that sends on and on would
have us take part in flooding somebody."""

_GRANTED, _FAILED, _NOT_ALLOWED, _UNREACHABLE, _REFUSED = 0, 1, 2, 4, 5


@dataclass
class Traffic:
    """What one visit sent through the relay."""

    received: int = 0
    sent: int = 0
    connections: int = 0
    requests: int = 0
    """What the pages asked for, refused or not, by their own account (frames of other sites left out): the
    relay sees TLS, not requests."""
    blocked: int = 0
    refused: set[str] = field(default_factory=set)
    """Hosts that lead to addresses that are not public."""
    unresolved: set[str] = field(default_factory=set)
    over_budget: bool = False
    """More bytes than a visit may receive, or send."""


@dataclass
class Gate:
    """What a visit may do."""

    addresses: Addresses
    is_blocked: Callable[[str], bool]
    max_bytes: int


class _Upstream(asyncio.Protocol):
    """The far side of one connection."""

    def __init__(self, client: "_Client") -> None:
        self.client = client
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast("asyncio.Transport", transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.client.from_upstream(data)

    def eof_received(self) -> bool:
        if self.client.transport and self.client.transport.can_write_eof():
            self.client.transport.write_eof()
            return True
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client.transport:
            self.client.transport.close()

    def pause_writing(self) -> None:
        if self.client.transport:
            self.client.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.client.transport:
            self.client.transport.resume_reading()


class _Client(asyncio.Protocol):
    """The browser's side: greeting, one CONNECT request, then bytes both ways."""

    def __init__(self, listener: "Listener") -> None:
        self.listener = listener
        self.transport: asyncio.Transport | None = None
        self.upstream: asyncio.Transport | None = None
        self.buffer = b""
        self.greeted = False
        self.asked = False
        self.task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast("asyncio.Transport", transport)
        self.transport = transport
        self.listener.clients.add(self)
        if len(self.listener.clients) > MAX_CONNECTIONS:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.listener.clients.discard(self)
        if self.task:
            self.task.cancel()
        if self.upstream:
            self.upstream.close()

    def data_received(self, data: bytes) -> None:
        if self.upstream:
            self._pass_on(data)
            return
        self.buffer += data
        if len(self.buffer) > 65536:
            self.close()
            return
        self._shake_hands()

    def _pass_on(self, data: bytes) -> None:
        traffic = self.listener.traffic
        traffic.sent += len(data)
        if traffic.sent > MAX_SENT:
            traffic.over_budget = True
            self.close()
        elif self.upstream:
            self.upstream.write(data)

    def from_upstream(self, data: bytes) -> None:
        traffic = self.listener.traffic
        traffic.received += len(data)
        if traffic.received > self.listener.gate.max_bytes:
            traffic.over_budget = True
            self.close()
        elif self.transport:
            self.transport.write(data)

    def pause_writing(self) -> None:
        if self.upstream:
            self.upstream.pause_reading()

    def resume_writing(self) -> None:
        if self.upstream:
            self.upstream.resume_reading()

    def close(self) -> None:
        for transport in (self.transport, self.upstream):
            if transport:
                transport.abort()

    def _shake_hands(self) -> None:
        if not self.asked and self.buffer[:1] not in (b"", b"\x05"):
            self.close()
            return
        if not self.greeted:
            if len(self.buffer) < 2 or len(self.buffer) < 2 + self.buffer[1]:
                return
            self.buffer = self.buffer[2 + self.buffer[1] :]
            self.greeted = True
            self._write(b"\x05\x00")
            self._shake_hands()
        elif self.greeted and not self.asked:
            request = parse_request(self.buffer)
            if request:
                host, port, length = request
                self.asked = True
                self.buffer = self.buffer[length:]
                self.task = asyncio.ensure_future(self._connect(host, port))

    async def _connect(self, host: str, port: int) -> None:
        reply = await self._open(host, port)
        self._write(bytes((5, reply, 0, 1)) + bytes(6))
        if reply != _GRANTED:
            if self.transport:
                self.transport.close()
            return
        if self.buffer and self.upstream:
            self._pass_on(self.buffer)
            self.buffer = b""

    async def _open(self, host: str, port: int) -> int:
        """Connects to the first address that answers; returns a SOCKS reply code."""
        traffic, gate = self.listener.traffic, self.listener.gate
        if gate.is_blocked(host):
            traffic.blocked += 1
            return _NOT_ALLOWED
        if traffic.over_budget:
            return _NOT_ALLOWED
        try:
            async with self.listener.look_ups:
                addresses = await gate.addresses.resolve(host, port)
        except Refused:
            traffic.refused.add(host)
            return _NOT_ALLOWED
        except Unresolved:
            traffic.unresolved.add(host)
            return _UNREACHABLE
        loop = asyncio.get_running_loop()
        for address, found_port in addresses[:4]:
            try:
                async with asyncio.timeout(CONNECT_TIMEOUT):
                    transport, _ = await loop.create_connection(lambda: _Upstream(self), address, found_port)
            except (TimeoutError, OSError):
                continue
            traffic.connections += 1
            self.upstream = transport
            return _GRANTED
        return _REFUSED

    def _write(self, data: bytes) -> None:
        if self.transport and not self.transport.is_closing():
            self.transport.write(data)


def parse_request(data: bytes) -> tuple[str, int, int] | None:
    """A SOCKS5 CONNECT request at the start of `data`: (host, port, bytes used), or None while it is
    incomplete.

    A command other than CONNECT, or an address that is none, gives an empty host, which resolves to nothing.
    """
    if len(data) < 5:
        return None
    _, command, _, kind, first = data[:5]
    start, size = {1: (4, 4), 3: (5, first), 4: (4, 16)}.get(kind, (4, 0))
    end = start + size
    if len(data) < end + 2:
        return None
    raw = data[start:end]
    host = raw.decode("ascii", "replace") if kind == 3 else str(ipaddress.ip_address(raw)) if size else ""
    (port,) = struct.unpack(">H", data[end : end + 2])
    return (host if command == 1 else ""), port, end + 2


class Listener:
    """One visit's port. `async with` opens it; leaving closes every connection."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.traffic = Traffic()
        self.clients: set[_Client] = set()
        self.look_ups = asyncio.Semaphore(LOOK_UPS_AT_ONCE)
        self._server: asyncio.Server | None = None
        self.port = 0

    async def __aenter__(self) -> "Listener":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Client(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server:
            self._server.close()
        for client in list(self.clients):
            client.close()
