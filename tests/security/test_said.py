"""Every payload as the word of an auditor, of a municipality, and as what a phone sheet is filled in with."""

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from night.auditing import calls, decision_rows, take_in
from night.objecting import lines, rows
from reports.desk import csv_bytes, sheet_html, sheet_xlsx, xlsx_bytes
from reports.preview import Invitation, Preview
from reports.site import build_site
from scoring.decisions import NewDecision, problems
from scoring.objections import NewObjection
from scoring.objections import problems as objection_problems
from scoring.store import NewRun, Store
from tests.night.real_crawl import places
from tests.security.payloads import CORPUS
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
REGISTRY = places(1)
CODE = "9901"
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One municipality about which everything was said that can be recorded."""
    found = Store.open(tmp_path_factory.mktemp("said"), clock=lambda: NOW)
    run = found.begin_run(NewRun((CODE,)), NOW)
    seen = observation(CODE)
    found.save(run.id, seen, result(seen, prominence=aspect("review")))
    found.finish_run(run.id, "finished", NOW, published=True)
    decided = [
        NewDecision(code=CODE, aspect="prominence", verdict="yes", by=text[:200], at="2026-02-01", why=text)
        for text in dict.fromkeys(CORPUS)
    ]
    kept = [new for new in decided if not list(problems(new, NOW))]
    assert len(kept) > len(decided) / 2
    found.decisions.add(kept, NOW)
    for text in dict.fromkeys(CORPUS):
        new = NewObjection(code=CODE, aspect="help_info", by=text[:200], at="2026-02-01", text=text)
        if not list(objection_problems(new, NOW)):
            found.objections.record(new, "Ada", NOW)
    return found


def harmless(page: bytes) -> None:
    tree = html.fromstring(page)
    addresses = [str(found).strip().casefold() for found in tree.xpath("//@href | //@src | //@srcset")]
    assert not [found for found in addresses if found.startswith(("javascript:", "data:", "vbscript:"))]
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    scripts = [script.get("src") or "inline" for script in tree.xpath("//script")]
    assert all(name.startswith(("../static/", "static/", "../../static/")) for name in scripts), scripts
    assert not tree.xpath("//iframe | //object | //embed | //form[@action[contains(., '://')]]")


def test_the_page_of_the_report_and_the_preview(store: Store, tmp_path: Path) -> None:
    build_site(store, REGISTRY, tmp_path, "sv")
    harmless((tmp_path / "kommun" / f"{CODE}.html").read_bytes())
    preview = Preview(REGISTRY, REGISTRY[CODE], tmp_path, "sv", Invitation("javascript:alert(1)", ""))
    for name, content in preview.files(store.latest()[CODE], None):
        if name.endswith(".html"):
            harmless(content)


def test_the_desks_files(store: Store) -> None:
    for table in (decision_rows(store), rows(store.objections.all())):
        for row in csv.reader(io.StringIO(csv_bytes(table).decode(), newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(FORMULAS)]
        book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, "desk")))
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_said_comes_back_as_it_was(store: Store, tmp_path: Path, kind: str) -> None:
    table = decision_rows(store)
    path = tmp_path / f"said.{kind}"
    path.write_bytes(csv_bytes(table) if kind == "csv" else xlsx_bytes(table, "desk"))
    taken = take_in(path, store, REGISTRY, NOW, "?")
    assert (taken.new, taken.known) == (0, len(table) - 1)


def test_the_phone_sheet(store: Store) -> None:
    (call,) = calls(store, REGISTRY, None)
    evil = [replace(call, name=text[:500], number=text[:500], hours=text[:500]) for text in CORPUS]
    page = html.fromstring(sheet_html(evil, "sv"))
    assert not page.xpath("//script | //@*[starts-with(name(), 'on')] | //a")
    book = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(evil, "sv", NOW.date())))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_list_on_the_terminal_moves_no_cursor(store: Store) -> None:
    for line in lines(store.objections.all(), REGISTRY, still_open=True):
        assert not [
            c for c in line if unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in TURNS
        ]
