"""An open database: at this program's version, with its transactions, and what is said of damage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError
from sqlalchemy import Connection, Engine

from scoring.result import Result
from scoring.store import bases
from scoring.store.engine import connect, quick_check, turn, writing
from scoring.store.errors import NoStore, StoreError, Where, spoken
from scoring.store.migrate import migrate
from scoring.store.packing import Damaged

DATABASE = "vagvisaren.db"

Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Opened:
    """A context manager. Every method may raise StoreError."""

    def __init__(self, engine: Engine, path: Where, clock: Clock, data_dir: Path) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._clock = clock
        self.path = path

    @classmethod
    def open(
        cls, data_dir: Path, *, create: bool = True, clock: Clock = _utc_now, database: str = ""
    ) -> Self:
        """The database in `data_dir`, at this program's version. Without `create` it must exist (NoStore).

        `clock`: what says which decisions of humans are valid now, where `latest` is not told a moment.
        `database`: a PostgreSQL address instead of the file in `data_dir`, where the other files still are.
        """
        if database:
            from scoring.store.postgres import server

            return cls._migrated(*server(database), clock, data_dir)
        path = data_dir / DATABASE
        if not create and not path.is_file():
            raise NoStore(path)
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the data directory cannot be made: {error.strerror}"
            raise StoreError(what, data_dir, "Choose another with --data.") from error
        return cls._migrated(connect(path), path, clock, data_dir)

    @classmethod
    def _migrated(cls, engine: Engine, path: Where, clock: Clock, data_dir: Path) -> Self:
        try:
            with spoken(path):
                migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path, clock, data_dir)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def check(self) -> str:
        """`ok`, or what is damaged."""
        with self._read() as connection:
            return quick_check(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one moment."""
        with self._read() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone: whoever else wants to write waits until it ends."""
        with self._write() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with spoken(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with (
            spoken(self.path),
            turn(self._engine),
            writing(self._engine.connect()) as connection,
            connection.begin(),
        ):
            yield connection

    def _result(self, packed: bases.Packed, run: str, code: str) -> Result:
        try:
            return Result.model_validate_json(bases.unpacked(packed))
        except (Damaged, ValidationError) as error:
            raise self._damaged("result", run, code) from error

    def _damaged(self, what: str, run: str, code: str) -> StoreError:
        remedy = "`vagvisaren rescore` makes results anew; observations are in archive/ too."
        return StoreError(f"the {what} of {code} in run {run} is damaged", self.path, remedy)

    def _no_unit(self, run: str, code: str) -> StoreError:
        return StoreError(f"run {run} has nothing about {code}", self.path, "Visit it: `vagvisaren crawl`.")
