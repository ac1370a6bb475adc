"""The relay, spoken to by a real SOCKS5 client over real sockets."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import addresses, relay
from crawler.addresses import Addresses, NameMap
from crawler.blocking import is_blocked
from crawler.relay import Gate, Listener, Traffic, parse_request

WAIT = 20.0
GREETING = b"\x05\x01\x00"
GRANTED, NOT_ALLOWED, UNREACHABLE, REFUSED = 0, 2, 4, 5


def request(host: str, port: int, command: int = 1) -> bytes:
    """A SOCKS5 request in the form that fits the host: a name, an IPv4 or an IPv6 address."""
    for kind, family in ((1, socket.AF_INET), (4, socket.AF_INET6)):
        with contextlib.suppress(OSError):
            return bytes((5, command, 0, kind)) + socket.inet_pton(family, host) + struct.pack(">H", port)
    name = host.encode()
    return bytes((5, command, 0, 3, len(name))) + name + struct.pack(">H", port)


class Wire:
    """The browser's side of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def read(self, count: int) -> bytes:
        async with asyncio.timeout(WAIT):
            return await self.reader.readexactly(count)

    async def rest(self) -> bytes:
        """What comes until the other side closes, or breaks off."""
        found = b""
        async with asyncio.timeout(WAIT):
            with contextlib.suppress(ConnectionError):
                while data := await self.reader.read(65536):
                    found += data
        return found

    async def ask(self, host: str, port: int) -> int:
        """The whole handshake; the reply's code."""
        await self.say(GREETING)
        assert await self.read(2) == b"\x05\x00"
        await self.say(request(host, port))
        reply = await self.read(10)
        assert reply[0] == 5
        return reply[1]


class Setting:
    """An open relay and, behind it, a server that echoes what it hears."""

    def __init__(self, listener: Listener, echo_port: int) -> None:
        self.listener = listener
        self.echo_port = echo_port

    @property
    def traffic(self) -> Traffic:
        return self.listener.traffic

    @contextlib.asynccontextmanager
    async def wire(self) -> AsyncIterator[Wire]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.listener.port)
        try:
            yield Wire(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAIT):
            while not condition():
                await asyncio.sleep(0.005)


