"""The columns of the published tables: name, type, bounds, where the value comes from.

What each means stands in `columns.toml`, in both languages. Files, data dictionary, `datapackage.json` and
the workbook's explanations are all made from these two.
"""

import tomllib
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from scoring.observation import StatusReason
from scoring.result import ASPECTS, Verdict

Row = Mapping[str, Any]
Kind = type[str] | type[int] | type[float] | type[bool] | type[datetime]
Table = Literal["results", "history", "measures"]

VERDICTS: tuple[str, ...] = typing.get_args(Verdict)
REASONS: tuple[str, ...] = typing.get_args(StatusReason)


class Column(NamedTuple):
    """`kind` is str, int, float, bool or datetime (UTC). `value` takes it from a municipality of the results
    JSON or from a row of the history or the measures."""

    name: str
    kind: Kind
    value: Callable[[Row], Any]
    width: int = 12
    """In a workbook, in characters."""
    known: tuple[str, ...] = ()
    """The only values, if they can be listed."""
    between: tuple[int, int | None] | None = None
    """Least and greatest value."""
    required: bool = False

    @property
    def text(self) -> str:
        """Its entry in `columns.toml`: columns that differ in the aspect share one."""
        for aspect in ASPECTS:
            if self.name == aspect or self.name.startswith(f"{aspect}_broad"):
                return "verdict_broad" if self.name.endswith("_broad") else "verdict"
            if self.name == f"{aspect}_reasons":
                return "reasons"
        return self.name


def _path(*keys: str) -> Callable[[Row], Any]:
    """The value below nested keys; None as soon as one is missing."""

    def value(row: Row) -> Any:
        found: Any = row
        for key in keys:
            found = None if found is None else found.get(key)
        return found

    return value


def _joined(*keys: str) -> Callable[[Row], str]:
    inner = _path(*keys)
    return lambda row: " ".join(inner(row) or ())


_PERCENT = (0, 100)
_POINTS = (0, 5)
_STATUSES = ("measured", "unmeasured")


def _results() -> tuple[Column, ...]:
    plain = [
        Column(name, str, _path(name), required=True) for name in ("code", "name", "county_code", "county")
    ]
    scores = [
        Column(f"{part}{suffix}", int, _path(f"score{suffix}", part), between=_POINTS)
        for suffix in ("", "_broad", "_without_responsible")
        for part in ("points", "max")
    ]
    verdicts = [
        Column(f"{a}{suffix}", str, _path(f"aspects{suffix}", a, "verdict"), 11, VERDICTS, required=True)
        for suffix in ("", "_broad")
        for a in ASPECTS
    ]
    reasons = [Column(f"{a}_reasons", str, _joined("aspects", a, "reasons"), 30) for a in ASPECTS]
    return (
        *plain,
        Column("group_code", str, _path("group_code")),
        Column("population", int, _path("population"), between=(0, None), required=True),
        Column("homepage", str, _path("homepage"), 30, required=True),
        Column("final_url", str, _path("final_url"), 30),
        Column("status", str, _path("status"), known=_STATUSES, required=True),
        Column("status_reason", str, _path("status_reason"), known=REASONS),
        Column("measured_at", datetime, _path("measured_at"), 20),
        *scores,
        *verdicts,
        Column("prominence_desktop", int, _path("aspects", "prominence", "desktop"), between=_PERCENT),
        Column("prominence_mobile", int, _path("aspects", "prominence", "mobile"), between=_PERCENT),
        Column("help_info_grade", int, _path("aspects", "help_info", "grade"), between=_POINTS),
        Column("function_name", str, _path("function", "name"), 25),
        Column("function_url", str, _path("function", "url"), 30),
        Column("entry_text", str, _path("entry", "text"), 25),
        Column("entry_target_url", str, _path("entry", "target_url"), 30),
        Column("entry_region", str, _path("entry", "region")),
        Column("entry_clicks", int, _path("entry", "clicks"), between=(0, None)),
        *reasons,
        Column("accepted", bool, _path("accepted"), required=True),
        Column("run_id", str, _path("run_id"), 18),
        Column("method_version", str, _path("method_version")),
        Column("lexicon_version", str, _path("lexicon_version")),
    )


def _history() -> tuple[Column, ...]:
    verdicts = [Column(a, str, _path(a), 11, VERDICTS, required=True) for a in ASPECTS]
    return (
        Column("code", str, _path("code"), required=True),
        Column("run_id", str, _path("run_id"), 18, required=True),
        Column("measured_at", datetime, _path("measured_at"), 20, required=True),
        Column("status", str, _path("status"), known=_STATUSES, required=True),
        Column("status_reason", str, _path("status_reason"), known=REASONS),
        Column("points", int, _path("points"), between=_POINTS),
        Column("max", int, _path("max"), between=_POINTS),
        *verdicts,
        Column("prominence_desktop", int, _path("prominence_desktop"), between=_PERCENT),
        Column("prominence_mobile", int, _path("prominence_mobile"), between=_PERCENT),
        Column("method_version", str, _path("method_version"), required=True),
        Column("lexicon_version", str, _path("lexicon_version"), required=True),
    )


def _measures() -> tuple[Column, ...]:
    """A row per municipality and measure, crawled or imported."""
    return (
        Column("code", str, _path("code"), required=True),
        Column("name", str, _path("name"), required=True),
        Column("measure", str, _path("measure"), 20, required=True),
        Column("class", str, _path("class"), known=("web", "claim", "import"), required=True),
        Column("value", str, _path("value"), required=True),
        Column("number", float, _path("number")),
        Column("unit", str, _path("unit")),
        Column("found", bool, _path("found"), required=True),
        Column("seen", datetime, _path("seen"), 20),
        Column("source", str, _path("source"), 18, required=True),
        Column("rule", str, _path("rule"), 18),
        Column("evidence_url", str, _path("evidence_url"), 30),
        Column("evidence_text", str, _path("evidence_text"), 40),
        Column("details", str, _path("details"), 30),
    )


RESULTS: tuple[Column, ...] = _results()
HISTORY: tuple[Column, ...] = _history()
MEASURES: tuple[Column, ...] = _measures()
COLUMNS: Mapping[Table, tuple[Column, ...]] = {"results": RESULTS, "history": HISTORY, "measures": MEASURES}


class Meaning(NamedTuple):
    sv: str
    en: str

    def of(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


@cache
def meanings() -> dict[str, Meaning]:
    """By `Column.text`."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return {name: Meaning(**row) for name, row in tomllib.load(file).items()}


def meaning(column: Column) -> Meaning:
    return meanings()[column.text]


def document() -> str:
    """The table of `docs/interface.md`, between its markers."""
    rows: dict[str, tuple[str, str, str, str]] = {}
    past = {column.text for column in HISTORY}
    for column in RESULTS:
        name = _GROUPS.get(column.text, column.name)
        values = ", ".join(column.known) if len(column.known) < 10 else "see status reasons"
        if column.between:
            low, high = column.between
            values = f"from {low}" if high is None else f"{low}–{high}"
        marked = "yes" if column.text in past else ""
        rows[name] = (column.kind.__name__, values, marked, meaning(column).en)
    lines = [f"| `{name}` | {' | '.join(row)} |" for name, row in rows.items()]
    head = [
        "<!-- columns -->",
        "| column | type | values | history | meaning |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *lines, "<!-- /columns -->"])


_GROUPS = {"verdict": "A", "verdict_broad": "A_broad", "reasons": "A_reasons"}

if __name__ == "__main__":
    print(document())
