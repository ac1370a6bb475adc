"""The sequence of a run with a small real crawler: every exit code, resuming, publishing."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.context import Night
from night.errors import UserError
from night.publish import publish
from night.run import run
from scoring.registry import Registry
from scoring.store import Store
from tests.night.bench import Bench, down
from tests.night.real_crawl import RealCrawl, Site, places


def test_done(bench: Bench) -> None:
    ended = bench.run(down(2))
    assert ended.exit_code == 0
    assert ended.run.published
    assert (ended.run.measured, ended.run.unmeasured) == (18, 2)
    assert ended.report == bench.settings.data / "report" / "index.html"
    assert len(bench.report.splitlines()) == 20


def test_degraded_keeps_the_last_good_ranking(bench: Bench) -> None:
    bench.run(down(0))
    before = bench.report
    ended = bench.run(down(3))
    assert (ended.exit_code, ended.run.published, ended.report) == (3, False, None)
    assert "85%" in ended.message
    assert bench.report == before


def test_five_points_less_than_the_last_good_run_is_degraded(bench: Bench) -> None:
    assert bench.run(down(0)).exit_code == 0
    assert bench.run(down(1)).exit_code == 0
    assert bench.run(down(2)).exit_code == 0
    bench.run(down(0))
    assert bench.run(down(2)).exit_code == 3


def test_a_degraded_first_run_is_shown_for_want_of_a_better(bench: Bench) -> None:
    ended = bench.run(down(10))
    assert (ended.exit_code, ended.run.published) == (3, False)
    assert ended.report is not None


def test_nothing_measured_publishes_nothing(bench: Bench) -> None:
    ended = bench.run(down(20))
    assert (ended.exit_code, ended.report) == (4, None)
    assert not (bench.settings.data / "report").exists()


def test_named_replace_only_those(bench: Bench) -> None:
    first = bench.run(down(0)).run.id
    ended = bench.run(RealCrawl(), "9903", "9905")
    assert (ended.exit_code, ended.run.scope, ended.run.plan) == (0, "named", ("9903", "9905"))
    runs = dict(line.split() for line in bench.report.splitlines())
    assert {code for code, run_id in runs.items() if run_id == ended.run.id} == {"9903", "9905"}
    assert runs["9901"] == first


def test_interrupted_and_resumed(bench: Bench) -> None:
    stopped = bench.run(RealCrawl(stop_after=7))
    assert (stopped.exit_code, stopped.run.state, stopped.report) == (130, "interrupted", None)
    assert "--resume" in stopped.message
    rest = RealCrawl()
    ended = bench.run(rest, resume=True)
    assert (ended.exit_code, ended.run.id) == (0, stopped.run.id)
    assert rest.visited == [str(code) for code in range(9908, 9921)]


def test_a_terminated_run_is_interrupted(bench: Bench) -> None:
    def terminate(code: str) -> None:
        if code == "9904":
            os.kill(os.getpid(), signal.SIGTERM)

    ended = bench.run(RealCrawl(before_each=terminate))
    assert (ended.exit_code, ended.run.measured) == (130, 3)


def test_a_broken_crawler_leaves_a_failed_run_to_resume(bench: Bench) -> None:
    with pytest.raises(RuntimeError, match="browser is gone"):
        bench.run(RealCrawl(fail_after=4))
    with Store.open(bench.settings.data) as store:
        (broken,) = store.runs()
    assert (broken.state, broken.measured) == ("failed", 4)
    assert "browser is gone" in broken.note
    assert bench.run(RealCrawl(), resume=True).run.id == broken.id


def test_nothing_to_resume_begins_anew(bench: Bench) -> None:
    assert bench.run(RealCrawl(), resume=True).exit_code == 0
    assert any("new one" in line for line in bench.said)


def test_resume_takes_no_names(bench: Bench) -> None:
    with pytest.raises(UserError, match="leave the names out"):
        bench.run(RealCrawl(), "9901", resume=True)


def test_a_run_that_died_is_marked(bench: Bench) -> None:
    from scoring.store import NewRun

    with Store.open(bench.settings.data) as store:
        dead = store.begin_run(NewRun(plan=("9901",)), datetime(2025, 12, 31, tzinfo=UTC))
    bench.run(RealCrawl())
    with Store.open(bench.settings.data) as store:
        assert store.run(dead.id).state == "interrupted"


def test_skipped_are_not_planned(tmp_path: Path) -> None:
    bench = Bench(tmp_path, places(3, {1: "closed for good"}))
    ended = bench.run(RealCrawl())
    assert (ended.exit_code, ended.run.plan) == (0, ("9901", "9903"))
    with pytest.raises(UserError, match="reason to be skipped"):
        bench.run(RealCrawl(), "9902")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_while_the_report_is_built(bench: Bench, number: signal.Signals) -> None:
    bench.run(RealCrawl())
    before = bench.report

    def stopped(store: Store, registry: Registry, out: Path, lang: str, data_dir: Path) -> Site:
        out.mkdir()
        os.kill(os.getpid(), number)
        raise AssertionError("the signal was not heard")

    now = datetime(2026, 1, 2, 2, tzinfo=UTC)
    night = Night(bench.settings, bench.registry, bench.said.append, RealCrawl(), stopped, lambda: now)
    ended = run(night)
    assert (ended.exit_code, ended.terminated) == (130, number == signal.SIGTERM)
    assert "only its report is not: `vagvisaren crawl --resume` builds it" in ended.message
    assert bench.report == before
    again = run(night, resume=True)
    assert (again.exit_code, again.run.id, bench.report) == (130, ended.run.id, before)
    bench.nights += 1
    crawl = RealCrawl()
    assert bench.run(crawl, resume=True).run.id == ended.run.id
    assert crawl.visited == []
    assert bench.report != before


def test_a_report_that_fails_leaves_the_old_one(bench: Bench) -> None:
    bench.run(RealCrawl())
    before = bench.report

    def broken(store: Store, registry: Registry, out: Path, lang: str, data_dir: Path) -> Site:
        out.mkdir()
        raise RuntimeError("template")

    with Store.open(bench.settings.data) as store, pytest.raises(RuntimeError, match="template"):
        publish(store, bench.registry, bench.settings, "20270101T000000Z", broken)
    assert bench.report == before
    assert [p.name for p in (bench.settings.data / "reports").iterdir()] == ["20260101T020000Z"]


def test_old_reports_go_and_foreign_files_stay(bench: Bench) -> None:
    (bench.settings.data / "reports" / "mine").mkdir(parents=True)
    for _ in range(5):
        bench.run(RealCrawl())
    names = {p.name for p in (bench.settings.data / "reports").iterdir()}
    assert names == {"mine", *(f"202601{n:02}T020000Z" for n in (3, 4, 5))}


def test_a_report_folder_made_by_hand_is_moved_aside(bench: Bench) -> None:
    own = bench.settings.data / "report"
    own.mkdir()
    (own / "notes.txt").write_text("mine")
    bench.run(RealCrawl())
    assert (bench.settings.data / "reports" / "moved-aside" / "notes.txt").read_text() == "mine"
    assert bench.report


def test_a_readers_link_never_breaks(bench: Bench) -> None:
    bench.run(RealCrawl())
    seen: list[int] = []
    crawl = RealCrawl(before_each=lambda _: seen.append(len(bench.report)))
    bench.run(crawl)
    assert min(seen) > 0
