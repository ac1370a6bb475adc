"""Commands about surveys: what no website shows, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from night.commands.asked import asked_for, say, settings_of, write_table

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("import")
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX; columns in docs/interface.md.")],
    mapping: Annotated[
        str, typer.Option(metavar="NAME", help="A file of others: servicescore, kolada, contact-centre.")
    ] = "",
    source: Annotated[str, typer.Option(help="Where the file says no source.")] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help="Where the file says no date.")] = "",
    collector: Annotated[str, typer.Option(help="Where the file says no collector.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look at every row.")] = False,
) -> None:
    """Take in what a survey says: all rows or none, each bad one named; again replaces what it said."""
    from datetime import UTC, datetime

    from night.surveys import lines, take_in
    from night.workspace import open_store

    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    given = {"source": source, "date": date, "collector": collector}
    with open_store(settings) as store:
        found = take_in(file, store, registry, datetime.now(UTC), mapping, given, dry_run=dry_run)
    for line in lines(found, file, dry_run=dry_run):
        print(line)


@commands.command("export")
def give(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="`….csv` or `….xlsx`.")],
) -> None:
    """Every value that was imported; `survey import` reads it back."""
    from night.auditing import suffix_of
    from night.surveys import value_rows
    from night.workspace import open_store

    settings = settings_of(context)
    suffix_of(file)  # a wrong name is told before the database is opened
    with open_store(settings, create=False) as store:
        rows = value_rows(store)
    write_table(rows, "survey", file)
    say(f"{len(rows) - 1} values")


@commands.command()
def forget(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="As `survey export` writes it.")],
) -> None:
    """Take out every value of one source."""
    from night.errors import UserError
    from night.workspace import open_store

    with open_store(settings_of(context), create=False) as store:
        gone = store.surveys.forget(source)
        known = sorted({value.source for value in store.surveys.all()})
    if not gone:
        raise UserError(f"nothing is from {source!r}; there is {', '.join(known) or 'nothing imported'}.")
    print(f"{gone} values of {source} are gone; `vagvisaren report` shows it")
