"""Which addresses the crawler may connect to. The relay (browser) and the resolver (plain HTTP) both ask
here, so that server-side request forgery, DNS rebinding and the names of the example web are settled in one
place.

The address that was checked is the address that is connected to: nothing resolves a name a second time.
"""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

Address = tuple[str, int]
"""(IPv4 or IPv6 address, port)."""


REMEMBER_SECONDS = 60.0
"""An answer, good or bad, serves robots.txt, browser and plain pages of one visit."""
LOOK_UPS_AT_ONCE = 64
"""The C library's resolver blocks a thread; dead name servers must not make everybody wait in line."""


_CARRIES_IPV4 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""NAT64 (RFC 6052), and the IPv4-compatible form that RFC 4291 took out of use."""
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
"""RFC 8215: leads where the local network says."""
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is ever given out to the public. Outside it are site-local (fec0::), translated (::ffff:0:…) and
segment routing (5f00::) addresses, not all of which Python knows as private."""
_NOT_PUBLIC = (
    ipaddress.ip_network("192.88.99.0/24"),  # RFC 7526: relays of 6to4, out of use
    ipaddress.ip_network("168.63.129.16/32"),  # a cloud's own host, seen from inside
    ipaddress.ip_network("3fff::/20"),  # RFC 9637: documentation
)


class Refused(Exception):
    """The name leads to an address that is not public."""


class Unresolved(Exception):
    """The name has no address."""


def is_public(address: str) -> bool:
    """True for an address of the public internet. Everything else is refused: private, loopback, link-local
    (cloud metadata), multicast, reserved, and IPv6 forms that carry such an IPv4 address (mapped, 6to4,
    Teredo, NAT64)."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _LOCAL_NAT64:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _CARRIES_IPV4):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _GLOBAL_UNICAST:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


@dataclass(frozen=True)
class NameMap:
    """Names that lead somewhere else than DNS says: `HOST=ADDRESS:PORT`, HOST may begin with `*.`.

    Only for test webs. A mapped name is allowed even though its address is not public, because whoever runs
    the crawl has written it down.
    """

    exact: Mapping[str, Address] = field(default_factory=dict)
    suffixes: tuple[tuple[str, Address], ...] = ()

    @classmethod
    def parse(cls, text: str) -> "NameMap":
        """`text`: entries separated by commas or white space. Raises ValueError naming the bad entry."""
        exact: dict[str, Address] = {}
        suffixes: list[tuple[str, Address]] = []
        for entry in text.replace(",", " ").split():
            host, _, target = entry.partition("=")
            address, _, port = target.rpartition(":")
            if not host or not address or not port.isdigit():
                raise ValueError(f"name map: {entry!r} is not HOST=ADDRESS:PORT")
            ipaddress.ip_address(address.strip("[]"))
            pair = (address.strip("[]"), int(port))
            if host.startswith("*."):
                suffixes.append((host[1:].lower(), pair))
            else:
                exact[host.lower()] = pair
        return cls(exact, tuple(suffixes))

    def get(self, host: str) -> Address | None:
        host = host.lower().rstrip(".")
        if host in self.exact:
            return self.exact[host]
        return next((address for suffix, address in self.suffixes if host.endswith(suffix)), None)


def _is_local_name(host: str) -> bool:
    # RFC 6761: localhost and everything below it is loopback, whatever a DNS server says.
    return host == "localhost" or host.endswith(".localhost")


@dataclass
class Addresses:
    """Resolves names to addresses that may be connected to."""

    allow_private: bool = False
    name_map: NameMap = field(default_factory=NameMap)
    timeout: float = 10.0
    _answers: dict[str, tuple[float, list[str] | Unresolved]] = field(default_factory=dict)
    _executor: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(LOOK_UPS_AT_ONCE, "dns"))

    async def resolve(self, host: str, port: int) -> list[Address]:
        """All permitted addresses of `host`, in the resolver's order. Raises Refused or Unresolved.

        One address that is not public refuses the whole name: a name that leads half inward is an attack or
        a mistake.
        """
        mapped = self.name_map.get(host)
        if mapped:
            return [mapped]
        found = await self._look_up(host.rstrip(".").lower(), port)
        if not self.allow_private:
            inward = [address for address, _ in found if not is_public(address)]
            if inward:
                raise Refused(f"{host} leads to {inward[0]}, which is not a public address")
        return found

    async def _look_up(self, host: str, port: int) -> list[Address]:
        if _is_local_name(host):
            return [("127.0.0.1", port)]
        known = self._answers.get(host)
        if known is None or known[0] < time.monotonic():
            known = (time.monotonic() + REMEMBER_SECONDS, await self._ask(host))
            self._answers[host] = known
        if isinstance(known[1], Unresolved):
            raise known[1]
        return [(address, port) for address in known[1]]

    async def _ask(self, host: str) -> list[str] | Unresolved:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.timeout):
                infos = await loop.run_in_executor(self._executor, _get_addresses, host)
        except TimeoutError:
            return Unresolved(f"{host}: no answer from the name server within {self.timeout:.0f} s")
        except (OSError, UnicodeError) as error:
            return Unresolved(f"{host}: {error}")
        return list(dict.fromkeys(infos))

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _get_addresses(host: str) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
