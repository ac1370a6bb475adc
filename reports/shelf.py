"""A store that is asked for everybody several times in a build, and reads each result once where all fit."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.source import Source, StoredResult

KEPT = 600
"""A whole result takes 125 kB in memory: of more municipalities they are read anew, a few at a time."""


class Shelf:
    """Stands in for a `Source` during one build of the site. Everything else is asked of the store itself."""

    def __init__(self, store: Source, count: int) -> None:
        self._store = store
        self._keeps = count <= KEPT
        self._known: dict[str, StoredResult | None] = {}

    def latest(self, codes: Sequence[str] | None = None) -> Mapping[str, StoredResult]:
        if codes is None or not self._keeps:
            return self._store.latest(codes)
        unread = [code for code in codes if code not in self._known]
        if unread:
            found = self._store.latest(unread)
            self._known |= {code: found.get(code) for code in unread}
        return {code: shown for code in codes if (shown := self._known[code]) is not None}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
