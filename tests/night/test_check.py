"""`status --check`: what a monitoring system is told, and whom it tells."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from night import check as checking
from night.alarm import TOLD, tell_once
from night.check import CRITICAL, OK, WARNING, check
from night.lock import run_lock
from night.publish import REPORT, REPORTS
from night.settings import Settings
from night.status import health
from scoring.store import DATABASE, NewRun, Scope, Store
from tests.night.inbox import Inbox, inbox

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def night(settings: Settings, hours_ago: float, *, published: bool = True, scope: Scope = "all") -> None:
    at = NOW - timedelta(hours=hours_ago)
    with Store.open(settings.data) as store:
        run = store.begin_run(NewRun(plan=("9901",), scope=scope), at)
        store.finish_run(run.id, "finished", at, published=published, note="12% | changed")
    if published:
        show(settings, run.id)


def show(settings: Settings, name: str) -> None:
    """As if a report of that name had been published."""
    (settings.data / REPORTS / name).mkdir(parents=True)
    (settings.data / REPORTS / name / "index.html").touch()
    (settings.data / REPORT).unlink(missing_ok=True)
    (settings.data / REPORT).symlink_to(f"{REPORTS}/{name}")


def test_all_well(settings: Settings) -> None:
    night(settings, 7)
    found = check(settings, NOW)
    assert found.level == OK
    text, _, figures = found.line.partition(" | ")
    assert text == "VAGVISAREN OK - last good run 7 h ago, 0/1 measured"
    assert figures.startswith("closed_nights=0;;2 hours=7.0;26;52 measured=0;;;0;1 free=")
    assert "\n" not in found.line


@pytest.mark.parametrize(("hours", "level"), [(25.9, OK), (26.5, WARNING), (53, CRITICAL)])
def test_an_old_good_run(settings: Settings, hours: float, level: int) -> None:
    night(settings, hours)
    found = check(settings, NOW)
    assert (found.level, "h ago, none since" in found.line) == (level, level != OK)


def test_a_visit_to_a_few_is_no_night(settings: Settings) -> None:
    night(settings, 40)
    night(settings, 2, scope="named")
    found = check(settings, NOW)
    assert found.level == WARNING
    assert "last good run 40 h ago" in found.line


def test_an_accepted_night_that_readers_do_not_see(settings: Settings) -> None:
    night(settings, 30)
    with Store.open(settings.data) as store:
        run = store.begin_run(NewRun(plan=("9901",)), NOW - timedelta(hours=7))
        store.finish_run(run.id, "finished", NOW - timedelta(hours=6), published=True)
        said = f"run {run.id} was accepted, but its report is not built"
        found = check(settings, NOW)
        assert found.level == WARNING
        assert said in found.line
        lines = [one for one in health(store, settings, NOW) if one[1].startswith("report: ")]
        assert [(good, f"older than run {run.id}" in line) for good, line in lines] == [(False, True)]
        with run_lock(settings.data):
            assert check(settings, NOW).level == OK, "the run may be building it"
        show(settings, "20260131T060000Z")
        assert check(settings, NOW).level == OK


@pytest.mark.parametrize(("hours", "level"), [(-0.5, OK), (-30, WARNING)])
def test_a_good_run_dated_ahead_hides_that_none_came_after_it(
    settings: Settings, hours: float, level: int
) -> None:
    night(settings, hours)
    found = check(settings, NOW)
    assert (found.level, "30 h ahead: this clock is wrong, or was then" in found.line) == (level, level != OK)


def test_the_gate_closed_three_nights(settings: Settings) -> None:
    night(settings, 25)
    for hours in (20, 15):
        night(settings, hours, published=False)
    assert check(settings, NOW).level == OK
    night(settings, 10, published=False)
    found = check(settings, NOW)
    assert found.level == CRITICAL
    assert found.line.startswith("VAGVISAREN CRITICAL - the gate has been closed for 3 nights | ")


def test_a_note_cannot_end_the_text(settings: Settings) -> None:
    night(settings, 40)
    night(settings, 5, published=False)
    found = check(settings, NOW)
    assert "finished: 12% / changed" in found.line
    assert found.line.count("|") == 1


def test_nothing_yet_and_damaged(settings: Settings) -> None:
    assert (check(settings, NOW).level, check(settings, NOW).problems[0].kind) == (CRITICAL, "never")
    assert not settings.data.exists()
    settings.data.mkdir()
    (settings.data / DATABASE).write_bytes(b"This is a letter, not a database. " * 100)
    found = check(settings, NOW)
    assert found.level == CRITICAL
    assert "not a database" in found.line


def test_no_good_run_yet(settings: Settings) -> None:
    night(settings, 2, published=False)
    assert check(settings, NOW).level == WARNING


def test_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    night(settings, 7)
    monkeypatch.setattr(checking, "LEAST_FREE_BYTES", 10**18)
    assert check(settings, NOW).level == WARNING
    monkeypatch.setattr(checking, "HARDLY_FREE_BYTES", 10**17)
    found = check(settings, NOW)
    assert found.level == CRITICAL
    assert "GB free on the disk" in found.line


def test_the_disk_budget(settings: Settings) -> None:
    night(settings, 7)
    assert check(replace(settings, disk_budget=1.0), NOW).level == OK
    (settings.data / "pictures").mkdir()
    (settings.data / "pictures" / "large.webp").write_bytes(b"x" * 300_000)
    found = check(replace(settings, disk_budget=0.0001), NOW)
    assert found.level == WARNING
    assert "vagvisaren prune" in found.line


def test_status_tells_the_budget_too(settings: Settings) -> None:
    night(settings, 7)
    with Store.open(settings.data) as store:
        assert not [line for _, line in health(store, settings, NOW) if line.startswith("disk budget")]
        told = {
            budget: budget_line(store, replace(settings, disk_budget=budget)) for budget in (1.0, 0.0000001)
        }
    assert told[1.0] == (True, "disk budget: 1 GB, kept")
    well, line = told[0.0000001]
    assert (well, "of 1e-07; `vagvisaren prune`" in line) == (False, True)


def budget_line(store: Store, settings: Settings) -> tuple[bool, str]:
    return next((well, line) for well, line in health(store, settings, NOW) if line.startswith("disk budget"))


# Whom it tells, and how often


@pytest.fixture
def box(settings: Settings) -> Iterator[Inbox]:
    with inbox() as box:
        yield box


def told(settings: Settings, box: Inbox, now: datetime) -> bool:
    asked = replace(settings, notify=box.address)
    return tell_once(check(asked, now), asked, now, lambda _: None)


def test_told_once_again_after_a_day_and_when_it_is_over(settings: Settings, box: Inbox) -> None:
    night(settings, 24)
    assert not told(settings, box, NOW)
    late = NOW + timedelta(hours=3)
    assert told(settings, box, late)
    assert not told(settings, box, late + timedelta(hours=1))
    assert told(settings, box, late + timedelta(hours=24))
    assert told(settings, box, late + timedelta(hours=26)), "it became worse"
    with Store.open(settings.data) as store:
        run = store.begin_run(NewRun(plan=("9901",)), late + timedelta(hours=27))
        store.finish_run(run.id, "finished", late + timedelta(hours=27), published=True)
        show(settings, run.id)
    assert told(settings, box, late + timedelta(hours=28))
    assert not told(settings, box, late + timedelta(hours=29))
    assert [message["type"] for message in box.got] == ["warning", "warning", "failure", "success"]
    assert "last good run 27 h ago" in box.text
    assert "all is well again" in box.text


def test_what_nobody_received_is_sent_again(settings: Settings) -> None:
    night(settings, 40)
    with inbox(status=500) as closed:
        assert not told(settings, closed, NOW)
    assert not (settings.data / TOLD).exists()
    with inbox() as box:
        assert told(settings, box, NOW)


def test_a_damaged_memory_is_no_memory(settings: Settings, box: Inbox) -> None:
    night(settings, 40)
    (settings.data / TOLD).write_text("{")
    assert told(settings, box, NOW)
    assert not told(settings, box, NOW)


def test_nobody_to_tell(settings: Settings) -> None:
    night(settings, 40)
    said: list[str] = []
    assert not tell_once(check(settings, NOW), settings, NOW, said.append)
    assert "VAGVISAREN_NOTIFY is empty" in said[0]
