"""Messages arrive, failures never matter, and no secret is ever told."""

import logging
import socket
from dataclasses import replace

import pytest

from night.notify import Message, misunderstood, send
from night.settings import Settings, load
from tests.night.inbox import SECRET, inbox

MESSAGE = Message("Vägvisaren: the run failed", ["NoBrowser: none", "Åre\x1b[2J: +existence"], "failure")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_message_arrives_clean() -> None:
    with inbox() as box:
        assert send(MESSAGE, Settings(notify=f"{box.address} {box.address}")) == ()
    assert len(box.got) == 2
    assert box.got[0]["title"] == "Vägvisaren: the run failed"
    assert box.got[0]["type"] == "failure"
    assert box.got[0]["message"] == "NoBrowser: none\nÅre: +existence"


def test_nobody_to_tell() -> None:
    assert send(MESSAGE, Settings()) == ()


def test_what_fails_is_told_without_a_secret(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with inbox(status=500) as box:
        nowhere = f"json://user:{SECRET}@127.0.0.1:{free_port()}/{SECRET}"
        wrong = f"no-such-service://{SECRET}"
        settings = Settings(notify=f"{box.address} {nowhere} {wrong} {SECRET}")
        failed = send(MESSAGE, settings)
    assert failed == (
        "address 1 (json): not accepted",
        "address 2 (json): not accepted",
        "address 3 (no-such-service): not understood",
        "address 4: not understood",
    )
    said = capfd.readouterr()
    assert SECRET not in said.out + said.err + caplog.text + repr(settings)
    assert SECRET not in "".join(record.getMessage() for record in caplog.records)


def test_the_others_are_told_when_one_fails() -> None:
    with inbox() as box:
        settings = Settings(notify=f"no-such-service://x {box.address}")
        assert len(send(MESSAGE, settings)) == 1
    assert len(box.got) == 1


def test_a_slow_server_does_not_hold_the_night() -> None:
    with inbox(slow=True) as box:
        assert send(MESSAGE, Settings(notify=box.address), seconds=0.5) == (
            "address 1 (json): no answer in time",
        )


def test_a_long_message_is_cut() -> None:
    assert len(replace(MESSAGE, lines=["x" * 900] * 50).body) == 4000


def test_addresses_come_from_the_environment_and_are_checked() -> None:
    settings = load({}, {"VAGVISAREN_NOTIFY": "json://127.0.0.1/a  mailto://u:p@example.org"})
    assert misunderstood(settings.notify.split()) == ()
    assert misunderstood(["nonsense", "json://127.0.0.1"]) == ("address 1",)
