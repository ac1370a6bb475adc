"""Every line of `vagvisaren doctor`, well and not."""

import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from night.doctor import CHECKS, doctor, examine, machine, program
from night.doctor import data as data_checks
from night.doctor.finding import Finding
from night.settings import Settings
from scoring.store import DATABASE, Store, migrate
from tests.night.inbox import SECRET, inbox

NOW = datetime.now(UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    return Settings(data=folder, contact="mailto:web@example.org")


def test_all_lines_are_said_and_one_decides() -> None:
    said: list[str] = []
    findings = [
        ("clock", Finding(True, "right", "Never said.")),
        ("disk", Finding(False, "full", "Free some.")),
    ]
    assert doctor(Settings(), said.append, findings) == 1
    assert said == ["ok  clock: right", "!!  disk: full. Free some."]
    assert doctor(Settings(), said.append, findings[:1]) == 0


def test_a_check_that_breaks_does_not_end_the_others() -> None:
    def broken(*_: object) -> Finding:
        raise RuntimeError("unforeseen")

    found = dict(examine(Settings(), {"one": broken, "two": lambda *_: Finding(True, "well")}))
    assert "RuntimeError: unforeseen" in found["one"].text
    assert found["two"].well


def test_this_machine_has_an_answer_to_everything(settings: Settings) -> None:
    found = dict(examine(settings, {name: CHECKS[name] for name in CHECKS.keys() - {"DNS"}}))
    assert not [name for name, finding in found.items() if "the check itself failed" in finding.text]
    assert all(finding.well or finding.remedy for finding in found.values())
    assert found["browser"].well, found["browser"]
    assert found["fonts"].well


def test_no_browser_and_one_that_does_not_start(settings: Settings, tmp_path: Path) -> None:
    none = program.browser(Settings(browser=str(tmp_path / "missing")), NOW)
    assert not none.well
    assert "VAGVISAREN_BROWSER" in none.remedy
    script = tmp_path / "browser"
    script.write_text("#!/bin/sh\nexit 1\n")
    script.chmod(0o755)
    broken = program.browser(Settings(browser=str(script)), NOW)
    assert (broken.well, "does not start" in broken.text) == (False, True)


def test_versions_against_the_lock(settings: Settings, tmp_path: Path) -> None:
    assert program.versions(settings, NOW).well, program.versions(settings, NOW)
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        'scrapy==1.0 \\\n    --hash=sha256:0\nnot-there==2 \\\nfar==1 ; sys_platform == "win32" \\\n'
    )
    found = program.versions(settings, NOW, lock)
    assert not found.well
    assert "(pinned 1.0), not-there missing (pinned 2)" in found.text
    assert "far" not in found.text
    assert "no lock file" in program.versions(settings, NOW, tmp_path / "no.lock").text


def test_names() -> None:
    def offline(host: str) -> object:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    found = machine.names(["a.example", "b.example"], offline)
    assert not found.well
    assert "no name resolves (a.example, b.example)" in found.text
    assert "vagvisaren demo" in found.remedy
    assert machine.names(["a.example", "b.example"], lambda host: host if host < "b" else offline(host)).well


def test_a_name_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "DNS_SECONDS", 0.05)
    over = threading.Event()
    try:
        assert not machine.names(["a.example"], lambda _: over.wait()).well
    finally:
        over.set()


