"""The measures beyond the five points on the example web, against what a person read there."""

import csv
from pathlib import Path

import pytest

from scoring.measures import definitions
from scoring.result import Measures
from scoring.store import Store
from tests.test_example_web import demo  # noqa: F401 - one crawl serves both

GOLD = Path(__file__).resolve().parent / "web" / "gold-measures.csv"
LEAST_AGREEMENT = 0.97
HOURS = {"visit_week": "visit_hours", "phone_week": "phone_hours"}
NIGHTLY = [name for name, one in definitions().items() if not one.weekly]


def gold() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(measures: Measures, column: str) -> str | None:
    """The machine's answer in the words of the gold file; None where the column is no measure of tonight."""
    name = HOURS.get(column, column.split("_")[0] if column.startswith("chatbot_") else column)
    found = measures.of("eservices" if column == "eservice_count" else name)
    if found is None:
        return None
    if column == "eservice_count":
        return "" if found.number is None else f"{found.number:g}"
    if column.startswith("chatbot_"):
        return found.detail(column.removeprefix("chatbot_"))
    if column in HOURS:
        return f"{found.number:g}" if found.number is not None else found.value
    if column.endswith("_promise"):
        amount, unit = found.detail("amount"), found.detail("unit").replace("_", " ")
        return f"{amount} {unit}" if amount else found.value
    return found.value


def compared(measures: dict[str, Measures], columns: list[str]) -> tuple[int, list[str]]:
    """(labels that agree, the others in words)."""
    agreed, others = 0, []
    for row in gold():
        for column in columns:
            got = told(measures[row["code"]], column)
            empty = row[column] == "" and not column.startswith(("chatbot_", "eservice_"))
            if got is None or empty:
                continue
            if got in row[column].split("|"):
                agreed += 1
            else:
                others.append(f"{row['code']} {column}: gold {row[column]}, machine {got}")
    return agreed, others


@pytest.fixture(scope="session")
def tonight(demo: Path) -> dict[str, Measures]:  # noqa: F811
    with Store.open(demo) as store:
        found = {code: shown.result.measures for code, shown in store.latest().items()}
    return {code: measures for code, measures in found.items() if measures is not None}


def test_what_a_night_shows_agrees_with_a_person(tonight: dict[str, Measures]) -> None:
    columns = [name for name in gold()[0] if name != "code" and HOURS.get(name, name) in NIGHTLY]
    agreed, others = compared(tonight, columns)
    assert agreed / (agreed + len(others)) >= LEAST_AGREEMENT, "\n".join(others)


def test_the_gold_has_every_class_of_value_at_least_three_times() -> None:
    rows = gold()
    assert len(rows) >= 60
    for name, definition in definitions().items():
        if name not in rows[0] or len(definition.values) > 4 or name.endswith("_promise"):
            continue
        for value in definition.values:
            if (name, value) in RARE:
                continue
            held = sum(value in row[name].split("|") for row in rows)
            assert held >= 3, f"{name} {value}: {held}"


RARE = {("centralisation", "unknown")}
"""Not a value that a person gives: it says that too few pages were read."""
