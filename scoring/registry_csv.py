"""Read and validate the registry CSV: every bad row is named with file, line, column and reason."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from scoring.csv_rows import NotCsv, NotUtf8, Numbered, numbered_rows
from scoring.hosts import parse_authority
from scoring.registry import Municipality, RegistryError

REQUIRED = (
    "code", "name", "county_code", "county", "homepage", "population", "lat", "lon", "group_code",
)  # fmt: skip
OPTIONAL = ("domains", "skip")
GROUP_CODES = ("A1", "A2", "B3", "B4", "B5", "C6", "C7", "C8", "C9")
"""SKR's grouping of 2023, from big cities (A1) to rural municipalities with tourism (C9)."""

_Row = dict[str, str]


def read_rows(path: Path) -> list[Municipality]:
    """The municipalities of the file in order, or a ``RegistryError`` with every problem in it."""
    lines = list(_numbered(path))
    if not lines:
        raise RegistryError([f"{path}: the file is empty; it needs the header {','.join(REQUIRED)}"])
    header = [name.strip() for name in lines[0][1]]
    problems = [f"{path} line {lines[0][0]}, {problem}" for problem in _header_problems(header)]
    if problems:
        raise RegistryError(problems)
    rows: list[_Row] = []
    first_line: dict[str, int] = {}
    for line, cells in lines[1:]:
        row, found = _check_row(header, cells)
        earlier = first_line.setdefault(row.get("code", ""), line)
        if row and earlier != line:
            found.append(f"column code: {row['code']!r} is a duplicate of line {earlier}")
        problems += [f"{path} line {line}, {problem}" for problem in found]
        rows.append(row)
    if not rows:
        problems.append(f"{path}: there is no municipality below the header")
    if problems:
        raise RegistryError(problems)
    return [_municipality(row) for row in rows]


def _numbered(path: Path) -> Iterator[Numbered]:
    try:
        yield from numbered_rows(path.read_bytes())
    except OSError as error:
        raise RegistryError([f"{path}: cannot be read: {error.strerror or error}"]) from error
    except NotUtf8 as error:
        problem = f"{path} line {error.line}, column {error.column}: not UTF-8; save the file as UTF-8"
        raise RegistryError([problem]) from error
    except NotCsv as error:
        problem = f"{path} line {error.line}, whole row: not readable as CSV: {error.reason}"
        raise RegistryError([problem]) from error


def _header_problems(header: list[str]) -> list[str]:
    problems = [f"column {name}: missing from the header" for name in REQUIRED if name not in header]
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    problems += [f"column {name}: stands twice in the header" for name in repeated]
    if "" in header:
        problems.append(f"column {header.index('') + 1}: has no name in the header")
    return problems


def _check_row(header: list[str], cells: list[str]) -> tuple[_Row, list[str]]:
    """The row by column name (empty if its fields cannot be told apart) and what is wrong with it."""
    if len(cells) != len(header):
        return {}, [f"whole row: {len(cells)} fields, but the header has {len(header)}"]
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    problems = []
    for name, cell in zip(header, cells, strict=True):
        reason = _control_character(cell) or _CHECKS.get(name, _anything)(row[name])
        if reason:
            problems.append(f"column {name}: {cell!r} {reason}")
    return row, problems


def _municipality(row: _Row) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        county_code=row["county_code"],
        county=row["county"],
        homepage=row["homepage"],
        population=int(row["population"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        group_code=row["group_code"],
        domains=tuple(row.get("domains", "").split()),
        skip=row.get("skip") or None,
        extra={name: cell for name, cell in row.items() if name not in REQUIRED + OPTIONAL},
    )


def _control_character(cell: str) -> str:
    return "contains a control character" if any(unicodedata.category(c) == "Cc" for c in cell) else ""


def _anything(_cell: str) -> str:
    return ""


def _code(cell: str) -> str:
    return "" if re.fullmatch(r"[0-9]{4}", cell) else "is not four digits"


def _name(cell: str) -> str:
    return "" if cell else "is empty; a municipality needs a name"


def _homepage(cell: str) -> str:
    try:
        parts = urlsplit(cell)
        has_host, _port = bool(parts.hostname), parts.port
    except ValueError as error:
        return f"is not a URL: {error}"
    if parts.scheme not in ("http", "https") or "://" not in cell:
        return "is not an http:// or https:// URL"
    if "@" in parts.netloc:
        return "has credentials in it; leave out what stands before the @"
    if not has_host or re.search(r"\s", cell) or parse_authority(cell) is None:
        return "has no valid host"
    return ""


def _population(cell: str) -> str:
    return "" if re.fullmatch(r"[0-9]{1,12}", cell) else "is not a whole number from 0 up"


def _degrees(limit: int) -> Callable[[str], str]:
    def check(cell: str) -> str:
        try:
            value = float(cell)
        except ValueError:
            return "is not a number of degrees"
        return "" if math.isfinite(value) and abs(value) <= limit else f"is outside ±{limit} degrees"

    return check


def _group_code(cell: str) -> str:
    return "" if cell in GROUP_CODES else f"is none of SKR's groups {' '.join(GROUP_CODES)}"


def _domains(cell: str) -> str:
    bad = [domain for domain in cell.split() if "/" in domain or parse_authority(domain) is None]
    return f"has {bad[0]!r}, which is not a host name (write hosts, separated by spaces)" if bad else ""


_CHECKS: dict[str, Callable[[str], str]] = {
    "code": _code,
    "name": _name,
    "homepage": _homepage,
    "population": _population,
    "lat": _degrees(90),
    "lon": _degrees(180),
    "group_code": _group_code,
    "domains": _domains,
}
