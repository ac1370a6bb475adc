"""Every payload through the whole house: it stays text wherever it comes out."""

import csv
import io
import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import etree, html
from prometheus_client.parser import text_string_to_metric_families
from warcio.archiveiterator import ArchiveIterator

from crawler.log_lines import OneRecordFormatter
from crawler.reading.page import read_page
from night import log, status
from night.agreement_text import lines as validation_lines
from night.changes import Change
from night.changes import lines as change_lines
from night.check import CRITICAL, Checked, Problem
from night.evidence_text import readme, verdict_lines
from night.lexicon_mine import as_csv, as_json, mine
from night.lexicon_mine import lines as mined_lines
from night.metrics import write_metrics
from night.notify import Message, send
from night.rescore import Rescoring, load_judge
from night.settings import Settings
from night.terminal import clean
from reports.columns import RESULTS
from reports.export import document, escaped, export
from reports.site import build_site
from reports.webtext import show
from scoring.judge import judge
from scoring.store import Store
from tests.night.inbox import inbox
from tests.security.flooding import NOW, Flooded, flooded, observed, saturated
from tests.security.payloads import CORPUS

PAYLOADS = tuple(dict.fromkeys(CORPUS))
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class House:
    flood: Flooded
    root: Path

    def pages(self, lang: str) -> list[Path]:
        return sorted((self.root / lang).rglob("*.html"))


