"""Files of surveys, in and out of the database."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from night.errors import UserError
from scoring.audit_file import AuditFileError, read_table
from scoring.csv_rows import Numbered
from scoring.lookup import AmbiguousName, UnknownName
from scoring.registry import Registry
from scoring.store import Store
from scoring.store.surveys import Taken
from scoring.surveys.file import SurveyFileError, rows_of, values_in
from scoring.surveys.mapping import mappings


def take_in(
    path: Path,
    store: Store,
    registry: Registry,
    now: datetime,
    mapping: str = "",
    given: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
) -> Taken:
    """A survey's file, all of it or nothing. Raises SurveyFileError, UserError."""
    if mapping and mapping not in mappings():
        raise UserError(f"there is no mapping {mapping!r}; choose {', '.join(mappings())}.")
    values = values_in(path, _table(path), _finder(registry), now.date(), mapping, given)
    return Taken(len(values), 0) if dry_run else store.surveys.add(values, now)


def _table(path: Path) -> list[Numbered]:
    """CSV with commas or semicolons (as spreadsheets in Sweden save it), or XLSX."""
    try:
        rows = read_table(path)
    except AuditFileError as error:
        raise SurveyFileError(error.problems) from error
    if all(len(cells) == 1 and ";" in cells[0] for _, cells in rows[:1]):
        import csv

        return [(line, next(csv.reader([",".join(cells)], delimiter=";"))) for line, cells in rows]
    return rows


class _Finder:
    """A municipality as a file writes it: only what is certain, for a survey must not land at a neighbour."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[str, tuple[str, str]] = {}

    def __call__(self, text: str) -> tuple[str, str]:
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> tuple[str, str]:
        if not text:
            return "", "column municipality: empty"
        padded = text.zfill(4)
        if text.isdigit() and padded in self._registry:
            return padded, ""
        try:
            match = self._registry.find(text)
        except (UnknownName, AmbiguousName) as error:
            return "", f"column municipality: {error}"
        if not match.certain:
            name = match.municipality.name
            return "", f"column municipality: {text!r} is not in the registry; write {name!r} if you mean it"
        return match.municipality.code, ""


def _finder(registry: Registry) -> _Finder:
    return _Finder(registry)


def lines(found: Taken, path: Path, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"{path}: {found.new} values, every row is good; nothing was imported (--dry-run)"
        return
    yield f"{path}: {found.new} new values, {found.replaced} replaced"
    yield "`vagvisaren report` shows them, apart from what was crawled"


def value_rows(store: Store) -> list[list[str]]:
    return rows_of(store.surveys.all())
