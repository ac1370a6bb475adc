"""Writers of tables, a row at a time, so that a file of any length needs little memory.

Cells come from the web: what a spreadsheet would calculate is neutralised in CSV and XLSX.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple, Protocol

from reports.columns import Column, Row, Table, meaning

Cell = str | int | float | bool | datetime | None

SHEET_ROWS = 1_048_575
"""What a workbook's sheet holds below its header."""

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""What a spreadsheet calculates: the full-width signs too, and also after a space."""
_SECOND_CELL = re.compile(r"(;\s*)(?=[=+\-@＝＋－＠])")
"""Where the list separator is a semicolon, as in Sweden, a text with one becomes two cells."""
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CELL_LIMIT = 32_000
"""A little less than what a spreadsheet's cell can hold."""
_BATCH = 5_000
"""Rows of one group in Parquet."""
_HEAD = {"bold": True, "bg_color": "#0B4F8A", "font_color": "#FFFFFF", "valign": "top", "border": 1}
_MARKS = {"yes": "#D6E6F5", "no": "#EEEEEE", "review": "#FBE7C6", "unknown": "#FBE7C6"}
"""Grounds of verdicts in a workbook, beside the word: blue, grey, amber differ for colour-blind eyes too."""


class TooLong(Exception):
    """More rows than the format holds."""


class About(NamedTuple):
    """What a file says of itself. `made`: when its run began, so that the same results give the same file."""

    table: Table
    title: str
    made: datetime
    facts: Mapping[str, str]


class Writer(Protocol):
    def add(self, row: Row) -> None: ...

    def close(self) -> None:
        """Write what is left. The stream stays open."""


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, and no terminal for a command: what begins like a
    formula gets an apostrophe, control characters and direction marks become spaces."""
    if len(text) <= _CELL_LIMIT and text.isprintable() and ";" not in text and not _FORMULA.match(text):
        return text  # nearly always
    text = text.translate({0: None})[:_CELL_LIMIT]
    seen = _SECOND_CELL.sub(r"\1'", _UNSEEN.sub(" ", text))
    return f"'{seen}" if _FORMULA.match(text) or _FORMULA.match(seen) else seen


class CsvWriter:
    """UTF-8, comma, CRLF (RFC 4180), one header row."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], about: About) -> None:
        self._columns = columns
        self._text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerow([column.name for column in columns])

    def add(self, row: Row) -> None:
        self._csv.writerow([_csv_cell(column.value(row)) for column in self._columns])

    def close(self) -> None:
        self._text.detach()


class ParquetWriter:
    """Typed; text as it is, for Parquet knows no formulas. Its metadata has what it is about, its columns
    what they mean."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], about: About) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        moment = pa.timestamp("s", tz="UTC")
        kinds = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), datetime: moment}
        fields = [
            pa.field(c.name, kinds[c.kind], not c.required, {"description": meaning(c).en}) for c in columns
        ]
        self._pa, self._columns = pa, columns
        self._schema = pa.schema(fields, metadata={"title": about.title, **about.facts})
        self._file = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[list[Cell]] = []
        self._empty = True

    def add(self, row: Row) -> None:
        self._rows.append([typed(column, row) for column in self._columns])
        if len(self._rows) >= _BATCH:
            self._write()

    def close(self) -> None:
        if self._rows or self._empty:
            self._write()
        self._file.close()

    def _write(self) -> None:
        arrays = zip(*self._rows, strict=True) if self._rows else [()] * len(self._columns)
        columns = [self._pa.array(v, f.type) for v, f in zip(arrays, self._schema, strict=True)]
        self._file.write_table(self._pa.table(columns, schema=self._schema))
        self._rows.clear()
        self._empty = False


class XlsxWriter:
    """A sheet of typed cells with a frozen header and a filter, one that explains its columns, and one that
    says what it is about."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], about: About) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._columns, self._about, self._row = columns, about, 0
        self._book = xlsxwriter.Workbook(stream, options)
        self._book.set_properties({"title": about.title, "created": about.made.replace(tzinfo=None)})
        self._head = self._book.add_format(_HEAD)
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._sheet = self._book.add_worksheet(about.table)
        self._sheet.freeze_panes(1, 2)
        for index, column in enumerate(columns):
            self._sheet.set_column(index, index, max(column.width, len(column.name) + 4))
            self._sheet.write_string(0, index, column.name, self._head)

    def add(self, row: Row) -> None:
        if self._row == SHEET_ROWS:
            self._book.close()
            raise TooLong(f"A workbook holds {SHEET_ROWS} rows, and there are more.")
        self._row += 1
        for index, column in enumerate(self._columns):
            self._cell(index, typed(column, row))

    def close(self) -> None:
        last = max(self._row, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for index, column in enumerate(self._columns):
            if "yes" in column.known:
                self._colour(index, last)
        heads = ("column", "svenska", "English", "values")
        known = [(c.name, *meaning(c), ", ".join(c.known) or _bounds(c)) for c in self._columns]
        self._explain("fields", heads, known, (28, 80, 80, 50))
        self._explain("about", ("", self._about.title), list(self._about.facts.items()), (28, 100))
        self._book.close()

    def _colour(self, index: int, last: int) -> None:
        for word, ground in _MARKS.items():
            look = self._book.add_format({"bg_color": ground})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            self._sheet.conditional_format(1, index, last, index, rule)

    def _explain(
        self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        for index, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, head, self._head)
        for number, row in enumerate(rows, start=1):
            for index, text in enumerate(row):
                sheet.write_string(number, index, harmless(text), wrapped)

    def _cell(self, column: int, value: Cell) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._row, column, value)
        elif isinstance(value, datetime):
            self._sheet.write_datetime(self._row, column, value.replace(tzinfo=None), self._moment)
        elif value:
            self._sheet.write_string(self._row, column, harmless(value))


def typed(column: Column, row: Row) -> Cell:
    value: Cell = column.value(row)
    if column.kind is datetime and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value


def _bounds(column: Column) -> str:
    if column.between is None:
        return ""
    low, high = column.between
    return f"{low}–{high}" if high is not None else f"≥ {low}"


def _csv_cell(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value


WRITERS: Mapping[str, type[CsvWriter] | type[XlsxWriter] | type[ParquetWriter]] = {
    "csv": CsvWriter,
    "xlsx": XlsxWriter,
    "parquet": ParquetWriter,
}
