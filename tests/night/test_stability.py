"""A point changes when three nights agree: seen in the store, the ranking and rescoring."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.rescore import Rescoring
from scoring.observation import Observation
from scoring.result import Result
from scoring.store import NewRun, Store
from tests.night.real_crawl import places
from tests.store.samples import aspect, observation, result

CODE = "9901"
LOST = {"existence": aspect("no"), "front_page": aspect("no")}


def night(store: Store, day: int, *, lost: bool = False, reason: str | None = None, hour: int = 2) -> Result:
    """One more night in the store, as the crawl saves it; what is published afterwards."""
    moment = datetime(2026, 1, day, hour, tzinfo=UTC)
    seen = observation(CODE, reason=reason, at=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    run = store.begin_run(NewRun((CODE,)), moment)
    store.save(run.id, seen, store.settled(result(seen, **(LOST if lost else {}))))
    store.finish_run(run.id, "finished", moment, published=True)
    return store.result(run.id, CODE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)


def test_the_third_night_changes_the_point(store: Store) -> None:
    night(store, 1)
    for day, nights in ((2, 1), (3, 2)):
        found = night(store, day, lost=True).aspects.existence
        assert (found.verdict, found.machine) == ("yes", "no")
        assert found.changing
        assert (found.changing.to, found.changing.nights) == ("no", nights)
    third = night(store, 4, lost=True)
    assert (third.aspects.existence.verdict, third.aspects.existence.changing) == ("no", None)
    assert third.score
    assert third.score.points < 4


def test_the_score_is_that_of_the_published_verdicts(store: Store) -> None:
    before = night(store, 1)
    assert night(store, 2, lost=True).score == before.score


def test_a_night_that_agrees_again_ends_the_change(store: Store) -> None:
    night(store, 1)
    night(store, 2, lost=True)
    night(store, 3, lost=True)
    assert night(store, 4).aspects.existence.changing is None
    assert night(store, 5, lost=True).aspects.existence.verdict == "yes"


def test_unmeasured_nights_neither_count_nor_reset(store: Store) -> None:
    night(store, 1)
    night(store, 2, lost=True)
    assert night(store, 3, reason="timeout").status == "unmeasured"
    night(store, 4, lost=True)
    assert night(store, 5, lost=True).aspects.existence.verdict == "no"


def test_several_visits_in_one_night_are_one(store: Store) -> None:
    night(store, 1)
    for hour in (2, 3, 4, 5):
        found = night(store, 2, lost=True, hour=hour).aspects.existence
        assert found.changing
        assert found.changing.nights == 1


def test_a_new_method_applies_at_once(store: Store) -> None:
    seen = observation(CODE, at="2026-01-02T02:00:00Z")
    night(store, 1)
    fresh = store.settled(result(seen, version="2", **LOST))
    assert fresh.aspects.existence.verdict == "no"


def same_rules(seen: Observation, places: tuple[str, ...]) -> Result:
    return result(seen, **LOST)


def test_rescoring_by_the_same_rules_changes_nothing(store: Store, tmp_path: Path) -> None:
    night(store, 1)
    held = night(store, 2, lost=True)
    rescoring = Rescoring(store, places(1), same_rules, tmp_path)
    (comparison,) = rescoring.comparisons([CODE], datetime(2026, 1, 3, tzinfo=UTC))
    assert comparison.identical
    assert comparison.after == held