class Server:
    """A server whose connections have all ended when the block is left."""

    def __init__(self, serve: "Serve") -> None:
        self.serve = serve
        self.tasks: set[asyncio.Task[None]] = set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        with contextlib.suppress(ConnectionError):
            await self.serve(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def __aenter__(self) -> int:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        async with asyncio.timeout(WAIT):
            await asyncio.gather(*self.tasks)


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


def relaying(
    scene: Callable[[Setting], Awaitable[None]],
    *,
    allow_private: bool = False,
    max_bytes: int = 10_000_000,
    blocked: Callable[[str], bool] = is_blocked,
    serve: Serve = echo,
) -> Traffic:
    """Plays the scene; `kommun.test` is the echoing server whatever the port."""

    async def play() -> Traffic:
        async with Server(serve) as port:
            resolving = Addresses(allow_private, NameMap.parse(f"*.test=127.0.0.1:{port}"))
            async with Listener(Gate(resolving, blocked, max_bytes)) as listener:
                await scene(Setting(listener, port))
            resolving.close()
        return listener.traffic

    return asyncio.run(play())


def reply_to(host: str, port: int = 80, *, allow_private: bool = False) -> tuple[int, Traffic]:
    replies: list[int] = []

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            replies.append(await wire.ask(host, port))

    traffic = relaying(scene, allow_private=allow_private)
    return replies[0], traffic


def test_bytes_go_both_ways_and_are_counted() -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            for said in (b"hej", b"x" * 300_000):
                await wire.say(said)
                assert await wire.read(len(said)) == said

    traffic = relaying(scene)
    assert (traffic.sent, traffic.received, traffic.connections) == (300_003, 300_003, 1)
    assert not traffic.over_budget


def test_address_literals_connect_where_private_is_allowed() -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("127.0.0.1", setting.echo_port) == GRANTED
            await wire.say(b"hej")
            assert await wire.read(3) == b"hej"

    relaying(scene, allow_private=True)


def test_ipv6_literal_reaches_a_server() -> None:
    async def scene(setting: Setting) -> None:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
            async with setting.wire() as wire:
                assert await wire.ask("::1", server.getsockname()[1]) == GRANTED
                connection, _ = server.accept()
                with connection:
                    connection.sendall(b"hej")
                    assert await wire.read(3) == b"hej"

    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on this machine")
    relaying(scene, allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "localhost",
        "x.localhost",
        "localhost.",
        "127.0.0.1.",
        "017700000001",
        "0xa9fea9fe",
        "100.100.100.200",
        "100.64.0.1",
        "172.31.0.1",
        "224.0.0.251",
        "255.255.255.255",
        "ff02::fb",
        "fe80::a9fe:a9fe",
        "fec0::1",
        "::ffff:a00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    reply, traffic = reply_to(host)
    assert reply == NOT_ALLOWED
    assert len(traffic.refused) == 1
    assert traffic.connections == 0


def test_a_name_that_leads_half_inward_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: ["193.10.10.10", "127.0.0.1"])
    reply, traffic = reply_to("half.se")
    assert reply == NOT_ALLOWED
    assert traffic.refused == {"half.se"}


def test_the_checked_address_is_the_connected_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers inward the second time is never asked a second time."""
    answers = iter([["193.10.10.10"], ["127.0.0.1"]])
    tried: list[str] = []
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: next(answers))

    async def scene(setting: Setting) -> None:
        async def connect(factory: object, host: str, port: int) -> None:
            tried.append(host)
            raise ConnectionRefusedError

        monkeypatch.setattr(asyncio.get_running_loop(), "create_connection", connect)
        reader, writer = await _open_without_the_loop(setting.listener.port)
        wire = Wire(reader, writer)
        assert await wire.ask("rebind.se", 80) == REFUSED
        writer.close()
        await writer.wait_closed()

    relaying(scene)
    assert tried == ["193.10.10.10"]


def test_every_address_is_checked_before_any_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """All A and AAAA records: the last of them inward, and nothing is connected to."""
    found = ["193.10.10.10", "2a00:1450::1", "::ffff:10.0.0.1"]
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: found)
    reply, traffic = reply_to("half.se")
    assert reply == NOT_ALLOWED
    assert (traffic.connections, traffic.refused) == (0, {"half.se"})


@pytest.mark.parametrize(
    "host",
    [
        "kommun.test@127.0.0.1",
        "user:pass@kommun.se",
        "127.0.0.1:80",
        "127.0.0.1/x",
        "127.0.0.1%2f.se",
        "1.2.3.4.5",
        "[::1]",
    ],
)
def test_a_name_that_is_pasted_together_connects_nowhere(host: str) -> None:
    reply, traffic = reply_to(host)
    assert reply in (NOT_ALLOWED, UNREACHABLE)
    assert traffic.connections == 0


async def _open_without_the_loop(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    sock = socket.create_connection(("127.0.0.1", port))
    sock.setblocking(False)
    create = type(loop).create_connection
    transport, _ = await create(loop, lambda: protocol, sock=sock)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


def test_a_name_without_address() -> None:
    reply, traffic = reply_to("finns.inte.invalid")
    assert reply == UNREACHABLE
    assert traffic.unresolved == {"finns.inte.invalid"}


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    reply, traffic = reply_to("127.0.0.1", port, allow_private=True)
    assert reply == REFUSED
    assert traffic.connections == 0


@pytest.mark.parametrize("host", ["google-analytics.com", "www.Google-Analytics.com.", "a.b.doubleclick.net"])
def test_hosts_that_only_count_are_blocked(host: str) -> None:
    reply, traffic = reply_to(host)
    assert reply == NOT_ALLOWED
    assert traffic.blocked == 1
    assert not traffic.unresolved


@pytest.mark.parametrize(
    "host",
    [
        "consent.cookiebot.com",
        "cdn.cookielaw.org",
        "www.googletagmanager.com",
        "notgoogle-analytics.com",
        "com",
        "kommun.se",
    ],
)
def test_consent_platforms_and_likenesses_are_not_blocked(host: str) -> None:
    assert not is_blocked(host)


def test_the_budget_ends_the_connection_and_every_later_one() -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            assert len(await wire.rest()) <= 1_000_000
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == NOT_ALLOWED

    traffic = relaying(scene, max_bytes=1_000_000, serve=pour)
    assert traffic.over_budget
    assert traffic.received < 2_000_000


def test_who_sends_on_and_on_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "MAX_SENT", 1_000_000)
    swallowed = 0

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal swallowed
        while data := await reader.read(65536):
            swallowed += len(data)

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            with contextlib.suppress(ConnectionError):
                for _ in range(200):
                    await wire.say(bytes(65536))
            assert await wire.rest() == b""
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == NOT_ALLOWED

    assert relaying(scene, serve=swallow).over_budget
    assert swallowed <= 1_000_000


def test_one_visit_does_not_take_all_look_ups() -> None:
    at_once: list[int] = []

    async def scene(setting: Setting) -> None:
        asking, go_on = 0, asyncio.Event()

        async def slow(host: str, port: int) -> list[tuple[str, int]]:
            nonlocal asking
            asking += 1
            at_once.append(asking)
            await go_on.wait()
            asking -= 1
            return [("127.0.0.1", setting.echo_port)]

        setting.listener.gate.addresses.resolve = slow  # type: ignore[method-assign]
        async with contextlib.AsyncExitStack() as stack:
            wires = [await stack.enter_async_context(setting.wire()) for _ in range(20)]
            replies = [asyncio.create_task(w.ask(f"{n}.test", 80)) for n, w in enumerate(wires)]
            await setting.until(lambda: asking == relay.LOOK_UPS_AT_ONCE)
            go_on.set()
            assert set(await asyncio.gather(*replies)) == {GRANTED}

    relaying(scene)
    assert max(at_once) == relay.LOOK_UPS_AT_ONCE < addresses.LOOK_UPS_AT_ONCE / 4


def test_a_slow_reader_holds_the_sender_back() -> None:
    sent = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        for _ in range(400):
            writer.write(bytes(65536))
            await writer.drain()
            sent += 65536

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            last = -1
            while sent != last:
                last = sent
                await asyncio.sleep(0.25)
            assert sent < 20_000_000
            assert len(await wire.rest()) == 400 * 65536

    relaying(scene, max_bytes=100_000_000, serve=pour)


def test_connections_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "MAX_CONNECTIONS", 3)

    async def scene(setting: Setting) -> None:
        async with contextlib.AsyncExitStack() as stack:
            wires = [await stack.enter_async_context(setting.wire()) for _ in range(3)]
            for wire in wires:
                assert await wire.ask("kommun.test", 80) == GRANTED
            fourth = await stack.enter_async_context(setting.wire())
            assert await fourth.rest() == b""
        await setting.until(lambda: not setting.listener.clients)
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED

    relaying(scene)


def test_a_handshake_in_single_bytes_with_early_data() -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            for byte in GREETING + request("kommun.test", 80):
                await wire.say(bytes((byte,)))
            assert await wire.read(2) == b"\x05\x00"
            assert (await wire.read(10))[1] == GRANTED
            await wire.say(b"hej")
            assert await wire.read(3) == b"hej"

    relaying(scene)


def test_everything_in_one_piece() -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            await wire.say(b"\x05\x02\x00\x02" + request("kommun.test", 80) + b"hej")
            assert await wire.read(2) == b"\x05\x00"
            assert (await wire.read(10))[1] == GRANTED
            assert await wire.read(3) == b"hej"

    traffic = relaying(scene)
    assert traffic.sent == 3


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + bytes(300),
        b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00" + bytes(300),
        b"\xff" * 600,
        bytes(300_000),
        GREETING + b"\x05\x01\x00\x09" + bytes(20),
        GREETING + request("kommun.test", 80, command=2),
        GREETING + request("kommun.test", 80, command=3),
        GREETING + request("", 80),
        GREETING + b"\x05\x01\x00\x03\x04" + "åä".encode() + b"\x00\x50",
        GREETING + b"\x05\x01\x00\x03\x05a\x00b\x00c\x00\x50",
    ],
    ids=[
        "http",
        "socks4",
        "ff",
        "zeros",
        "kind",
        "bind",
        "udp",
        "no-name",
        "not-ascii",
        "nul",
    ],
)
def test_garbage_is_hung_up_on(said: bytes) -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            with contextlib.suppress(ConnectionError):
                await wire.say(said)
            answer = await wire.rest()
            assert len(answer) <= 12
            if len(answer) == 12:
                assert answer[3] != GRANTED
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED

    traffic = relaying(scene)
    assert traffic.connections == 1


@pytest.mark.parametrize("said", [b"", b"\x05", GREETING, GREETING + request("kommun.test", 80)[:6]])
def test_a_client_that_goes_away_leaves_nothing(said: bytes) -> None:
    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            await wire.say(said)
            wire.writer.transport.abort()
        await setting.until(lambda: not setting.listener.clients)

    relaying(scene)


def test_a_client_that_goes_away_while_the_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(setting: Setting) -> None:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow(host: str, port: int) -> list[tuple[str, int]]:
            begun.set()
            await go_on.wait()
            return [("127.0.0.1", setting.echo_port)]

        monkeypatch.setattr(setting.listener.gate.addresses, "resolve", slow)
        async with setting.wire() as wire:
            await wire.say(GREETING + request("kommun.test", 80))
            await begun.wait()
            wire.writer.transport.abort()
        await setting.until(lambda: not setting.listener.clients)
        go_on.set()

    assert relaying(scene).connections == 0


def test_a_server_that_goes_away_ends_the_clients_side() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"tack")
        await writer.drain()
        writer.transport.abort()

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            await wire.say(b"hej")
            assert await wire.rest() in (b"tack", b"")

    relaying(scene, serve=serve)


def test_an_answer_that_ends_arrives_whole() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(bytes(2_000_000))
        await writer.drain()

    async def scene(setting: Setting) -> None:
        async with setting.wire() as wire:
            assert await wire.ask("kommun.test", 80) == GRANTED
            assert len(await wire.rest()) == 2_000_000

    relaying(scene, serve=serve)


def test_leaving_closes_what_is_open() -> None:
    async def play() -> None:
        resolving = Addresses(allow_private=True)
        async with Server(echo) as port:
            async with Listener(Gate(resolving, is_blocked, 1000)) as listener:
                reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
                wire = Wire(reader, writer)
                assert await wire.ask("127.0.0.1", port) == GRANTED
            assert await wire.rest() == b""
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
            with pytest.raises(ConnectionError):
                await asyncio.open_connection("127.0.0.1", listener.port)
        resolving.close()

    asyncio.run(play())


@given(st.binary(max_size=400))
def test_a_request_is_parsed_or_incomplete_and_never_an_error(data: bytes) -> None:
    found = parse_request(data)
    if found:
        _, port, used = found
        assert used <= len(data)
        assert 0 <= port < 65536


@pytest.mark.parametrize("host", ["kommun.test", "192.0.2.7", "2001:db8::7"])
def test_a_request_is_read_as_it_was_written(host: str) -> None:
    said = request(host, 8080)
    assert parse_request(said + b"more") == (host, 8080, len(said))
    assert all(parse_request(said[:length]) is None for length in range(len(said)))
