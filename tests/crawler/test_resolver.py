"""Scrapy's resolver asks the same doorman as the relay."""

import asyncio
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler import addresses
from crawler.addresses import Addresses, NameMap
from crawler.resolver import CheckedResolver


class Receiver:
    """Notes what a resolution tells it, as Twisted's endpoints do."""

    def __init__(self) -> None:
        self.host = ""
        self.addresses: list[Any] = []
        self.complete = asyncio.Event()

    def resolutionBegan(self, resolution: Any) -> None:
        self.host = resolution.name

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address)

    def resolutionComplete(self) -> None:
        self.complete.set()


def resolve(host: str, port: int = 80, *, allow_private: bool = False) -> tuple[Receiver, set[str]]:
    refused: set[str] = set()

    async def run() -> Receiver:
        resolving = Addresses(allow_private, NameMap.parse("*.test=127.0.0.1:8081"))
        receiver = Receiver()
        CheckedResolver(None, resolving, refused).resolveHostName(receiver, host, port)
        async with asyncio.timeout(20):
            await receiver.complete.wait()
        resolving.close()
        return receiver

    return asyncio.run(run()), refused


def test_a_mapped_name_gets_the_maps_address_and_port() -> None:
    receiver, refused = resolve("kommun.test")
    assert receiver.host == "kommun.test"
    assert receiver.addresses == [IPv4Address("TCP", "127.0.0.1", 8081)]
    assert refused == set()


def test_a_literal_is_judged_too() -> None:
    receiver, refused = resolve("2130706433")
    assert receiver.addresses == []
    assert refused == {"2130706433"}


def test_inward_is_refused_and_remembered_for_the_report() -> None:
    receiver, refused = resolve("LOCALHOST")
    assert receiver.addresses == []
    assert refused == {"localhost"}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0",
        "0x7f.1",
        "017700000001",
        "2852039166",
        "localhost.",
        "x.LocalHost",
        "169.254.169.254",
        "100.100.100.200",
        "10.0.0.1",
        "224.0.0.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "fd00:ec2::254",
        "ff02::1",
    ],
)
def test_inward_in_every_form_gives_no_address(host: str) -> None:
    receiver, refused = resolve(host)
    assert receiver.addresses == []
    assert refused == {host.lower()}


@pytest.mark.parametrize(
    "host", ["user@127.0.0.1", "127.0.0.1/", "[::1]", "127.0.0.1:80", "", ".", "1.2.3.4.5"]
)
def test_what_is_no_name_gives_no_address(host: str) -> None:
    receiver, _ = resolve(host)
    assert receiver.addresses == []


def test_all_records_are_checked_and_all_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twisted connects to what it is given here: it has no second look-up to be deceived by."""
    found = ["193.10.10.10", "2a00:1450::1"]
    monkeypatch.setattr(addresses, "_get_addresses", lambda host: found)
    receiver, refused = resolve("two.se", 443)
    assert receiver.addresses == [
        IPv4Address("TCP", "193.10.10.10", 443),
        IPv6Address("TCP", "2a00:1450::1", 443),
    ]
    assert refused == set()
    found.append("169.254.169.254")
    receiver, refused = resolve("two.se", 443)
    assert receiver.addresses == []
    assert refused == {"two.se"}


def test_ipv6_literal() -> None:
    receiver, _ = resolve("::1", 443, allow_private=True)
    assert receiver.addresses == [IPv6Address("TCP", "::1", 443)]


def test_a_name_without_address_completes_with_none() -> None:
    receiver, refused = resolve("finns.inte.invalid")
    assert receiver.addresses == []
    assert refused == set()
