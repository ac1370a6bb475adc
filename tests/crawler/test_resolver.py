"""Scrapy's resolver asks the same doorman as the relay."""

import asyncio
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address

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
        addresses = Addresses(allow_private, NameMap.parse("*.test=127.0.0.1:8081"))
        receiver = Receiver()
        CheckedResolver(None, addresses, refused).resolveHostName(receiver, host, port)
        async with asyncio.timeout(20):
            await receiver.complete.wait()
        addresses.close()
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


def test_ipv6_literal() -> None:
    receiver, _ = resolve("::1", 443, allow_private=True)
    assert receiver.addresses == [IPv6Address("TCP", "::1", 443)]


def test_a_name_without_address_completes_with_none() -> None:
    receiver, refused = resolve("finns.inte.invalid")
    assert receiver.addresses == []
    assert refused == set()
