"""What is old loses its observation and its files; its scores stay."""

from collections.abc import Collection
from pathlib import Path

from scoring.store import retention
from scoring.store.engine import compact, free_share
from scoring.store.errors import spoken
from scoring.store.opened import Opened
from scoring.store.retention import Unit


class Keeping(Opened):
    """What `prune` asks and does."""

    def units(self) -> tuple[Unit, ...]:
        """All of them, without what they hold; by municipality, newest first."""
        with self._read() as connection:
            return retention.units(connection)

    def forget(self, units: Collection[tuple[str, str]]) -> None:
        """Drop observation and file rows of each (run, code); the files themselves are the caller's."""
        with self._write() as connection:
            retention.forget(connection, units)

    def referred_paths(self, without: Collection[tuple[str, str]] = ()) -> frozenset[str]:
        """The files that any unit names, or any but those (run, code)."""
        with self._read() as connection:
            return retention.referred_paths(connection, without)

    def referred_units(self) -> frozenset[tuple[str, str]]:
        """(run, code) of every visit that a decision, an objection or a round of raters is about."""
        with self._read() as connection:
            return retention.referred_units(connection)

    def compact(self) -> int:
        """Give what is free in the file back to the disk: how many bytes. Needs the file's size in room. A
        server does that by itself: 0."""
        if not isinstance(self.path, Path):
            return 0
        with spoken(self.path):
            return compact(self._engine)

    def free_share(self) -> float:
        """The part (0–1) of the file that holds nothing; of a server's database nothing is known: 0."""
        with self._read() as connection:
            return free_share(connection)
