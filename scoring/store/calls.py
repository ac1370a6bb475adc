"""Calls under way: what has been tried, from the first attempt to the answer. Rows are only added."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from scoring.store.records import utc_text
from scoring.store.schema import call_notes


@dataclass(frozen=True, slots=True)
class Note:
    """The newest about one municipality. `fields` by the columns of the phone sheet."""

    code: str
    version: int
    fields: Mapping[str, str]
    by: str
    at: str


def notes(connection: Connection, code: str | None = None) -> dict[str, Note]:
    """The newest of each municipality, or of one."""
    query = select(call_notes).order_by(call_notes.c.code, call_notes.c.version)
    if code is not None:
        query = query.where(call_notes.c.code == code)
    return {
        row["code"]: Note(
            row["code"], row["version"], json.loads(row["note"]), row["noted_by"], row["noted_at"]
        )
        for row in connection.execute(query).mappings()
    }


def keep(
    connection: Connection, code: str, fields: Mapping[str, str], by: str, expected: int, now: datetime
) -> bool:
    """Add one, if nobody has since `expected`, the version that its writer has seen (0: none)."""
    last = select(func.max(call_notes.c.version)).where(call_notes.c.code == code)
    if int(connection.execute(last).scalar() or 0) != expected:
        return False
    row = {"code": code, "version": expected + 1, "note": json.dumps(dict(fields), ensure_ascii=False)}
    connection.execute(insert(call_notes).values(**row, noted_by=by, noted_at=utc_text(now)))
    return True
