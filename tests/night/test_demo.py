"""The demo's parts: the example web as a process, agreement with labels."""

import http.client
from pathlib import Path

import pytest

from night.agreement import COLUMNS, read_gold
from night.demo import agreement_lines, demo
from night.errors import UserError
from night.example_web import example_web, write_registry
from night.run import Night, run
from night.settings import Settings
from scoring.registry import load_registry
from scoring.store import Store
from tests.night.real_crawl import RealCrawl, build, places

HEAD = f"code,{','.join(COLUMNS)}\n"


def ask(address: str, host: str) -> int:
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


def gold(folder: Path, *rows: str) -> Path:
    path = folder / "gold.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def test_agreement_counts_and_names_every_disagreement(tmp_path: Path) -> None:
    run(Night(Settings(data=tmp_path), places(3), lambda _: None, RealCrawl(), build))
    labels = gold(tmp_path, "9901,yes,yes,no,,no|review,,,,unknown", "9902,yes,,,,,,,,", "9999,no,,,,,,,,")
    with Store.open(tmp_path) as store:
        told = "\n".join(agreement_lines(store, places(3), labels))
    assert "existence          2/2 (100%)" in told
    assert "front_page         0/1 (0%)" in told
    assert "Kommun 9901 (9901) prominence: yes, gold no|review; A1_named" in told
    assert "responsible        1/1" in told


@pytest.mark.parametrize(
    ("row", "words"), [("9901,maybe", "gold.csv:2: existence is 'maybe'"), (",yes", "gold.csv:2.*code")]
)
def test_a_bad_label_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_gold(gold(tmp_path, row))


def test_the_example_web_serves_while_the_block_lasts(tmp_path: Path) -> None:
    write_registry(tmp_path / "municipalities.csv")
    first = next(iter(load_registry(tmp_path / "municipalities.csv")))
    with example_web() as name_map:
        address = name_map.split(",")[0].partition("=")[2]
        assert ask(address, first.hosts[0]) in (200, 301)
    with pytest.raises(ConnectionRefusedError):
        ask(address, first.hosts[0])


def test_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("night.publish.site_builder", lambda: build)
    said: list[str] = []
    assert demo(Settings(data=tmp_path), said.append, RealCrawl()) == 0
    out = capsys.readouterr().out
    assert "Almsta" in out
    assert f"report: {tmp_path / 'demo' / 'report' / 'index.html'}" in out
    assert any("served by this machine" in line for line in said)
