"""Decisions in the database: added, never changed; nobody's is lost."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoring.decisions import Basis, NewDecision
from scoring.store import Conflict, NewRun, Store
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
CODE = "9901"


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    """One night in which c was under review."""
    with Store.open(tmp_path, clock=lambda: NOW, database=database) as found:
        night(found, 1)
        yield found


def night(store: Store, day: int, text: str = "") -> str:
    moment = datetime(2026, 1, day, 2, tzinfo=UTC)
    seen = observation(CODE, text=text, at=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    run = store.begin_run(NewRun((CODE,)), moment)
    store.save(run.id, seen, store.settled(result(seen, prominence=aspect("review", confidence="uncertain"))))
    store.finish_run(run.id, "finished", moment, published=True)
    return run.id


def new(verdict: str = "yes", **more: str) -> NewDecision:
    usual = {"code": CODE, "aspect": "prominence", "by": "Ada", "at": "2026-01-20", "why": "Syns."}
    return NewDecision(verdict=verdict, **(usual | more))  # type: ignore[arg-type]


def shown(store: Store) -> str:
    return store.latest()[CODE].result.aspects.prominence.verdict


def test_a_decision_is_what_is_shown_and_remembers_what_it_was_made_on(store: Store) -> None:
    run = store.runs()[0].id
    made = store.decisions.decide(new(), 0, NOW)
    assert (made.version, made.run, made.method_version) == (1, run, "1")
    assert (made.machine, made.confidence) == ("review", "uncertain")
    assert made.basis == Basis("kontaktcenter", "m9901.example/kontakt", "header, 0 clicks, screen 1")
    assert store.decisions.of(CODE) == (made,)
    assert shown(store) == "yes"
    assert store.latest(decided=False)[CODE].result.aspects.prominence.verdict == "review"
    found = store.latest()[CODE]
    assert found.rulings["prominence"].decision == made
    assert found.decisions == (made,)


def test_a_later_one_supersedes_and_the_earlier_stays(store: Store) -> None:
    first = store.decisions.decide(new(), 0, NOW)
    second = store.decisions.decide(new("no", at="2026-01-21"), 1, NOW)
    assert shown(store) == "no"
    assert store.decisions.of(CODE) == (first, second)


def test_the_second_of_two_sees_the_first_and_loses_nothing(store: Store) -> None:
    first = store.decisions.decide(new(), 0, NOW)
    with pytest.raises(Conflict, match="Ada has decided yes") as caught:
        store.decisions.decide(new("no", by="Bo"), 0, NOW)
    assert caught.value.last == first
    assert store.decisions.of(CODE) == (first,)


def test_many_at_once_are_all_there_once(tmp_path: Path, database: str) -> None:
    """Eight raters, each with a connection of their own, each trying again after a conflict."""
    Store.open(tmp_path, database=database).close()

    def rate(name: str) -> None:
        with Store.open(tmp_path, database=database) as own:
            for number in range(5):
                while True:
                    seen = own.decisions.version(CODE, "prominence")
                    try:
                        own.decisions.decide(new(by=name, why=f"{number}"), seen, NOW)
                    except Conflict:
                        continue
                    break

    raters = [threading.Thread(target=rate, args=(f"rater {n}",)) for n in range(8)]
    for rater in raters:
        rater.start()
    for rater in raters:
        rater.join()
    with Store.open(tmp_path, database=database) as store:
        found = store.decisions.of(CODE)
    assert [d.version for d in found] == list(range(1, 41))
    assert len({(d.by, d.why) for d in found}) == 40


def test_a_decision_on_an_entry_that_changes_falls_back(store: Store) -> None:
    store.decisions.decide(new(), 0, NOW)
    night(store, 2, text="Kundservice")
    assert shown(store) == "review"
    ruling = store.latest()[CODE].rulings["prominence"]
    assert (ruling.state, ruling.changed) == ("outdated", ("name",))
    night(store, 3)
    assert shown(store) == "yes"


def test_an_expired_one_falls_back(store: Store) -> None:
    store.decisions.decide(new(valid_until="2026-02-01"), 0, NOW)
    assert shown(store) == "yes"
    later = store.latest(now=NOW + timedelta(days=1))[CODE]
    assert (later.result.aspects.prominence.verdict, later.rulings["prominence"].state) == (
        "review",
        "expired",
    )


def test_it_can_be_made_on_an_earlier_run(store: Store) -> None:
    first = store.runs()[0].id
    night(store, 2, text="Kundservice")
    made = store.decisions.decide(new(run=first), 0, NOW)
    assert made.basis
    assert made.basis.name == "kontaktcenter"
    assert shown(store) == "review"


def test_about_who_was_never_measured(store: Store) -> None:
    made = store.decisions.decide(new(code="9902"), 0, NOW)
    assert (made.run, made.basis, made.machine) == (None, None, None)
    assert store.decisions.all().keys() == {"9902"}


def test_many_are_added_once(store: Store) -> None:
    news = [new(), new("no", at="2026-01-21"), new(code="9902")]
    first = store.decisions.add(news, NOW)
    assert ([d.version for d in first.new], first.known) == ([1, 2, 1], 0)
    again = store.decisions.add([*news, new("review", at="2026-01-22")], NOW)
    assert ([d.version for d in again.new], again.known) == ([3], 3)


def test_of_many_none_is_added_when_one_cannot_be(store: Store) -> None:
    with pytest.raises(TypeError):
        store.decisions.add([new(), new("no", details={"not": object()})], NOW)  # type: ignore[arg-type]
    assert store.decisions.all() == {}
