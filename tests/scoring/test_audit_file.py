"""The audit CSV: all of it or nothing, every bad row named, and what is written reads back as it was."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from scoring.audit_file import AuditFileError, decisions_in, known_runs, read_table, rows_of
from scoring.cells import guarded, unguarded
from scoring.decisions import NewDecision
from scoring.xlsx_rows import NotXlsx, xlsx_rows

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADER = "code,aspect,verdict,by,at,why,valid_until,source"
GOOD = "0180,prominence,yes,Ada,2026-02-01,Syns tydligt.,2027-02-01,site"
KNOWN = {"0180", "0114"}


def read(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> tuple[NewDecision, ...]:
    path = tmp_path / "beslut.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return decisions_in(path, read_table(path), KNOWN, NOW)


def test_good_rows_in_the_order_of_the_file(tmp_path: Path) -> None:
    phone = '0114,responsible,no,Bo,2026-02-02T10:15:00Z,"Växeln: ""ingen"", nej",,phone'
    first, second = read(tmp_path, HEADER, GOOD, "", phone)
    assert first == NewDecision(
        code="0180", aspect="prominence", verdict="yes", by="Ada", at="2026-02-01", why="Syns tydligt.",
        valid_until="2027-02-01", source="site",
    )  # fmt: skip
    assert (second.why, second.valid_until, second.source) == ('Växeln: "ingen", nej', None, "phone")


def test_further_columns_are_left_alone_and_the_run_is_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path, f"{HEADER},run,note", f"{GOOD},20260131T000000Z,mellan oss")
    assert found.run == "20260131T000000Z"
    assert known_runs([found], {"20260131T000000Z"}) == (found,)
    assert known_runs([found], set())[0].run is None


def test_every_bad_row_is_named_with_line_and_reason(tmp_path: Path) -> None:
    with pytest.raises(AuditFileError) as caught:
        read(
            tmp_path,
            HEADER,
            GOOD,
            "9999,prominence,yes,Ada,2026-02-01,x,,site",
            "180,prominence,perhaps,,2026-02-31,x,,rumour",
            '0180,front_page,yes,Ada,2026-02-01,"two',
            'lines",2025-01-01,site',
            "0180,responsible,no,Ada,2026-02-01,x,,site",
            "0180,prominence",
        )
    told = [problem.partition("beslut.csv ")[2] for problem in caught.value.problems]
    assert told == [
        "line 3, column code: '9999' is not in the registry",
        "line 4, column code: '180' is not in the registry; did a spreadsheet drop a zero of 0180?",
        "line 4, column verdict: 'perhaps' is none of yes, no, review, unknown, withdrawn",
        "line 4, column source: 'rumour' is none of site, phone, email, owner",
        "line 4, column by: empty; say who decided",
        "line 4, column at: '2026-02-31' is no date (YYYY-MM-DD) or moment (YYYY-MM-DDTHH:MM:SSZ)",
        "line 5, column valid_until: 2025-01-01 is before 2026-02-01",
        "line 7, column verdict: a site that names nobody proves no `no` (method §3e): it takes a call or an "
        "answer",
        "line 8, whole row: 2 cells, but the header has 8",
    ]
    assert str(caught.value).endswith("Nothing was imported.")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([""], "the file is empty"),
        ([HEADER.replace(",", ";"), GOOD.replace(",", ";")], "separated by semicolons"),
        (["code,aspect,verdict", "0180,prominence,yes"], "column by: missing from the header"),
        ([f"{HEADER},why", f"{GOOD},x"], "column why: stands twice"),
        ([HEADER, '0180,"prominence'], "line 2: not readable as CSV"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(AuditFileError, match=reason):
        read(tmp_path, *lines)


def test_a_file_in_another_encoding_or_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(AuditFileError, match="line 2, column 6: not UTF-8"):
        read(tmp_path, HEADER, "0180,prominence,yes,Ada,2026-02-01,Välkänd,,site", encoding="latin-1")
    with pytest.raises(AuditFileError, match="cannot be read"):
        read_table(tmp_path / "nowhere.csv")


def test_a_spreadsheet_is_read_as_its_csv(tmp_path: Path) -> None:
    path = tmp_path / "beslut.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, line in enumerate([HEADER, GOOD]):
        for column, cell in enumerate(line.split(",")):
            sheet.write_string(row, column, cell)
    sheet.write_datetime(1, 4, datetime(2026, 2, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_string(5, 0, "0180")
    book.close()
    rows = read_table(path)
    assert [number for number, _ in rows] == [1, 2, 6]
    (found,) = decisions_in(path, rows[:2], KNOWN, NOW)
    assert (found.at, found.valid_until, found.why) == ("2026-02-01", "2027-02-01", "Syns tydligt.")


def test_what_only_looks_like_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "beslut.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(AuditFileError, match="not readable as XLSX"):
        read_table(path)


def test_a_spreadsheet_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, "x" * 20_000)
    book.close()
    monkeypatch.setattr("scoring.xlsx_rows.LARGEST_CONTENT", 10_000)
    with pytest.raises(NotXlsx, match="unpacks to more"):
        xlsx_rows(out.getvalue())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+46", "-1", "@SUM(A1)", "＝1", " =1", "\t=1", "\nhej", "hej;=1", "hej; '=1", "'=1", "''-"],
)
def test_what_a_spreadsheet_would_calculate_is_kept_from_it(text: str) -> None:
    cell = guarded(text)
    assert cell.startswith("'") or "; '" in cell or ";'" in cell
    assert unguarded(cell) == text


@given(st.text(alphabet="'=+-@; \t\naÅ＝", max_size=12) | st.text(max_size=30))
def test_every_text_reads_back(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell, "x"])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert unguarded(row[0]) == text


@given(st.text(alphabet="'=+-@; \t\naÅ＝", max_size=12))
def test_no_guarded_cell_begins_a_formula(text: str) -> None:
    for part in guarded(text).split(";"):
        assert not part.lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_the_header_stands_first_also_without_decisions() -> None:
    assert rows_of([]) == [[*HEADER.split(","), "run"]]
