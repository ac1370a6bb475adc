"""A migration of what is there copies it first."""

import shutil
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from scoring.observation import Observation
from scoring.result import Result
from scoring.store import DATABASE, NewRun, NoStore, Run, Store, StoreError, migrate
from scoring.store.engine import connect, writing
from scoring.store.inspection import copy_database, inspect_database
from scoring.store.records import as_json, observation_row, run_row, score_row
from tests.store.real_sized import observation as full_sized
from tests.store.samples import AT, observation, result

START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
NEXT = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None
def upgrade():
    op.create_table("added_{new}", sa.Column("id", sa.Integer, primary_key=True))
"""


@pytest.fixture
def revise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Revise":
    return Revise(tmp_path / "migrations", monkeypatch)


class Revise:
    """Give the program one revision more, as its next version would have."""

    def __init__(self, scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(migrate.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        self.scripts, self.patch = scripts, monkeypatch
        monkeypatch.setattr(migrate, "MIGRATIONS", scripts)

    def add(self) -> str:
        old = migrate.VERSIONS[-1]
        new = f"{int(old) + 1:04}"
        (self.scripts / "versions" / f"{new}_next.py").write_text(NEXT.format(new=new, old=old))
        self.patch.setattr(migrate, "VERSIONS", (*migrate.VERSIONS, new))
        return new


def filled(folder: Path) -> str:
    with Store.open(folder) as store:
        run = store.begin_run(NewRun(plan=("9901",)), START)
        seen = observation("9901")
        store.save(run.id, seen, result(seen))
        return run.id


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{DATABASE}.before-*"))


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    Store.open(tmp_path / "data").close()
    assert copies(tmp_path / "data") == []


def test_an_existing_one_is_copied_before_it_is_migrated(tmp_path: Path, revise: Revise) -> None:
    data = tmp_path / "data"
    run = filled(data)
    before = migrate.VERSIONS[-1]
    new = revise.add()
    assert inspect_database(data / DATABASE).pending == (new,)
    with Store.open(data) as store:
        assert store.done_codes(run) == {"9901"}
    assert inspect_database(data / DATABASE).pending == ()
    assert copies(data) == [f"{DATABASE}.before-{new}"]
    copy = sqlite3.connect(data / f"{DATABASE}.before-{new}")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)
    assert copy.execute("SELECT count(*) FROM observations").fetchone() == (1,)
    copy.close()


def of_before_0007(folder: Path, nights: int) -> tuple[list[Observation], list[Result]]:
    """A database with so many nights of one municipality, as the program wrote it until then."""
    engine = connect(folder / DATABASE)
    with writing(engine.connect()) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
    engine.dispose()
    seen = [full_sized("9901", night) for night in range(nights)]
    judged = [result(one) for one in seen]
    with closing(sqlite3.connect(folder / DATABASE)) as plain:
        for night, (one, its) in enumerate(zip(seen, judged, strict=True)):
            run, text, unit = f"r{night}", as_json(one), {"run": f"r{night}", "code": "9901"}
            body = zlib.compress(its.model_dump_json().encode())
            begun = Run(run, f"2026-01-0{night + 1}T01:00:00Z", None, "live", None, "", "all", ("9901",), {},
                        "finished", 1, 1, 0, True, "")  # fmt: skip
            add(plain, "runs", run_row(begun))
            row = observation_row(run, one, text) | {"body": zlib.compress(text, 4)}
            del row["screen"]
            add(plain, "observations", row)
            add(
                plain,
                "scores",
                score_row(run, its) | {"result": body},
            )
            old = {"method_version": "0", "lexicon_version": "1", "replaced_at": AT}
            add(
                plain,
                "replaced_scores",
                unit | old | {"result": body},
            )
        plain.commit()
    return seen, judged


def add(plain: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    plain.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def test_what_was_packed_otherwise_is_read_as_before(tmp_path: Path) -> None:
    seen, judged = of_before_0007(tmp_path, 3)
    with Store.open(tmp_path) as store:
        assert [store.observation(f"r{n}", "9901") for n in range(3)] == seen
        assert [store.result(f"r{n}", "9901") for n in range(3)] == judged
        past = [store.history(f"r{n}", "9901") for n in range(3)]
        assert [one.result for (one,) in past] == judged
        assert store.latest()["9901"].result == judged[-1]
        screen = store.screen("r1", "9901")
        assert seen[1].start is not None
        assert screen == seen[1].start.pictures[0]
        assert all(unit.kept for unit in store.units())
    with closing(sqlite3.connect(tmp_path / DATABASE)) as plain:
        assert plain.execute("SELECT count(*) FROM result_bases").fetchone() == (1,)
        assert plain.execute("SELECT max(length(result)) FROM scores").fetchone()[0] < 200
        assert plain.execute("SELECT max(length(body)) FROM observations").fetchone() == (0,)
    assert copies(tmp_path) == [f"{DATABASE}.before-{migrate.VERSIONS[-1]}"]


def test_the_newest_two_copies_are_kept(tmp_path: Path, revise: Revise) -> None:
    data = tmp_path / "data"
    filled(data)
    (data / f"{DATABASE}.before-the-holidays").write_text("an operator's own")
    added = []
    for _ in range(3):
        added.append(revise.add())
        Store.open(data).close()
    assert copies(data) == [
        *(f"{DATABASE}.before-{new}" for new in added[1:]),
        f"{DATABASE}.before-the-holidays",
    ]


def test_without_a_copy_nothing_is_migrated(
    tmp_path: Path, revise: Revise, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    filled(data)
    new = revise.add()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrate, "copy_to", full)
    with pytest.raises(StoreError, match=r"cannot be copied.*nothing was changed"):
        Store.open(data)
    assert inspect_database(data / DATABASE).pending == (new,)
    assert list(data.glob(".*.part")) == []


def test_a_copy_is_consistent_while_somebody_writes(tmp_path: Path) -> None:
    run = filled(tmp_path)
    writer = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM scores")
    (tmp_path / "copy").mkdir()
    copy_database(tmp_path / DATABASE, tmp_path / "copy" / DATABASE)
    writer.execute("ROLLBACK")
    writer.close()
    assert [path.name for path in (tmp_path / "copy").iterdir()] == [DATABASE]
    with Store.open(tmp_path / "copy") as store:
        assert len(store.results(run)) == 1


def test_inspection_of_what_is_damaged_or_missing(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        inspect_database(tmp_path / DATABASE)
    with pytest.raises(NoStore):
        copy_database(tmp_path / DATABASE, tmp_path / "copy")
    filled(tmp_path)
    assert inspect_database(tmp_path / DATABASE).damage == "ok"
    (tmp_path / DATABASE).write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match="not a database"):
        inspect_database(tmp_path / DATABASE)
