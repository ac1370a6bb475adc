"""How the results stand against human labels: counted per aspect, every disagreement named."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from night.errors import UserError
from scoring.result import ASPECTS, Result

VERDICTS = frozenset({"yes", "no", "review", "unknown"})
COLUMNS = (
    *(f"{aspect}{suffix}" for aspect in ASPECTS[:4] for suffix in ("", "_broad")),
    "responsible",
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a human says: one of `allowed` is right."""

    code: str
    column: str
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    label: Label
    verdict: str
    reasons: tuple[str, ...]


def read_gold(path: Path) -> tuple[Label, ...]:
    """Raises UserError that names the file, or the row and what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"the gold labels cannot be read: {error} ({path}).") from error
    return tuple(
        label for number, row in enumerate(rows, start=2) for label in _labels(row, f"{path}:{number}")
    )


def compare(
    labels: tuple[Label, ...], results: Mapping[str, Result]
) -> Iterator[tuple[Label, Disagreement | None]]:
    """Every label whose municipality has a result, with the disagreement if there is one."""
    for label in labels:
        if label.code in results:
            result = results[label.code]
            aspect = label.column.removesuffix("_broad")
            found = getattr(
                result.aspects_broad if label.column.endswith("_broad") else result.aspects, aspect
            )
            wrong = found.machine not in label.allowed
            yield label, Disagreement(label, found.machine, found.reasons) if wrong else None


def _labels(row: Mapping[str, str | None], where: str) -> Iterator[Label]:
    code = (row.get("code") or "").strip()
    if not code:
        raise UserError(f"{where}: the column `code` is missing or empty.")
    for column in COLUMNS:
        allowed = frozenset(filter(None, (row.get(column) or "").strip().split("|")))
        if allowed - VERDICTS:
            raise UserError(
                f"{where}: {column} is {row[column]!r}, but must be of {', '.join(sorted(VERDICTS))}."
            )
        if allowed:
            yield Label(code, column, allowed)
