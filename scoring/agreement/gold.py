"""Gold labels: what humans say about municipalities, and the CSV they stand in (`docs/interface.md`)."""

import hashlib
import typing
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.csv_rows import NotCsv, NotUtf8, Numbered, code_problems, header_problems, numbered_rows
from scoring.observation import StatusReason
from scoring.result import ASPECTS, Aspect, Reading

VERDICTS = ("yes", "no", "review", "unknown")
ASPECT_COLUMNS = (
    *(f"{aspect}{suffix}" for aspect in ASPECTS[:4] for suffix in ("", "_broad")),
    "responsible",
)
STATUS, FAMILY = "status", "family"
MEASURED, UNMEASURED = "measured", "unmeasured"
STATUSES = (MEASURED, UNMEASURED, *typing.get_args(StatusReason))
SHOWN_PROBLEMS = 20

_ALLOWED = {**dict.fromkeys(ASPECT_COLUMNS, VERDICTS), STATUS: STATUSES}
_Row = dict[str, str]


class GoldError(ValueError):
    """The gold labels cannot be used; the message names every bad cell with file, line and column."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - SHOWN_PROBLEMS
        shown = (*self.problems[:SHOWN_PROBLEMS], *([f"… and {more} more problems"] if more > 0 else []))
        super().__init__("\n".join(shown))


@dataclass(frozen=True, slots=True)
class Label:
    """What a human says about one aspect, or about the status: any of `allowed` is right."""

    code: str
    column: str
    allowed: tuple[str, ...]
    """In the order of the file, each once; never empty."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One file of labels. `families`: the kind of site by code, where the file says it."""

    name: str
    sha256: str
    labels: tuple[Label, ...]
    families: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The municipalities that have a label, each once, in the order of the file."""
        return tuple(dict.fromkeys(label.code for label in self.labels))


def aspect_of(column: str) -> tuple[Aspect, Reading] | None:
    """What a column judges; None for the status."""
    name = column.removesuffix("_broad")
    found = next((aspect for aspect in ASPECTS if aspect == name), None)
    return (found, "strict" if name == column else "broad") if found else None


def read_gold(path: Path, known: Container[str]) -> Gold:
    """The labels in `path` about the municipalities in `known`. Raises GoldError; nothing is half read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GoldError([f"{path}: the gold labels cannot be read: {error.strerror or error}"]) from error
    rows = _good_rows(path, list(_numbered(path, data)), known)
    labels = tuple(label for row in rows for label in _labels(row))
    if not labels:
        raise GoldError([f"{path}: no cell below the header has a label"])
    families = {row["code"]: row[FAMILY] for row in rows if row.get(FAMILY)}
    return Gold(path.name, hashlib.sha256(data).hexdigest(), labels, families)


def _good_rows(path: Path, numbered: list[Numbered], known: Container[str]) -> list[_Row]:
    """The rows below the header, or a GoldError with every problem in the file."""
    if not numbered:
        raise GoldError([f"{path}: the file is empty; it needs the header code,{','.join(ASPECT_COLUMNS)}"])
    header = [name.strip() for name in numbered[0][1]]
    wrong = header_problems(header, ("code", *ASPECT_COLUMNS))
    problems = [f"{path} line {numbered[0][0]}, {problem}" for problem in wrong]
    if problems:
        raise GoldError(problems)
    rows: list[_Row] = []
    first_line: dict[str, int] = {}
    for line, cells in numbered[1:]:
        row, found = _checked(header, cells, known)
        earlier = first_line.setdefault(row.get("code", ""), line)
        if row.get("code") and earlier != line:
            found.append(f"column code: {row['code']!r} stands in line {earlier} already")
        problems += [f"{path} line {line}, {problem}" for problem in found]
        rows.append(row)
    if problems:
        raise GoldError(problems)
    return rows


def _numbered(path: Path, data: bytes) -> Iterator[Numbered]:
    try:
        yield from numbered_rows(data)
    except NotUtf8 as error:
        problem = f"{path} line {error.line}, column {error.column}: not UTF-8; save the file as CSV UTF-8"
        raise GoldError([problem]) from error
    except NotCsv as error:
        raise GoldError([f"{path} line {error.line}: not readable as CSV: {error.reason}"]) from error


def _checked(header: list[str], cells: list[str], known: Container[str]) -> tuple[_Row, list[str]]:
    """The row by column name (empty if its cells cannot be told apart) and what is wrong with it."""
    if len(cells) != len(header):
        return {}, [f"whole row: {len(cells)} cells, but the header has {len(header)}"]
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    problems = code_problems(row["code"], known)
    for name, values in _ALLOWED.items():
        wrong = [value for value in _values(row.get(name, "")) if value not in values]
        if wrong:
            problems.append(f"column {name}: {wrong[0]!r} is none of {', '.join(values)}")
    return row, problems


def _values(cell: str) -> tuple[str, ...]:
    """The verdicts in a cell: `no|review` are two."""
    return tuple(dict.fromkeys(value.strip() for value in cell.split("|"))) if cell else ()


def _labels(row: _Row) -> Iterator[Label]:
    """A municipality that somebody could judge is one that can be measured: its status says so by itself."""
    judged = [(column, _values(row.get(column, ""))) for column in ASPECT_COLUMNS]
    status = _values(row.get(STATUS, "")) or ((MEASURED,) if any(values for _, values in judged) else ())
    for column, values in (*judged, (STATUS, status)):
        if values:
            yield Label(row["code"], column, values)
