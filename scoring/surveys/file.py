"""A survey's file, all of it or nothing: every bad row is named with line, column and reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from scoring.csv_rows import Numbered, header_problems
from scoring.surveys.mapping import COLUMNS, Row, Unmapped, mapped
from scoring.surveys.values import Raw, SurveyValue, value_of

NEEDED = ("municipality", "measure", "value", "source", "date", "collector")
SHOWN_PROBLEMS = 20
Find = Callable[[str], tuple[str, str]]
"""A municipality as it is written → (code, "") or ("", what is wrong)."""


class SurveyFileError(ValueError):
    """The file cannot be taken in; the message names every bad row with its line and the reason."""

    def __init__(self, found: Iterable[str]) -> None:
        self.problems = tuple(found)
        more = len(self.problems) - SHOWN_PROBLEMS
        shown = (*self.problems[:SHOWN_PROBLEMS], *([f"… and {more} more problems"] if more > 0 else []))
        super().__init__("\n".join((*shown, "Nothing was imported.")))


def values_in(
    path: Path,
    rows: Sequence[Numbered],
    find: Find,
    today: date,
    mapping: str = "",
    given: Mapping[str, str] | None = None,
) -> tuple[SurveyValue, ...]:
    """All values of a file, or SurveyFileError. `given`: what fills empty cells (source, date, collector)."""
    found: list[SurveyValue] = []
    wrong: list[str] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for line, row in _rows(path, rows, mapping):
        code, problem = find(row["municipality"])
        filled = {name: row[name] or (given or {}).get(name, "") for name in COLUMNS[1:]}
        value, problems = value_of(Raw(code=code, **filled), today)
        problems = [*([problem] if problem else []), *problems]
        if value is not None and not problem:
            key = (value.code, value.measure, value.source, value.date)
            if key in seen:
                problems = [f"whole row: same municipality, measure, source and date as line {seen[key]}"]
            else:
                seen[key] = line
                found.append(value)
        wrong += [f"{path} line {line}, {one}" for one in problems]
    if wrong:
        raise SurveyFileError(wrong)
    if not found:
        raise SurveyFileError([f"{path}: no row has a value"])
    return tuple(found)


def _rows(path: Path, rows: Sequence[Numbered], mapping: str) -> Iterator[tuple[int, Row]]:
    if mapping:
        try:
            return mapped(rows, mapping)
        except Unmapped as error:
            raise SurveyFileError(f"{path} line {rows[0][0]}, {one}" for one in error.problems) from error
    return _ours(path, rows)


def _ours(path: Path, rows: Sequence[Numbered]) -> Iterator[tuple[int, Row]]:
    head, *others = rows
    header = [name.strip() for name in head[1]]
    if problems := header_problems(header, NEEDED):
        raise SurveyFileError([f"{path} line {head[0]}, {problem}" for problem in problems])
    wrong = [
        f"{path} line {line}, whole row: {len(cells)} cells, but the header has {len(header)}"
        for line, cells in others
        if len(cells) != len(header)
    ]
    if wrong:
        raise SurveyFileError(wrong)
    for line, cells in others:
        given = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        yield line, {name: given.get(name, "") for name in COLUMNS}


def rows_of(values: Iterable[SurveyValue]) -> list[list[str]]:
    """The header and a row per value, as `survey import` reads them back."""
    ordered = sorted(values, key=lambda value: (value.code, value.measure, value.source, value.date))
    fields = ("code", *COLUMNS[1:])
    return [[*COLUMNS], *([str(getattr(one, name) or "") for name in fields] for one in ordered)]
