"""The operator's commands as processes: exit codes, one message, nothing heavy imported."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from night.lock import run_lock
from scoring.store import NewRun, Store
from tests.night.inbox import SECRET, inbox
from tests.store.samples import observation, result
from tests.test_cli import call, said


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One good night, which ended an hour ago."""
    folder = tmp_path / "data"
    at = datetime.now(UTC) - timedelta(hours=1)
    with Store.open(folder) as store:
        run = store.begin_run(NewRun(plan=("1440",)), at)
        seen = observation("1440")
        store.save(run.id, seen, result(seen))
        store.finish_run(run.id, "finished", at, published=True)
    return folder


def test_backup_restore_and_prune(data: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "b.tar.gz")
    assert call("--data", str(data), "backup", file, "--with-archive").returncode == 0
    done = call("--data", str(data), "restore", file)
    assert (done.returncode, "--replace" in said(done)) == (2, True)
    done = call("--data", str(data), "restore", file, "--replace")
    assert (done.returncode, "runs 1;" in said(done)) == (0, True)
    assert call("--data", str(data), "backup", file).returncode == 2
    done = call("--data", str(data), "prune", "--dry-run")
    assert (done.returncode, "0 of 1 visits would be pruned" in said(done)) == (0, True)
    with run_lock(data):
        assert call("--data", str(data), "prune").returncode == 5
    assert call("--data", str(tmp_path / "none"), "prune").returncode == 2


def test_check_is_one_line_and_an_exit_code(data: Path, tmp_path: Path) -> None:
    done = call("--data", str(data), "status", "--check")
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("VAGVISAREN ")
    with inbox() as box:
        none = ("--data", str(tmp_path / "none"), "status", "--check", "--notify")
        done = call(*none, VAGVISAREN_NOTIFY=box.address)
    assert (done.returncode, SECRET in said(done)) == (2, False)
    assert "nothing has been measured here yet" in box.text
    assert call("--data", str(data), "status", "--notify").returncode == 2


def test_doctor_says_what_is_missing(data: Path) -> None:
    done = call(
        "--data", str(data), "doctor",
        VAGVISAREN_BROWSER="/nowhere", VAGVISAREN_CONTACT="", VAGVISAREN_NOTIFY=SECRET,
    )  # fmt: skip
    text = said(done)
    assert done.returncode == 1
    for line in ("!! browser: none found", "!! contact: not set", "ok database: whole", "!! notifications:"):
        assert line in text
    assert SECRET not in text


def test_the_check_loads_nothing_heavy(data: Path) -> None:
    program = (
        "import sys, vagvisaren\ntry: vagvisaren.main()\nfinally: print(sorted(set(sys.modules) & {"
        "'scrapy', 'playwright', 'apprise', 'prometheus_client', 'alembic', 'rich.console'}))"
    )
    done = call("--data", str(data), "status", "--check", program=program, VAGVISAREN_NOTIFY="json://x")
    assert done.stdout.endswith("[]\n")
