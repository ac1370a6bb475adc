"""What a build keeps in memory: a result is read once while all fit, and anew where they would not."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from reports import shelf
from reports.sheets import workshop
from reports.sheets.workshop import Workshop
from reports.shelf import Shelf
from tests.reports.invented import InventedStore, Shown, municipality, result

CODES = [f"{n:04}" for n in range(1, 8)]


class Counting(InventedStore):
    asked: list[str]

    def latest(self, codes: Sequence[str] | None = None) -> Mapping[str, Shown]:  # type: ignore[override]
        self.asked += codes or ()
        return super().latest(codes)


@pytest.fixture
def store() -> Counting:
    shown = {code: Shown("1", result(municipality(code, f"M{code}"), "yyyyu")) for code in CODES[:5]}
    counting = Counting(shown)
    counting.asked = []
    return counting


def test_each_is_read_once(store: Counting) -> None:
    kept = Shelf(store, len(CODES))
    for codes in (CODES[:3], CODES, CODES[2:]):
        assert set(kept.latest(codes)) == set(codes) & set(CODES[:5])
    assert sorted(store.asked) == CODES


def test_too_many_are_read_anew(store: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "KEPT", 6)
    kept = Shelf(store, len(CODES))
    kept.latest(CODES)
    assert set(kept.latest(CODES)) == set(CODES[:5])
    assert sorted(store.asked) == sorted(CODES * 2)


def test_everything_else_is_asked_of_the_store(store: Counting) -> None:
    assert Shelf(store, 1).tallies() == store.tallies()


def test_nights_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    store: Any = SimpleNamespace(as_of=lambda run: {run: asked.append(run)})
    gathered: Any = SimpleNamespace(places=range(100))
    nothing: Any = None
    monkeypatch.setattr(workshop, "ROWS_KEPT", 500)
    shop = Workshop(store, gathered, nothing, nothing)
    for night in "abcdefghij":
        assert set(shop.as_of(night)) == {night}
    assert len(shop._nights) == 5
    shop.as_of("f")
    assert asked == list("abcdefghij")
    shop.as_of("a")
    assert asked == [*"abcdefghij", "a"]
