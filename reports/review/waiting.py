"""The queue as one person walks through it: filtered, with what they have put aside at the end.

The queue itself is scoring's (`scoring.queue`). It is kept in memory and made anew when a run, a decision or
an objection is new; then only the municipalities concerned are read again.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from scoring import queue
from scoring.objections import Objection
from scoring.queue import Queued
from scoring.registry import Registry
from scoring.result import ASPECTS, Aspect
from scoring.store import Store
from scoring.store.news import News, codes_since, news

AGES = (7, 30, 90)
"""Days that something has waited at least."""
ASIDE = timedelta(hours=12)
"""What is put aside with "later" comes back to its place after a night."""
STALE = timedelta(hours=1)
"""Decisions end by themselves, after a day: so often the queue looks at the clock."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter of the queue, and whether its owner judges blind. Empty: everything."""

    reason: str = ""
    county: str = ""
    aspect: str = ""
    age: int = 0
    blind: bool = False

    @property
    def query(self) -> str:
        """With its question mark; empty when nothing is set."""
        pairs = {
            "reason": self.reason,
            "county": self.county,
            "aspect": self.aspect,
            "age": str(self.age or ""),
            "blind": "1" if self.blind else "",
        }
        text = urlencode({name: value for name, value in pairs.items() if value})
        return f"?{text}" if text else ""

    def toggled(self) -> "Wanted":
        return replace(self, blind=not self.blind)


def wanted_from(pairs: Mapping[str, str]) -> Wanted:
    """What is no filter is ignored: an old bookmark still opens the queue."""
    age = pairs.get("age", "")
    aspect = pairs.get("aspect", "")
    return Wanted(
        reason=_plain(pairs.get("reason", "")),
        county=_plain(pairs.get("county", "")),
        aspect=aspect if aspect in ASPECTS else "",
        age=int(age) if age in map(str, AGES) else 0,
        blind=pairs.get("blind") == "1",
    )


def _plain(text: str) -> str:
    return text if text.isascii() and text.replace("_", "").isalnum() and len(text) <= 40 else ""


@dataclass(frozen=True, slots=True)
class Around:
    """Where an item stands in a filtered queue. `here` is None when it is not (or no longer) in it."""

    here: Queued | None
    before: Queued | None
    after: Queued | None
    position: int | None
    total: int


class Line:
    def __init__(self, store: Store, registry: Registry) -> None:
        self._store = store
        self._county = {place.code: place.county_code for place in registry}
        self._lock = threading.Lock()
        self._state: News | None = None
        self._shown: dict[str, queue.Shown] = {}
        self._since: Mapping[tuple[str, Aspect], str] = {}
        self._items: tuple[Queued, ...] = ()
        self._objections: tuple[Objection, ...] = ()
        self._made = datetime.min.replace(tzinfo=UTC)
        self._aside: dict[tuple[str, str, str], datetime] = {}

    def all(self, now: datetime) -> tuple[Queued, ...]:
        with self._lock:
            self._refresh(now)
            return self._items

    def of(self, wanted: Wanted, who: str, now: datetime) -> tuple[Queued, ...]:
        """The filtered queue; what this person has put aside comes last."""
        found = queue.pick(
            self.all(now),
            reason=wanted.reason or None,
            aspect=next((a for a in ASPECTS if a == wanted.aspect), None),
            codes=frozenset(c for c, county in self._county.items() if county == wanted.county)
            if wanted.county
            else None,
            before=(now - timedelta(days=wanted.age)).isoformat() if wanted.age else None,
        )
        found = tuple(item for item in found if item.code in self._county)
        return tuple(sorted(found, key=lambda item: self.is_aside(item, who, now)))

    def around(self, code: str, aspect: Aspect, wanted: Wanted, who: str, now: datetime) -> Around:
        found = self.of(wanted, who, now)
        at = next((n for n, item in enumerate(found) if item.key == (code, aspect)), None)
        if at is None:
            return Around(None, None, found[0] if found else None, None, len(found))
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        return Around(found[at], before, after, at + 1, len(found))

    def put_aside(self, who: str, code: str, aspect: Aspect, now: datetime) -> None:
        self._aside[who, code, aspect] = now

    def is_aside(self, item: Queued, who: str, now: datetime) -> bool:
        at = self._aside.get((who, item.code, item.aspect))
        return at is not None and now - at < ASIDE

    def objections(self, code: str, aspect: Aspect) -> tuple[Objection, ...]:
        """The open ones about one item, as of the last look."""
        return tuple(o for o in self._objections if (o.code, o.aspect) == (code, aspect) and o.end is None)

    def _refresh(self, now: datetime) -> None:
        with self._store.reading() as connection:
            state = news(connection)
            before = self._state
            fresh = before is not None and before.same_results(state) and now - self._made < STALE
            if fresh and before == state:
                return
            codes = sorted(codes_since(connection, before)) if fresh and before is not None else None
        latest = self._store.latest(codes, now=now)
        if codes is None:
            self._since = self._store.open_since()
        kept = self._shown if codes is not None else {}
        self._shown = kept | {c: queue.Shown(s.run_id, s.result, s.rulings) for c, s in latest.items()}
        self._objections = self._store.objections.all()
        self._items = queue.queue(self._shown, self._objections, now, self._since)
        self._state, self._made = state, now
