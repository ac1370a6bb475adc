"""Survey files: every kind of bad row is named, a good file is all there, again replaces what it said."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.surveys import take_in, value_rows
from reports.export import export
from scoring.registry import load_registry
from scoring.store import Store
from scoring.surveys import imported
from scoring.surveys.file import SurveyFileError
from scoring.surveys.mapping import COLUMNS, mappings, measure_of

REGISTRY = load_registry()
NOW = datetime(2026, 11, 22, tzinfo=UTC)
GOOD = {
    "municipality": "Lund",
    "measure": "servicescore_index",
    "value": "62",
    "unit": "index",
    "source": "ServiceScore 2025",
    "question": "Index",
    "date": "2025-11-01",
    "collector": "ServiceScore",
    "evidence": "https://www.example.org/rapport",
    "valid_until": "2027-12-31",
}


def write(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


BAD = [
    ({"municipality": ""}, "column municipality: empty"),
    ({"municipality": "Atlantis"}, "no municipality is called 'Atlantis'"),
    ({"municipality": "Lundd"}, "write 'Lund' if you mean it"),
    ({"municipality": "9999"}, "column municipality: no municipality"),
    ({"measure": "happiness"}, "column measure: 'happiness' is none of"),
    ({"measure": ""}, "column measure: '' is none of"),
    ({"value": ""}, "column value: empty"),
    ({"value": "many"}, "column value: 'many' is no number"),
    ({"value": "101"}, "is not between 0 and 100"),
    ({"value": "-1"}, "is not between 0 and 100"),
    ({"unit": "kronor"}, "column unit: 'kronor', but servicescore_index is in index"),
    ({"measure": "case_system", "unit": "", "value": "maybe"}, "column value: 'maybe' is none of no, yes"),
    (
        {"measure": "ladder_step", "unit": "", "value": "rocket"},
        "column value: 'rocket' is none of switchboard",
    ),
    ({"source": ""}, "column source: empty"),
    ({"collector": ""}, "column collector: empty"),
    ({"date": ""}, "column date: empty"),
    ({"date": "01/11/2025"}, "column date: '01/11/2025' is no day"),
    ({"date": "2025-02-30"}, "column date: '2025-02-30' is no day"),
    ({"date": "2027-01-01", "valid_until": ""}, "column date: 2027-01-01 is in the future"),
    ({"date": "1812-01-01"}, "column date: 1812-01-01 is before 1990"),
    ({"valid_until": "later"}, "column valid_until: 'later' is no day"),
    ({"valid_until": "2020-01-01"}, "column valid_until: 2020-01-01 is before 2024-11-01"),
    ({"question": "x" * 501}, "column question: longer than 500"),
    ({"evidence": "javascript:alert(1)"}, "is an address that is not http or https"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_row_is_named_and_nothing_is_imported(
    store: Store, tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    path = write(
        tmp_path / "survey.csv", [GOOD, GOOD | {"municipality": "1281", "date": "2024-11-01"} | changes]
    )
    with pytest.raises(SurveyFileError) as caught:
        take_in(path, store, REGISTRY, NOW)
    assert f"{path} line 3, " in str(caught.value)
    assert reason in str(caught.value)
    assert "Nothing was imported." in str(caught.value)
    assert store.surveys.all() == ()


def test_the_same_row_twice_and_a_row_of_another_width(store: Store, tmp_path: Path) -> None:
    with pytest.raises(
        SurveyFileError, match="line 3, whole row: same municipality, measure, source and date"
    ):
        take_in(write(tmp_path / "twice.csv", [GOOD, GOOD]), store, REGISTRY, NOW)
    short = tmp_path / "short.csv"
    short.write_text(f"{','.join(COLUMNS)}\nLund,servicescore_index,62\n", encoding="utf-8")
    with pytest.raises(SurveyFileError, match="line 2, whole row: 3 cells, but the header has 10"):
        take_in(short, store, REGISTRY, NOW)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"municipality,value\nLund,1\n", "column measure: missing from the header"),
        ("municipality,m\u00e4tt\n".encode("latin-1"), "not UTF-8"),
        (b"PK\x03\x04nonsense", "not readable as XLSX"),
        (",".join(COLUMNS).encode() + b"\n", "no row has a value"),
    ],
)
def test_files_that_are_none(store: Store, tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(SurveyFileError, match=reason):
        take_in(path, store, REGISTRY, NOW)


def test_a_whole_file_and_the_same_again(store: Store, tmp_path: Path) -> None:
    """290 municipalities times six measures; a second import replaces, the export reads back the same."""
    measures = [name for name, one in imported().items() if one.kind == "number"][:6]
    rows = [
        GOOD | {"municipality": place.code, "measure": name, "value": str(at % 101), "unit": ""}
        for at, place in enumerate(REGISTRY)
        for name in measures
    ]
    path = write(tmp_path / "all.csv", rows)
    first = take_in(path, store, REGISTRY, NOW)
    assert (first.new, first.replaced) == (290 * 6, 0)
    again = take_in(path, store, REGISTRY, NOW)
    assert (again.new, again.replaced) == (0, 290 * 6)
    before = store.surveys.all()
    out = io.StringIO()
    csv.writer(out).writerows(value_rows(store))
    back = tmp_path / "back.csv"
    back.write_text(out.getvalue(), encoding="utf-8")
    take_in(back, store, REGISTRY, NOW)
    assert store.surveys.all() == before


def test_a_swedish_spreadsheet_with_semicolons_and_decimal_commas(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "semi.csv", [GOOD | {"value": "62,5", "municipality": "Lunds kommun"}], ";")
    take_in(path, store, REGISTRY, NOW)
    (value,) = store.surveys.all()
    assert (value.code, value.number) == ("1281", 62.5)


def test_servicescore(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", [{"Kommun": "Lund", "Index": "71"}, {"Kommun": "Malmö", "Index": ""}])
    take_in(path, store, REGISTRY, NOW, "servicescore", {"date": "2025", "collector": "ServiceScore"})
    (value,) = store.surveys.all()
    assert (value.code, value.measure, value.number, value.date) == (
        "1281",
        "servicescore_index",
        71,
        "2025-01-01",
    )


def test_kolada_with_years_as_columns_and_with_one_row_per_value(store: Store, tmp_path: Path) -> None:
    title = "Andel som får svar på e-post inom en dag, (%)"
    wide = write(
        tmp_path / "w.csv", [{"Nyckeltal": title, "Kommun": "Lund", "2022": "81", "2023": "84,5"}], ";"
    )
    take_in(wide, store, REGISTRY, NOW, "kolada")
    assert [(v.measure, v.date, v.number) for v in store.surveys.all()] == [
        ("email_answer", "2022-01-01", 81),
        ("email_answer", "2023-01-01", 84.5),
    ]
    rows = [
        {"kpi": "Gott bemötande via telefon (%)", "municipality_id": "1281", "year": "2023", "gender": g,
         "value": "88"} for g in ("T", "K", "M")
    ]  # fmt: skip
    found = take_in(write(tmp_path / "long.csv", rows), store, REGISTRY, NOW, "kolada")
    assert found.new == 1


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Andel som får ett direkt svar på en enkel fråga via telefon (%)", "phone_answer"),
        ("Andel som får svar på e-post inom en dag, (%)", "email_answer"),
        ("Besvarade mail inom ett dygn, andel (%)", "email_answer"),
        ("Gott bemötande via telefon (%)", "phone_treatment"),
        ("Servicemätning: nöjd med bemötandet via telefoni, index", "phone_treatment_index"),
        ("Hur enkelt var det att få hjälp via telefoni, index", "phone_ease"),
        ("Hur enkelt var det att få hjälp via e-post, index", "email_ease"),
        ("Tydligheten i svaret via e-post, index", "email_clarity"),
        ("Telefoner per anställd", "Telefoner per anställd"),
    ],
)
def test_key_figures_are_told_by_the_words_of_their_titles(title: str, measure: str) -> None:
    assert measure_of(title, mappings()["kolada"]["titles"]) == measure


def test_a_key_figure_that_is_none_of_ours_is_named(store: Store, tmp_path: Path) -> None:
    row = {"kpi": "Invånare totalt, antal", "municipality": "Lund", "year": "2023", "value": "1"}
    with pytest.raises(SurveyFileError, match="column measure: 'Invånare totalt, antal' is none of"):
        take_in(write(tmp_path / "k.csv", [row]), store, REGISTRY, NOW, "kolada")


def test_contact_centre_survey(store: Store, tmp_path: Path) -> None:
    row = {
        "Kommun": "Lund",
        "Datum": "2024-05-01",
        "Löst direkt": "72 %",
        "CRM": "Ja",
        "Steg": "value centre",
    }
    take_in(
        write(tmp_path / "c.csv", [row]), store, REGISTRY, NOW, "contact-centre", {"collector": "Innoveta"}
    )
    assert {v.measure: v.value for v in store.surveys.all()} == {
        "solved_at_once": "72",
        "case_system": "yes",
        "ladder_step": "value_centre",
    }


def test_a_mapping_whose_columns_are_not_there(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", [{"Ort": "Lund", "Index": "1"}])
    with pytest.raises(SurveyFileError, match="no column is called kommun"):
        take_in(path, store, REGISTRY, NOW, "servicescore")


def test_mappings_name_only_measures_that_exist() -> None:
    for mapping in mappings().values():
        assert set(mapping.get("measures", {})) | set(mapping.get("titles", {})) <= set(imported())
    assert measure_of("Något helt annat", mappings()["kolada"]["titles"]) == "Något helt annat"


def test_crawled_and_imported_measures_stand_in_one_table_apart(store: Store, tmp_path: Path) -> None:
    take_in(write(tmp_path / "survey.csv", [GOOD]), store, REGISTRY, NOW)
    rows = list(csv.DictReader(io.StringIO(export(store, REGISTRY, "csv", "measures").decode(), newline="")))
    (row,) = rows
    assert (row["code"], row["measure"], row["class"], row["number"], row["source"]) == (
        "1281",
        "servicescore_index",
        "import",
        "62.0",
        "ServiceScore 2025",
    )
    found = json.loads(export(store, REGISTRY, "json", "measures"))
    assert found["schema"] == "vagvisaren-measures/1"
    for kind in ("xlsx", "parquet"):
        assert export(store, REGISTRY, kind, "measures")  # type: ignore[arg-type]
