"""Which visit is shown: the quick look through the last nights and the ranking of whole histories agree."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoring.store import NewRun, Store
from scoring.store.newest import NIGHTS
from tests.store.samples import observation, result

CODES = tuple(f"99{number:02}" for number in range(1, 9))
BEGIN = datetime(2026, 1, 1, 2, tzinfo=UTC)
REASONS = (None, None, None, "dns", "crisis_page")


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with Store.open(tmp_path, database=database) as found:
        yield found


def night(store: Store, number: int, seen: dict[str, str | None], *, published: bool) -> None:
    """`seen`: by code, why it could not be measured."""
    moment = BEGIN + timedelta(days=number)
    run = store.begin_run(NewRun(tuple(seen)), moment)
    for code, reason in seen.items():
        one = observation(code, reason=reason, at=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
        store.save(run.id, one, result(one))
    store.finish_run(run.id, "finished", moment, published=published)


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_agree(store: Store, seed: int) -> None:
    pick = random.Random(seed)
    for number in range(NIGHTS * 2):
        part = pick.sample(CODES, pick.randint(1, len(CODES)))
        seen = {code: pick.choice(REASONS) for code in part}
        night(store, number, seen, published=pick.random() < 0.6)
    quick, ranked = store.latest(), store.latest(CODES)
    assert quick == ranked
    assert list(quick) == sorted(quick)


def test_what_was_last_seen_long_ago_is_still_there(store: Store) -> None:
    night(store, 0, dict.fromkeys(CODES), published=True)
    for number in range(1, NIGHTS + 3):
        night(store, number, {"9901": None, "9902": "crisis_page"}, published=True)
    shown = store.latest()
    assert list(shown) == list(CODES)
    days = {code: one.measured_at[:10] for code, one in shown.items()}
    assert days == dict.fromkeys(CODES, "2026-01-01") | {"9901": f"2026-01-{NIGHTS + 3:02}"}
    newer = shown["9902"].newer
    assert newer is not None
    assert newer.reason == "crisis_page"


def test_a_run_that_nobody_accepted_is_shown_where_there_is_no_other(store: Store) -> None:
    night(store, 0, {"9901": None}, published=True)
    night(store, 1, {"9901": None, "9902": None}, published=False)
    shown = store.latest()
    assert {code: (one.accepted, one.run_id[:8]) for code, one in shown.items()} == {
        "9901": (True, "20260101"),
        "9902": (False, "20260102"),
    }
    assert shown["9901"].newer is not None
    assert shown["9902"].newer is None