def house(root: Path, payloads: tuple[str, ...]) -> House:
    flood = flooded(root, payloads)
    with Store.open(flood.data, create=False) as store:
        for lang in LANGUAGES:
            build_site(store, flood.registry, root / lang, lang, flood.data)
    return House(flood, root)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house(tmp_path_factory.mktemp("hostile"), PAYLOADS)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The same with harmless texts: an address that may be a link, and words. As many as a page draws its
    charts for."""
    words = ("https://a.example/kontakt", "tel:+46123", *(f"Kontakt {number}" for number in range(18)))
    return house(tmp_path_factory.mktemp("plain"), words)


@pytest.fixture
def store(hostile: House) -> Iterator[Store]:
    with Store.open(hostile.flood.data, create=False) as opened:
        yield opened


def shape(house: House, lang: str) -> set[tuple[str, str]]:
    """Every (element, attribute) of the site; ("p", "") for an element."""
    found: set[tuple[str, str]] = set()
    for page in house.pages(lang):
        for element in html.parse(str(page)).iter():
            assert isinstance(element.tag, str), f"{page.name}: a comment or instruction"
            found.add((element.tag, ""))
            found |= {(element.tag, str(name)) for name in element.attrib}
    return found


def test_the_corpus_is_large() -> None:
    assert len(PAYLOADS) > 250


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_payload_makes_an_element_or_an_attribute(hostile: House, plain: House, lang: str) -> None:
    assert shape(hostile, lang) - shape(plain, lang) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_script_no_handler_no_foreign_address_no_direction_mark(hostile: House, lang: str) -> None:
    for page in hostile.pages(lang):
        source = page.read_text(encoding="utf-8")
        assert not UNSEEN.search(source), page.name
        tree = html.fromstring(source.encode())
        policies = tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
        assert len(policies) == 1
        assert policies[0].startswith("default-src 'none'; ")
        assert "unsafe" not in policies[0]
        for script in tree.iter("script"):
            assert not script.text
            assert re.fullmatch(r"(\.\./)*(static/\w+|kommun/names|changes/pictures)\.js", script.get("src"))
        for element in tree.iter():
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            for name in ("href", "src", "action", "formaction"):
                _check_address(element.get(name), name, page)


def _check_address(address: str | None, name: str, page: Path) -> None:
    if address is None or re.fullmatch(r"(\.\./)?[\w./-]*(#[\w=,!-]*)?", address):
        return
    assert name == "href", (page.name, address)
    assert re.match(r"(https?://[^/]|mailto:.|tel:.)", address), (page.name, address)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_payload_can_be_read_as_it_stood(hostile: House, lang: str) -> None:
    """Neutralised does not mean hidden: an auditor sees what was there."""
    for number, payload in enumerate(PAYLOADS):
        wanted = " ".join(show(payload[:4000], 60).rstrip("…").split())
        page = hostile.root / lang / "kommun" / f"{hostile.flood.measured(number)}.html"
        words = " ".join(str(html.parse(str(page)).getroot().text_content()).split())
        assert wanted in words, payload[:80]


def test_files_lie_only_where_they_belong(hostile: House) -> None:
    belongs = re.compile(
        r"registry\.csv|gold\.csv|data/vagvisaren\.db(-wal|-shm)?|data/validation\.json|data/figures\.prom"
        r"|data/archive/\d{8}T\d{6}Z/\d{4}\.warc\.gz"
        r"|(sv|en)/((sv|en)/)?\w+\.html|(sv|en)/((sv|en)/)?(kommun|county|group|size|changes|service)/[\w-]+\.(html|js)"
        r"|(sv|en)/static/[\w.-]+|(sv|en)/data/[\w.-]+|(sv|en)/kommun/\d{4}\.json"
        r"|(sv|en)/((sv|en)/)?(changes|kommun/\d{4}|county/[\w-]+)\.atom|(sv|en)/((sv|en)/)?badge/\d{4}\.svg"
    )
    files = [p.relative_to(hostile.root).as_posix() for p in hostile.root.rglob("*") if p.is_file()]
    assert [name for name in files if not belongs.fullmatch(name)] == []
    assert len(files) > 4 * len(PAYLOADS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_feeds_badges_and_catalogue_hold_text_and_no_markup_of_others(
    hostile: House, plain: House, lang: str
) -> None:
    def shapes(house: House) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        for path in sorted((house.root / lang).rglob("*")):
            if path.suffix in (".atom", ".rdf") or path.parent.name == "badge":
                assert not UNSEEN.search(path.read_text(encoding="utf-8")), path.name
                for element in etree.parse(str(path)).iter():
                    assert isinstance(element.tag, str), f"{path.name}: a comment or instruction"
                    names = ("", *(str(name) for name in element.attrib))
                    found |= {(path.suffix, element.tag, name) for name in names}
        return found

    assert shapes(hostile) - shapes(plain) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_of_a_municipality_cannot_act_and_says_what_stood_there(hostile: House, lang: str) -> None:
    for number, payload in enumerate(PAYLOADS):
        code = hostile.flood.measured(number)
        text = (hostile.root / lang / "kommun" / f"{code}.json").read_text(encoding="utf-8")
        assert not UNSEEN.search(text)
        assert text.count("\n") == 1
        assert json.loads(text)["municipality"]["name"] == hostile.flood.registry[code].name, payload[:60]


def test_the_database_holds_what_was_said_and_nothing_else(hostile: House, store: Store) -> None:
    assert store.check() == "ok"
    shown = store.latest()
    assert len(shown) == 2 * len(PAYLOADS)
    for number, payload in enumerate(PAYLOADS):
        code = hostile.flood.unmeasured(number)
        seen = store.observation(shown[code].run_id, code)
        assert seen is not None
        assert seen.status_detail == payload


def test_csv_cells_are_no_formulas(hostile: House, store: Store) -> None:
    content = export(store, hostile.flood.registry, "csv").decode()
    _check_csv(content, len(RESULTS), 1 + 2 * len(PAYLOADS))


def _check_csv(content: str, columns: int, rows: int | None = None) -> None:
    assert not UNSEEN.search(content.replace("\r\n", "\n"))
    found = list(csv.reader(io.StringIO(content, newline="")))
    assert {len(row) for row in found} == {columns}
    assert rows is None or len(found) == rows
    for cell in (cell for row in found for cell in row):
        assert not FORMULA.match(cell), cell[:80]
        assert "\n" not in cell
    # As a Swedish spreadsheet parts it, that takes the semicolon for the separator.
    for line in content.splitlines():
        assert not [part for part in line.split(";")[1:] if FORMULA.match(part)], line[:200]


def test_xlsx_cells_are_text(hostile: House, store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(store, hostile.flood.registry, "xlsx")))
    sheet = book["results"]
    assert sheet.max_row == 1 + 2 * len(PAYLOADS)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        assert cell.data_type in ("s", "n", "b", "d"), cell.value
        assert cell.hyperlink is None
        if isinstance(cell.value, str):
            assert not FORMULA.match(cell.value), cell.value[:80]
            assert not UNSEEN.search(cell.value)


def test_json_is_the_document_and_cannot_act(hostile: House, store: Store) -> None:
    content = export(store, hostile.flood.registry, "json").decode()
    assert not UNSEEN.search(content)
    assert json.loads(content) == json.loads(json.dumps(document(store, hostile.flood.registry)))


def test_parquet_holds_the_texts(hostile: House, store: Store) -> None:
    table = pq.read_table(io.BytesIO(export(store, hostile.flood.registry, "parquet")))
    assert (table.num_rows, table.num_columns) == (2 * len(PAYLOADS), len(RESULTS))
    said = set(table.column("entry_text").to_pylist())
    assert {"<script>alert('vilse')</script>", "=1+1"} <= said


def check_lines(found: list[str]) -> None:
    assert found
    for line in found:
        assert not UNSEEN.search(line), line[:200]
        assert "\n" not in line


def test_status_moves_no_cursor(hostile: House, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "SHOWN_NAMES", 10_000)
    settings = Settings(data=hostile.flood.data, contact="\x1b[2J")
    check_lines(list(status.status(store, hostile.flood.registry, settings, NOW)))
    run = store.runs()[0]
    check_lines([status._run_line(replace(run, note=payload)) for payload in PAYLOADS])


def test_the_check_for_monitoring_is_one_line(hostile: House) -> None:
    found = [Checked((Problem("x", CRITICAL, payload),), "", "free=1B").line for payload in PAYLOADS]
    check_lines(found)
    assert {line.count("|") for line in found} == {1}


def test_rescore_moves_no_cursor(hostile: House, store: Store) -> None:
    work = Rescoring(store, hostile.flood.registry, load_judge(), hostile.flood.data)
    codes = [hostile.flood.measured(number) for number in range(0, len(PAYLOADS), 8)]
    check_lines(list(work.report(codes, NOW)))


def test_validate_moves_no_cursor(hostile: House) -> None:
    found = hostile.flood.validation
    assert len(found.disagreements) >= len(PAYLOADS)
    check_lines(list(validation_lines(found)))
    assert not UNSEEN.search(escaped(found.as_json()))


def test_an_evidence_file_says_nothing_on_a_line_of_its_own(hostile: House, store: Store) -> None:
    shown = store.latest()
    counts = set()
    for number in range(len(PAYLOADS)):
        place = hostile.flood.registry[hostile.flood.measured(number)]
        found = shown[place.code]
        result = saturated(shown[hostile.flood.measured(0)].result, PAYLOADS[number])
        for language in LANGUAGES:
            text = verdict_lines(place, found.run_id, result, language)
            assert not UNSEEN.search(text)
            counts.add((language, text.count("\n")))
        assert not UNSEEN.search(readme(place, found.run_id, result))
    assert len(counts) == len(LANGUAGES)


def test_lexicon_mine_moves_no_cursor_and_no_cell(hostile: House, store: Store) -> None:
    mined = mine(store, hostile.flood.registry)
    assert len(mined.found) > 20
    check_lines(list(mined_lines(mined)))
    assert not UNSEEN.search(as_json(mined))
    _check_csv(as_csv(mined), 9)


def test_notifications_are_clean_text(hostile: House, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [Change(place.code, ("existence",), ()) for place in hostile.flood.registry]
    monkeypatch.setattr("night.changes.SHOWN", len(changed))
    lines = [*PAYLOADS, *change_lines(changed, hostile.flood.registry)]
    check_lines([line for payload in lines for line in Message("x", [payload]).body.split("\n")])
    with inbox() as box:
        assert send(Message("Vägvisaren", lines), Settings(notify=box.address)) == ()
    assert not UNSEEN.search(box.text)
    assert [message["title"] for message in box.got] == ["Vägvisaren"]


def test_notifications_are_said_to_be_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail's reader would otherwise be shown HTML."""
    import apprise

    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(apprise.Apprise, "notify", lambda self, **given: asked.append(given) or True)
    assert send(Message("x", ["<b>fet</b>"]), Settings(notify="json://localhost")) == ()
    assert asked[0]["body_format"] == apprise.NotifyFormat.TEXT


