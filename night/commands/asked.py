"""What every command begins with, and how each of them speaks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from night.settings import Settings
    from scoring.registry import Municipality, Registry

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Name, alias, code or host.")]


def say(text: str) -> None:
    """A remark: standard error, so that standard output stays clean."""
    from night.terminal import clean

    print(clean(text, 2000), file=sys.stderr, flush=True)


def settings_of(context: typer.Context, **flags: Any) -> Settings:
    """The settings, with the flags of this command (None: not given) before the environment."""
    from night.settings import load

    return load({"data": context.obj, **flags})


def asked_for(settings: Settings, names: list[str] | None) -> tuple[Registry, tuple[Municipality, ...]]:
    """The registry, and the municipalities that are named. Raises UserError, RegistryError, UnknownName,
    AmbiguousName."""
    from night.workspace import open_registry, resolve

    registry = open_registry(settings)
    return registry, resolve(registry, names or (), say)


def write_table(rows: list[list[str]], title: str, file: Path) -> None:
    """As CSV or XLSX, by the file's name. Raises UserError for another."""
    from night.auditing import suffix_of
    from reports.desk import csv_bytes, xlsx_bytes

    write(csv_bytes(rows) if suffix_of(file) == ".csv" else xlsx_bytes(rows, title), file)


def write(content: bytes, out: Path | None) -> None:
    """To the file, all of it or nothing; to standard output where none is given."""
    from scoring.store.atomic import replacing

    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with replacing(out) as stream:
        stream.write(content)
    say(f"{out}: {len(content)} bytes")
