"""Values of surveys in the database: importing a file again replaces what it said before."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_

from scoring.store import records
from scoring.store.audits import Connecting
from scoring.store.schema import survey_values
from scoring.surveys.values import SurveyValue

_KEY = ("code", "measure", "source", "date")
_FIELDS = tuple(SurveyValue.__slots__)
_AT_ONCE = 200
"""Keys in one question: databases bound the number of parameters."""


@dataclass(frozen=True, slots=True)
class Taken:
    new: int
    replaced: int


class Surveys:
    """`Store.surveys`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, write: Connecting) -> None:
        self._read, self._write = read, write

    def add(self, values: Sequence[SurveyValue], now: datetime) -> Taken:
        """All of them in one transaction."""
        rows = [{**asdict(value), "imported_at": records.utc_text(now)} for value in values]
        keys = [tuple(row[name] for name in _KEY) for row in rows]
        replaced = 0
        with self._write() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                columns = tuple_(*(survey_values.c[name] for name in _KEY))
                gone = delete(survey_values).where(columns.in_(keys[start : start + _AT_ONCE]))
                replaced += int(connection.execute(gone).rowcount)
            connection.execute(insert(survey_values), rows)
        return Taken(len(rows) - replaced, replaced)

    def all(self, codes: Collection[str] | None = None) -> tuple[SurveyValue, ...]:
        """By municipality, measure and date."""
        query = select(*(survey_values.c[name] for name in _FIELDS))
        if codes is not None:
            query = query.where(survey_values.c.code.in_(list(codes)))
        order = query.order_by(*(survey_values.c[name] for name in ("code", "measure", "date", "source")))
        with self._read() as connection:
            return tuple(SurveyValue(**dict(row)) for row in connection.execute(order).mappings())

    def forget(self, source: str) -> int:
        """Take out everything of one source. Returns how many values."""
        with self._write() as connection:
            gone = delete(survey_values).where(survey_values.c.source == source)
            return int(connection.execute(gone).rowcount)
