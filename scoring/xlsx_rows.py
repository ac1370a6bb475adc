"""Rows of a spreadsheet's first sheet as text, whoever wrote it: bounded, no formula is computed."""

import io
import zipfile
from datetime import datetime, time

from scoring.csv_rows import Numbered

LARGEST_CONTENT = 200_000_000
"""Bytes that the file may unpack to: a spreadsheet is a zip, and a small one may hold a large one."""
MOST_ROWS = 20_000
MOST_COLUMNS = 100


class NotXlsx(ValueError):
    """It is no spreadsheet that can be read; the message says why."""


def xlsx_rows(data: bytes) -> list[Numbered]:
    """The rows that are not blank with their numbers. Raises NotXlsx."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST_CONTENT:
                raise NotXlsx(f"it unpacks to more than {LARGEST_CONTENT // 1_000_000} MB")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except NotXlsx:
        raise
    except Exception as error:  # the library raises what its parsers raise
        raise NotXlsx(str(error) or type(error).__name__) from error
    try:
        return _rows(book.worksheets[0])
    except NotXlsx:
        raise
    except Exception as error:
        raise NotXlsx(str(error) or type(error).__name__) from error
    finally:
        book.close()


def _rows(sheet: object) -> list[Numbered]:
    found: list[Numbered] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):  # type: ignore[attr-defined]
        if number > MOST_ROWS:
            raise NotXlsx(f"more than {MOST_ROWS} rows")
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            found.append((number, texts))
    width = max((len(_cut(texts)) for _, texts in found[:1]), default=0)
    return [(number, (texts + [""] * width)[: max(width, len(_cut(texts)))]) for number, texts in found]


def _cut(texts: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while texts and not texts[-1].strip():
        texts = texts[:-1]
    return texts


def _text(cell: object) -> str:
    """Dates as ISO 8601: a spreadsheet makes them of what looks like one."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        day_only = cell.time() == time()
        return f"{cell:%Y-%m-%d}" if day_only else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
