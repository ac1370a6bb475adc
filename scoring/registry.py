"""The registry: which municipalities exist, and which hosts are their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.hosts import Authority, parse_authority

if TYPE_CHECKING:
    from scoring.lookup import Index, Match

_HERE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """A data file of the project: at the root of a clone, or inside an installed package."""
    in_clone = _HERE.parent / name
    return in_clone if in_clone.is_file() else _HERE / "bundled" / name


BUNDLED_REGISTRY = bundled("municipalities.csv")
BUNDLED_ALIASES = bundled("aliases.csv")


class RegistryError(ValueError):
    """The registry cannot be used; ``problems`` and the message name every bad row."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Municipality:
    """One row of the registry. ``lat`` and ``lon`` are WGS84 degrees, ``group_code`` is SKR's of 2023."""

    code: str
    name: str
    county_code: str
    county: str
    homepage: str
    population: int
    lat: float
    lon: float
    group_code: str
    domains: tuple[str, ...] = ()
    skip: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Own hosts, the registered one first: without ``www.``; with the port if they are local."""
        return tuple(dict.fromkeys(str(authority) for authority in self._authorities()))

    def owns(self, url_or_host: str) -> bool:
        """Whether an http(s) URL or a host lies on an own host or a sub-domain of one.

        On an IP literal or ``localhost`` the port must match too: test webs put many sites there.
        """
        other = parse_authority(url_or_host)
        return other is not None and any(own.covers(other) for own in self._authorities())

    def _authorities(self) -> Iterator[Authority]:
        home = parse_authority(self.homepage)
        if home is None:
            return
        yield home
        for domain in self.domains:
            own = parse_authority(domain)
            if own is not None:
                yield own if own.port is not None else own._replace(port=home.port)


class Registry:
    """The municipalities in the order of the file; ``registry["0114"]`` is one of them."""

    def __init__(self, municipalities: Iterable[Municipality], path: Path | None = None) -> None:
        self._by_code = {m.code: m for m in municipalities}
        self.path = path

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, item: object) -> bool:
        """Whether a code or a municipality is in the registry."""
        if isinstance(item, Municipality):
            return self._by_code.get(item.code) == item
        return item in self._by_code

    def __getitem__(self, code: str) -> Municipality:
        return self._by_code[code]

    def find(self, query: str) -> Match:
        """The municipality meant by a name, alias, code, host or URL, and how it was found.

        Raises ``AmbiguousName`` or ``UnknownName`` of ``scoring.lookup``.
        """
        return self._index.find(query)

    def place_names(self, code: str | None = None) -> tuple[str, ...]:
        """The place names of one municipality, or of all: "Upplands Väsby", "Väsby"; never "X kommun"."""
        return self._index.place_names(code)

    @cached_property
    def _index(self) -> Index:
        from scoring.lookup import Index

        return Index(self)


def load_registry(path: str | Path = BUNDLED_REGISTRY) -> Registry:
    """Read and validate a registry CSV; ``RegistryError`` names every bad row, nothing is half read."""
    from scoring.registry_csv import read_rows

    path = Path(path)
    return Registry(read_rows(path), path)
