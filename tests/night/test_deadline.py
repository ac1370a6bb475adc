"""The deadline as text, what a run does with it, and a clock that is set back."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from night.context import Ended, Night
from night.deadline import window
from night.errors import UserError
from night.run import run
from scoring.store import Store
from tests.night.bench import Bench
from tests.night.real_crawl import RealCrawl, build, places


@pytest.fixture(autouse=True)
def stockholm() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Stockholm"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("text", "now", "hours"),
    [
        ("", "2026-01-31T01:00:00+00:00", None),
        ("240", "2026-01-31T01:00:00+00:00", 4),
        ("06:30", "2026-01-31T01:00:00+00:00", 4.5),
        ("6:30", "2026-01-31T22:00:00+00:00", 7.5),
        ("02:00", "2026-01-31T01:00:00+00:00", 24),
        # The night in which the clock skips two to three.
        ("06:00", "2026-03-28T23:30:00+00:00", 4.5),
        # And the one in which it is twice between two and three.
        ("06:00", "2026-10-24T22:30:00+00:00", 6.5),
    ],
)
def test_how_long_it_is(text: str, now: str, hours: float | None) -> None:
    found = window(text, datetime.fromisoformat(now))
    assert found == (None if hours is None else hours * 3600)


@pytest.mark.parametrize("text", ["25:00", "06:60", "0", "-5", "1441", "soon", "6.30", "٣٠", "12:5"])
def test_what_is_no_deadline(text: str) -> None:
    with pytest.raises(UserError, match="06:30"):
        window(text, datetime(2026, 1, 31, tzinfo=UTC))


def late(bench: Bench, crawl: RealCrawl) -> Ended:
    bench.settings = replace(bench.settings, deadline="60")
    return bench.run(crawl)


def test_what_the_deadline_leaves_out_keeps_its_old_values(bench: Bench) -> None:
    first = bench.run(RealCrawl()).run.id
    ended = late(bench, RealCrawl(stop_after=19))
    assert (ended.exit_code, ended.run.state, ended.run.published) == (0, "finished", True)
    assert "1 left out, for the deadline" in ended.message
    assert bench.report.splitlines()[-1] == f"9920 {first}"
    assert bench.report.splitlines()[0] == f"9901 {ended.run.id}"


def test_too_few_before_the_deadline_are_held_back(bench: Bench) -> None:
    bench.run(RealCrawl())
    before = bench.report
    ended = late(bench, RealCrawl(stop_after=10))
    assert (ended.exit_code, ended.run.state, ended.report) == (3, "finished", None)
    assert bench.report == before


def test_those_left_out_come_first_the_next_night(bench: Bench) -> None:
    bench.run(RealCrawl())
    crawl = RealCrawl(seen_at="2026-02-01T02:00:00Z", stop_after=19)
    late(bench, crawl)
    following = RealCrawl(seen_at="2026-02-02T02:00:00Z", stop_after=19)
    late(bench, following)
    assert crawl.visited[0] == "9901"
    assert following.visited[:2] == ["9920", "9901"]


def test_an_interrupted_run_that_the_gate_allows_is_shown(bench: Bench) -> None:
    bench.run(RealCrawl())
    ended = bench.run(RealCrawl(stop_after=19))
    assert (ended.exit_code, ended.run.state, ended.run.published) == (130, "interrupted", True)
    assert ended.report is not None
    again = bench.run(RealCrawl(), resume=True)
    assert (again.exit_code, again.run.id, again.run.measured) == (0, ended.run.id, 20)


def test_a_signal_after_the_last_municipality_changes_nothing(bench: Bench) -> None:
    ended = bench.run(RealCrawl(interrupted=True))
    assert (ended.exit_code, ended.run.state) == (0, "finished")


def test_a_clock_that_was_set_back_hides_nothing(bench: Bench) -> None:
    for _ in range(4):
        bench.run(RealCrawl())
    said: list[str] = []
    yesterday = datetime(2026, 1, 2, 12, tzinfo=UTC)
    night = Night(bench.settings, places(20), said.append, RealCrawl(stop_after=7), build, lambda: yesterday)
    stopped = run(night)
    assert "the clock says 2026-01-02" in said[0]
    assert stopped.run.id == "20260104T020001Z"
    rest = Night(bench.settings, places(20), said.append, RealCrawl(), build, lambda: yesterday)
    ended = run(rest, resume=True)
    assert (ended.exit_code, ended.run.id, ended.run.measured) == (0, stopped.run.id, 20)
    assert {line.split()[1] for line in bench.report.splitlines()} == {ended.run.id}
    with Store.open(bench.settings.data) as store:
        assert store.runs()[0].id == ended.run.id


def test_a_report_that_was_never_built_is_built_by_resume(bench: Bench) -> None:
    first = bench.run(RealCrawl())
    (bench.settings.data / "report").unlink()
    crawl = RealCrawl()
    ended = bench.run(crawl, resume=True)
    assert (ended.exit_code, ended.run.id, crawl.visited) == (0, first.run.id, [])
    assert len(bench.report.splitlines()) == 20
