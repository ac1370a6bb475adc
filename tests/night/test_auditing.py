"""`audit import`, `audit export`, `audit sheet` on a real store, as the command line calls them."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

import vagvisaren
from night.auditing import calls, decision_rows, take_in
from reports.desk import csv_bytes, sheet_html, sheet_xlsx, xlsx_bytes
from scoring.audit_file import AuditFileError, read_table
from scoring.decisions import NewDecision
from scoring.phone_sheet import FIELDS
from scoring.registry_csv import REQUIRED
from scoring.store import NewRun, Store
from tests.night.real_crawl import places
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
REGISTRY = places(3)
HOSTILE = '=HYPERLINK("http://evil.example";"klick")\n+1; \'=2'
HEADER = "code,aspect,verdict,by,at,why,valid_until,source"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store.open(tmp_path / "data", clock=lambda: NOW)
    run = found.begin_run(NewRun(("9901", "9902", "9903")), NOW)
    for code in ("9901", "9902", "9903"):
        seen = observation(code)
        e = aspect("yes" if code == "9903" else "unknown")
        found.save(run.id, seen, result(seen, prominence=aspect("review"), responsible=e))
    found.finish_run(run.id, "finished", NOW, published=True)
    return found


def decide(store: Store, **more: str) -> None:
    usual = {
        "code": "9901", "aspect": "prominence", "verdict": "yes", "by": "Ada", "at": "2026-02-01",
        "why": "Syns.",
    }  # fmt: skip
    new = NewDecision(**(usual | more))  # type: ignore[arg-type]
    store.decisions.decide(new, store.decisions.version(new.code, new.aspect), NOW)


@pytest.mark.parametrize(
    "write", [csv_bytes, lambda rows: xlsx_bytes(rows, "decisions")], ids=["csv", "xlsx"]
)
def test_what_goes_out_comes_back_unchanged(store: Store, tmp_path: Path, write: object) -> None:
    decide(store, why=HOSTILE, by="@SUM(A1)")
    decide(store, verdict="no", at="2026-02-02", valid_until="2027-01-01")
    decide(store, verdict="withdrawn", at="2026-02-03")
    decide(store, code="9902", aspect="responsible", verdict="no", source="phone")
    path = tmp_path / "beslut"
    path.write_bytes(write(decision_rows(store)))  # type: ignore[operator]
    again = take_in(path, store, REGISTRY, NOW, "?")
    assert (again.new, again.known) == (0, 4)
    with Store.open(tmp_path / "other") as other:
        assert take_in(path, other, REGISTRY, NOW, "?").new == 4
        plain = ("code", "aspect", "verdict", "by", "at", "why", "valid_until", "source", "version")
        for code in ("9901", "9902"):
            assert [[getattr(d, n) for n in plain] for d in other.decisions.of(code)] == [
                [getattr(d, n) for n in plain] for d in store.decisions.of(code)
            ]


def test_no_exported_cell_is_a_formula(store: Store) -> None:
    decide(store, why=HOSTILE, by="@SUM(A1)")
    rows = decision_rows(store)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows, "decisions")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value).lstrip().startswith(("=", "+", "-", "@"))]
    assert b'"=HYPERLINK' not in csv_bytes(rows)


def test_a_bad_row_refuses_the_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "beslut.csv"
    path.write_text(
        f"{HEADER}\n9901,prominence,yes,Ada,2026-02-01,Syns.,,site\n9999,prominence,yes,Ada,2026-02-01,x,,site\n"
    )
    with pytest.raises(AuditFileError, match="line 3, column code: '9999'"):
        take_in(path, store, REGISTRY, NOW, "?")
    assert store.decisions.all() == {}


def test_a_dry_run_records_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "beslut.csv"
    path.write_text(f"{HEADER}\n9901,prominence,yes,Ada,2026-02-01,Syns.,,site\n")
    take_in(path, store, REGISTRY, NOW, "?", dry_run=True)
    assert store.decisions.all() == {}


def test_the_phone_sheet_out_filled_in_and_back(store: Store, tmp_path: Path) -> None:
    found = calls(store, REGISTRY, None)
    assert [call.code for call in found] == ["9901", "9902"]
    path = tmp_path / "blad.xlsx"
    path.write_bytes(sheet_xlsx(found, "sv", date(2026, 2, 20)))
    assert take_in(path, store, REGISTRY, NOW, "Vem?").open == 2
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    filled = {
        "attempt_1": "2026-02-18 10:15", "answer": "ja", "words": "Enhetschef kontaktcenter",
        "source": "telefon",
        "answered": datetime(2026, 2, 18), "caller": "Ada",
    }  # fmt: skip
    for name, value in filled.items():
        sheet.cell(2, FIELDS.index(name) + 1).value = value  # type: ignore[arg-type]
    book.save(path)
    taken = take_in(path, store, REGISTRY, NOW, "Vem?")
    assert (taken.new, taken.open) == (1, 1)
    shown = store.latest()["9901"]
    assert shown.result.aspects.responsible.verdict == "yes"
    ruling = shown.rulings["responsible"].decision
    assert (ruling.source, ruling.valid_until, ruling.details["question"]) == ("phone", "2028-02-20", "Vem?")
    assert [call.code for call in calls(store, REGISTRY, None)] == ["9902"]
    assert take_in(path, store, REGISTRY, NOW, "Vem?").known == 1


def test_the_sheet_asks_word_for_word_in_both_languages(store: Store) -> None:
    found = calls(store, REGISTRY, ["9901"])
    assert "Är någon ansvarig för servicen till medborgarna?" in sheet_html(found, "sv").decode()
    assert "Is someone responsible for service to the citizens?" in sheet_html(found, "en").decode()
    book = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(found, "sv", date(2026, 2, 28))))
    assert [sheet.title for sheet in book.worksheets] == ["Samtal", "Så frågar man"]
    assert book.worksheets[1]["A2"].value == "Är någon ansvarig för servicen till medborgarna?"


def test_a_hostile_name_stays_text(store: Store, tmp_path: Path) -> None:
    (first, *_) = calls(store, REGISTRY, None)
    evil = type(first)(first.code, "=1+1 <script>", "+46 123", "=2", "javascript:alert(1)")
    assert "<script>" not in sheet_html([evil], "sv").decode()
    path = tmp_path / "blad.xlsx"
    path.write_bytes(sheet_xlsx([evil], "sv", date(2026, 2, 20)))
    assert read_table(path)[1][1][1:3] == ["=1+1 <script>", "+46 123"]


def run(*arguments: str) -> None:
    vagvisaren.app(list(arguments), standalone_mode=False)


def test_by_the_command_line(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    data = tmp_path / "data"
    rows = [
        f"{m.code},{m.name},{m.county_code},{m.county},{m.homepage},{m.population},{m.lat},{m.lon},{m.group_code}"
        for m in REGISTRY
    ]
    registry = tmp_path / "registry.csv"
    registry.write_text("\n".join([",".join(REQUIRED), *rows]), encoding="utf-8")
    monkeypatch.setenv("VAGVISAREN_REGISTRY", str(registry))
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_text(f"{HEADER}\n9901,prominence,yes,Ada,2026-02-01,Syns.,,site\n")
    run("--data", str(data), "audit", "import", str(source))
    assert "1 decisions recorded, 0 were there already" in capsys.readouterr().out
    run("--data", str(data), "audit", "export", str(target))
    assert read_table(target)[1][1][:3] == ["9901", "prominence", "yes"]
    sheet = tmp_path / "blad.xlsx"
    run("--data", str(data), "audit", "sheet", "--aspect", "responsible", "--out", str(sheet))
    assert sheet.is_file()
    assert sheet.with_suffix(".html").is_file()
