"""Commands about the words that the method looks for."""

from __future__ import annotations

from typing import Annotated

import typer

from night.commands.asked import asked_for, settings_of, write

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command()
def mine(
    context: typer.Context,
    all_runs: Annotated[
        bool, typer.Option("--all-runs", help="Every run that is kept, not only the last.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, one row per example.")] = False,
) -> None:
    """Labels that no class knows and that lead to pages with phone and hours: how brands are found."""
    from night import lexicon_mine
    from night.errors import UserError
    from night.workspace import open_store

    if as_json and as_csv:
        raise UserError("--json or --csv, not both.")
    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    with open_store(settings, create=False) as store:
        mined = lexicon_mine.mine(store, registry, every_run=all_runs)
    if as_json or as_csv:
        write((lexicon_mine.as_json(mined) if as_json else lexicon_mine.as_csv(mined)).encode(), None)
        return
    for line in lexicon_mine.lines(mined):
        print(line)
