"""What the browsers' driver hears: everything that was asked for, and nothing that floods it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from crawler.browser import driver
from crawler.browser.environment import inherited

NODE, _ = compute_driver_executable()
LISTENER = """
const stdio = ["inherit", "inherit", "inherit", "pipe", "pipe"];
const child = require("child_process").spawn(process.argv[1], ["-c", process.argv[2]], { stdio });
const heard = [];
child.stdio[4].on("data", (data) => heard.push(data));
child.stdio[4].on("close", () => process.stdout.write(Buffer.concat(heard)));
"""
"""Listens to the fifth file of a process, as the driver does to a browser's."""
SPEAKER = "import os, sys; [os.write(4, part) for part in {parts!r}]"


def event(method: str, text: str = "") -> bytes:
    return json.dumps({"method": method, "params": {"text": text}}, separators=(",", ":")).encode() + b"\0"


def answer(text: str) -> bytes:
    return json.dumps({"id": 7, "result": {"value": text}}, separators=(",", ":")).encode() + b"\0"


def heard(tmp_path: Path, *parts: bytes) -> bytes:
    program = tmp_path / "speaker.py"
    program.write_text(SPEAKER.format(parts=parts), encoding="utf-8")
    with inherited(driver.surroundings()):
        listening = [NODE, "-e", LISTENER, sys.executable, f"exec(open({str(program)!r}).read())"]
        done = subprocess.run(listening, capture_output=True, check=True, env=dict(os.environ))
    return done.stdout


LOADED, SAID = event("Page.loadEventFired"), event("Runtime.consoleAPICalled", "x" * 70_000)
ERRED, FRAME = event("Runtime.exceptionThrown", "y"), event("Network.webSocketFrameReceived", "z")


def test_what_nobody_asked_for_is_dropped(tmp_path: Path) -> None:
    asked = answer("Runtime.consoleAPICalled")
    said = LOADED + SAID + asked + ERRED + FRAME + LOADED
    assert heard(tmp_path, said) == LOADED + asked + LOADED


@pytest.mark.parametrize("length", [1, 7, 4096])
def test_however_it_comes_in(tmp_path: Path, length: int) -> None:
    said = LOADED + event("Runtime.consoleAPICalled", "x" * 300) + answer("å" * 40) + ERRED + b"{}\0" + LOADED
    parts = [said[at : at + length] for at in range(0, len(said), length)]
    assert heard(tmp_path, *parts) == LOADED + answer("å" * 40) + b"{}\0" + LOADED


def test_an_answer_may_be_as_long_as_it_is_and_an_event_may_not(tmp_path: Path) -> None:
    long, long_event = answer("x" * 3_000_000), event("Network.requestWillBeSent", "data:" * 300_000)
    fair = event("Network.requestWillBeSent", "x" * 500_000)
    assert heard(tmp_path, long_event + long + fair + long_event + LOADED) == long + fair + LOADED


def request(url: str) -> bytes:
    params = {"requestId": "1.2", "documentURL": "http://a.test/", "request": {"url": url}}
    return event("Network.requestWillBeSent").replace(
        b'{"text":""}', json.dumps(params, separators=(",", ":")).encode()
    )


@pytest.mark.parametrize("length", [10, 4096, 900_000])
def test_what_stands_in_its_own_address_is_asked_of_nobody(tmp_path: Path, length: int) -> None:
    asked = request("http://a.test/?data:")
    assert heard(tmp_path, asked, request(f"data:image/png;base64,{'A' * length}"), LOADED) == asked + LOADED


def test_what_was_half_said_is_not_lost(tmp_path: Path) -> None:
    assert heard(tmp_path, LOADED + b'{"method":"Pa') == LOADED + b'{"method":"Pa'


def test_own_options_of_node_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_OPTIONS", "--max-old-space-size=900")
    with inherited(driver.surroundings()):
        options = os.environ["NODE_OPTIONS"]
        assert options.startswith("--max-old-space-size=900 --require ")
        subprocess.run([NODE, "-e", "0"], check=True)
    assert os.environ["NODE_OPTIONS"] == "--max-old-space-size=900"


def test_a_path_with_blanks_and_quotes_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / 'a "house" of one'
    odd.mkdir()
    (odd / "ear.cjs").write_text("process.stdout.write('heard')", encoding="utf-8")
    monkeypatch.setattr(driver, "EAR", odd / "ear.cjs")
    with inherited(driver.surroundings()):
        done = subprocess.run([NODE, "-e", "0"], capture_output=True, check=True, env=dict(os.environ))
    assert done.stdout == b"heard"
