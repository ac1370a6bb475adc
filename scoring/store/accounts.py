"""Who may work in the review app: accounts, their sessions, and failed logins."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from scoring.store.records import utc_text
from scoring.store.schema import account_sessions, accounts, login_failures

Role = Literal["reader", "rater", "lead"]
ROLES: tuple[Role, ...] = ("reader", "rater", "lead")
"""Each may what those before it may."""

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
"""A session ends after so long without use, and in any case after so long."""


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    password: str
    """An argon2 hash; empty for the one person of the single-user mode, who has none."""
    created: str
    disabled: str | None

    @property
    def active(self) -> bool:
        return self.disabled is None

    def may(self, role: Role) -> bool:
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """One logged-in browser. `digest`: of the secret in its cookie, which is stored nowhere."""

    digest: str
    account: Account
    language: str


def find(connection: Connection, name: str) -> Account | None:
    row = connection.execute(select(accounts).where(accounts.c.name == name)).mappings().one_or_none()
    return _account(row) if row else None


def everyone(connection: Connection) -> tuple[Account, ...]:
    rows = connection.execute(select(accounts).order_by(accounts.c.name)).mappings()
    return tuple(_account(row) for row in rows)


def put(connection: Connection, name: str, role: Role, password: str, now: datetime) -> None:
    """A new account, or the old one with this role and password, enabled; its sessions end."""
    values = {"role": role, "password": password, "disabled": None}
    if find(connection, name) is None:
        connection.execute(insert(accounts).values(name=name, created=utc_text(now), **values))
    else:
        connection.execute(update(accounts).where(accounts.c.name == name).values(**values))
        end_all(connection, name)


def disable(connection: Connection, name: str, now: datetime) -> None:
    connection.execute(update(accounts).where(accounts.c.name == name).values(disabled=utc_text(now)))
    end_all(connection, name)


# Sessions


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(connection: Connection, name: str, now: datetime, language: str = "") -> str:
    """A new session; returns its secret, for the cookie. Sessions that have run out are swept away."""
    secret = secrets.token_urlsafe(32)
    connection.execute(
        delete(account_sessions).where(
            or_(
                account_sessions.c.last_seen < utc_text(now - IDLE),
                account_sessions.c.created < utc_text(now - LONGEST),
            )
        )
    )
    row = {"digest": digest_of(secret), "account": name, "language": language}
    times = dict.fromkeys(("created", "last_seen"), utc_text(now))
    connection.execute(insert(account_sessions).values(**row, **times))
    return secret


# Asked for every request: built once.
_LIVING = (
    select(account_sessions.c.digest, account_sessions.c.language, accounts)
    .join(accounts, accounts.c.name == account_sessions.c.account)
    .where(
        account_sessions.c.digest == bindparam("digest"),
        account_sessions.c.last_seen >= bindparam("used"),
        account_sessions.c.created >= bindparam("begun"),
        accounts.c.disabled.is_(None),
    )
)


def session(connection: Connection, secret: str, now: datetime) -> Session | None:
    """The living session of a cookie's secret; None when there is none, or its account is disabled."""
    given = {
        "digest": digest_of(secret),
        "used": utc_text(now - IDLE),
        "begun": utc_text(now - LONGEST),
    }
    row = connection.execute(_LIVING, given).mappings().one_or_none()
    return Session(row["digest"], _account(row), row["language"]) if row else None


def seen(connection: Connection, digest: str, now: datetime, **changed: str) -> None:
    """The session was used; `changed`: `language`."""
    row = update(account_sessions).where(account_sessions.c.digest == digest)
    connection.execute(row.values(last_seen=utc_text(now), **changed))


def was_at(connection: Connection, name: str, place: str) -> None:
    """Where this person is, as a path inside the app: to go on there another day."""
    connection.execute(update(accounts).where(accounts.c.name == name).values(place=place))


def end(connection: Connection, digest: str) -> None:
    connection.execute(delete(account_sessions).where(account_sessions.c.digest == digest))


def end_all(connection: Connection, name: str) -> None:
    connection.execute(delete(account_sessions).where(account_sessions.c.account == name))


def last_place(connection: Connection, name: str) -> str:
    """Where this person was last; empty: nowhere yet."""
    return connection.execute(select(accounts.c.place).where(accounts.c.name == name)).scalar() or ""


# Failed logins


def failed(connection: Connection, name: str, address: str, now: datetime) -> None:
    connection.execute(insert(login_failures).values(name=name, address=address, at=utc_text(now)))


def forgive(connection: Connection, name: str, before: datetime) -> None:
    """After a good login: this name's failures; and all that are older than `before`."""
    old = or_(login_failures.c.name == name, login_failures.c.at < utc_text(before))
    connection.execute(delete(login_failures).where(old))


def failures(connection: Connection, since: datetime, *, name: str = "", address: str = "") -> int:
    """How many since then, of a name or from an address."""
    which = login_failures.c.name == name if name else login_failures.c.address == address
    query = select(func.count()).where(which, login_failures.c.at >= utc_text(since))
    return int(connection.execute(query.select_from(login_failures)).scalar_one())


def _account(row: Any) -> Account:
    return Account(row["name"], row["role"], row["password"], row["created"], row["disabled"])
