"""Results for other programs: JSON (`vagvisaren-results/1`), CSV, XLSX, Parquet; and their history.

All show the last accepted result of every municipality in the registry; those never measured are unmeasured
with a null reason, or `skipped`. Persons' names are masked. Everything is read and written a few
municipalities at a time.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, BinaryIO, Literal, cast

from reports.columns import COLUMNS, Table
from reports.export_measures import MEASURES_SCHEMA, Beyond, measure_rows
from reports.export_rows import municipality, visit
from reports.export_tables import WRITERS, About, Writer
from reports.licence import LICENCE, Licence
from reports.source import Place, Source
from scoring.result import METHOD_VERSION
from scoring.store import Run

SCHEMA = "vagvisaren-results/1"
HISTORY_SCHEMA = "vagvisaren-history/1"
SCHEMAS: Mapping[Table, str] = {"results": SCHEMA, "history": HISTORY_SCHEMA, "measures": MEASURES_SCHEMA}
_LISTS: Mapping[Table, str] = {"results": "municipalities", "history": "visits", "measures": "measures"}

Format = Literal["json", "csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx", "parquet")
TEXTUAL: tuple[Format, ...] = ("json", "csv")

BATCH = 50
"""Municipalities that are read at once."""

_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


def export(store: Source, places: Iterable[Place], kind: Format, table: Table = "results") -> bytes:
    """The whole file. Raises StoreError."""
    out = io.BytesIO()
    export_to(out, store, places, kind, table)
    return out.getvalue()


def export_to(
    stream: BinaryIO,
    store: Source,
    places: Iterable[Place],
    kind: Format,
    table: Table = "results",
    licence: Licence = LICENCE,
) -> None:
    """Write one file. Raises StoreError."""
    head = heading(store)
    writer = open_writer(stream, kind, table, head, licence)
    for row in _rows(store, places, table):
        writer.add(row)
    writer.close()


def _rows(store: Source, places: Iterable[Place], table: Table) -> Iterator[dict[str, Any]]:
    if table == "measures":
        return measure_rows(cast(Beyond, store), store.latest(), places)
    return municipalities(store, places) if table == "results" else past(store, places)


def open_writer(
    stream: BinaryIO, kind: Format, table: Table, head: Mapping[str, Any], licence: Licence = LICENCE
) -> Writer:
    if kind == "json":
        return JsonWriter(stream, {**head, "schema": SCHEMAS[table]}, _LISTS[table])
    return WRITERS[kind](stream, COLUMNS[table], about(head, table, licence))


def about(head: Mapping[str, Any], table: Table, licence: Licence = LICENCE) -> About:
    run = head["run"] or {}
    facts = {
        "schema": SCHEMAS[table],
        "run": run.get("id", ""),
        "method_version": head["method_version"],
        "lexicon_version": head["lexicon_version"],
        "licence": f"{licence.name}, {licence.url}",
        "note": "An apostrophe before a cell that a spreadsheet would calculate is not in the source.",
    }
    made = datetime.fromisoformat(run["started"]) if run else datetime(2000, 1, 1, tzinfo=UTC)
    return About(table, f"Vägvisaren, {table}", made, facts)


class JsonWriter:
    """One object: what the head says, then a list with a row per line."""

    def __init__(self, stream: BinaryIO, head: Mapping[str, Any], rows: str) -> None:
        self._stream, self._comma = stream, b"\n"
        start = json_text(head)[:-1]
        self._stream.write(f'{start},\n"{rows}": ['.encode())

    def add(self, row: Mapping[str, Any]) -> None:
        self.add_text(json_text(row))

    def add_text(self, row: str) -> None:
        """One that is JSON already."""
        self._stream.write(self._comma + row.encode())
        self._comma = b",\n"

    def close(self) -> None:
        self._stream.write(b"\n]}\n")


def json_text(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    """The same JSON; what could act on a terminal, or turn the reading direction, written as its code."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def document(store: Source, places: Iterable[Place]) -> dict[str, Any]:
    """The results JSON as data; `reports/schema/vagvisaren-results-1.json` describes it."""
    return {**heading(store), "municipalities": list(municipalities(store, places))}


def heading(store: Source) -> dict[str, Any]:
    """What the results say before the municipalities."""
    runs = store.runs()
    run = next((r for r in runs if r.published), runs[0] if runs else None)
    judged = store.as_of(run.id).values() if run else ()
    newest = max(judged, key=lambda row: row.measured_at, default=None)
    return {
        "schema": SCHEMA,
        "method_version": newest.method_version if newest else METHOD_VERSION,
        "lexicon_version": newest.lexicon_version if newest else "",
        "run": _run(run) if run else None,
    }


def municipalities(store: Source, places: Iterable[Place]) -> Iterator[dict[str, Any]]:
    """The rows of the results, in the order of the registry."""
    for batch in batches(places):
        shown = store.latest([place.code for place in batch])
        yield from (municipality(place, shown.get(place.code)) for place in batch)


def past(store: Source, places: Iterable[Place]) -> Iterator[dict[str, Any]]:
    """The rows of the history: every accepted visit as it was published, by municipality, oldest first."""
    for batch in batches(places):
        visits = store.timeline([place.code for place in batch])
        for place in batch:
            yield from map(visit, visits.get(place.code, ()))


def batches(places: Iterable[Place], size: int = BATCH) -> Iterator[list[Place]]:
    left = iter(places)
    while batch := list(islice(left, size)):
        yield batch


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "started": run.started,
        "finished": run.finished,
        "source": run.source,
        "as_of": run.as_of,
        "planned": run.planned,
        "measured": run.measured,
        "unmeasured": run.unmeasured,
        "accepted": run.published,
    }
