"""The measures beyond the five points on the example web, against what a person read there."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.sectors.choice import PAGES
from crawler.sectors.second_look import RENDERED
from night.example_web import example_web
from scoring.measures import definitions
from scoring.measures.combine import known
from scoring.result import Measures
from scoring.sector_visit import SectorVisit
from scoring.store import DATABASE, Store
from scoring.store.inspection import copy_database
from tests.test_example_web import demo  # noqa: F401 - one crawl serves both

GOLD = Path(__file__).resolve().parent / "web" / "gold-measures.csv"
LEAST_AGREEMENT = 0.97
HOURS = {"visit_week": "visit_hours", "phone_week": "phone_hours"}
WEEKLY = [str(code) for code in range(9340, 9356)]
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
        for column in columns if row["code"] in measures else ():
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


@pytest.fixture(scope="session")
def week(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measures]:  # noqa: F811
    """Night and week of the family that has sector pages, on a copy of the database."""
    data = tmp_path_factory.mktemp("week")
    copy_database(demo / DATABASE, data / DATABASE)
    shutil.copy(demo / "municipalities.csv", data)
    registry = str(data / "municipalities.csv")
    with example_web() as name_map:
        environment = os.environ | {"VAGVISAREN_NAME_MAP": name_map, "VAGVISAREN_PAGE_DELAY": "0"}
        command = [sys.executable, "-m", "vagvisaren", "--data", str(data), "crawl", "--sectors", *WEEKLY]
        command += ["--registry", registry, "--allow-private"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert f"sector pages of {len(WEEKLY)} municipalities" in ended.stderr
    with Store.open(data) as store:
        shown, weeks = store.latest(WEEKLY), store.sectors.latest()
        for code in WEEKLY:
            _check_budgets(code, store.sectors.visits(code)[0])
    return {code: _together(shown[code].result.measures, weeks[code].measures) for code in WEEKLY}


SCRIPTED = {"9341": 12, "9350": 7}
"""Sites whose sector pages are made by scripts: all of them, or their box of ways to reach somebody."""


def _check_budgets(code: str, visit: SectorVisit) -> None:
    pages = [*visit.by_field.values(), *visit.services, *visit.hubs]
    rendered = sum(page.rendered for page in pages)
    assert rendered <= RENDERED
    if not rendered:
        assert visit.requests <= PAGES + 1  # robots.txt
    if code in SCRIPTED:
        fields = [page for page in visit.by_field.values() if page.rendered]
        assert len(fields) >= SCRIPTED[code] - 1  # what a night has read is not read again
        assert all(page.channels for page in fields)


def _together(nightly: Measures | None, weekly: Measures) -> Measures:
    return Measures(version="", found=tuple(one.measured for one in known(nightly, weekly).values()))


def test_what_a_week_shows_agrees_with_a_person(week: dict[str, Measures]) -> None:
    agreed, others = compared(week, [name for name in gold()[0] if name != "code"])
    assert agreed >= 600
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
