"""The systemd units: well formed, hardened, and of commands that exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

import vagvisaren

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
PROGRAM = "/opt/vagvisaren/.venv/bin/vagvisaren"
MOST_EXPOSED = 3.0
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@needs_systemd
def test_systemd_understands_them(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        # Here neither the program nor its documentation lies where it is installed.
        text = unit.read_text().replace(PROGRAM, shutil.which("true") or "/bin/true")
        (tmp_path / unit.name).write_text(re.sub(r"^Documentation=.*\n", "", text, flags=re.MULTILINE))
    done = analyze("verify", *map(str, sorted(tmp_path.iterdir())))
    told = [line for line in (done.stdout + done.stderr).splitlines() if "vagvisaren" in line]
    assert (told, done.returncode) == ([], 0)


@needs_systemd
@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_they_are_hardened(service: Path) -> None:
    done = analyze("security", "--offline=true", str(service))
    exposure = re.search(r"Overall exposure level.*?: (\d+\.\d+)", done.stdout)
    if exposure is None:
        pytest.skip("this systemd cannot judge units offline")
    assert float(exposure[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_every_command_and_flag_exists(service: Path) -> None:
    commands = typer.main.get_command(vagvisaren.app).commands  # type: ignore[attr-defined]
    lines = re.findall(rf"^ExecStart={PROGRAM} (.+)$", service.read_text(), re.MULTILINE)
    assert lines
    for line in lines:
        name, *arguments = line.split()
        known = {flag for parameter in commands[name].params for flag in parameter.opts}
        assert {argument for argument in arguments if argument.startswith("--")} <= known


def test_chromium_can_start_under_the_crawls_unit() -> None:
    settings = dict(
        line.split("=", 1) for line in (UNITS / "vagvisaren.service").read_text().splitlines() if "=" in line
    )
    assert "MemoryDenyWriteExecute" not in settings
    assert "RestrictNamespaces" not in settings
    assert "chroot" in settings["SystemCallFilter"]
    assert settings["User"] != "root"
