"""Which addresses may be connected to, and what a name leads to."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import addresses
from crawler.addresses import Addresses, NameMap, Refused, Unresolved, is_public

Result = TypeVar("Result")


def asking(
    work: Callable[[Addresses], Awaitable[Result]], *, allow_private: bool = False, name_map: str = ""
) -> Result:
    async def run() -> Result:
        resolving = Addresses(allow_private, NameMap.parse(name_map))
        try:
            return await work(resolving)
        finally:
            resolving.close()

    return asyncio.run(run())


def resolve(host: str, *, allow_private: bool = False, name_map: str = "") -> list[tuple[str, int]]:
    return asking(lambda one: one.resolve(host, 80), allow_private=allow_private, name_map=name_map)


@pytest.mark.parametrize("address", ["193.10.10.10", "8.8.8.8", "2001:67c:1562::1c", "2a00:1450:400f::200e"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",  # cloud metadata
        "100.64.0.1",  # carrier's own
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",  # cloud metadata
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "2002:a9fe:a9fe::",
        "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
        "64:ff9b::a00:1",
        "64:ff9b:1::7f00:1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
        "::127.0.0.1",
        "0.1.2.3",  # this network
        "172.16.254.1",
        "192.0.0.170",  # NAT64 discovery
        "192.88.99.1",  # 6to4 relays, deprecated
        "100.100.100.200",  # cloud metadata
        "168.63.129.16",  # a cloud's own host, seen from inside
        "203.0.113.9",
        "239.255.255.250",  # SSDP
        "fe80::a9fe:a9fe",
        "fdff:ffff::1",
        "fec0::1",  # site-local, deprecated
        "ff0e::1",
        "100::1",  # discard
        "5f00::1",  # segment routing
        "3fff::1",  # documentation
        "::ffff:0.0.0.0",
        "::ffff:100.64.0.1",
        "::ffff:0:127.0.0.1",  # SIIT
        "64:ff9b::a9fe:a9fe",  # NAT64 of cloud metadata
        "64:ff9b::c0a8:1",
        "2002:c0a8:1::",  # 6to4 of 192.168.0.1
        "2002:0:1::",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "kommun.test", "1", "0x7f.1", "127.1", "256.1.1.1", "[::1]"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@given(st.ip_addresses(v=4))
def test_no_wrapping_makes_an_address_public(address: object) -> None:
    packed = int(address)  # type: ignore[call-overload]
    wrapped = {
        ipaddress.IPv6Address((0x64FF9B << 96) | packed),
        ipaddress.IPv6Address((0x2002 << 112) | (packed << 80)),
        ipaddress.IPv6Address(packed),
    }
    if not is_public(str(address)):
        assert not any(is_public(str(one)) for one in wrapped)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_however_it_is_wrapped(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "10.1",
        "169.254.169.254",
        "2852039166",
        "::1",
        "::ffff:10.0.0.1",
        "localhost",
        "LOCALHOST.",
        "localhost..",
        "kommun.localhost",
        "127.0.0.1.",
        "017700000001",
        "0x7F.1",
        "00000177.1",
        "0x0a000001",
        "0300.0250.1",
        "0xa9.254.0251.0xfe",
        "169.254.43518",
        "0xa9fea9fe",
        "3232235521",
        "100.100.100.200",
        "ff02::1",
        "fe80::1",
        "fe80::1%lo",
        "fc00::1",
        "fd00:ec2::254",
        "0:0:0:0:0:0:0:1",
        "::ffff:7f00:1",
        "0:0:0:0:0:ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "::169.254.169.254",
    ],
)
def test_inward_in_every_form_is_refused(host: str) -> None:
    with pytest.raises(Refused, match="not a public address"):
        resolve(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "localhost", "kommun.localhost"])
def test_inward_is_allowed_on_request(host: str) -> None:
    assert resolve(host, allow_private=True) == [("127.0.0.1", 80)]


@pytest.mark.parametrize("host", ["", ".", "a" * 64 + ".se", "a..b", "\ufffd", "x.invalid", "sp ace.se"])
def test_what_is_no_name_has_no_address(host: str) -> None:
    with pytest.raises((Unresolved, Refused)):
        resolve(host)


@pytest.mark.parametrize(
    "host",
    [
        "user@127.0.0.1",
        "kommun.se@127.0.0.1",
        "127.0.0.1:80",
        "[::1]",
        "127.0.0.1/",
        "127.0.0.1#.kommun.se",
        "127.0.0.1?.kommun.se",
        "127.0.0.1\\.kommun.se",
        "127.0.0.1%2f.kommun.se",
        "127.0.0.1\x00.kommun.se",
        "127.0.0.1 kommun.se",
        "256.256.256.256",
        "4294967296",
        "0x100000000",
        "1.2.3.4.5",
        "127.0.0.09",
    ],
)
def test_what_is_pasted_together_leads_nowhere(host: str) -> None:
    """A browser or a library that took it apart in another way than we must not gain anything."""
    with pytest.raises((Unresolved, Refused)):
        resolve(host)


@pytest.mark.parametrize(
    "host", ["①②⑦.⓪.⓪.①", "１２７．０．０．１", "127。0。0。1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "loc\u00adalhost", "ʟocalhost"]
)
def test_other_scripts_digits_and_dots_are_no_way_in(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """The C library may take them for ASCII: what counts is the address that comes out."""
    with pytest.raises((Unresolved, Refused)):
        resolve(host)
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: ["127.0.0.1"])
    with pytest.raises(Refused):
        resolve(host)


@pytest.mark.parametrize(
    "inward",
    ["10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1", "fe80::1%eth0", "224.0.0.1"],
)
@pytest.mark.parametrize("place", [0, 1, 2, 9])
def test_one_inward_address_among_many_refuses_all(
    monkeypatch: pytest.MonkeyPatch, inward: str, place: int
) -> None:
    found = [f"193.10.10.{number}" for number in range(5)] + [
        f"2a00:1450::{number}" for number in range(1, 5)
    ]
    found.insert(place, inward)
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: found)
    with pytest.raises(Refused):
        resolve("half.se")


def test_a_name_like_one_in_the_map_is_not_in_it() -> None:
    names = NameMap.parse("*.b.test=127.0.0.2:82")
    for host in ("b.test.evil.se", "x.b.test@evil.se", "evil.se#.b.test.se", "x.b.testa"):
        assert names.get(host) is None


def test_a_name_that_leads_half_inward_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: ["193.10.10.10", "10.0.0.1"])
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        resolve("half.se")


def test_every_address_in_order_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: ["8.8.8.8", "2a00:1450::1", "8.8.8.8"])
    assert resolve("two.se") == [("8.8.8.8", 80), ("2a00:1450::1", 80)]


@pytest.mark.parametrize("answer", [["193.10.10.10"], OSError("no such name")])
def test_an_answer_good_or_bad_is_remembered(
    monkeypatch: pytest.MonkeyPatch, answer: list[str] | OSError
) -> None:
    asked: list[str] = []

    def look_up(host: str) -> list[str]:
        asked.append(host)
        if isinstance(answer, OSError):
            raise answer
        return answer

    async def twice(resolving: Addresses) -> None:
        for host in ("kommun.se", "KOMMUN.se."):
            try:
                await resolving.resolve(host, 443)
            except Unresolved:
                assert isinstance(answer, OSError)

    monkeypatch.setattr(addresses, "_get_addresses", look_up)
    asking(twice)
    assert asked == ["kommun.se"]


def test_an_answer_is_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["193.10.10.10"], ["127.0.0.1"]])
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: next(answers))
    monkeypatch.setattr(addresses, "REMEMBER_SECONDS", -1.0)

    async def rebound(resolving: Addresses) -> None:
        await resolving.resolve("rebind.se", 80)
        with pytest.raises(Refused):
            await resolving.resolve("rebind.se", 80)

    asking(rebound)


def test_names_in_the_map() -> None:
    names = NameMap.parse("www.a.test=127.0.0.1:81, *.b.test=127.0.0.2:82\nc.test=[::1]:83")
    assert names.get("WWW.A.test.") == ("127.0.0.1", 81)
    assert names.get("x.y.b.test") == ("127.0.0.2", 82)
    assert names.get("c.test") == ("::1", 83)
    assert names.get("a.test") is None
    assert names.get("b.test") is None
    assert names.get("xb.test") is None


def test_a_name_in_the_map_is_allowed_and_keeps_the_maps_port() -> None:
    assert resolve("www.a.test", name_map="www.a.test=127.0.0.1:8081") == [("127.0.0.1", 8081)]


@pytest.mark.parametrize(
    "text", ["a.test", "a.test=127.0.0.1", "=127.0.0.1:80", "a.test=:80", "a.test=127.0.0.1:x", "a=b:1"]
)
def test_a_map_that_says_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"name map|does not appear"):
        NameMap.parse(text)
