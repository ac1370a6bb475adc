"""Objections and rounds in the database: what one says is kept, and nobody overwrites another."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.decisions import NewDecision
from scoring.objections import NewEnd, NewObjection
from scoring.rounds import Item, NewRating, NewRound, Round, standings
from scoring.sampling import Sample
from scoring.store import Conflict, NewRun, Store, StoreError
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
OBJECTION = NewObjection(
    code="9901", aspect="prominence", by="Kommunens webbchef", at="2026-01-30", text="Den syns på vår sida."
)
UPHELD = NewEnd(outcome="upheld", by="Ada", at="2026-02-01", why="Den syns.")
DECISION = NewDecision(
    code="9901",
    aspect="prominence",
    verdict="yes",
    by="Ada",
    at="2026-02-01",
    why="Den syns.",
    source="owner",
)
ROUND = NewRound(
    name="Våren",
    codebook_version="1",
    sample=Sample("random", 2, 7),
    raters=("Ada", "Bo"),
    items=(Item("9901", "existence", "r1"),),
    created_by="Cy",
)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with Store.open(tmp_path, clock=lambda: NOW, database=database) as found:
        run = found.begin_run(NewRun(("9901",)), NOW)
        seen = observation("9901")
        found.save(run.id, seen, result(seen, prominence=aspect("review")))
        found.finish_run(run.id, "finished", NOW, published=True)
        yield found


def test_an_objection_is_kept_with_the_run_that_it_is_about(store: Store) -> None:
    made = store.objections.record(OBJECTION, "Ada", NOW)
    assert (made.by, made.text, made.run) == (OBJECTION.by, OBJECTION.text, store.runs()[0].id)
    assert store.objections.all() == (made,)
    assert store.objections.all(["9902"]) == ()
    assert store.objections.one(made.id) == made
    with pytest.raises(StoreError, match="no objection 99"):
        store.objections.one(99)


def test_it_ends_together_with_the_decision_that_upholds_it(store: Store) -> None:
    made = store.objections.record(OBJECTION, "Ada", NOW)
    ended = store.objections.end(made.id, UPHELD, 0, NOW, (DECISION, 0))
    assert ended.end
    assert (ended.end.outcome, ended.end.version) == ("upheld", 1)
    assert store.latest()["9901"].result.aspects.prominence.verdict == "yes"


def test_of_two_who_end_it_the_second_sees_the_first(store: Store) -> None:
    made = store.objections.record(OBJECTION, "Ada", NOW)
    store.objections.end(made.id, UPHELD, 0, NOW)
    with pytest.raises(Conflict, match="Ada has upheld objection 1"):
        store.objections.end(
            made.id, NewEnd(outcome="rejected", by="Bo", at="2026-02-01", why="Nej."), 0, NOW
        )
    again = store.objections.end(
        made.id, NewEnd(outcome="rejected", by="Bo", at="2026-02-01", why="Nej."), 1, NOW
    )
    assert [end.outcome for end in again.ends] == ["upheld", "rejected"]


def test_without_its_decision_it_does_not_end(store: Store) -> None:
    made = store.objections.record(OBJECTION, "Ada", NOW)
    store.decisions.decide(DECISION, 0, NOW)
    with pytest.raises(Conflict, match="Ada has decided yes"):
        store.objections.end(made.id, UPHELD, 0, NOW, (DECISION, 0))
    assert store.objections.one(made.id).end is None


def test_a_round_is_what_it_was_opened_as(store: Store) -> None:
    made = store.rounds.open(ROUND, NOW)
    fields = ("name", "sample", "raters", "items", "third", "created_by", "purpose")
    assert all(getattr(made, name) == getattr(ROUND, name) for name in fields)
    assert store.rounds.all() == (made,)
    assert store.rounds.one(made.id) == made
    with pytest.raises(Conflict, match="Cy has begun"):
        store.rounds.open(ROUND, NOW)
    with pytest.raises(StoreError, match="no round 99"):
        store.rounds.one(99)


def rate(store: Store, of: Round, rater: str, verdict: str, expected: int = 0) -> None:
    new = NewRating(code="9901", aspect="existence", stage="alone", rater=rater, verdict=verdict)  # type: ignore[arg-type]
    store.rounds.rate(of.id, new, expected, NOW)


def test_ratings_are_added_and_the_second_desk_sees_the_first(store: Store) -> None:
    made = store.rounds.open(ROUND, NOW)
    rate(store, made, "Ada", "yes")
    rate(store, made, "Bo", "yes")
    with pytest.raises(Conflict, match="Ada has said yes"):
        rate(store, made, "Ada", "no")
    rate(store, made, "Ada", "no", expected=1)
    found = store.rounds.ratings(made.id)
    assert [(r.rater, r.verdict, r.version) for r in found] == [
        ("Ada", "yes", 1),
        ("Bo", "yes", 1),
        ("Ada", "no", 2),
    ]
    assert standings(made, found)[0].turn == "joint"


def test_open_since_is_when_it_was_last_settled(tmp_path: Path, database: str) -> None:
    with Store.open(tmp_path, database=database) as store:
        for day, verdict in ((1, "yes"), (2, "review"), (3, "review")):
            moment = datetime(2026, 1, day, 2, tzinfo=UTC)
            seen = observation("9901", at=f"2026-01-0{day}T02:00:00Z")
            run = store.begin_run(NewRun(("9901",)), moment)
            store.save(run.id, seen, result(seen, prominence=aspect(verdict)))  # type: ignore[arg-type]
            store.finish_run(run.id, "finished", moment, published=True)
        held = store.begin_run(NewRun(("9901", "9902")), datetime(2026, 1, 4, 2, tzinfo=UTC))
        for code in held.plan:
            seen = observation(code, at="2026-01-04T02:00:00Z")
            store.save(held.id, seen, result(seen))
        store.finish_run(held.id, "finished", datetime(2026, 1, 4, 3, tzinfo=UTC), published=False)
        since = store.open_since()
        assert since["9901", "prominence"] == "2026-01-01T02:00:00Z", "what was held back settles nothing"
        assert since["9902", "prominence"] == "2026-01-04T02:00:00Z", "nothing else is known"
        assert since["9901", "responsible"] == "2026-01-01T02:00:00Z"
        assert since["9901", "existence"] == "2026-01-03T02:00:00Z"
