"""Exports of a real store: the published schema, harmless cells, types."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pyarrow.parquet
import pytest

from reports.columns import RESULTS
from reports.export import FORMATS, document, export
from reports.export_tables import TooLong, harmless
from scoring.registry import Municipality, Registry
from scoring.store import NewRun, Store
from tests.store.samples import aspect, evidence, observation, result

SCHEMA = json.loads((Path(__file__).parents[2] / "reports/schema/vagvisaren-results-1.json").read_text())
START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://evil.example","x")'


def place(code: str, skip: str | None = None) -> Municipality:
    return Municipality(
        code=code, name=f"Kommun {code}", county_code="99", county="Exempellän", homepage=f"https://m{code}.example",
        population=1000, lat=60.0, lon=15.0, group_code="A1", skip=skip,
    )  # fmt: skip


REGISTRY = Registry([place("0114"), place("9902"), place("9903"), place("9904", "merged")])


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """0114 measured (with a hostile name and a person's), 9902 not, 9903 never visited, 9904 skipped."""
    said = evidence("Anna Andersson är chef för kontaktcenter")
    with Store.open(tmp_path) as opened:
        run = opened.begin_run(NewRun(plan=("0114", "9902", "9903")), START)
        seen = observation("0114", text=HOSTILE)
        opened.save(run.id, seen, result(seen, responsible=aspect(evidence=(said,), summary=said.text)))
        missed = observation("9902", reason="timeout")
        opened.save(run.id, missed, result(missed))
        opened.finish_run(run.id, "finished", START, published=True)
        yield opened


def rows(store: Store) -> dict[str, Any]:
    return {row["code"]: row for row in document(store, REGISTRY)["municipalities"]}


def test_json_follows_the_schema(store: Store) -> None:
    found = json.loads(export(store, REGISTRY, "json"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(found, SCHEMA)
    assert found["schema"] == "vagvisaren-results/1"
    assert [m["code"] for m in found["municipalities"]] == ["0114", "9902", "9903", "9904"]


def test_an_empty_store_follows_the_schema(tmp_path: Path) -> None:
    with Store.open(tmp_path) as empty:
        found = json.loads(export(empty, REGISTRY, "json"))
    jsonschema.validate(found, SCHEMA)
    assert found["run"] is None
    assert {m["status"] for m in found["municipalities"]} == {"unmeasured"}


def test_the_schema_refuses_what_is_wrong(store: Store) -> None:
    for path, wrong in (
        ("status", "fine"),
        ("score", None),
        ("status_reason", "lazy"),
        ("measured_at", None),
    ):
        found = json.loads(export(store, REGISTRY, "json"))
        found["municipalities"][0][path] = wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(found, SCHEMA)


def test_statuses(store: Store) -> None:
    found = {code: (row["status"], row["status_reason"]) for code, row in rows(store).items()}
    assert found == {
        "0114": ("measured", None),
        "9902": ("unmeasured", "timeout"),
        "9903": ("unmeasured", None),
        "9904": ("unmeasured", "skipped"),
    }


def test_fields_of_one_aspect_only(store: Store) -> None:
    aspects = rows(store)["0114"]["aspects"]
    assert aspects["prominence"]["desktop"] == 92
    assert aspects["help_info"]["grade"] == 4
    assert not {"desktop", "caps", "grade"} & set(aspects["existence"])


def test_persons_are_masked(store: Store) -> None:
    for kind in FORMATS:
        assert b"Andersson" not in export(store, REGISTRY, kind)
    said = rows(store)["0114"]["aspects"]["responsible"]
    assert "chef för kontaktcenter" in said["evidence"][0]["text"]
    assert "chef för kontaktcenter" in said["summary"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠", " =", "\u00a0+"])
def test_formulas_are_neutralised(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\x00=", "\x1b=", "\u202e="])
def test_what_hides_a_formula_is_gone_and_the_cell_neutralised(start: str) -> None:
    found = harmless(f"{start}1+1")
    assert found.startswith("'")
    assert found.isprintable()


def test_a_cell_cannot_become_two_where_semicolons_part_them() -> None:
    assert harmless("Öppet; =1+1") == "Öppet; '=1+1"
    assert harmless("https://a.example/?a;b") == "https://a.example/?a;b"


def test_other_text_is_untouched() -> None:
    assert harmless("Kontaktcenter 0123-45 =") == "Kontaktcenter 0123-45 ="


def test_csv(store: Store) -> None:
    (first, *rest) = csv.DictReader(io.StringIO(export(store, REGISTRY, "csv").decode(), newline=""))
    assert first["code"] == "0114"
    assert first["function_name"] == f"'{HOSTILE}"
    assert (first["points"], first["max"], first["responsible"]) == ("4", "5", "yes")
    assert [row["points"] for row in rest] == ["", "", ""]


def test_xlsx(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(store, REGISTRY, "xlsx")))
    sheet = book["results"]
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, sheet[2], strict=True))
    assert heads == [column.name for column in RESULTS]
    assert (first["code"].value, first["points"].value, first["population"].value) == ("0114", 4, 1000)
    assert first["measured_at"].value == datetime(2026, 1, 31, 2, 3, 4)
    assert first["accepted"].value is True
    assert (first["function_name"].data_type, first["function_name"].value) == ("s", f"'{HOSTILE}")
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    book.close()


def test_parquet(store: Store) -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(export(store, REGISTRY, "parquet")))
    assert table.column("points").to_pylist() == [4, None, None, None]
    assert table.column("measured_at").to_pylist()[0] == datetime(2026, 1, 31, 2, 3, 4, tzinfo=UTC)
    assert str(table.schema.field("points").type) == "int32"
    assert table.schema.metadata[b"schema"] == b"vagvisaren-results/1"


def test_the_same_results_give_the_same_bytes(store: Store) -> None:
    for kind in ("json", "csv", "parquet"):
        assert export(store, REGISTRY, kind) == export(store, REGISTRY, kind)


def test_history_as_json_and_workbook(store: Store) -> None:
    found = json.loads(export(store, REGISTRY, "json", "history"))
    assert found["schema"] == "vagvisaren-history/1"
    assert [(row["code"], row["points"], row["status_reason"]) for row in found["visits"]] == [
        ("0114", 4, None),
        ("9902", None, "timeout"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(export(store, REGISTRY, "xlsx", "history")))
    assert [row[0].value for row in book["history"].iter_rows(min_row=2)] == ["0114", "9902"]
    book.close()


def test_a_workbook_that_would_be_too_long_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.export_tables.SHEET_ROWS", 3)
    with pytest.raises(TooLong, match="3 rows"):
        export(store, REGISTRY, "xlsx")
