"""Accounts, sessions that run out, and the count of failed logins."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from scoring.store import Store, accounts
from scoring.store.news import codes_since, news

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Store.open(tmp_path) as store, store.writing() as found:
        accounts.put(found, "Ada", "rater", "hash", NOW)
        yield found


def test_roles_contain_those_before_them(connection: Connection) -> None:
    ada = accounts.find(connection, "Ada")
    assert ada is not None
    assert [ada.may(role) for role in accounts.ROLES] == [True, True, False]
    assert accounts.find(connection, "Bo") is None
    assert [one.name for one in accounts.everyone(connection)] == ["Ada"]


def test_a_session_is_found_by_its_secret_only_and_its_secret_is_not_stored(connection: Connection) -> None:
    secret = accounts.begin(connection, "Ada", NOW)
    found = accounts.session(connection, secret, NOW)
    assert found is not None
    assert found.account.name == "Ada"
    assert secret not in found.digest
    assert accounts.session(connection, found.digest, NOW) is None


@pytest.mark.parametrize("late", [accounts.IDLE, accounts.LONGEST], ids=["idle", "too long in all"])
def test_a_session_runs_out(connection: Connection, late: timedelta) -> None:
    secret = accounts.begin(connection, "Ada", NOW)
    digest = accounts.digest_of(secret)
    moment = NOW
    while moment + accounts.IDLE / 2 < NOW + late and late > accounts.IDLE:
        moment += accounts.IDLE / 2
        accounts.seen(connection, digest, moment)
    assert accounts.session(connection, secret, NOW + late - timedelta(minutes=1)) is not None
    assert accounts.session(connection, secret, NOW + late + timedelta(minutes=1)) is None


def test_a_new_password_and_a_closed_account_end_all_sessions(connection: Connection) -> None:
    first = accounts.begin(connection, "Ada", NOW)
    accounts.put(connection, "Ada", "lead", "other", NOW)
    assert accounts.session(connection, first, NOW) is None
    second = accounts.begin(connection, "Ada", NOW)
    accounts.disable(connection, "Ada", NOW)
    assert accounts.session(connection, second, NOW) is None
    ada = accounts.find(connection, "Ada")
    assert ada is not None
    assert not ada.may("reader")


def test_where_one_left_off(connection: Connection) -> None:
    assert accounts.last_place(connection, "Ada") == ""
    for number in (1, 2):
        accounts.was_at(connection, "Ada", f"/item/{number}/existence")
    assert accounts.last_place(connection, "Ada") == "/item/2/existence"
    assert accounts.last_place(connection, "Bo") == ""


def test_failed_logins_are_counted_by_name_and_by_address(connection: Connection) -> None:
    for minute in range(3):
        accounts.failed(connection, "Ada", "192.0.2.1", NOW + timedelta(minutes=minute))
    accounts.failed(connection, "Bo", "192.0.2.1", NOW)
    assert accounts.failures(connection, NOW, name="Ada") == 3
    assert accounts.failures(connection, NOW, address="192.0.2.1") == 4
    assert accounts.failures(connection, NOW + timedelta(minutes=1), name="Ada") == 2
    accounts.forgive(connection, "Ada", NOW - timedelta(hours=1))
    assert accounts.failures(connection, NOW, address="192.0.2.1") == 1


def test_news_of_an_empty_database(connection: Connection) -> None:
    assert news(connection) == news(connection)
    assert codes_since(connection, news(connection)) == frozenset()
