"""Rows of a CSV file with the number of the line that each begins on: for every file that people write.

What is wrong with a file is said in the words of whoever reads it; here only where it is.
"""

import csv
import io
import re
from collections.abc import Container, Iterator

Numbered = tuple[int, list[str]]


class NotUtf8(ValueError):
    """The bytes are no UTF-8, first at this line and column (from 1)."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        super().__init__(f"line {line}, column {column}: not UTF-8")


class NotCsv(ValueError):
    """The row that begins on this line cannot be read; `reason` is the csv module's."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"line {line}: {reason}")


def numbered_rows(data: bytes) -> Iterator[Numbered]:
    """The rows that are not blank. Raises NotUtf8; NotCsv when it comes to the row."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[: error.start].rsplit(b"\n", 1)[-1].split(b","))
        raise NotUtf8(line, column) from error
    reader, start = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise NotCsv(start, str(error)) from error


def header_problems(header: list[str], required: tuple[str, ...]) -> list[str]:
    """What is wrong with the names of the columns; a column more is no fault."""
    if len(header) == 1 and ";" in header[0]:
        return ["the columns are separated by semicolons; save the file with commas"]
    problems = [f"column {name}: missing from the header" for name in required if name not in header]
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    return problems + [f"column {name}: stands twice in the header" for name in repeated]


def code_problems(code: str, known: Container[str]) -> list[str]:
    """What is wrong with a municipality's code; spreadsheets take it for a number."""
    if not code:
        return ["column code: empty; every row needs a municipality's code"]
    if code in known:
        return []
    problem = f"column code: {code!r} is not in the registry"
    if re.fullmatch(r"\d{1,3}", code) and code.zfill(4) in known:
        problem += f"; did a spreadsheet drop a zero of {code.zfill(4)}?"
    return [problem]
