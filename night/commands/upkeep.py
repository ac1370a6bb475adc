"""Commands of whoever keeps it running: how things stand, and what keeps them so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from night.commands.asked import asked_for, say, settings_of

if TYPE_CHECKING:
    from night.settings import Settings

commands = typer.Typer()


@commands.command()
def status(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="One line and exit code 0, 1 or 2, for monitoring.")
    ] = False,
    notify: Annotated[
        bool, typer.Option("--notify", help="With --check: tell VAGVISAREN_NOTIFY when that changes.")
    ] = False,
) -> None:
    """The last runs, what failed and why, health."""
    from datetime import UTC, datetime

    from night.errors import UserError
    from night.status import status as lines
    from night.workspace import open_store

    settings = settings_of(context)
    if notify and not check:
        raise UserError("--notify goes with --check: `vagvisaren status --check --notify`.")
    if check:
        raise typer.Exit(_check(settings, notify=notify))
    registry, _ = asked_for(settings, None)
    with open_store(settings, create=False) as store:
        for line in lines(store, registry, settings, datetime.now(UTC)):
            print(line)


def _check(settings: Settings, *, notify: bool) -> int:
    from datetime import UTC, datetime

    from night.alarm import tell_once
    from night.check import check

    now = datetime.now(UTC)
    found = check(settings, now)
    print(found.line)
    if notify:
        tell_once(found, settings, now, say)
    return found.level


@commands.command()
def doctor(
    context: typer.Context,
    notify: Annotated[
        bool, typer.Option("--notify", help="Also send a test message to whom VAGVISAREN_NOTIFY names.")
    ] = False,
) -> None:
    """Is this machine ready? Browser, fonts, names, clock, disk, database, settings; each with what helps."""
    from night.doctor import doctor as examined

    raise typer.Exit(examined(settings_of(context), print, notify=notify))


@commands.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="`….tar.gz`, or a folder for a dated one.")],
    with_archive: Annotated[
        bool, typer.Option("--with-archive", help="The WARC of every visit too (large).")
    ] = False,
) -> None:
    """Database, pictures and registry in one file, also while a crawl runs."""
    from datetime import UTC, datetime

    from night.backup import back_up

    settings = settings_of(context)
    _only_files(settings)
    found = back_up(settings.data, file, datetime.now(UTC), with_archive=with_archive)
    if found.missing:
        say(f"{found.missing} files that the database names are not there: the backup is without them")
    print(f"backup: {found.path} (files {found.files}, {found.path.stat().st_size / 1e6:.1f} MB)")


def _only_files(settings: Settings) -> None:
    from night.errors import UserError

    if settings.database:
        raise UserError(
            "the database is on a server (VAGVISAREN_DATABASE): `pg_dump` and `pg_restore` back it up; the "
            "pictures and the archive are ordinary files in the data folder."
        )


@commands.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the database that is there.")
    ] = False,
) -> None:
    """Put a backup back: all of it or nothing, its digests checked first."""
    from night.restore import restore as put_back

    settings = settings_of(context)
    _only_files(settings)
    found = put_back(settings.data, file, replace=replace)
    if found.set_aside:
        say(f"the database that was here is now {found.set_aside}")
    print(f"restored: files {found.files}, runs {found.runs}; `vagvisaren report` builds the site")


@commands.command()
def prune(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would free.")] = False,
) -> None:
    """Remove what no result needs any more: old observations, archives and pictures. Scores stay."""
    from datetime import UTC, datetime

    from night.prune import lines, prune

    settings = settings_of(context)
    found = prune(settings.data, datetime.now(UTC), dry_run=dry_run, database=settings.database)
    for line in lines(found):
        print(line)
