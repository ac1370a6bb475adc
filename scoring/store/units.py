"""Units: one municipality in one run, with what was seen, judged and filed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import insert, select, update

from scoring.observation import Observation, Picture
from scoring.result import Result
from scoring.store import bases, queries, records, retention
from scoring.store.archived import Unreadable, observation_json
from scoring.store.measure_history import keep
from scoring.store.opened import Opened
from scoring.store.packing import Damaged, pack_quickly, unpack
from scoring.store.records import Replaced, StoredFile
from scoring.store.schema import files, observation_bodies, observations, replaced_scores, scores

# Made once, without what differs from unit to unit: to make a statement takes longer than to execute it.
_OBSERVATION, _BODY = insert(observations), insert(observation_bodies)
_SCORE, _FILE = insert(scores), insert(files)


class Units(Opened):
    """What the store keeps of single visits."""

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
            connection.execute(_OBSERVATION, seen)
            connection.execute(_BODY, unit | {"body": pack_quickly(plain)})
            connection.execute(_SCORE, judged | bases.packed(connection, result.code, text))
            keep(connection, run, result.code, result.measured_at, result.measures)
            if file_rows:
                connection.execute(_FILE, file_rows)
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
