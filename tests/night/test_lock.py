"""The lock between real processes: it holds, names its holder, and dies with it."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from night.errors import UserError
from night.lock import LOCK_FILE, holder, run_lock

PROJECT = Path(__file__).parents[2]
HOLD = """
import sys, pathlib
from night.lock import run_lock
with run_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_full_disk_keeps_nobody_from_holding_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with run_lock(tmp_path), pytest.raises(UserError, match="another process") as caught, run_lock(tmp_path):
        pytest.fail("two hold it")
    assert caught.value.exit_code == 5


def test_a_second_process_is_turned_away(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        with pytest.raises(UserError, match=f"process {process.pid}, since 20") as caught, run_lock(tmp_path):
            pytest.fail("two hold it")
        assert caught.value.exit_code == 5
        assert f"process {process.pid}" in str(holder(tmp_path))


def test_it_dies_with_its_process(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert holder(tmp_path) is None
        with run_lock(tmp_path):
            assert f"process {os.getpid()}" in str(holder(tmp_path))
    assert holder(tmp_path) is None


def test_a_damaged_lock_file_still_locks(tmp_path: Path) -> None:
    with held(tmp_path):
        (tmp_path / LOCK_FILE).write_text("?")
        with pytest.raises(UserError, match="another process"), run_lock(tmp_path):
            pytest.fail("two hold it")


def test_nobody_holds_what_is_not_there(tmp_path: Path) -> None:
    assert holder(tmp_path / "nowhere") is None
