"""What the measures beyond the five points said, night by night and week by week: values alone, so that many
nights are quick to read. Their evidence stands in the results.

A week's row has the ISO week of the visit (`2026-W47`) where a night's has its run.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select

from scoring.result import Measures
from scoring.store.audits import Connecting
from scoring.store.errors import StoreError, Where
from scoring.store.packing import Damaged, pack, unpack
from scoring.store.schema import measure_history, runs

_WEEK = "____-W__"
"""Of SQL's LIKE: runs are named by their beginnings, `20260131T235959Z`."""
_LIKE = (
    b'{"":"1","desk":"no","phone":"none","email":"no","form":"no","printable_forms":"no","eservices":"no",'
    b'"login":"no","chat":"no","chatbot":"no","video":"no","sms":"no","whatsapp":"no","messenger":"no",'
    b'"social":"none","fault_report":"no","sign_language":"no","easy_read":"no","languages":"none",'
    b'"visit_hours":["stated",40.0],"phone_hours":["stated",40.0],"evening":"no","lunch":"no",'
    b'"one_way_said":"no","centralisation":"unknown","sector_hours":["stated",40.0],"reply_promise":"none",'
    b'"declaration":"no","compensation":"no","results_published":"no","complaints":"none",'
    b'"complaints_anonymous":"no","complaints_promise":"none","complaints_results":"no",'
    b'"business_guide":"no","business_contact":"no","business_channel":"no","business_one_way":"no",'
    b'"ladder":"none","consistent_help":"too_few"}'
)
"""What a row looks like: rows are packed against it. Never change it, or none of them can be read."""
_KEEP = insert(measure_history)
_FORGET = delete(measure_history).where(
    measure_history.c.run == bindparam("of_run"), measure_history.c.code == bindparam("of_code")
)


@dataclass(frozen=True, slots=True)
class Told:
    """One municipality at one time. `version`: of the measures' words. A measure that is missing was not
    taken, or not known then; `numbers` has those that came with one."""

    code: str
    at: str
    version: str
    values: Mapping[str, str]
    numbers: Mapping[str, float]


class MeasureHistory:
    """`Store.measure_history`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, path: Where) -> None:
        self._read, self._path = read, path

    def as_of(self, run: str) -> dict[str, Told]:
        """By code, the newest there was of everybody once this accepted run had ended."""
        nights = select(measure_history.c.code, func.max(measure_history.c.run).label("run")).join(
            runs, runs.c.id == measure_history.c.run
        )
        # By runs, whose ids are their beginnings.
        return self._newest(nights.where(runs.c.published, measure_history.c.run <= run))

    def as_of_week(self, week: str) -> dict[str, Told]:
        """The same of the weekly crawl."""
        weeks = select(measure_history.c.code, func.max(measure_history.c.run).label("run"))
        return self._newest(weeks.where(measure_history.c.run.like(_WEEK), measure_history.c.run <= week))

    def weeks(self) -> tuple[str, ...]:
        """Those of the weekly crawl, oldest first."""
        query = select(measure_history.c.run).where(measure_history.c.run.like(_WEEK)).distinct()
        with self._read() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def of_runs(self, chosen: Iterable[str]) -> dict[str, list[Told]]:
        """By run or week, what each of them saw."""
        found: dict[str, list[Told]] = {run: [] for run in chosen}
        query = select(measure_history).where(measure_history.c.run.in_(list(found)))
        with self._read() as connection:
            for row in connection.execute(query):
                found[row.run].append(self._told(row))
        return found

    def _newest(self, newest: Any) -> dict[str, Told]:
        last = newest.group_by(measure_history.c.code).subquery()
        mine = and_(measure_history.c.code == last.c.code, measure_history.c.run == last.c.run)
        with self._read() as connection:
            rows = connection.execute(select(measure_history).join(last, mine)).all()
        return {row.code: self._told(row) for row in rows}

    def _told(self, row: Any) -> Told:
        try:
            told: dict[str, Any] = json.loads(unpack(row.told, _LIKE))
        except (Damaged, ValueError) as error:
            what = f"what the measures of {row.code} said in {row.run} is damaged"
            raise StoreError(what, self._path, "`vagvisaren rescore` makes it anew.") from error
        version = str(told.pop("", ""))
        values = {name: one if isinstance(one, str) else one[0] for name, one in told.items()}
        numbers = {name: one[1] for name, one in told.items() if not isinstance(one, str)}
        return Told(row.code, row.at, version, values, numbers)


def keep(connection: Connection, run: str, code: str, at: str, measures: Measures | None) -> None:
    """In the transaction of whatever brought them; again replaces."""
    connection.execute(_FORGET, {"of_run": run, "of_code": code})
    if measures is not None:
        row = {"run": run, "code": code, "at": at, "told": packed(measures)}
        connection.execute(_KEEP, row)


def packed(measures: Measures) -> bytes:
    """Packed JSON: measure → value, or value and number; the version stands under the empty name."""
    told = {
        one.measure: one.value if one.number is None else [one.value, round(one.number, 3)]
        for one in measures.found
    }
    return pack(json.dumps({"": measures.version, **told}, separators=(",", ":")).encode(), _LIKE)


def week_of(visited_at: str) -> str:
    """`2026-W47` of an ISO 8601 time."""
    year, week, _ = datetime.fromisoformat(visited_at).isocalendar()
    return f"{year:04}-W{week:02}"
