"""Full and read-only disks, locked databases: a clear message, the right exit code, and nothing lost."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from scoring.store import DATABASE
from tests.chaos.crawling import Crawl, Place
from tests.chaos.whole import damage, done, newest_run

LOCK_SECONDS = 1.5
IMPATIENT = f"""
import scoring.store.engine
scoring.store.engine.BUSY_MILLISECONDS = {1000 * LOCK_SECONDS:.0f}
import vagvisaren
vagvisaren.main()
"""
"""It waits for another program as ever, only not for ten seconds."""


def mount(*arguments: str) -> bool:
    found = os.geteuid() == 0 and subprocess.run(["mount", *arguments], capture_output=True, check=False)
    return bool(found) and found.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)):
        pytest.skip("only root can mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """`path` cannot be written by anybody: root is not stopped by permissions, but by a mount."""
    if os.geteuid() != 0:
        mode = path.stat().st_mode
        path.chmod(0o444)
        try:
            yield
        finally:
            path.chmod(mode)
        return
    if not mount("--bind", str(path), str(path)):
        pytest.skip("this root may not mount")
    try:
        assert mount("-o", "remount,ro,bind", str(path))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def resumed(place: Place) -> None:
    """Goes on to the end, and all is there."""
    with Crawl(place, "--resume") as crawl:
        assert crawl.end() == 0, crawl.said
    run = newest_run(place.data)
    assert (run.state, run.measured) == ("finished", run.planned)
    assert damage(place.data) == []


def test_a_full_disk(few: Place, small_disk: Path) -> None:
    here = few.at(small_disk / "data")
    with Crawl(here) as crawl:
        assert crawl.end() == 1, crawl.said
        said = crawl.said
        crawl.wait_until_alone()
    assert "No space left" in said or "the disk is full" in said
    assert "Traceback" not in said
    assert "internal error" not in said
    assert "What was measured is kept: `vagvisaren crawl --resume` goes on." in said
    kept = done(here.data)
    assert kept < newest_run(here.data).planned
    assert mount("-o", "remount,size=200m", str(small_disk))
    assert damage(here.data) == []
    resumed(here)


def test_a_disk_that_was_full_from_the_beginning(few: Place, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (1_480_000))
    here = few.at(small_disk / "data")
    with Crawl(here) as crawl:
        assert crawl.end() == 1, crawl.said
        assert "space" in crawl.said
        assert "internal error" not in crawl.said
        assert "Traceback" not in crawl.said


def test_a_read_only_database(few: Place) -> None:
    here = few.at(few.data / "read-only")
    with Crawl(here, "8901") as crawl:
        assert crawl.end() == 0, crawl.said
    with read_only(here.data / DATABASE), Crawl(here) as crawl:
        assert crawl.end() == 1, crawl.said
        assert "cannot be written" in crawl.said
        assert "Traceback" not in crawl.said
    assert damage(here.data) == []
    resumed(here)


def test_a_database_locked_by_another_program(few: Place) -> None:
    here = few.at(few.data / "locked")
    with Crawl(here, program=IMPATIENT) as crawl:
        crawl.wait_for(lambda: done(here.data) >= 1)
        with closing(sqlite3.connect(here.data / DATABASE, timeout=10, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            code = crawl.end()
            said = crawl.said
            other.execute("ROLLBACK")
        assert code == 1, said
        assert "locked by another program" in said
        assert "Traceback" not in said
        crawl.wait_until_alone()
    assert damage(here.data) == []
    resumed(here)
