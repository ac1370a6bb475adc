"""Scrapy's resolver: plain HTTP connects only where `addresses` permits."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver
from zope.interface import implementer

from crawler.addresses import Addresses, Refused, Unresolved
from crawler.context import context_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase


@implementer(IHostnameResolver)
class CheckedResolver:
    """Set as `TWISTED_DNS_RESOLVER`. Literal addresses pass through it too, in whatever form they are
    written, because Twisted asks its resolver for every host."""

    def __init__(self, reactor: Any, addresses: Addresses, refused: set[str]) -> None:
        self.reactor = reactor
        self.addresses = addresses
        self.refused = refused
        """Hosts refused so far: the unit asks here why a connection failed."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: "ReactorBase") -> "CheckedResolver":
        context = context_of(crawler.settings)
        return cls(reactor, context.addresses, context.refused)

    def install_on_reactor(self) -> None:
        self.reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.ensure_future(self._resolve(resolutionReceiver, hostName, portNumber))
        # Keep a reference: asyncio holds tasks weakly.
        resolution.task = task  # type: ignore[attr-defined]
        return resolution

    async def _resolve(self, receiver: Any, host: str, port: int) -> None:
        try:
            for address, found_port in await self.addresses.resolve(host, port):
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, found_port))
        except Refused:
            self.refused.add(host.lower())
        except Unresolved:
            pass
        finally:
            receiver.resolutionComplete()
