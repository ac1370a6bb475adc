"""Docs that cannot drift: every command, flag, status reason and code stands where its reader looks for
it."""

import typing
from pathlib import Path

import pytest
import typer.main

import vagvisaren
from scoring.codes import Code
from scoring.observation import StatusReason

DOCS = Path(__file__).resolve().parents[1] / "docs"
COMMANDS = typer.main.get_command(vagvisaren.app).commands  # type: ignore[attr-defined]


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_flag_is_documented(name: str) -> None:
    interface = text("interface.md")
    assert f"`{name}" in interface
    flags = {flag for parameter in COMMANDS[name].params for flag in parameter.opts if flag.startswith("--")}
    missing = {flag for flag in flags - {"--help"} if f"{flag}" not in interface}
    assert not missing


@pytest.mark.parametrize("reason", typing.get_args(StatusReason))
def test_every_status_reason_is_documented(reason: str) -> None:
    assert f"`{reason}`" in text("interface.md")


@pytest.mark.parametrize("code", [code.value for code in Code])
def test_every_code_is_documented(code: str) -> None:
    assert f"`{code}`" in text("method.md")


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_between_the_docs_resolve(path: Path) -> None:
    for part in path.read_text(encoding="utf-8").split("](")[1:]:
        target = part.split(")", 1)[0].split("#")[0]
        if target and "://" not in target:
            assert (path.parent / target).exists(), target