def test_the_names_asked_for_are_the_registrys(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(machine, "_look_up", lambda host: asked.append(host) or True)
    assert machine.dns(settings, NOW).well
    assert len(asked) == 3
    assert all(host.endswith(".se") for host in asked)


def test_fonts(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").write_bytes(b"")
    (tmp_path / "Symbols.ttf").write_bytes(b"")
    assert machine._known_files([str(tmp_path)]) == {"DejaVuSans"}
    monkeypatch.setattr(machine, "_swedish_families", set)
    monkeypatch.setattr(machine, "_known_files", set)
    found = machine.fonts(settings, NOW)
    assert not found.well
    assert "fonts-liberation" in found.remedy


def test_the_clock(settings: Settings) -> None:
    assert machine.clock(settings, NOW).well
    assert not machine.clock(settings, datetime(1970, 1, 1, tzinfo=UTC)).well
    later = (NOW + timedelta(days=2)).timestamp()
    (settings.data / "registry.csv").write_text("")
    os.utime(settings.data / "registry.csv", (later, later))
    found = machine.clock(settings, NOW)
    assert not found.well
    assert "a file here is from" in found.text


def test_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.disk(Settings(data=settings.data / "not" / "there"), NOW).text.endswith("GB free")
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 10**18)
    found = machine.disk(settings, NOW)
    assert (found.well, "vagvisaren prune" in found.remedy) == (False, True)


def test_permissions(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_checks.permissions(settings, NOW).well
    assert "not there yet" in data_checks.permissions(Settings(data=settings.data / "new"), NOW).text
    settings.data.chmod(0o777)
    assert "everybody may write" in data_checks.permissions(settings, NOW).text
    settings.data.chmod(0o755)
    closed = settings.data / DATABASE
    closed.write_bytes(b"")
    # Root may write everything: the question itself is answered otherwise.
    monkeypatch.setattr(os, "access", lambda path, _mode: path != closed)
    found = data_checks.permissions(settings, NOW)
    assert (found.well, str(closed) in found.text) == (False, True)


def test_database(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "none yet" in data_checks.database(settings, NOW).text
    Store.open(settings.data).close()
    assert data_checks.database(settings, NOW).text.startswith("whole")
    monkeypatch.setattr(migrate, "VERSIONS", (*migrate.VERSIONS, "9998"))
    assert "brings it to version 9998" in data_checks.database(settings, NOW).text
    (settings.data / DATABASE).write_bytes(b"This is a letter, not a database. " * 100)
    found = data_checks.database(settings, NOW)
    assert (found.well, "not a database" in found.text) == (False, True)


def test_what_the_operator_has_set(settings: Settings, tmp_path: Path) -> None:
    assert data_checks.registry(settings, NOW).text == "290 municipalities"
    (tmp_path / "bad.csv").write_text("code,name\n1,x\n")
    assert not data_checks.registry(Settings(registry=tmp_path / "bad.csv"), NOW).well
    assert data_checks.contact(settings, NOW).well
    assert not data_checks.contact(Settings(), NOW).well
    assert data_checks.notifications(settings, NOW).text == "none asked for"
    assert data_checks.notifications(Settings(notify="json://127.0.0.1"), NOW).text == "1 address"
    found = data_checks.notifications(Settings(notify="s3cret json://127.0.0.1"), NOW)
    assert (found.well, "s3cret" in found.text + found.remedy) == (False, False)


def test_a_test_message_is_really_sent() -> None:
    with inbox() as box:
        assert data_checks.sent_message(Settings(notify=box.address), NOW).well
        assert box.got[0]["title"] == "Vägvisaren: a test"
    with inbox(status=500) as box:
        found = data_checks.sent_message(Settings(notify=box.address), NOW)
        assert (found.well, SECRET in found.text) == (False, False)
        assert found.text.startswith("did not get through: address 1 (json)")
    assert not data_checks.sent_message(Settings(), NOW).well


def test_without_authorities_no_certificate_can_be_judged(settings: Settings, tmp_path: Path) -> None:
    folder, bundle = tmp_path / "certs", tmp_path / "bundle.pem"
    folder.mkdir()
    bundle.write_text("# empty\n")
    stores = [None, str(tmp_path / "missing"), str(folder), str(bundle)]
    none = machine.authorities(settings, NOW, stores)
    assert (none.well, "ca-certificates" in none.remedy) == (False, True)
    bundle.write_text("-----BEGIN CERTIFICATE-----\n" * 2)
    assert machine.authorities(settings, NOW, stores).text == f"2 authorities in {bundle}"
    (folder / "0a1b2c3d.0").write_text("")
    assert machine.authorities(settings, NOW, stores) == Finding(True, f"authorities in {folder}")
