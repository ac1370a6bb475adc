"""The store on real SQLite files: round trips, what is shown, history, resuming."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import archive_path
from scoring.store import DATABASE, NewRun, NoStore, Store, StoredFile, StoreError
from scoring.store.records import as_json
from tests.night.real_crawl import archived
from tests.store.samples import aspect, observation, result

START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)


def save(store: Store, run: str, code: str, *, text: str = "", reason: str | None = None) -> None:
    seen = observation(code, text=text, reason=reason)
    assert store.save(run, seen, result(seen))


def finished(store: Store, codes: dict[str, str | None], *, night: int = 0, published: bool = True) -> str:
    """A run that saw these codes, each measured or with the reason why not."""
    run = store.begin_run(NewRun(plan=tuple(codes)), START + timedelta(days=night))
    for code, reason in codes.items():
        save(store, run.id, code, reason=reason, text=f"night {night}")
    store.finish_run(run.id, "finished", START + timedelta(days=night, hours=1), published=published)
    return run.id


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    seen = observation("0114", text="Kontaktcenter åäö \U0001f600")
    file = StoredFile("warc", "ab" * 32, "archive/r/0114.warc.gz", 4711)
    with Store.open(tmp_path) as store:
        run = store.begin_run(NewRun(plan=("0114",), versions={"method": "1"}, registry_digest="d"), START)
        assert not store.has(run.id, "0114")
        assert store.save(run.id, seen, result(seen), [file])
    with Store.open(tmp_path) as store:
        assert store.observation(run.id, "0114") == seen
        assert store.result(run.id, "0114") == result(seen)
        assert store.results(run.id) == (result(seen),)
        assert store.files(run.id) == (("0114", file),)
        assert store.has(run.id, "0114")
        assert store.run(run.id) == run


def test_saving_a_unit_twice_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        run = store.begin_run(NewRun(plan=("9901",)), START)
        save(store, run.id, "9901", text="first")
        second = observation("9901", text="second")
        assert not store.save(run.id, second, result(second))
        kept = store.observation(run.id, "9901")
        assert kept is not None
        assert kept.start is not None
        assert kept.start.page.title == "first"


def test_a_unit_of_an_unknown_run_is_refused_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with pytest.raises(StoreError, match="FOREIGN KEY"):
            save(store, "no-such-run", "9901")
        assert store.done_codes("no-such-run") == frozenset()


def test_two_runs_in_one_second_get_two_ids(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        ids = [store.begin_run(NewRun(plan=()), START).id for _ in range(3)]
    assert ids == ["20260131T020000Z", "20260131T020000Z-2", "20260131T020000Z-3"]


def test_counts_are_taken_when_a_run_ends(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        run = store.run(finished(store, {"9901": None, "9902": "dns", "9903": None}))
        assert (run.planned, run.measured, run.unmeasured, run.state) == (3, 2, 1, "finished")
        assert store.reasons(run.id) == (("9902", "dns"),)


def test_the_last_accepted_result_is_shown(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        first = finished(store, {"9901": None, "9902": None}, night=0)
        second = finished(store, {"9901": None}, night=1)
        third = finished(store, {"9901": "timeout", "9902": "timeout"}, night=2, published=False)
        shown = store.latest()
    assert {code: s.run_id for code, s in shown.items()} == {"9901": second, "9902": first}
    newer = shown["9902"].newer
    assert newer is not None
    assert (newer.run_id, newer.reason) == (third, "timeout")


def test_without_an_accepted_result_the_newest_is_shown_and_marked(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        run = finished(store, {"9901": "dns"}, published=False)
        shown = store.latest()["9901"]
    assert (shown.run_id, shown.accepted, shown.result.status_reason) == (run, False, "dns")


def test_a_crisis_page_leaves_the_earlier_values_standing(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        good = finished(store, {"9901": None, "9902": None}, night=0)
        finished(store, {"9901": "crisis_page", "9902": "dns", "9903": "crisis_page"}, night=1)
        shown = store.latest()
    assert shown["9901"].run_id == good
    assert shown["9901"].newer is not None
    assert shown["9902"].result.status_reason == "dns"
    assert shown["9903"].result.status_reason == "crisis_page"


def test_latest_of_some(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        finished(store, {"9901": None, "9902": None})
        assert set(store.latest(["9902", "9999"])) == {"9902"}


def test_a_replaced_result_stays_in_the_history(tmp_path: Path) -> None:
    seen = observation("9901")
    newer = result(seen, version="2", existence=aspect("no"))
    with Store.open(tmp_path) as store:
        run = finished(store, {"9901": None})
        before = store.result(run, "9901")
        store.replace_result(run, newer, START)
        assert store.result(run, "9901") == newer
        (old,) = store.history(run, "9901")
        assert (old.result, old.replaced_at) == (before, "2026-01-31T02:00:00Z")
        with pytest.raises(StoreError, match="9902"):
            store.replace_result(run, result(observation("9902")), START)


def test_columns_to_query_follow_the_result(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        finished(store, {"9901": None})
    with sqlite3.connect(tmp_path / DATABASE) as plain:
        row = plain.execute(
            "SELECT points, max, prominence, responsible, prominence_mobile FROM scores"
        ).fetchone()
    plain.close()
    assert row == (4, 5, "yes", "unknown", 75)


def test_the_unfinished_run_is_resumed(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        assert store.resume_run() is None
        run = store.begin_run(NewRun(plan=("9901", "9902")), START)
        save(store, run.id, "9901")
        assert store.abandon_runs("died") == 1
        assert store.run(run.id).state == "interrupted"
        again = store.resume_run()
        assert again is not None
        assert (again.id, again.state, again.plan) == (run.id, "running", ("9901", "9902"))
        assert store.done_codes(run.id) == {"9901"}
        store.finish_run(run.id, "finished", START)
        assert store.resume_run() is None


def test_a_named_run_in_between_does_not_hide_the_unfinished(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        broken = store.begin_run(NewRun(plan=("9901",)), START)
        store.finish_run(broken.id, "interrupted", START)
        named = store.begin_run(NewRun(plan=("9902",), scope="named"), START + timedelta(hours=1))
        store.finish_run(named.id, "finished", START)
        found = store.resume_run()
        assert found is not None
        assert found.id == broken.id
        store.finish_run(broken.id, "interrupted", START)
        finished(store, {"9901": None}, night=1)
        assert store.resume_run() is None


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="vagvisaren crawl"):
        Store.open(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_an_observation_that_was_serialised_before(tmp_path: Path) -> None:
    seen = observation("9901", text="åäö")
    text = as_json(seen)
    assert text == seen.model_dump_json().encode()
    with Store.open(tmp_path) as store:
        run = store.begin_run(NewRun(("9901",)), START)
        store.save(run.id, seen, result(seen), (), text)
        assert store.observation(run.id, "9901") == seen


def test_earlier_observations_are_left_to_the_archive(tmp_path: Path) -> None:
    """Only where the archive is there; and only for a visit that measured something."""
    seen = [observation("9901", text=f"night {n}", at=f"2026-01-0{n}T02:00:00Z") for n in (1, 2, 3)]
    failed = observation("9901", reason="timeout", at="2026-01-04T02:00:00Z")
    with Store.open(tmp_path) as store:
        ids = []
        for number, one in enumerate((*seen, failed), start=1):
            run = store.begin_run(NewRun(plan=("9901",)), datetime(2026, 1, number, 2, tzinfo=UTC)).id
            store.save(run, one, result(one), [archived(tmp_path, run, one)] if number != 1 else [])
            ids.append(run)
        in_the_database = {unit.run for unit in store.units() if unit.body_bytes}
        assert in_the_database == {ids[0], ids[2], ids[3]}
        assert all(unit.kept for unit in store.units())
        assert [store.observation(run, "9901") for run in ids] == [*seen, failed]
        archive = tmp_path / archive_path(ids[1], "9901")
        whole = archive.read_bytes()
        archive.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(StoreError, match=r"observation of 9901 in run .* is damaged"):
            store.observation(ids[1], "9901")
        archive.unlink()
        with pytest.raises(StoreError, match=r"observation of 9901 in run .* is damaged"):
            store.observation(ids[1], "9901")
        store.forget([(ids[1], "9901")])
        assert store.observation(ids[1], "9901") is None
        assert [unit.run for unit in store.units() if not unit.kept] == [ids[1]]


def test_an_archive_that_holds_another_observation_is_not_taken_for_it(tmp_path: Path) -> None:
    first, second = (observation("9901", text=text) for text in ("first", "second"))
    with Store.open(tmp_path) as store:
        ids = []
        for day, one in enumerate((first, second), start=1):
            run = store.begin_run(NewRun(plan=("9901",)), datetime(2026, 1, day, 2, tzinfo=UTC)).id
            store.save(run, one, result(one), [archived(tmp_path, run, one)])
            ids.append(run)
        archived(tmp_path, ids[0], second)
        with pytest.raises(StoreError, match="damaged"):
            store.observation(ids[0], "9901")
