"""Decisions in a file: the audit CSV of `docs/interface.md`, read all or nothing, and written back."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scoring.cells import unguarded
from scoring.csv_rows import NotCsv, NotUtf8, Numbered, code_problems, header_problems, numbered_rows
from scoring.decisions import NewDecision, StoredDecision, problems

COLUMNS = ("code", "aspect", "verdict", "by", "at", "why", "valid_until", "source")
RUN = "run"
"""A further column: the run that a decision was made on."""
LARGEST_FILE = 20_000_000
SHOWN_PROBLEMS = 20


class AuditFileError(ValueError):
    """The file cannot be taken in; the message names every bad row with its line and the reason."""

    def __init__(self, found: Iterable[str]) -> None:
        self.problems = tuple(found)
        more = len(self.problems) - SHOWN_PROBLEMS
        shown = (*self.problems[:SHOWN_PROBLEMS], *([f"… and {more} more problems"] if more > 0 else []))
        super().__init__("\n".join((*shown, "Nothing was imported.")))


def read_table(path: Path) -> list[Numbered]:
    """The rows of a CSV or XLSX file with their line numbers, cells as they were before they were written.

    Raises AuditFileError.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise AuditFileError([f"{path}: larger than {LARGEST_FILE // 1_000_000} MB"])
        data = path.read_bytes()
    except OSError as error:
        raise AuditFileError([f"{path}: cannot be read: {error.strerror or error}"]) from error
    if data[:4] == b"PK\x03\x04":
        from scoring.xlsx_rows import NotXlsx, xlsx_rows

        try:
            rows = xlsx_rows(data)
        except NotXlsx as error:
            raise AuditFileError([f"{path}: not readable as XLSX: {error}"]) from error
    else:
        rows = _csv_rows(path, data)
    if not rows:
        raise AuditFileError([f"{path}: the file is empty; it needs the header {','.join(COLUMNS)}"])
    return [(line, [_cell(cell) for cell in cells]) for line, cells in rows]


def _csv_rows(path: Path, data: bytes) -> list[Numbered]:
    try:
        return list(numbered_rows(data))
    except NotUtf8 as error:
        problem = f"{path} line {error.line}, column {error.column}: not UTF-8; save the file as CSV UTF-8"
        raise AuditFileError([problem]) from error
    except NotCsv as error:
        problem = f"{path} line {error.line}: not readable as CSV: {error.reason}"
        raise AuditFileError([problem]) from error


def _cell(cell: str) -> str:
    return unguarded(cell.replace("\r\n", "\n"))


def decisions_in(
    path: Path, rows: Sequence[Numbered], known: Container[str], now: datetime
) -> tuple[NewDecision, ...]:
    """All decisions of a file with the header of the audit CSV, or AuditFileError with every problem."""
    head, *others = rows
    header = [name.strip() for name in head[1]]
    found = [f"{path} line {head[0]}, {problem}" for problem in header_problems(header, COLUMNS)]
    if found:
        raise AuditFileError(found)
    decisions: list[NewDecision] = []
    for line, cells in others:
        if len(cells) != len(header):
            wrong = [f"whole row: {len(cells)} cells, but the header has {len(header)}"]
        else:
            new = _decision(dict(zip(header, cells, strict=True)))
            decisions.append(new)
            wrong = [*code_problems(new.code, known), *_named(new, now)]
        found += [f"{path} line {line}, {problem}" for problem in wrong]
    if found:
        raise AuditFileError(found)
    return tuple(decisions)


def _decision(row: dict[str, str]) -> NewDecision:
    plain = {name: row[name].strip() for name in COLUMNS}
    return NewDecision(
        **(plain | {"valid_until": plain["valid_until"] or None}),  # type: ignore[arg-type]
        run=row.get(RUN, "").strip() or None,
    )


def _named(new: NewDecision, now: datetime) -> Iterator[str]:
    yield from (f"column {name}: {reason}" for name, reason in problems(new, now))


def rows_of(history: Iterable[StoredDecision]) -> list[list[str]]:
    """The header and a row per decision, superseded ones too: by municipality, in the order of recording."""
    body = [
        [*(str(getattr(one, name) or "") for name in COLUMNS), one.run or ""]
        for one in sorted(history, key=lambda d: (d.code, d.at, d.aspect, d.version))
    ]
    return [[*COLUMNS, RUN], *body]


def known_runs(news: Iterable[NewDecision], runs: Container[str]) -> tuple[NewDecision, ...]:
    """The same; of a run that is not in this database, on what is shown here."""
    return tuple(new if new.run is None or new.run in runs else replace(new, run=None) for new in news)
