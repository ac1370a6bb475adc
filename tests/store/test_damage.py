"""What the store says when the disk, another program or another version is in the way."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from scoring.store import DATABASE, NewRun, Store, StoreError, engine, migrate
from scoring.store.schema import metadata
from tests.store.samples import observation, result

START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
PROJECT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from scoring.store import NewRun, Store
from tests.store.samples import observation, result
with Store.open(Path(sys.argv[1])) as store:
    run = store.begin_run(NewRun(plan=()), datetime(2026, 1, 31, tzinfo=UTC))
    for number in range(10_000):
        seen = observation(f"{number:04}", text="x" * 5000)
        store.save(run.id, seen, result(seen))
        print(number, flush=True)
"""


def filled(folder: Path) -> str:
    with Store.open(folder) as store:
        run = store.begin_run(NewRun(plan=("9901",)), START)
        seen = observation("9901")
        store.save(run.id, seen, result(seen))
        return run.id


def test_a_killed_writer_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            last = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
    with Store.open(tmp_path) as store:
        assert store.check() == "ok"
        run = store.runs()[0]
        done = store.done_codes(run.id)
        assert {f"{number:04}" for number in range(last + 1)} <= done
        assert len(store.results(run.id)) == len(done)
        assert all(store.observation(run.id, code) is not None for code in done)
        assert store.abandon_runs("killed") == 1


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match="not a database") as caught:
        Store.open(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert "--data" in caught.value.remedy


def test_damaged_pages(tmp_path: Path) -> None:
    run = filled(tmp_path)
    path = tmp_path / DATABASE
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(StoreError, match="damaged"), Store.open(tmp_path) as store:
        store.results(run)


def test_a_damaged_observation_is_named(tmp_path: Path) -> None:
    run = filled(tmp_path)
    for body in (b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"):
        plain = sqlite3.connect(tmp_path / DATABASE)
        plain.execute("UPDATE observation_bodies SET body = ?", (body,))
        plain.commit()
        plain.close()
        with (
            Store.open(tmp_path) as store,
            pytest.raises(StoreError, match=f"observation of 9901 in run {run}"),
        ):
            store.observation(run, "9901")


def test_another_programs_database(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / DATABASE)
    plain.execute("CREATE TABLE recipes (name TEXT)")
    plain.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path)


def test_a_newer_database(tmp_path: Path) -> None:
    filled(tmp_path)
    plain = sqlite3.connect(tmp_path / DATABASE)
    plain.execute("UPDATE alembic_version SET version_num = '9999'")
    plain.commit()
    plain.close()
    with pytest.raises(StoreError, match=r"9999.*update the program"):
        Store.open(tmp_path)


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 50)
    holder = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Store.open(tmp_path) as store, pytest.raises(StoreError, match="locked"):
            store.begin_run(NewRun(plan=()), START)
    finally:
        holder.close()


def test_read_only(tmp_path: Path) -> None:
    filled(tmp_path)
    with Store.open(tmp_path) as store:
        # Root may write everything, so the database itself is told to refuse: it answers with the same code.
        @event.listens_for(store._engine, "checkout")
        def _refuse(raw: sqlite3.Connection, *_: object) -> None:
            raw.execute("PRAGMA query_only=ON")

        with pytest.raises(StoreError, match="cannot be written"):
            store.begin_run(NewRun(plan=()), START)


def test_full(tmp_path: Path) -> None:
    run = filled(tmp_path)
    with Store.open(tmp_path) as store:
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        # A database that may not grow answers as a full disk does.
        @event.listens_for(store._engine, "checkout")
        def _limit(raw: sqlite3.Connection, *_: object) -> None:
            raw.execute(f"PRAGMA max_page_count={pages}")

        big = observation("9902", text="".join(chr(33 + i * i % 9000) for i in range(60_000)))
        with pytest.raises(StoreError, match="disk is full"):
            store.save(run, big, result(big))
        assert store.done_codes(run) == {"9901"}


def test_a_data_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="data directory cannot be made"):
        Store.open(tmp_path / "data")


def test_migrations_make_the_schema(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    Store.open(tmp_path).close()
    connected = engine.connect(tmp_path / DATABASE)
    with connected.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    connected.dispose()


def test_every_migration_is_known() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert [r.revision for r in script.walk_revisions()][::-1] == list(migrate.VERSIONS)


def test_two_processes_may_make_it_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from scoring.store import Store; Store.open(pathlib.Path(sys.argv[1])).close()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in both] == [(b"", 0)] * 4
