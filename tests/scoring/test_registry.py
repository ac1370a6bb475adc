"""The registry file, its errors, and whose host is whose."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.hosts import parse_authority
from scoring.registry import BUNDLED_REGISTRY, Municipality, RegistryError, load_registry

HEADER = "code,name,county_code,county,homepage,population,lat,lon,group_code"
GOOD = "9901,Lyckeby,99,Exempellän,https://www.lyckeby.example,1200,59.5,17.9,C9"


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "some.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(RegistryError) as caught:
        load_registry(path)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def municipality(homepage: str, domains: tuple[str, ...] = ()) -> Municipality:
    return Municipality("9901", "Lyckeby", "99", "Exempellän", homepage, 1, 59.5, 17.9, "C9", domains)


def test_bundled_registry_has_all_290_in_order_of_code() -> None:
    registry = load_registry()
    codes = [m.code for m in registry]
    assert len(registry) == len(set(codes)) == 290
    assert codes == sorted(codes)
    assert registry["0114"].name == "Upplands Väsby"
    assert sum(m.population for m in registry) == 10_605_520
    assert len({m.county_code for m in registry}) == 21


def test_bundled_registry_has_exactly_the_promised_columns() -> None:
    header = BUNDLED_REGISTRY.read_text(encoding="utf-8").splitlines()[0]
    assert header == f"{HEADER},domains"


def test_every_municipality_owns_its_homepage_and_nobody_elses() -> None:
    registry = load_registry()
    for m in registry:
        assert [other.code for other in registry if other.owns(m.homepage)] == [m.code]
        assert all(m.owns(host) and m.owns(f"https://sub.{host}/x?y#z") for host in m.hosts)


def test_optional_and_extra_columns_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path, f"{GOOD},a.example b.example,flyttar,blå", header=f"{HEADER},domains,skip,colour")
    m = load_registry(path)["9901"]
    assert m.domains == ("a.example", "b.example")
    assert m.skip == "flyttar"
    assert m.extra == {"colour": "blå"}
    assert m.hosts == ("lyckeby.example", "a.example", "b.example")
    assert pickle.loads(pickle.dumps(m)) == m
    assert hash(m) == hash(m)


def test_bom_blank_lines_and_quotes_are_tolerated(tmp_path: Path) -> None:
    path = tmp_path / "bom.csv"
    path.write_bytes(f'\ufeff{HEADER}\r\n\r\n"9901"{GOOD[4:]}\r\n\r\n'.encode())
    assert [m.name for m in load_registry(path)] == ["Lyckeby"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("code", "114", "not four digits"),
        ("code", "01a4", "not four digits"),
        ("code", "٠١١٤", "not four digits"),
        ("name", " ", "is empty"),
        ("name", "Ly\tckeby", "control character"),
        ("county", "Lä\x07n", "control character"),
        ("homepage", "", "not an http:// or https:// URL"),
        ("homepage", "ftp://lyckeby.example", "not an http:// or https:// URL"),
        ("homepage", "www.lyckeby.example", "not an http:// or https:// URL"),
        ("homepage", "https:///kontakt", "no valid host"),
        ("homepage", "https://ly ckeby.example", "no valid host"),
        ("homepage", "https://u:p@lyckeby.example", "credentials"),
        ("homepage", "https://lyckeby.example:x", "not a URL"),
        ("homepage", "https://[::1", "not a URL"),
        ("population", "-1", "whole number"),
        ("population", "1 200", "whole number"),
        ("population", "12.5", "whole number"),
        ("lat", "91", "outside ±90"),
        ("lat", "nan", "outside ±90"),
        ("lon", "-180.1", "outside ±180"),
        ("lon", "öst", "not a number"),
        ("group_code", "D1", "none of SKR's groups"),
        ("domains", "https://a.example", "not a host name"),
        ("domains", "a.example b/c", "not a host name"),
    ],
)
def test_bad_cell_is_named_with_line_column_and_reason(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    names = [*HEADER.split(","), "domains"]
    cells = [*GOOD.split(","), ""]
    cells[names.index(column)] = value
    path = write(tmp_path, f"9902{GOOD[4:]},", ",".join(cells), header=",".join(names))
    (problem,) = problems(path)
    assert problem.startswith(f"{path} line 3, column {column}: ")
    assert reason in problem


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, GOOD, "9903,Kort", "", f"x{GOOD[4:].replace('1200', 'många')}")
    found = problems(path)
    assert [problem.removeprefix(f"{path} ").split(":")[0] for problem in found] == [
        "line 3, column code",
        "line 4, whole row",
        "line 6, column code",
        "line 6, column population",
    ]
    assert "duplicate of line 2" in found[0]
    assert "2 fields, but the header has 9" in found[1]


def test_line_number_is_where_the_row_starts(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("Lyckeby", '"Lycke\nby"'), f"9902{GOOD[4:].replace('C9', '')}")
    assert [p.removeprefix(f"{path} ").split(":")[0] for p in problems(path)] == [
        "line 2, column name",
        "line 4, column group_code",
    ]


def test_missing_and_repeated_columns_are_named(tmp_path: Path) -> None:
    found = problems(write(tmp_path, GOOD, header=HEADER.replace("lat", "code")))
    assert any("column lat: missing" in p for p in found)
    assert any("column code: stands twice" in p for p in found)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (HEADER.encode(), "no municipality"),
        (f"{HEADER}\n{GOOD}\n".encode("latin-1"), "line 2, column 4: not UTF-8"),
        (f'{HEADER}\n"9901'.encode(), "not readable as CSV"),
    ],
)
def test_unusable_file_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    assert reason in problems(path)[0]


def test_missing_file_is_a_registry_error(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path / "nowhere.csv")[0]


@given(st.lists(st.lists(st.text(max_size=12), max_size=11), max_size=6))
def test_no_content_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("registry") / "any.csv"
    text = "\n".join((HEADER, *(",".join(row) for row in rows)))
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(RegistryError):
        load_registry(path)


@pytest.mark.parametrize(
    ("homepage", "candidate", "own"),
    [
        ("https://www.lund.se", "lund.se", True),
        ("https://www.lund.se", "WWW.LUND.SE.", True),
        ("https://www.lund.se", "//service.lund.se/x", True),
        ("https://www.lund.se", "http://lund.se:8080/", True),
        ("https://www.lund.se", "lund.se/kontakt", True),
        ("https://www.lund.se", "evillund.se", False),
        ("https://www.lund.se", "lund.se.evil.example", False),
        ("https://www.lund.se", "https://lund.se@evil.example/", False),
        ("https://www.lund.se", "https://evil.example\\.lund.se/", False),
        ("https://www.lund.se", "mailto:a@lund.se", False),
        ("https://www.lund.se", "ftp://lund.se", False),
        ("https://www.lund.se", "/kontakt", False),
        ("https://www.lund.se", "", False),
        ("https://www.lund.se", "http://[::1", False),
        ("https://habo.se", "https://www.håbo.se", False),
        ("https://www.malmö.se", "xn--malm-8qa.se", True),
        ("https://www.xn--malm-8qa.se", "https://kontakt.MALMÖ.se/", True),
        ("https://start.stockholm", "stockholm", False),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001/kontakt", True),
        ("http://127.0.0.1:8001", "127.0.0.1:8001", True),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8002/kontakt", False),
        ("http://127.0.0.1:8001", "127.0.0.1", False),
        ("http://127.0.0.1", "http://127.0.0.1:80/", True),
        ("http://127.0.0.1:8001", "http://x.127.0.0.1:8001/", False),
        ("http://[::1]:8001", "http://[0:0::1]:8001/", True),
        ("http://[::1]:8001", "http://[::1]:8002/", False),
        ("http://localhost:8001", "http://localhost:8001/", True),
        ("http://localhost:8001", "http://localhost:8002/", False),
        ("http://a.localhost:8001", "http://www.a.localhost:8001/", True),
        ("http://a.localhost:8001", "http://b.a.localhost:8001/", True),
        ("http://a.localhost:8001", "http://b.localhost:8001/", False),
        ("http://a.localhost:8001", "http://a.localhost:8002/", False),
    ],
)
def test_owns(homepage: str, candidate: str, own: bool) -> None:
    assert municipality(homepage).owns(candidate) is own


def test_domains_are_own_too_and_take_the_port_of_a_local_homepage() -> None:
    m = municipality("http://a.localhost:8001", ("gammal.localhost", "annan.example"))
    assert m.hosts == ("a.localhost:8001", "gammal.localhost:8001", "annan.example")
    assert m.owns("http://gammal.localhost:8001/x")
    assert not m.owns("http://gammal.localhost:8002/x")
    assert m.owns("https://sub.annan.example")


@given(st.text(max_size=40))
def test_no_text_breaks_the_host_parser(text: str) -> None:
    authority = parse_authority(text)
    if authority is not None:
        assert authority.host == authority.host.lower()
        assert authority.host.isascii()
        assert authority.covers(authority)
