"""The queue as one person walks through it: filtered, with what they have put aside at the end.

The queue itself is scoring's (`scoring.queue`). It is kept in memory, with the results it rests on: those are
read anew when a run or a judgement is new; of a new decision only its municipality is looked at again.
"""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from scoring import queue
from scoring.objections import Objection
from scoring.queue import Queued
from scoring.registry import Registry
from scoring.result import ASPECTS, Aspect
from scoring.stability import ended
from scoring.store import Shown, Store
from scoring.store.news import News, codes_since, news
from scoring.store.passage import Span, passage

AGES = (7, 30, 90)
"""Days that something has waited at least."""
ASIDE = timedelta(hours=12)
"""What is put aside with "later" comes back to its place after a night."""
STALE = timedelta(minutes=1)
"""Decisions end by themselves: so often the queue looks at the clock."""


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

    shown: Shown | None
    """What is shown of its municipality; the same object as long as nothing about it is new."""
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
        self._machine: Mapping[str, Shown] = {}
        """As the machine says: only a run or a judgement changes it."""
        self._shown: dict[str, Shown] = {}
        """The same with what humans have decided."""
        self._since: Mapping[tuple[str, Aspect], str] = {}
        self._waits: dict[str, tuple[Queued, ...]] = {}
        self._passages: dict[tuple[str, Aspect], tuple[Span, ...]] = {}
        self._items: tuple[Queued, ...] = ()
        self._objections: tuple[Objection, ...] = ()
        self._made = datetime.min.replace(tzinfo=UTC)
        self._aside: dict[tuple[str, str, str], datetime] = {}

    def all(self, now: datetime) -> tuple[Queued, ...]:
        with self._store.reading() as connection:
            state = news(connection)
        if state != self._state or now - self._made >= STALE:
            with self._lock:
                self._refresh(now)
        return self._items

    def passage(self, code: str, aspect: Aspect) -> tuple[Span, ...]:
        """How the verdict went, night by night, as of the last look."""
        kept = self._passages
        known = kept.get((code, aspect))
        if known is None:
            with self._store.reading() as connection:
                known = kept[code, aspect] = passage(connection, code, aspect)
        return known

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
        return tuple(sorted(found, key=lambda item: self.is_aside(item, who, now))) if self._aside else found

    def around(self, code: str, aspect: Aspect, wanted: Wanted, who: str, now: datetime) -> Around:
        found, shown = self.of(wanted, who, now), self._shown.get(code)
        at = next((n for n, item in enumerate(found) if item.key == (code, aspect)), None)
        if at is None:
            return Around(shown, None, None, found[0] if found else None, None, len(found))
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        return Around(shown, found[at], before, after, at + 1, len(found))

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
            state, before = news(connection), self._state
            if before == state and now - self._made < STALE:
                return
            said_about = codes_since(connection, before) if before is not None else frozenset()
        results_stand = before is not None and before.same_results(state)
        replies_stand = before is not None and before.same_replies(state)
        if not results_stand:
            self._machine = self._store.latest(decided=False, now=now)
            self._since = self._store.open_since()
        if not replies_stand:
            self._objections = self._store.objections.all()
        # What is drawn, too, is drawn for a month.
        same_month = f"{now:%Y-%m}" == f"{self._made:%Y-%m}"
        if results_stand and replies_stand and same_month:
            self._decide((said_about | self._ended(now)) & self._machine.keys(), now)
        else:
            self._decide(self._machine.keys(), now)
        if not results_stand:
            self._passages = {}
        self._state, self._made = state, now

    def _ended(self, now: datetime) -> frozenset[str]:
        """Those about whom a decision has ended since the last look."""
        standing = (
            (code, ruling.decision.valid_until)
            for code, one in self._shown.items()
            for ruling in one.rulings.values()
            if ruling.valid
        )
        return frozenset(code for code, until in standing if until is not None and now > ended(until))

    def _decide(self, codes: Collection[str], now: datetime) -> None:
        """Lay the decisions of humans over these, and see what waits of them. Who looks meanwhile sees what
        was before."""
        histories = self._store.decisions.all(codes if len(codes) < len(self._machine) else None)
        complaints = queue.open_complaints(self._objections)
        shown = {code: one for code, one in self._shown.items() if code in self._machine}
        waits = {code: found for code, found in self._waits.items() if code in self._machine}
        for code in codes:
            one = self._machine[code].decided(histories.get(code, ()), now)
            if one != shown.get(code):
                shown[code] = one
            known = queue.Shown(one.run_id, one.result, one.rulings)
            waits[code] = tuple(queue.waits(code, known, complaints, now, self._since))
        self._items = queue.arranged(item for found in waits.values() for item in found)
        self._shown, self._waits = shown, waits
