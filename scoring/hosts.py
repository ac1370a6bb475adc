"""Whose host is this? Host names compared as a browser would compare them."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

_SCHEME_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_ORDINARY = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?=[/?#])")
"""The beginning of an address that alone tells its authority."""
_HOST_PORT = re.compile(r"[^/:@?#]+:\d+([/?#].*)?", re.DOTALL)


class Authority(NamedTuple):
    """A normalised host (lower case, IDNA, no ``www.``) and the port it was named with."""

    host: str
    port: int | None

    @property
    def local(self) -> bool:
        """Whether many sites may share this host, so that the port tells them apart."""
        return self.host == "localhost" or self.host.endswith(".localhost") or is_ip(self.host)

    def covers(self, other: Authority) -> bool:
        """Whether ``other`` is this host or a sub-domain of it (and, if local, the same port)."""
        if self.local and self.port != other.port:
            return False
        if self.host == other.host:
            return True
        return not is_ip(self.host) and other.host.endswith("." + self.host)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.local and self.port is not None else host


def is_ip(host: str) -> bool:
    """Whether ``host`` is an IP literal (IPv6 without brackets)."""
    if ":" not in host and not host[-1:].isdigit():
        return False  # nearly every host; making an exception of it takes ten times as long
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def parse_authority(text: str) -> Authority | None:
    """The authority of an http(s) URL or of a bare ``host[:port][/path]``; None for anything else."""
    ordinary = _ORDINARY.match(text)  # nearly every link, and a site's links are all on a few hosts
    return _authority(ordinary[0] if ordinary else text)


@lru_cache(maxsize=4096)
def _authority(text: str) -> Authority | None:
    text = text.strip()
    try:
        parts = urlsplit(_as_url(text))
        if parts.scheme not in ("", *_SCHEME_PORTS):
            return None
        host, port = normalise_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if host is None:
        return None
    return Authority(host, port if port is not None else _SCHEME_PORTS.get(parts.scheme))


def normalise_host(host: str) -> str | None:
    """Lower case, IDNA, without trailing dot and leading ``www.``; None if no browser would take it."""
    host = host.strip().lower().rstrip(".")
    if not host.isascii():
        host = _to_ascii(host)
    if ":" in host:
        return ip_address(host).compressed if is_ip(host) else None
    if not _HOST.fullmatch(host):
        return None
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _as_url(text: str) -> str:
    """``text`` with the ``//`` that makes a bare host an authority to ``urlsplit``."""
    if "://" in text or text.startswith("//"):
        return text
    bare = ":" not in text or _HOST_PORT.fullmatch(text) is not None or text.startswith("[")
    return f"//{text}" if bare else text


def _to_ascii(host: str) -> str:
    """The IDNA form of ``host``, empty if it has none."""
    import idna  # 10 ms that nobody with ASCII hosts has to pay

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""
