"""Decisions in what was published of earlier nights: each visit as it stood until the next."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.decisions import NewDecision
from scoring.store import NewRun, Store
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 1, 9, 12, tzinfo=UTC)
C = 2
"""Where c stands among the verdicts."""


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with Store.open(tmp_path, clock=lambda: NOW, database=database) as found:
        yield found


def night(store: Store, day: int, text: str = "") -> str:
    """c is under review, everything else as in the samples."""
    moment = datetime(2026, 1, day, 2, tzinfo=UTC)
    run = store.begin_run(NewRun(("9901", "9902")), moment)
    for code in ("9901", "9902"):
        seen = observation(code, text=text, at=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
        judged = result(seen, prominence=aspect("review"))
        points = judged.model_copy(
            update={"score": judged.score and judged.score.model_copy(update={"points": 3})}
        )
        store.save(run.id, seen, points)
    store.finish_run(run.id, "finished", moment, published=True)
    return run.id


def decide(store: Store, at: str, **more: str) -> None:
    usual = {"code": "9901", "aspect": "prominence", "verdict": "yes", "by": "Ada", "why": "Syns.", "at": at}
    new = NewDecision(**(usual | more))  # type: ignore[arg-type]
    store.decisions.decide(new, store.decisions.version("9901", new.aspect), NOW)


def c_of(store: Store) -> list[str]:
    return [visit.verdicts[C] for visit in store.timeline(["9901"])["9901"]]


def test_a_decision_counts_from_the_visit_that_stood_when_it_was_made(store: Store) -> None:
    nights = [night(store, day) for day in (1, 2, 3, 4)]
    decide(store, "2026-01-02T15:00:00Z")
    assert c_of(store) == ["review", "yes", "yes", "yes"]
    rows = store.timeline(["9901", "9902"])
    assert [visit.points for visit in rows["9901"]] == [3, 4, 4, 4]
    assert [visit.points for visit in rows["9902"]] == [3, 3, 3, 3]
    shown = [store.as_of(run)["9901"].verdicts[C] for run in nights]
    assert shown == ["review", "yes", "yes", "yes"]
    assert store.as_of(nights[-1])["9902"].verdicts[C] == "review"


def test_the_counts_of_a_night_count_it_too(store: Store) -> None:
    night(store, 1)
    night(store, 2)
    decide(store, "2026-01-02T15:00:00Z")
    first, second = store.tallies()
    assert (first.scores, first.yes["prominence"]) == ({(3, 5): 2}, 0)
    assert (second.scores, second.yes["prominence"]) == ({(3, 5): 1, (4, 5): 1}, 1)
    assert second.measured == 2


def test_one_that_has_expired_counted_until_then(store: Store) -> None:
    for day in (1, 2, 3, 4):
        night(store, day)
    decide(store, "2026-01-01", valid_until="2026-01-02")
    assert c_of(store) == ["yes", "review", "review", "review"]


def test_one_that_is_outdated_counted_until_the_visit_that_saw_another_entry(store: Store) -> None:
    for day, text in ((1, ""), (2, ""), (3, "Kundservice"), (4, "Kundservice")):
        night(store, day, text)
    decide(store, "2026-01-01", run=store.runs()[-1].id)
    assert c_of(store) == ["yes", "yes", "review", "review"]
    assert store.latest()["9901"].rulings["prominence"].state == "outdated"


def test_the_last_visit_is_as_it_is_shown(store: Store) -> None:
    night(store, 1)
    last = night(store, 2)
    decide(store, "2026-01-09T10:00:00Z", aspect="existence", verdict="no")
    shown = store.latest()["9901"].result
    row = store.timeline(["9901"])["9901"][-1]
    assert row.verdicts == tuple(found.verdict for _, found in shown.aspects.items())
    assert store.as_of(last)["9901"] == row
    assert shown.score
    assert (row.points, row.max) == (shown.score.points, shown.score.max)
