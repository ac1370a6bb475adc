"""Gold files: what they mean, and that every mistake in one is named with line and column."""

from pathlib import Path

import pytest

from scoring.agreement.gold import ASPECT_COLUMNS, GoldError, Label, aspect_of, read_gold

HEAD = f"code,{','.join(ASPECT_COLUMNS)}"
KNOWN = {"0114", "9901", "9902", "9903"}
PROJECT = Path(__file__).parents[2]


def gold(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "gold.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(GoldError) as error:
        read_gold(path, KNOWN)
    return tuple(problem.replace(str(path), "gold.csv") for problem in error.value.problems)


def test_labels(tmp_path: Path) -> None:
    found = read_gold(gold(tmp_path, "9901,yes,,,,no|review,,,,", "", "9902,,,,,,,,,"), KNOWN)
    assert found.labels == (
        Label("9901", "existence", ("yes",)),
        Label("9901", "prominence", ("no", "review")),
        Label("9901", "status", ("measured",)),
    )
    assert (found.name, found.codes, found.families) == ("gold.csv", ("9901",), {})


def test_optional_and_further_columns(tmp_path: Path) -> None:
    rows = ("9901,yes,,,,,,,,,94,,press", "9902,,,,,,,,,,,maintenance,")
    found = read_gold(gold(tmp_path, *rows, head=f"{HEAD},desktop,status,family"), KNOWN)
    assert found.labels == (
        Label("9901", "existence", ("yes",)),
        Label("9901", "status", ("measured",)),
        Label("9902", "status", ("maintenance",)),
    )
    assert found.families == {"9901": "press"}


def test_a_spreadsheets_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_bytes(f"{HEAD}\r\n9901,yes,,,,,,,,\r\n".encode("utf-8-sig"))
    assert read_gold(path, KNOWN).codes == ("9901",)


def test_the_example_webs_labels() -> None:
    path = PROJECT / "tests" / "web" / "gold.csv"
    codes = {line.split(",")[0] for line in path.read_text().splitlines()[1:]}
    found = read_gold(path, codes)
    assert set(found.codes) == codes
    assert Label("9328", "status", ("maintenance",)) in found.labels


def test_columns_name_aspect_and_reading() -> None:
    assert aspect_of("help_info_broad") == ("help_info", "broad")
    assert aspect_of("responsible") == ("responsible", "strict")
    assert aspect_of("status") is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("9901,maybe,,,,,,,,",), "gold.csv line 2, column existence: 'maybe' is none of yes, no, review"),
        (("9901,yes,,,,,,,,", "9902,no|,,,,,,,,"), "gold.csv line 3, column existence: '' is none of"),
        (("9999,yes,,,,,,,,",), "gold.csv line 2, column code: '9999' is not in the registry"),
        (("114,yes,,,,,,,,",), "did a spreadsheet drop a zero of 0114?"),
        ((",yes,,,,,,,,",), "gold.csv line 2, column code: empty"),
        (
            ("9901,yes,,,,,,,,", "", "9901,no,,,,,,,,"),
            "gold.csv line 4, column code: '9901' stands in line 2",
        ),
        (("9901,yes",), "gold.csv line 2, whole row: 2 cells, but the header has 10"),
        (('9901,"yes,,,,,,,,',), "gold.csv line 2: not readable as CSV"),
        (("9901,,,,,,,,,",), "gold.csv: no cell below the header has a label"),
        ((), "gold.csv: no cell below the header has a label"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    (problem,) = problems(gold(tmp_path, *rows))
    assert said in problem


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    path = gold(tmp_path, *(f"{code},perhaps,,,,,,,,ja" for code in range(8000, 8012)))
    found = problems(path)
    assert len(found) == 36
    with pytest.raises(GoldError, match="and 16 more problems"):
        read_gold(path, KNOWN)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("code,existence", "gold.csv line 1, column responsible: missing from the header"),
        (f"{HEAD},status,status", "gold.csv line 1, column status: stands twice in the header"),
        (HEAD.replace(",", ";"), "gold.csv line 1, the columns are separated by semicolons"),
    ],
)
def test_a_bad_header_is_named(tmp_path: Path, head: str, said: str) -> None:
    assert any(said in problem for problem in problems(gold(tmp_path, head=head)))


def test_a_wrong_status_is_named(tmp_path: Path) -> None:
    (problem,) = problems(gold(tmp_path, "9901,,,,,,,,,,down", head=f"{HEAD},status"))
    assert "line 2, column status: 'down' is none of measured, unmeasured, dns" in problem


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_bytes(f"{HEAD},family\n9901,yes,,,,,,,,,ö\n".encode("latin-1"))
    assert problems(path) == ("gold.csv line 2, column 11: not UTF-8; save the file as CSV UTF-8",)


def test_files_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    assert "cannot be read: No such file" in problems(path)[0]
    path.touch()
    assert "the file is empty; it needs the header code,existence" in problems(path)[0]
    assert "cannot be read" in problems(tmp_path)[0]
