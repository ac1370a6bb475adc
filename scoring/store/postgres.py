"""The one place that knows PostgreSQL, for teams: `VAGVISAREN_DATABASE=postgresql://user@host/database`.

Whoever writes takes one lock for the length of a transaction, as SQLite does by itself: writers stand in
line, readers never wait.
"""

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from scoring.store.errors import StoreError

DRIVER = "postgresql+psycopg"
WRITERS = 0x7661_6776
"""The advisory lock of all who write; any number that no other program takes in the same database."""
_CONNECT_SECONDS = 10


def server_url(text: str) -> URL:
    """`postgresql://user:password@host:5432/database`; what is left out, libpq's environment and files say.

    Raises ValueError, without the password in its words.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("is no address of a database; write postgresql://user@host/database") from None
    if url.drivername not in ("postgresql", "postgres", DRIVER):
        raise ValueError(f"begins with {url.drivername}://; only postgresql:// is known") from None
    return url.set(drivername=DRIVER)


def server(text: str) -> tuple[Engine, str]:
    """An engine for the address in `text`, and the address for messages. Raises StoreError."""
    try:
        url = server_url(text)
    except ValueError as error:
        raise StoreError(f"the address {error}", "VAGVISAREN_DATABASE", "See docs/decisions.md.") from None
    return connect(url), shown(url)


def shown(url: URL) -> str:
    """The address without its password, for messages."""
    place = {name: value for name, value in url.query.items() if name in ("host", "port")}
    return url._replace(drivername="postgresql", password=None).set(query=place).render_as_string()


def connect(url: URL) -> Engine:
    """An engine for a server. It connects when it is first used."""
    arguments = {"connect_timeout": _CONNECT_SECONDS, "application_name": "vagvisaren"}
    engine = create_engine(url, pool_pre_ping=True, pool_size=8, connect_args=arguments)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")

    return engine


def is_server(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"
