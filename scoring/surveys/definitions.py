"""The table of imported measures, read once."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal["number", "yes_no", "choice"]


@dataclass(frozen=True, slots=True)
class Imported:
    id: str
    kind: Kind
    sv: str
    en: str
    definition_sv: str
    definition_en: str
    unit: str = ""
    least: float = 0.0
    most: float = 0.0
    values: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def imported() -> MappingProxyType[str, Imported]:
    """By id, in the file's order."""
    raw = tomllib.loads(Path(__file__).with_name("imported.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: _one(name, row) for name, row in raw.items()})


def _one(name: str, row: dict[str, Any]) -> Imported:
    values = ("no", "yes") if row["kind"] == "yes_no" else tuple(row.get("values", ()))
    return Imported(**{**row, "id": name, "values": values})
