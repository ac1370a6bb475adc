"""The table of measures, read once. Code, documents and reports take their words from it."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

MeasureClass = Literal["web", "claim", "import"]


@dataclass(frozen=True, slots=True)
class Definition:
    id: str
    group: str
    cls: MeasureClass
    values: tuple[str, ...]
    sv: str
    en: str
    definition_sv: str
    definition_en: str
    unit: str
    weekly: bool
    """Needs pages that only the weekly crawl reads."""
    rules: MappingProxyType[str, str]

    @property
    def nothing(self) -> str:
        """The value that means "not found within the search budget"."""
        return self.values[0]


def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("definitions.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def definitions() -> MappingProxyType[str, Definition]:
    """By id, in the file's order."""
    return MappingProxyType({name: _definition(name, row) for name, row in _data()["measures"].items()})


@lru_cache(maxsize=1)
def groups() -> MappingProxyType[str, dict[str, str]]:
    """Group → its name by language."""
    return MappingProxyType(_data()["groups"])


def _definition(name: str, row: dict[str, Any]) -> Definition:
    return Definition(
        id=name,
        group=row["group"],
        cls=row["class"],
        values=tuple(row["values"]),
        sv=row["sv"],
        en=row["en"],
        definition_sv=row["definition_sv"],
        definition_en=row["definition_en"],
        unit=row.get("unit", ""),
        weekly=row.get("weekly", False),
        rules=MappingProxyType(dict(row["rules"])),
    )
