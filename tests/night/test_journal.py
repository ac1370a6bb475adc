"""The log for programs: every run and every visit as a line of JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from night import journal
from night.journal import JOURNAL, Journal
from tests.night.bench import Bench
from tests.night.real_crawl import RealCrawl


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / JOURNAL).read_text(encoding="ascii").splitlines()]


def test_a_night_in_lines(bench: Bench) -> None:
    ended = bench.run(RealCrawl({"9903": "dns"}))
    first, *visits, last = lines(bench.settings.data)
    assert (first["event"], first["planned"], first["left"]) == ("run_begun", 20, 20)
    assert {one["event"] for one in visits} == {"visited"}
    assert len({one["code"] for one in visits}) == 20
    (failed,) = (one for one in visits if one["status"] == "unmeasured")
    assert (failed["code"], failed["reason"], failed["run"]) == ("9903", "dns", ended.run.id)
    assert (last["event"], last["exit_code"], last["measured"], last["published"]) == (
        "run_ended",
        0,
        19,
        True,
    )
    assert {one["at"] for one in (first, last)} == {"2026-01-01T02:00:00Z"}


def test_a_run_that_fails_and_one_that_goes_on(bench: Bench) -> None:
    with pytest.raises(RuntimeError):
        bench.run(RealCrawl(fail_after=3))
    assert lines(bench.settings.data)[-1]["error"] == "RuntimeError: the browser is gone"
    bench.run(RealCrawl(), resume=True)
    begun = [one for one in lines(bench.settings.data) if one["event"] == "run_begun"]
    assert [one["left"] for one in begun] == [20, 17]


def test_it_is_bounded_and_never_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 200)
    log = Journal(tmp_path, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    for _ in range(20):
        log._write("visited", code="\x1b[2Jåäö")
    assert (tmp_path / JOURNAL).stat().st_size < 400
    assert sorted(path.name for path in tmp_path.iterdir()) == [JOURNAL, f"{JOURNAL}.1"]
    assert lines(tmp_path)[0]["code"] == "\x1b[2Jåäö"
    assert b"\x1b" not in (tmp_path / JOURNAL).read_bytes()
    (tmp_path / "crawl.log").write_text("x" * 300)
    log.begun(cast(Any, SimpleNamespace(id="r", scope="all", planned=3)), 3)
    assert (tmp_path / "crawl.log.1").stat().st_size == 300
    Journal(tmp_path / "missing", lambda: datetime(2026, 1, 1, tzinfo=UTC))._write("visited")
