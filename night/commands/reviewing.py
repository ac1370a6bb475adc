"""Commands of those who decide: the review app and who may use it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from night.commands.asked import asked_for, say, settings_of

Database = Annotated[
    str | None,
    typer.Option(metavar="URL", help="PostgreSQL instead of the file: postgresql://user@host/name."),
]

commands = typer.Typer()
user_commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class RoleName(StrEnum):
    reader = "reader"
    rater = "rater"
    lead = "lead"


@commands.command()
def review(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="0: any free one.", min=0, max=65535)] = 8765,
    team: Annotated[
        bool, typer.Option("--team", help="Accounts and passwords, behind a proxy that speaks HTTPS.")
    ] = False,
    public_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="With --team: the name (with port, if any) in the browser's address."
        ),
    ] = None,
    database: Database = None,
) -> None:
    """The web app where auditors decide. Alone on this machine; with --team for several people."""
    from night.review import run_review

    settings = settings_of(context, database=database)
    registry, _ = asked_for(settings, None)
    run_review(settings, registry, host, port, team=team, public_hosts=tuple(public_host or ()))


@user_commands.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As it stands beside their decisions.")],
    role: Annotated[RoleName, typer.Option(help="What they may do.")] = RoleName.rater,
    database: Database = None,
) -> None:
    """A new account for `review --team`, or a new password and role for an old one. Asks for the password."""
    from night.people import add as added

    print(added(settings_of(context, database=database), name, role.value))


@user_commands.command("list")
def listed(context: typer.Context, database: Database = None) -> None:
    """Who may work in the review app."""
    from night.people import lines

    for line in lines(settings_of(context, database=database)):
        print(line)


@user_commands.command("disable")
def disable(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom.")],
    database: Database = None,
) -> None:
    """Shut an account; its sessions end at once, its decisions stay."""
    from night.people import disable as disabled

    say(disabled(settings_of(context, database=database), name))
