"""Which registry a data directory works with, and whom a name means."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from night.errors import UserError
from night.settings import Settings
from scoring.registry import BUNDLED_REGISTRY, Municipality, Registry, load_registry
from scoring.store import Store

REMEMBERED = "registry.csv"

Say = Callable[[str], None]


def open_store(settings: Settings, *, create: bool = True) -> Store:
    """The database that these settings mean. Raises NoStore without `create`, StoreError."""
    return Store.open(settings.data, create=create, database=settings.database)


def open_registry(settings: Settings) -> Registry:
    """The one asked for, else the last used here, else the bundled. Raises RegistryError, UserError."""
    remembered = settings.data / REMEMBERED
    path = settings.registry or (remembered if remembered.is_file() else BUNDLED_REGISTRY)
    if not path.is_file():
        raise UserError(f"there is no registry at {path}. Give an existing CSV with --registry.")
    return load_registry(path)


def remember(registry: Registry, data_dir: Path) -> str:
    """Keep a copy, so that later commands show the same municipalities. Returns its sha256."""
    from scoring.store.atomic import replacing

    content = (registry.path or BUNDLED_REGISTRY).read_bytes()
    target = data_dir / REMEMBERED
    bundled = registry.path is None or registry.path.resolve() == BUNDLED_REGISTRY.resolve()
    if bundled:
        # Without a copy, a program that brings a newer registry is believed.
        target.unlink(missing_ok=True)
    elif not target.is_file() or target.read_bytes() != content:
        with replacing(target) as stream:
            stream.write(content)
    return hashlib.sha256(content).hexdigest()


def resolve(registry: Registry, names: Sequence[str], say: Say) -> tuple[Municipality, ...]:
    """The municipalities meant, each once, in the order given. Near misses are said.

    Raises AmbiguousName and UnknownName of `scoring.lookup`.
    """
    found: dict[str, Municipality] = {}
    for name in names:
        match = registry.find(name)
        if not match.certain:
            say(f"{name!r}: taken as {match.municipality.name} ({match.municipality.code})")
        found[match.municipality.code] = match.municipality
    return tuple(found.values())
