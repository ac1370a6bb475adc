"""Which hosts a visit leaves alone: a table, so that anyone can read what was not loaded."""

import functools
from pathlib import Path


@functools.cache
def _hosts() -> frozenset[str]:
    lines = (Path(__file__).parent / "blocked_hosts.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@functools.lru_cache(maxsize=4096)
def is_blocked(host: str) -> bool:
    """True for a listed host and everything below it."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[start:]) in _hosts() for start in range(len(labels) - 1))
