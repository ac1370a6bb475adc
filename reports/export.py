"""Results for other programs: JSON (`vagvisaren-results/1`), CSV, XLSX, Parquet; and their history.

All show the last accepted result of every municipality in the registry; those never measured are unmeasured
with a null reason, or `skipped`. Persons' names are masked. Everything is read and written a few
municipalities at a time.
"""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any, BinaryIO, Literal, cast

from reports.columns import COLUMNS, Table
from reports.export_measures import MEASURES_SCHEMA, Beyond, measure_rows
from reports.export_tables import WRITERS, About, Writer
from reports.licence import LICENCE, Licence
from reports.source import Attempt, Place, Published, Source, StoredResult
from scoring.lexicon import Lexicon, load_lexicon
from scoring.masking import mask
from scoring.result import ASPECTS, METHOD_VERSION, Aspect, AspectResult, Result
from scoring.store import Run

SCHEMA = "vagvisaren-results/1"
HISTORY_SCHEMA = "vagvisaren-history/1"
SCHEMAS: Mapping[Table, str] = {"results": SCHEMA, "history": HISTORY_SCHEMA, "measures": MEASURES_SCHEMA}
_LISTS: Mapping[Table, str] = {"results": "municipalities", "history": "visits", "measures": "measures"}

Format = Literal["json", "csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx", "parquet")
TEXTUAL: tuple[Format, ...] = ("json", "csv")

Masker = Callable[[str], str]

BATCH = 50
"""Municipalities that are read at once."""

_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)

_PROMINENCE_ONLY = ("desktop", "mobile", "caps", "review_reasons", "card_desktop", "card_mobile")
_HELP_ONLY = ("grade",)


def _not_of(aspect: Aspect) -> tuple[str, ...]:
    """Fields of a verdict that this aspect has nothing to put into."""
    return (
        *(() if aspect == "prominence" else _PROMINENCE_ONLY),
        *(() if aspect == "help_info" else _HELP_ONLY),
    )


_OF_ASPECTS = {aspect: set(_not_of(aspect)) for aspect in ASPECTS}
_LEFT_OUT: dict[str, Any] = {
    "code": True,
    "method_version": True,
    "lexicon_version": True,
    "aspects": _OF_ASPECTS,
    "aspects_broad": _OF_ASPECTS,
}
"""Of a result: what its row has elsewhere or in another order."""
_NULL_WHEN_NEVER_MEASURED = (
    "final_url", "measured_at", "score", "score_broad", "score_without_responsible", "function",
    "function_broad", "entry", "entry_broad", "method_version", "lexicon_version", "run_id", "newer",
    "measures",
)  # fmt: skip


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


def visit(judged: Published) -> dict[str, Any]:
    return {
        "code": judged.code,
        "run_id": judged.run_id,
        "measured_at": judged.measured_at,
        "status": judged.status,
        "status_reason": judged.reason,
        "points": judged.points,
        "max": judged.max,
        **dict(zip(ASPECTS, judged.verdicts, strict=True)),
        "prominence_desktop": judged.desktop,
        "prominence_mobile": judged.mobile,
        "method_version": judged.method_version,
        "lexicon_version": judged.lexicon_version,
    }


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


def municipality(place: Place, shown: StoredResult | None) -> dict[str, Any]:
    known = {
        "code": place.code,
        "name": place.name,
        "county_code": place.county_code,
        "county": place.county,
        "population": place.population,
        "group_code": place.group_code,
        "homepage": place.homepage,
    }
    if shown is None:
        return known | _never_measured("skipped" if place.skip else None)
    masker = _masker(place.name)
    return known | _measured(shown.result, masker) | {"audits": _audits(shown, masker)} | _origin(shown)


def _masker(place_name: str) -> Masker:
    return lambda text: mask(text, _lexicon(), (place_name,))


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _measured(result: Result, masker: Masker) -> dict[str, Any]:
    plain = result.model_dump(mode="json", exclude=_LEFT_OUT)
    versions = {"method_version": result.method_version, "lexicon_version": result.lexicon_version}
    aspects = {key: _masked(plain.pop(key), masker) for key in ("aspects", "aspects_broad")}
    return plain | aspects | versions


def _audits(shown: StoredResult, masker: Masker) -> list[dict[str, Any]]:
    """The newest decision about each aspect, and whether it counts. Who decided is named; persons whom the
    reason names are not."""
    return [
        {
            "aspect": ruling.decision.aspect,
            "verdict": ruling.decision.verdict,
            "by": ruling.decision.by,
            "at": ruling.decision.at,
            "why": masker(ruling.decision.why),
            "valid_until": ruling.decision.valid_until,
            "source": ruling.decision.source,
            "state": ruling.state,
            "changed": list(ruling.changed),
            "run": ruling.decision.run,
            "method_version": ruling.decision.method_version,
            "version": ruling.decision.version,
        }
        for ruling in shown.rulings.values()
        if ruling.state != "withdrawn"
    ]


def _never_measured(reason: str | None) -> dict[str, Any]:
    nothing = AspectResult(verdict="unmeasured", machine="unmeasured")
    aspects = {aspect: nothing.model_dump(mode="json", exclude=set(_not_of(aspect))) for aspect in ASPECTS}
    return dict.fromkeys(_NULL_WHEN_NEVER_MEASURED) | {
        "status": "unmeasured",
        "status_reason": reason,
        "aspects": aspects,
        "aspects_broad": aspects,
        "audits": [],
        "accepted": False,
    }


def _origin(shown: StoredResult) -> dict[str, Any]:
    return {"run_id": shown.run_id, "accepted": shown.accepted, "newer": _attempt(shown.newer)}


def _attempt(newer: Attempt | None) -> dict[str, Any] | None:
    if newer is None:
        return None
    return {
        "run_id": newer.run_id,
        "status": newer.status,
        "status_reason": newer.reason,
        "measured_at": newer.measured_at,
    }


def _masked(aspects: dict[str, Any], masker: Masker) -> dict[str, Any]:
    """Without persons' names in what is quoted (METHOD, aspect e). Addresses of pages stay."""
    plain = aspects["responsible"]
    return aspects | {"responsible": _without_names(plain, masker)}


def _without_names(plain: Mapping[str, Any], masker: Masker) -> dict[str, Any]:
    return {
        **plain,
        "summary": masker(plain["summary"]),
        "summary_en": masker(plain["summary_en"]),
        "evidence": [{**e, "text": masker(e["text"])} for e in plain["evidence"]],
        "rejected": [{**r, "text": masker(r["text"])} for r in plain["rejected"]],
    }
