"""Commands of the auditors' desk: decisions and phone answers, in and out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from night.commands.asked import Names, asked_for, say, settings_of, write, write_table

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class Language(StrEnum):
    sv = "sv"
    en = "en"


class Asked(StrEnum):
    responsible = "responsible"


@commands.command("import")
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Audit CSV or XLSX, or a filled phone sheet.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look at every row.")] = False,
) -> None:
    """Record decisions and phone answers: all rows or none, each bad one named; twice changes nothing."""
    from datetime import UTC, datetime

    from night.auditing import lines, take_in
    from night.workspace import open_store
    from reports.desk import question
    from reports.language import Language as Catalog

    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    with open_store(settings) as store:
        asked = question(Catalog(settings.language))
        found = take_in(file, store, registry, datetime.now(UTC), asked, dry_run=dry_run)
    for line in lines(found, file, dry_run=dry_run):
        print(line)


@commands.command("export")
def give(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="`….csv` or `….xlsx`.")],
) -> None:
    """Every decision that was ever recorded; `audit import` reads it back."""
    from night.auditing import decision_rows, suffix_of
    from night.workspace import open_store

    settings = settings_of(context)
    suffix_of(file)  # a wrong name is told before the database is opened
    with open_store(settings, create=False) as store:
        rows = decision_rows(store)
    write_table(rows, "decisions", file)
    say(f"{len(rows) - 1} decisions")


@commands.command()
def sheet(
    context: typer.Context,
    names: Names = None,
    aspect: Annotated[
        Asked, typer.Option(help="What is asked: only e can be settled by phone.")
    ] = Asked.responsible,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="`….xlsx` to fill in; beside it `….html` to print.")
    ] = Path("phone-sheet.xlsx"),
    lang: Annotated[Language | None, typer.Option(help="Language of the sheet.")] = None,
) -> None:
    """Whom to call about e: number and hours as the site gives them, the question, room for the answers."""
    from datetime import UTC, datetime

    from night.auditing import calls
    from night.errors import UserError
    from night.workspace import open_store
    from reports.desk import sheet_html, sheet_xlsx

    settings = settings_of(context, language=lang.value if lang else None)
    if out.suffix.lower() != ".xlsx":
        raise UserError(f"{out}: the sheet is a spreadsheet, name it ….xlsx.")
    registry, wanted = asked_for(settings, names)
    with open_store(settings, create=False) as store:
        found = calls(store, registry, [place.code for place in wanted] or None)
    if not found:
        raise UserError(f"nobody to call: no municipality has {aspect.value} unknown here.")
    write(sheet_xlsx(found, settings.language, datetime.now(UTC).date()), out)
    write(sheet_html(found, settings.language), out.with_suffix(".html"))
    print(f"{len(found)} to call; filled in: `vagvisaren audit import {out}`")
