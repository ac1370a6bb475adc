"""The database of a data directory: runs, observations, results, files."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, insert, select, update

from scoring.decisions import StoredDecision
from scoring.objections import Objection
from scoring.observation import Observation, Picture
from scoring.result import Aspect, Result
from scoring.stability import night_began, settled
from scoring.store import bases, newest, queries, records, retention
from scoring.store.archived import Unreadable, observation_json
from scoring.store.audits import Decisions, history
from scoring.store.engine import compact, connect, free_share, quick_check, turn, writing
from scoring.store.errors import NoStore, StoreError, Where, spoken
from scoring.store.measure_history import MeasureHistory, keep
from scoring.store.migrate import migrate
from scoring.store.objections import Objections, by_code
from scoring.store.packing import Damaged, pack, unpack
from scoring.store.past import Past
from scoring.store.records import KEEPS_OLD_VALUES, NewRun, Replaced, Run, Shown, State, StoredFile
from scoring.store.retention import Unit
from scoring.store.rounds import Rounds
from scoring.store.schema import files, observation_bodies, observations, replaced_scores, runs, scores
from scoring.store.sectors import Sectors
from scoring.store.surveys import Surveys
from scoring.store.timeline import Judged, Tally

DATABASE = "vagvisaren.db"


Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Open with `Store.open`; a context manager. Every method may raise StoreError."""

    def __init__(self, engine: Engine, path: Where, clock: Clock, data_dir: Path) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._clock = clock
        self.path = path
        self.decisions = Decisions(self._read, self._write, path, KEEPS_OLD_VALUES)
        self.objections = Objections(self._read, self._write, path, self.decisions)
        self.rounds = Rounds(self._read, self._write, path)
        self._past = Past(self._read, self.latest, self.result, clock)
        self.surveys = Surveys(self._read, self._write)
        self.sectors = Sectors(self._read, self._write, path)
        self.measure_history = MeasureHistory(self._read, path)

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

    # Runs

    def begin_run(self, new: NewRun, started: datetime) -> Run:
        """Open a run. Its id is its start, `20260131T235959Z`, with a number if that is taken."""
        with self._write() as connection:
            run = Run(
                id=queries.free_run_id(connection, f"{started:%Y%m%dT%H%M%SZ}"),
                started=records.utc_text(started),
                finished=None,
                source=new.source,
                as_of=new.as_of,
                registry_digest=new.registry_digest,
                scope=new.scope,
                plan=new.plan,
                versions=new.versions,
                state="running",
                planned=len(new.plan),
                measured=0,
                unmeasured=0,
                published=False,
                note="",
            )
            connection.execute(insert(runs).values(records.run_row(run)))
        return run

    def resume_run(self) -> Run | None:
        """The newest run that did not end, set running again; None if a complete run has ended since."""
        with self._write() as connection:
            unfinished = queries.unfinished_run(connection)
            if unfinished is None:
                return None
            again = update(runs).where(runs.c.id == unfinished.id)
            connection.execute(again.values(state="running", finished=None))
        return self.run(unfinished.id)

    def abandon_runs(self, note: str) -> int:
        """Call with the lock held: what still says `running` has died. Returns how many."""
        with self._write() as connection:
            dead = update(runs).where(runs.c.state == "running").values(state="interrupted", note=note)
            return int(connection.execute(dead).rowcount)

    def finish_run(
        self, run: str, state: State, finished: datetime, *, published: bool = False, note: str = ""
    ) -> Run:
        """Close a run and count it. `published`: its results are accepted."""
        with self._write() as connection:
            measured, unmeasured = queries.counts(connection, run)
            values = {
                "state": state,
                "finished": records.utc_text(finished),
                "published": published,
                "note": note,
                "measured": measured,
                "unmeasured": unmeasured,
            }
            connection.execute(update(runs).where(runs.c.id == run).values(values))
        return self.run(run)

    def run(self, run: str) -> Run:
        with self._read() as connection:
            found = queries.run(connection, run)
        if found is None:
            raise StoreError(f"there is no run {run}", self.path, "`vagvisaren status` lists the runs.")
        return found

    def runs(self, limit: int | None = None) -> tuple[Run, ...]:
        """Newest first."""
        with self._read() as connection:
            return queries.runs_newest_first(connection, limit)

    # Units: one municipality in one run

    def has(self, run: str, code: str) -> bool:
        with self._read() as connection:
            return queries.has(connection, run, code)

    def done_codes(self, run: str) -> frozenset[str]:
        with self._read() as connection:
            return queries.done_codes(connection, run)

    def save(
        self,
        run: str,
        observation: Observation,
        result: Result,
        saved_files: Iterable[StoredFile] = (),
        observation_json: bytes | None = None,
    ) -> bool:
        """Store one unit in one transaction. False, and nothing changes, if the unit is there already. A
        measured one leaves the municipality's earlier observations to their archives, where they have one.

        `observation_json`: what `records.as_json` says of it, when the caller has that already.
        """
        if observation.code != result.code:
            raise ValueError(f"observation of {observation.code}, result of {result.code}")
        unit = {"run": run, "code": observation.code}
        plain = records.as_json(observation) if observation_json is None else observation_json
        seen = records.observation_row(run, observation, plain)
        judged, text = records.score_row(run, result), result.model_dump_json().encode()
        file_rows = [{**unit, **{k: getattr(f, k) for k in StoredFile.__slots__}} for f in saved_files]
        with self._write() as connection:
            if queries.has(connection, run, observation.code):
                return False
            # Parameters apart from the statement: SQLAlchemy then compiles it once, not for every unit.
            connection.execute(insert(observations), seen)
            connection.execute(insert(observation_bodies), unit | {"body": pack(plain)})
            connection.execute(insert(scores), judged | bases.packed(connection, result.code, text))
            keep(connection, run, result.code, result.measured_at, result.measures)
            if file_rows:
                connection.execute(insert(files), file_rows)
            if observation.status == "measured":
                retention.leave_to_archive(connection, self._data_dir, unit)
        return True

    def replace_result(self, run: str, result: Result, replaced_at: datetime) -> None:
        """Put a new judgement in the place of the old one, which stays in the history."""
        unit = (scores.c.run == run, scores.c.code == result.code)
        shared = ("run", "code", "method_version", "lexicon_version", "result", "base")
        with self._write() as connection:
            query = select(*(scores.c[name] for name in shared)).where(*unit)
            old = connection.execute(query).mappings().one_or_none()
            if old is None:
                raise self._no_unit(run, result.code)
            history = {**old, "replaced_at": records.utc_text(replaced_at)}
            connection.execute(insert(replaced_scores).values(history))
            body = bases.packed(connection, result.code, result.model_dump_json().encode())
            connection.execute(update(scores).where(*unit).values(records.score_row(run, result) | body))
            keep(connection, run, result.code, result.measured_at, result.measures)

    def history(self, run: str, code: str) -> tuple[Replaced, ...]:
        """Earlier judgements of one unit, oldest first."""
        with self._read() as connection:
            rows = queries.replaced(connection, run, code)
        return tuple(Replaced(self._result(body, run, code), when) for body, when in rows)

    def observation(self, run_id: str, code: str) -> Observation | None:
        """As it was stored; None if it is not there (pruned), StoreError if it is damaged."""
        with self._read() as connection:
            row = queries.observation(connection, run_id, code)
        if row is None:
            return None
        try:
            plain = self._plain(row)
            if plain is None:
                return None
            if hashlib.sha256(plain).hexdigest() == row.sha256:
                return Observation.model_validate_json(plain)
        except (Damaged, Unreadable, ValidationError) as error:
            raise self._damaged("observation", run_id, code) from error
        raise self._damaged("observation", run_id, code)

    def _plain(self, row: queries.ObservationRow) -> bytes | None:
        if row.body is not None:
            return unpack(row.body)
        return observation_json(self._data_dir / row.archive) if row.archive else None

    def screen(self, run: str, code: str) -> Picture | None:
        """The picture of the start page's first screen at desktop width in one visit, without a look at the
        observation: quick enough for a picture of every month. None when there is none, or it was pruned."""
        with self._read() as connection:
            found = queries.screen(connection, run, code)
        return Picture.model_validate_json(found) if found else None

    def files(self, run: str | None = None, code: str | None = None) -> tuple[tuple[str, StoredFile], ...]:
        """(code, file) of one unit, of a whole run, or all."""
        with self._read() as connection:
            return queries.stored_files(connection, run, code)

    # Retention: what is old loses its observation and its files; its scores stay

    def units(self) -> tuple[Unit, ...]:
        """All of them, without what they hold; by municipality, newest first."""
        with self._read() as connection:
            return retention.units(connection)

    def forget(self, units: Collection[tuple[str, str]]) -> None:
        """Drop observation and file rows of each (run, code); the files themselves are the caller's."""
        with self._write() as connection:
            retention.forget(connection, units)

    def referred_paths(self, without: Collection[tuple[str, str]] = ()) -> frozenset[str]:
        """The files that any unit names, or any but those (run, code)."""
        with self._read() as connection:
            return retention.referred_paths(connection, without)

    def referred_units(self) -> frozenset[tuple[str, str]]:
        """(run, code) of every visit that a decision, an objection or a round of raters is about."""
        with self._read() as connection:
            return retention.referred_units(connection)

    def compact(self) -> int:
        """Give what is free in the file back to the disk: how many bytes. Needs the file's size in room. A
        server does that by itself: 0."""
        if not isinstance(self.path, Path):
            return 0
        with spoken(self.path):
            return compact(self._engine)

    def free_share(self) -> float:
        """The part (0–1) of the file that holds nothing; of a server's database nothing is known: 0."""
        with self._read() as connection:
            return free_share(connection)

    # Results

    def results(self, run: str) -> tuple[Result, ...]:
        """All results of one run, by code."""
        with self._read() as connection:
            rows = queries.result_bodies(connection, run)
        return tuple(self._result(body, run, code) for code, body in rows)

    def result(self, run: str, code: str) -> Result:
        with self._read() as connection:
            rows = queries.result_bodies(connection, run, code)
        if not rows:
            raise self._no_unit(run, code)
        return self._result(rows[0][1], run, code)

    def latest(
        self,
        codes: Sequence[str] | None = None,
        keep: Collection[str] = KEEPS_OLD_VALUES,
        *,
        decided: bool = True,
        now: datetime | None = None,
    ) -> dict[str, Shown]:
        """The last accepted result per municipality, by code, with what humans have decided by `now`; without
        `decided` as the machine and its nights say.

        An unmeasured visit for a reason in `keep` does not replace an earlier result. A municipality that no
        accepted run has shows the newest there is (`accepted` False).
        """
        with self._read() as connection:
            rows = newest.latest(connection, codes, keep)
            said = history(connection, codes)
            replies = by_code(connection, codes)
        now = now or self._clock()
        found = {}
        for row in rows:
            result = self._result(row.result, row.run, row.code)
            machine = Shown(row.run, result, row.accepted, row.newer, objections=replies.get(row.code, ()))
            own = said.get(row.code, ())
            found[row.code] = machine.decided(own, now) if decided else machine.ruled(own, now)
        return found

    def settled(self, result: Result) -> Result:
        """A fresh result as it is published, after the nights before it (method §6)."""
        if result.status == "unmeasured":
            return result
        with self._read() as connection:
            found = queries.last_before(connection, result.code, night_began(result.measured_at))
        if found is None:
            return result
        run, body, verdicts = found
        if verdicts == records.verdict_columns(result):
            # Nearly every night: nothing is changing, so the earlier result need not be unpacked.
            return result
        return settled(result, self._result(body, run, result.code))

    def timeline(self, codes: Sequence[str]) -> dict[str, tuple[Judged, ...]]:
        """Every accepted visit of each of these municipalities as it was published, oldest first."""
        return self._past.timeline(codes)

    def as_of(self, run: str) -> dict[str, Judged]:
        """By code, what was shown of everybody once this accepted run had ended."""
        return self._past.as_of(run)

    def tallies(self) -> tuple[Tally, ...]:
        """Every accepted run counted, oldest first."""
        return self._past.tallies()

    def said(self) -> tuple[tuple[StoredDecision, ...], tuple[Objection, ...]]:
        """Every decision and every objection there is."""
        decisions = tuple(d for each in self.decisions.all().values() for d in each)
        return decisions, self.objections.all()

    def reasons(self, run: str) -> tuple[tuple[str, str | None], ...]:
        """(code, reason) of the unmeasured of one run, by code."""
        with self._read() as connection:
            return queries.unmeasured(connection, run)

    def open_since(self) -> dict[tuple[str, Aspect], str]:
        """When each aspect of each municipality was last settled (yes or no), else when it was first visited:
        ISO 8601, by code and aspect."""
        with self._read() as connection:
            return queries.last_settled(connection)

    def check(self) -> str:
        """`ok`, or what is damaged."""
        with self._read() as connection:
            return quick_check(connection)

    # For the modules beside this one, whose tables have their own functions (accounts, decisions)

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

    # Inside

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
