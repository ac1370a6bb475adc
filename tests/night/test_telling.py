"""What is told of a run: failures, held back nights, changed points; and its figures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night import telling
from night.changes import SHOWN, Change, changes, lines
from night.closing import show_all_the_same
from night.context import Night
from night.errors import UserError
from night.lock import run_lock
from night.metrics import write_metrics
from scoring.result import AspectResult
from tests.night.bench import Bench, down
from tests.night.inbox import SECRET, Inbox, inbox
from tests.night.real_crawl import RealCrawl, build, places
from tests.store.samples import aspect

YES, NO = aspect("yes"), aspect("no")


@pytest.fixture
def box(bench: Bench) -> Iterator[Inbox]:
    with inbox() as box:
        bench.settings = replace(bench.settings, notify=box.address)
        yield box


def changed(**aspects: AspectResult) -> RealCrawl:
    return RealCrawl(verdicts={"9901": aspects})


def test_a_good_night_without_changes_is_silent(bench: Bench, box: Inbox) -> None:
    bench.run(down(0))
    bench.run(down(1))
    assert box.got == []


def test_won_and_lost_points_are_named(bench: Bench, box: Inbox) -> None:
    bench.run(RealCrawl(verdicts={"9901": {"existence": NO}}))
    bench.run(RealCrawl(verdicts={"9902": {"help_info": NO, "front_page": NO}}))
    assert [message["type"] for message in box.got] == ["info"]
    assert "3 municipalities" not in box.text
    assert "2 municipalities won or lost a point" in box.text
    assert "Kommun 9901: +existence" in box.text
    assert "Kommun 9902: −front_page, −help_info" in box.text
    assert box.text.index("9902") < box.text.index("9901"), "losses first"


def test_unmeasured_is_neither_won_nor_lost(bench: Bench, box: Inbox) -> None:
    bench.run(down(0))
    bench.run(down(1))
    bench.run(down(0))
    assert box.got == []


def test_at_most_twenty_are_named() -> None:
    found = [Change(str(9901 + n), ("existence",), ()) for n in range(25)]
    text = list(lines(found, places(20)))
    assert len(text) == SHOWN + 1
    assert text[-1] == "… and 5 more"
    assert changes({"1": frozenset(["existence"])}, {"2": frozenset()}) == ()


def test_a_night_that_is_held_back_says_why(bench: Bench, box: Inbox) -> None:
    bench.run(down(0))
    assert bench.run(down(5)).exit_code == 3
    assert "the run is held back" in box.text
    assert "75%" in box.text
    assert bench.run(down(20)).exit_code == 4
    assert "nothing was measured" in box.text
    assert "(20 timeout)" in box.text, "what explains it stands in the message itself"


def test_publishing_it_all_the_same_tells_what_changed(bench: Bench, box: Inbox) -> None:
    bench.run(down(0))
    bench.run(RealCrawl(verdicts={str(9901 + n): {"existence": NO} for n in range(5)}))
    night = Night(bench.settings, bench.registry, bench.said.append, None, build)
    with telling.telling(night) as told:
        told(show_all_the_same(night, None))
    assert "5 municipalities won or lost a point" in box.text


def test_a_failed_run_is_told(bench: Bench, box: Inbox) -> None:
    with pytest.raises(RuntimeError):
        bench.run(RealCrawl(fail_after=3))
    assert "the run failed" in box.text
    assert "RuntimeError: the browser is gone" in box.text


def test_wrong_use_and_a_held_lock_are_not(bench: Bench, box: Inbox) -> None:
    with run_lock(bench.settings.data), pytest.raises(UserError):
        bench.run(down(0))
    with pytest.raises(UserError):
        bench.run(down(0), "9901", resume=True)
    assert bench.run(RealCrawl(stop_after=3)).exit_code == 130
    assert box.got == []


def test_a_run_that_another_program_stopped_is_told(bench: Bench, box: Inbox) -> None:
    ended = bench.run(RealCrawl(stop_after=3, terminated=True))
    assert (ended.exit_code, [message["type"] for message in box.got]) == (130, ["warning"])
    assert "the run was stopped before its end" in box.text
    assert "3 of 20 are kept" in box.text
    assert bench.run(RealCrawl(interrupted=True, terminated=True)).exit_code == 0
    assert len(box.got) == 1, "it came after the last municipality, and cut nothing short"


def test_a_nearly_full_disk_is_told(bench: Bench, box: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LEAST_FREE_BYTES", 10**18)
    bench.run(down(0))
    assert "the disk is nearly full" in box.text
    assert "GB free" in box.text


def test_a_notification_that_fails_never_fails_the_night(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    with inbox(status=500) as box:
        bench.settings = replace(bench.settings, notify=box.address)
        bench.run(changed(existence=NO))
        assert bench.run(changed(existence=YES)).exit_code == 0
    assert "a notification did not get through: address 1 (json): not accepted" in bench.said
    captured = capfd.readouterr()
    assert SECRET not in captured.out + captured.err + "".join(bench.said)


def test_nor_does_anything_else_of_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("unforeseen")

    bench.settings = replace(bench.settings, notify="json://127.0.0.1", metrics_file=Path("x.prom"))
    monkeypatch.setattr(telling, "standing", broken)
    monkeypatch.setattr(telling, "write_metrics", broken)
    assert bench.run(down(0)).exit_code == 0
    assert sum("unforeseen" in text for text in bench.said) == 2


# Figures


def figures(path: Path) -> dict[str, float]:
    rows = (line.rsplit(" ", 1) for line in path.read_text().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in rows}


def test_figures_of_every_night(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "textfile" / "vagvisaren.prom"
    bench.settings = replace(bench.settings, metrics_file=path)
    bench.run(RealCrawl({"9901": "dns", "9902": "timeout"}))
    found = figures(path)
    assert found["vagvisaren_measured"] == 18
    assert found["vagvisaren_planned"] == 20
    assert found['vagvisaren_unmeasured{reason="dns"}'] == 1
    assert found['vagvisaren_unmeasured{reason="timeout"}'] == 1
    assert (found["vagvisaren_published"], found["vagvisaren_gate_closed_nights"]) == (1, 0)
    assert found["vagvisaren_run_duration_seconds"] >= 0
    assert found["vagvisaren_disk_free_bytes"] > 0
    good = datetime(2026, 1, 1, 2, tzinfo=UTC).timestamp()
    assert found["vagvisaren_last_success_timestamp_seconds"] == good
    bench.run(down(10))
    later = figures(path)
    assert (later["vagvisaren_published"], later["vagvisaren_gate_closed_nights"]) == (0, 1)
    assert later["vagvisaren_last_success_timestamp_seconds"] == good
    assert later["vagvisaren_run_timestamp_seconds"] == good + 86_400
    assert 'vagvisaren_unmeasured{reason="dns"}' not in later
    assert [path.name for path in path.parent.iterdir()] == ["vagvisaren.prom"]


def test_a_visit_to_a_few_and_a_failed_night(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "vagvisaren.prom"
    bench.settings = replace(bench.settings, metrics_file=path)
    bench.run(down(0))
    bench.run(RealCrawl(), "9903")
    assert figures(path)["vagvisaren_measured"] == 20
    with pytest.raises(RuntimeError):
        bench.run(RealCrawl(fail_after=3))
    assert (figures(path)["vagvisaren_run_finished"], figures(path)["vagvisaren_measured"]) == (0, 3)


def test_before_any_run(bench: Bench, tmp_path: Path) -> None:
    bench.run(RealCrawl(), "9903")
    write_metrics(tmp_path / "x.prom", bench.settings.data)
    found = figures(tmp_path / "x.prom")
    assert found["vagvisaren_last_success_timestamp_seconds"] == 0
    assert "vagvisaren_measured" not in found
