"""Commands that visit municipalities, or judge again what a visit saw."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from night.commands.asked import Names, asked_for, say, settings_of

if TYPE_CHECKING:
    from night.context import Ended
    from night.settings import Settings
    from scoring.registry import Municipality, Registry

commands = typer.Typer()


@commands.command()
def crawl(
    context: typer.Context,
    names: Names = None,
    registry: Annotated[Path | None, typer.Option(metavar="FILE", help="Registry CSV.")] = None,
    concurrency: Annotated[
        int | None, typer.Option(metavar="N", help="Pages in the browser at once.")
    ] = None,
    sectors: Annotated[
        bool, typer.Option("--sectors", help="Weekly: the pages of twelve fields, from what nights saw.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the interrupted run.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="By day: those that the night left unmeasured or changed.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit loopback and private addresses.")
    ] = False,
    deadline: Annotated[
        str | None,
        typer.Option(
            metavar="HH:MM|MINUTES", help="Then no further one is begun; what is there goes through the gate."
        ),
    ] = None,
    archive: Annotated[
        str | None, typer.Option(metavar="no|yes|full", help="How much of a visit is archived.")
    ] = None,
) -> None:
    """Visit all (or the named) municipalities, measure, score, build the reports."""
    from night.errors import UserError

    settings = settings_of(
        context,
        registry=registry,
        concurrency=concurrency,
        allow_private=allow_private or None,
        deadline=deadline,
        archive=archive,
    )
    if sectors:
        if resume or again or deadline:
            raise UserError("--sectors goes without --resume, --again and --deadline: it is done in minutes.")
        raise typer.Exit(_visit_sectors(settings, names))
    if again:
        raise typer.Exit(_visit_again(settings, names, resume=resume))
    raise typer.Exit(_visit(settings, *asked_for(settings, names), resume=resume).exit_code)


def _visit_again(settings: Settings, names: list[str] | None, *, resume: bool) -> int:
    from night.by_day import again_by_day, interrupted_night, unseen_night
    from night.context import Night
    from night.errors import UserError

    if names or resume:
        raise UserError("--again finds its municipalities itself: leave names and --resume out.")
    places, _ = asked_for(settings, None)
    night = Night(settings, places, say)
    if interrupted_night(night) or unseen_night(night):
        # What it did not come to is left unmeasured too, and what may pass is visited again at its end.
        return _visit(settings, places, (), resume=True).exit_code
    wanted = again_by_day(night)
    if not wanted:
        say("nothing to visit again: the night measured all that could be measured, and nothing is changing")
        return 0
    say(f"again by day: {', '.join(row.name for row in wanted)}")
    return _visit(settings, places, wanted).exit_code


def _visit_sectors(settings: Settings, names: list[str] | None) -> int:
    from night.context import Night
    from night.sectors import crawl_sectors

    registry, wanted = asked_for(settings, names)
    ended = crawl_sectors(Night(settings, registry, say), wanted)
    say(ended.message)
    if ended.report:
        print(f"report: {ended.report}")
    return ended.exit_code


def _visit(
    settings: Settings, places: Registry, wanted: Sequence[Municipality], *, resume: bool = False
) -> Ended:
    from night.context import Night
    from night.run import run

    ended = run(Night(settings, places, say), wanted, resume=resume)
    say(f"run {ended.run.id}: {ended.message}")
    if ended.report:
        print(f"report: {ended.report}")
    return ended


@commands.command()
def rescore(
    context: typer.Context,
    names: Names = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every municipality that was ever visited.")
    ] = False,
    live: Annotated[bool, typer.Option("--live", help="Visit again first.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="With --live: permit private addresses.")
    ] = False,
) -> None:
    """Judge again what was seen, without the network; before and after, aspect by aspect, with reasons."""
    from night.errors import UserError

    if bool(names) == everything:
        raise UserError("rescore needs either names or --all: `vagvisaren rescore NAME`, or `rescore --all`.")
    settings = settings_of(context, allow_private=allow_private or None)
    raise typer.Exit(_rescore_live(settings, names) if live else _rescore(settings, names))


def _rescore(settings: Settings, names: list[str] | None) -> int:
    from datetime import UTC, datetime

    from night.rescore import Rescoring, load_judge
    from night.workspace import open_store

    registry, wanted = asked_for(settings, names)
    with open_store(settings, create=False) as store:
        work = Rescoring(store, registry, load_judge(), settings.data)
        for line in work.report([m.code for m in wanted], datetime.now(UTC)):
            print(line)
    return 0


def _rescore_live(settings: Settings, names: list[str] | None) -> int:
    from night.rescore import before_and_after, shown_results

    registry, wanted = asked_for(settings, names)
    codes = [m.code for m in wanted] or [m.code for m in registry]
    before = shown_results(settings.data, codes, settings.database)
    ended = _visit(settings, registry, wanted)
    for line in before_and_after(settings.data, registry, before, codes, ended.run.id, settings.database):
        print(line)
    return ended.exit_code


@commands.command()
def publish(
    context: typer.Context,
    run: Annotated[
        str | None, typer.Argument(metavar="RUN", help="Default: the newest one held back.")
    ] = None,
) -> None:
    """Show a run that was held back because it differs too much from the last good one."""
    from night.closing import show_all_the_same
    from night.context import Night
    from night.telling import telling

    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    night = Night(settings, registry, say)
    with telling(night) as told:
        ended = told(show_all_the_same(night, run))
    print(f"{ended.message}: {ended.report}")


@commands.command()
def demo(
    context: typer.Context,
    pictures: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Photograph two pages of the report (the README's pictures)."),
    ] = None,
) -> None:
    """All of it on the bundled example municipalities, without the internet."""
    from night.demo import demo as show

    raise typer.Exit(show(settings_of(context), say, pictures=pictures))
