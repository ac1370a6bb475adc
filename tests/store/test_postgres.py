"""A team's database on PostgreSQL: the whole store, and what is said when it is not there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from scoring.store import NewRun, Store, StoredFile, StoreError, Unit
from scoring.store.inspection import inspect_server
from scoring.store.migrate import VERSIONS
from scoring.store.postgres import server_url
from scoring.store.schema import metadata
from tests.store.conftest import OpenDatabase
from tests.store.samples import aspect, observation, result

START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)


def test_the_whole_store_on_a_server(tmp_path: Path, postgres: OpenDatabase) -> None:
    address = postgres()
    assert inspect_server(address) == VERSIONS
    with Store.open(tmp_path, database=address) as store:
        run = store.begin_run(NewRun(plan=("9901", "9902")), START)
        seen = observation("9901", text="Kundservice ∅ 𝄞")
        file = StoredFile("picture", "a" * 64, "pictures/aa/a.webp", 5)
        assert store.save(run.id, seen, result(seen), [file])
        assert not store.save(run.id, seen, result(seen), [file])
        gone = observation("9902", reason="timeout")
        store.save(run.id, gone, result(gone))
        ended = store.finish_run(run.id, "finished", START, published=True)
        assert (ended.measured, ended.unmeasured) == (1, 1)
        store.replace_result(run.id, result(seen, prominence=aspect("no")), START)
        assert store.check() == "ok"
        assert store.compact() == 0
    assert list(tmp_path.iterdir()) == []
    with Store.open(tmp_path, create=False, database=address) as store:
        assert store.observation(run.id, "9901") == seen
        assert store.latest()["9901"].result.aspects.prominence.verdict == "no"
        assert len(store.history(run.id, "9901")) == 1
        assert store.files(run.id) == (("9901", file),)
        assert store.reasons(run.id) == (("9902", "timeout"),)
        assert store.referred_paths() == {file.path}
        first: Unit = store.units()[0]
        assert first.body_bytes > 0
        store.forget([(run.id, "9901")])
        assert store.observation(run.id, "9901") is None
        again = store.begin_run(NewRun(plan=()), START)
        assert again.id == f"{run.id}-2"
        assert store.abandon_runs("gone") == 1
    assert inspect_server(address) == ()


def test_its_tables_are_those_of_the_schema(tmp_path: Path, postgres: OpenDatabase) -> None:
    address = postgres()
    Store.open(tmp_path, database=address).close()
    engine = create_engine(server_url(address))
    found = inspect(engine)
    assert set(found.get_table_names()) == {*metadata.tables, "alembic_version"}
    for name, table in metadata.tables.items():
        columns = {column["name"]: column["nullable"] for column in found.get_columns(name)}
        assert columns == {column.name: column.nullable for column in table.columns}
    engine.dispose()


def test_somebody_elses_database_is_left_alone(tmp_path: Path, postgres: OpenDatabase) -> None:
    address = postgres()
    engine = create_engine(server_url(address))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE invoices (id int)")
    engine.dispose()
    with pytest.raises(StoreError, match="belongs to another program"):
        Store.open(tmp_path, database=address)


def test_a_database_that_is_not_there(tmp_path: Path, postgres: OpenDatabase) -> None:
    address = postgres().replace("/team", "/nobodys", 1)
    with pytest.raises(StoreError, match=r"cannot be reached.*does not exist.*createdb"):
        Store.open(tmp_path, database=address)


def test_no_server_and_no_password_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        Store.open(tmp_path, database=f"postgresql://ada:secret@/team?host={tmp_path}&sslpassword=secret")
    assert "secret" not in str(caught.value)
    assert "postgresql://ada@/team" in str(caught.value)


@pytest.mark.parametrize("address", ["mysql://ada:secret@host/team", "not an address", "sqlite:///x.db"])
def test_what_is_no_address_of_ours(tmp_path: Path, address: str) -> None:
    with pytest.raises(StoreError, match="VAGVISAREN_DATABASE") as caught:
        Store.open(tmp_path, database=address)
    assert "secret" not in str(caught.value)
