"""The demo's parts: the example web as a process, agreement with its labels."""

import http.client
from pathlib import Path

import pytest

from night.demo import demo
from night.example_web import example_web, write_registry
from night.settings import Settings
from scoring.agreement.validation import VALIDATION_FILE
from scoring.registry import load_registry
from tests.night.real_crawl import RealCrawl, build


def ask(address: str, host: str) -> int:
    connection = http.client.HTTPConnection(address, timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_example_web_serves_while_the_block_lasts(tmp_path: Path) -> None:
    write_registry(tmp_path / "municipalities.csv")
    first = next(iter(load_registry(tmp_path / "municipalities.csv")))
    with example_web() as name_map:
        address = name_map.split(",")[0].partition("=")[2]
        assert ask(address, first.hosts[0]) in (200, 301)
    with pytest.raises(ConnectionRefusedError):
        ask(address, first.hosts[0])


def test_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("night.publish.site_builder", lambda *_, **__: build)
    said: list[str] = []
    assert demo(Settings(data=tmp_path), said.append, RealCrawl()) == 0
    out = capsys.readouterr().out
    assert "Almsta" in out
    assert "Agreement with the gold labels" in out
    assert "Björknäs (9108) existence: gold no, machine yes" in out
    assert (tmp_path / "demo" / VALIDATION_FILE).is_file()
    assert f"report: {tmp_path / 'demo' / 'report' / 'index.html'}" in out
    assert any("served by this machine" in line for line in said)
