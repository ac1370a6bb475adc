"""Files of others as rows of ours: which of their columns is which of ours."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scoring.csv_rows import Numbered

COLUMNS = (
    *("municipality", "measure", "value", "unit", "source"),
    *("question", "date", "collector", "evidence", "valid_until"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Unmapped(ValueError):
    """The file has not the columns that the mapping needs."""

    problems: tuple[str, ...]


@lru_cache(maxsize=1)
def mappings() -> Mapping[str, Mapping[str, Any]]:
    raw = tomllib.loads(Path(__file__).with_name("mappings.toml").read_text(encoding="utf-8"))
    return MappingProxyType(raw)


def mapped(rows: Sequence[Numbered], name: str) -> Iterator[tuple[int, Row]]:
    """Rows in the words of our own schema, each with the line it came from. Raises Unmapped."""
    mapping = mappings()[name]
    header = [cell.strip() for cell in rows[0][1]]
    places = {cell.casefold(): at for at, cell in enumerate(header)}
    at = _place(places, mapping["municipality"])
    if at is None:
        raise Unmapped((f"no column is called {' or '.join(mapping['municipality'])}",))
    if "titles" in mapping:
        return _by_title(rows[1:], header, places, mapping, at)
    return _by_column(rows[1:], places, mapping, at)


def _place(places: Mapping[str, int], names: Sequence[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _by_column(
    rows: Sequence[Numbered], places: Mapping[str, int], mapping: Mapping[str, Any], at: int
) -> Iterator[tuple[int, Row]]:
    """A column per measure."""
    found = {measure: _place(places, names) for measure, names in mapping["measures"].items()}
    columns = {measure: place for measure, place in found.items() if place is not None}
    if not columns:
        names = [name for choices in mapping["measures"].values() for name in choices]
        raise Unmapped((f"no column is called {', '.join(names)}",))
    when = _place(places, mapping["date"])
    return (
        (line, _row(mapping, cells[at], measure, cells[place], cells[when] if when is not None else ""))
        for line, cells in rows
        for measure, place in columns.items()
        if max(at, place, when or 0) < len(cells) and cells[place].strip()
    )


def _by_title(
    rows: Sequence[Numbered],
    header: Sequence[str],
    places: Mapping[str, int],
    mapping: Mapping[str, Any],
    at: int,
) -> Iterator[tuple[int, Row]]:
    """A row per key figure; the years in a column of their own, or one column each."""
    title = _place(places, mapping["title"])
    if title is None:
        raise Unmapped((f"no column is called {' or '.join(mapping['title'])}",))
    value, when = _place(places, mapping["value"]), _place(places, mapping["date"])
    years = [(place, name) for place, name in enumerate(header) if _YEAR.fullmatch(name)]
    if value is None and not years:
        raise Unmapped((f"no column is called {' or '.join(mapping['value'])}, and none is a year",))
    gender = _place(places, mapping["gender"])
    return _titled(rows, mapping, at, title, value, when, years, gender)


def _titled(
    rows: Sequence[Numbered],
    mapping: Mapping[str, Any],
    at: int,
    title: int,
    value: int | None,
    when: int | None,
    years: Sequence[tuple[int, str]],
    gender: int | None,
) -> Iterator[tuple[int, Row]]:
    for line, cells in rows:
        padded = [*cells, *([""] * 50)]
        if gender is not None and padded[gender].strip().casefold() not in mapping["all_genders"]:
            continue
        measure = measure_of(padded[title], mapping["titles"])
        if value is not None:
            year = padded[when].strip() if when is not None else ""
            told = [(value, year)]
        else:
            told = list(years)
        for place, year in told:
            if padded[place].strip():
                question = padded[title].strip()
                yield line, _row(mapping, padded[at], measure, padded[place], year) | {"question": question}


def measure_of(title: str, titles: Mapping[str, Sequence[str]]) -> str:
    """The measure all of whose words stand in a key figure's title (`a|b`: one of them); the title itself
    where none fits, so that the message can name it."""
    folded = title.casefold()
    fitting = (
        name
        for name, words in titles.items()
        if all(any(word in folded for word in choice.split("|")) for choice in words)
    )
    return next(fitting, title.strip())


def _row(mapping: Mapping[str, Any], place: str, measure: str, value: str, when: str) -> Row:
    row = dict.fromkeys(COLUMNS, "")
    return row | {
        "municipality": place.strip(),
        "measure": measure,
        "value": value.strip(),
        "source": mapping.get("source", ""),
        "collector": mapping.get("collector", ""),
        "date": when.strip(),
    }
