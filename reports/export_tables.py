"""The results as one table: a row per municipality. Cells come from the web and are made harmless."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from scoring.result import ASPECTS

Document = Mapping[str, Any]
Row = Mapping[str, Any]
Cell = str | int | float | bool | datetime | None

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""What a spreadsheet calculates: the full-width signs too, and also after a space."""
_SECOND_CELL = re.compile(r"(;\s*)(?=[=+\-@＝＋－＠])")
"""Where the list separator is a semicolon, as in Sweden, a text with one becomes two cells."""
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CELL_LIMIT = 32_000
"""A little less than what a spreadsheet's cell can hold."""


class Column(NamedTuple):
    """`kind` is str, int, bool or datetime."""

    name: str
    kind: type
    value: Callable[[Row], Any]
    width: int = 12


def _path(*keys: str) -> Callable[[Row], Any]:
    """The value below nested keys; None as soon as one is missing."""

    def value(row: Row) -> Any:
        found: Any = row
        for key in keys:
            found = None if found is None else found.get(key)
        return found

    return value


def _joined(*keys: str) -> Callable[[Row], str]:
    inner = _path(*keys)
    return lambda row: " ".join(inner(row) or ())


def _columns() -> tuple[Column, ...]:
    plain = [
        Column(name, str, _path(name)) for name in ("code", "name", "county_code", "county", "group_code")
    ]
    scores = [
        Column(f"{part}{suffix}", int, _path(f"score{suffix}", part))
        for suffix in ("", "_broad", "_without_responsible")
        for part in ("points", "max")
    ]
    verdicts = [
        Column(f"{aspect}{suffix}", str, _path(f"aspects{suffix}", aspect, "verdict"), 11)
        for suffix in ("", "_broad")
        for aspect in ASPECTS
    ]
    reasons = [Column(f"{a}_reasons", str, _joined("aspects", a, "reasons"), 30) for a in ASPECTS]
    return (
        *plain,
        Column("population", int, _path("population")),
        Column("homepage", str, _path("homepage"), 30),
        Column("final_url", str, _path("final_url"), 30),
        Column("status", str, _path("status")),
        Column("status_reason", str, _path("status_reason")),
        Column("measured_at", datetime, _path("measured_at"), 20),
        *scores,
        *verdicts,
        Column("prominence_desktop", int, _path("aspects", "prominence", "desktop")),
        Column("prominence_mobile", int, _path("aspects", "prominence", "mobile")),
        Column("help_info_grade", int, _path("aspects", "help_info", "grade")),
        Column("function_name", str, _path("function", "name"), 25),
        Column("function_url", str, _path("function", "url"), 30),
        Column("entry_text", str, _path("entry", "text"), 25),
        Column("entry_target_url", str, _path("entry", "target_url"), 30),
        Column("entry_region", str, _path("entry", "region")),
        Column("entry_clicks", int, _path("entry", "clicks")),
        *reasons,
        Column("accepted", bool, _path("accepted")),
        Column("run_id", str, _path("run_id"), 18),
        Column("method_version", str, _path("method_version")),
        Column("lexicon_version", str, _path("lexicon_version")),
    )


COLUMNS = _columns()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, and no terminal for a command: what begins like a
    formula gets an apostrophe, control characters and direction marks become spaces."""
    text = text.translate({0: None})[:_CELL_LIMIT]
    seen = _SECOND_CELL.sub(r"\1'", _UNSEEN.sub(" ", text))
    return f"'{seen}" if _FORMULA.match(text) or _FORMULA.match(seen) else seen


def csv_bytes(document: Document) -> bytes:
    """UTF-8, comma, CRLF (RFC 4180), one header row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    for row in document["municipalities"]:
        writer.writerow([_csv_cell(column.value(row)) for column in COLUMNS])
    return out.getvalue().encode()


def xlsx_bytes(document: Document) -> bytes:
    """One sheet: typed cells, frozen header, filter."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": document["schema"], "created": _created(document)})
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("results")
    for index, column in enumerate(COLUMNS):
        sheet.write_string(0, index, column.name, bold)
        sheet.set_column(index, index, max(column.width, len(column.name) + 2))
    rows = document["municipalities"]
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(COLUMNS):
            _write_cell(sheet, number, index, _typed(column, row), moment)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def parquet_bytes(document: Document) -> bytes:
    """One table, typed; text as it is, for Parquet knows no formulas. Its metadata has schema and run."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), int: pa.int32(), bool: pa.bool_(), datetime: pa.timestamp("s", tz="UTC")}
    heads = {"schema": document["schema"], "run": (document["run"] or {}).get("id", "")}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in COLUMNS], metadata=heads)
    values = {c.name: [_typed(c, row) for row in document["municipalities"]] for c in COLUMNS}
    out = io.BytesIO()
    pq.write_table(pa.table(values, schema=schema), out, compression="zstd")
    return out.getvalue()


def _typed(column: Column, row: Row) -> Cell:
    value: Cell = column.value(row)
    if column.kind is datetime and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value


def _csv_cell(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value


def _write_cell(sheet: Any, row: int, column: int, value: Cell, moment: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
    elif value:
        sheet.write_string(row, column, harmless(value))


def _created(document: Document) -> datetime:
    """When the run began, so that the same results give the same file."""
    run = document["run"]
    moment = datetime.fromisoformat(run["started"]) if run else datetime(2000, 1, 1, tzinfo=UTC)
    return moment.replace(tzinfo=None)
