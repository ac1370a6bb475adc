"""Accounts of the review app, as an operator keeps them."""

import getpass
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from night.errors import UserError
from night.settings import Settings
from night.workspace import open_store
from scoring.store import accounts
from scoring.store.accounts import Role

LONGEST_NAME = 64


def add(settings: Settings, name: str, role: Role) -> str:
    """Make or renew an account. Raises UserError for a name or password that will not do."""
    from reports.review.passwords import hashed

    _check_name(name)
    try:
        digest = hashed(_password(name))
    except ValueError as error:
        raise UserError(str(error)) from error
    with open_store(settings) as store, store.writing() as connection:
        known = accounts.find(connection, name)
        accounts.put(connection, name, role, digest, datetime.now(UTC))
    return f"{name}: {role}, {'renewed; logged out everywhere' if known else 'added'}"


def lines(settings: Settings) -> Iterator[str]:
    with open_store(settings, create=False) as store, store.reading() as connection:
        found = accounts.everyone(connection)
    for account in found:
        state = f"disabled {account.disabled}" if account.disabled else "active"
        state += "" if account.password else ", on this machine only"
        yield f"{account.name}\t{account.role}\t{state}\tsince {account.created}"
    if not found:
        yield "nobody yet: `vagvisaren user add NAME --role lead`"


def disable(settings: Settings, name: str) -> str:
    """Raises UserError when there is no such account."""
    with open_store(settings, create=False) as store, store.writing() as connection:
        if accounts.find(connection, name) is None:
            raise UserError(f"there is no account {name!r}: `vagvisaren user list` shows them.")
        accounts.disable(connection, name, datetime.now(UTC))
    return f"{name}: disabled, and logged out everywhere"


def _check_name(name: str) -> None:
    plain = name == name.strip() and all(unicodedata.category(c)[0] not in "CZ" or c == " " for c in name)
    if not plain or not 1 <= len(name) <= LONGEST_NAME:
        raise UserError(f"{name!r} cannot be a name: 1 to {LONGEST_NAME} characters that can be seen.")


def _password(name: str) -> str:
    """From the terminal, twice and unseen; else one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"Password of {name}: ")
    if first != getpass.getpass("Again: "):
        raise UserError("the two passwords differ; nothing was changed.")
    return first