def test_figures_are_ours_alone(hostile: House) -> None:
    path = hostile.flood.data / "figures.prom"
    write_metrics(path, hostile.flood.data)
    families = list(text_string_to_metric_families(path.read_text(encoding="utf-8")))
    assert {family.name[:11] for family in families} == {"vagvisaren_"}
    labels = {tuple(sample.labels.items()) for family in families for sample in family.samples}
    assert labels == {(), (("reason", "blocked"),)}


RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[vilse\] INFO: |    \| ")


def test_a_log_record_cannot_be_forged() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        OneRecordFormatter("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    )
    logger = logging.Logger("vilse")  # of its own, without the tests' handlers
    logger.addHandler(handler)
    for payload in PAYLOADS:
        try:
            raise ValueError(payload)
        except ValueError:
            logger.info("%s", payload, exc_info=True)
    assert not UNSEEN.search(stream.getvalue())
    records = stream.getvalue().rstrip("\n").split("\n")
    assert [line[:80] for line in records if not RECORD.match(line)] == []
    assert sum(not line.startswith("    | ") for line in records) == len(PAYLOADS)


def test_the_crash_log_follows_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    somebodys, shared = tmp_path / "somebodys", tmp_path / "tmp"
    shared.mkdir()
    somebodys.write_text("as it was")
    (shared / f"vagvisaren-{os.getuid()}.log").symlink_to(somebodys)
    monkeypatch.setenv("VAGVISAREN_DATA", str(tmp_path / "none"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(shared))
    assert "no place to write it" in log.explained(RuntimeError("x"))[0]
    assert somebodys.read_text() == "as it was"


def test_the_crash_log_and_the_last_words_are_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_DATA", str(tmp_path))
    said = [log.explained(RuntimeError(payload))[0] for payload in PAYLOADS]
    check_lines(said)
    written = (tmp_path / "vagvisaren.log").read_text(encoding="utf-8")
    assert not UNSEEN.search(written)
    starts = [line for line in written.split("\n") if line and not line.startswith("    | ")]
    assert len(starts) == 2 * len(PAYLOADS)  # the moment, and "Traceback"


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_line_on_the_terminal(payload: str) -> None:
    line = clean(payload)
    assert not UNSEEN.search(line)
    assert len(line) <= 300


def test_no_payload_is_slow_to_judge(hostile: House) -> None:
    """A pattern that goes back and forth over a long text would hold up the whole night."""
    for number, payload in enumerate(PAYLOADS):
        place = hostile.flood.registry[hostile.flood.measured(number)]
        seen = observed(place.code, payload, place.name)
        began = time.process_time()
        judge(seen, hostile.flood.registry.place_names(place.code))
        assert time.process_time() - began < 1.0, payload[:60]


def test_what_is_read_from_a_page_is_text(hostile: House) -> None:
    """Raw in the markup and escaped in it: no control character becomes part of an observation's words."""
    for payload in PAYLOADS:
        for words in (payload, escape(payload, quote=True)):
            body = (
                f"<html lang=sv><head><title>{words}</title></head><body><main>"
                f"<h1>Kontaktcenter {words}</h1><p>{words}</p>"
                f'<ul><li><a href="{words}">{words}</a></ul><p>Telefon 021-39 00 00 {words}</main>'
            )
            url = "https://a.example/"
            page = read_page(
                body, url=url, final_url=url, status=200, content_type="text/html", role="target"
            )
            _check_words(page.model_dump(mode="json"), "")


def _check_words(value: Any, name: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_words(inner, key)
    elif isinstance(value, list):
        for inner in value:
            _check_words(inner, name)
    elif isinstance(value, str) and "url" not in name:
        assert not UNSEEN.search(value.replace("\n", "")), (name, value[:80])


def test_the_archive_has_its_records_and_no_more(hostile: House) -> None:
    kinds = ["warcinfo", "metadata", "response", "request"]
    for path in sorted(hostile.flood.data.glob("archive/*/1*.warc.gz")):
        with path.open("rb") as stream:
            found = []
            for record in ArchiveIterator(stream):
                found.append(record.rec_type)
                heads = record.rec_headers.headers + (
                    record.http_headers.headers if record.http_headers else []
                )
                for name, value in heads:
                    assert not re.search(r"[\x00-\x1f\x7f]", f"{name}{value}")
                record.content_stream().read()
        assert found == kinds, path.name
