"""Commands of the right of reply: what a municipality is sent, what it says, how that ends."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from night.commands.asked import asked_for, settings_of, write_table

if TYPE_CHECKING:
    from scoring.objections import Objection

commands = typer.Typer()
objections = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class Aspects(StrEnum):
    existence = "existence"
    front_page = "front_page"
    prominence = "prominence"
    help_info = "help_info"
    responsible = "responsible"


class Outcomes(StrEnum):
    upheld = "upheld"
    rejected = "rejected"


class Verdicts(StrEnum):
    yes = "yes"
    no = "no"
    review = "review"


@commands.command()
def preview(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias, code or host.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Default: vagvisaren-preview-CODE-DAY.zip, here.")
    ] = None,
    reply_to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where objections go; default: VAGVISAREN_CONTACT.")
    ] = None,
    until: Annotated[str, typer.Option(metavar="DAY", help="Last day for objections, YYYY-MM-DD.")] = "",
) -> None:
    """A municipality's own page before publication, self-contained, with how to object, in one .zip."""
    from datetime import date

    from night.errors import UserError
    from night.preview import Package, default_name
    from night.workspace import open_store
    from reports.preview import Invitation
    from scoring.store.atomic import replacing

    settings = settings_of(context)
    if until:
        try:
            date.fromisoformat(until)
        except ValueError:
            raise UserError(f"--until {until!r} is no day (YYYY-MM-DD).") from None
    registry, (place,) = asked_for(settings, [name])
    invited = Invitation(settings.contact if reply_to is None else reply_to, until)
    with open_store(settings, create=False) as store:
        package = Package(store, registry, place, settings.data, settings.language, invited)
        target = out or Path(default_name(place, package.measured_at))
        with replacing(target) as stream:
            written = package.write(stream)
    print(f"preview: {target} (files {written.files}, visited {written.measured_at}, run {written.run})")


@objections.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias, code or host.")],
    aspect: Annotated[Aspects, typer.Option(help="What it is about.")],
    by: Annotated[str, typer.Option(metavar="WHO", help="Who objects, as they sign.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What they say; `-` reads standard input.")],
    at: Annotated[str | None, typer.Option(metavar="DAY", help="When they said it; default: today.")] = None,
    recorded_by: Annotated[str, typer.Option(metavar="WHO", help="Who records it.")] = "desk",
) -> None:
    """Record an objection; it becomes an item of the queue."""
    import sys
    from datetime import UTC, datetime

    from night.objecting import record
    from night.workspace import open_store

    settings = settings_of(context)
    registry, (place,) = asked_for(settings, [name])
    now = datetime.now(UTC)
    words = sys.stdin.read() if text == "-" else text
    with open_store(settings) as store:
        made = record(store, place.code, aspect.value, by, at or f"{now:%Y-%m-%d}", words, recorded_by, now)
    print(f"objection {made.id}: {registry[made.code].name} ({made.code}), {made.aspect}")


@objections.command()
def end(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `objection list` says.")],
    outcome: Annotated[Outcomes, typer.Option(help="Was the result wrong?")],
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decided.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason; it stands in the report.")],
    verdict: Annotated[
        Verdicts | None, typer.Option(help="With upheld: the right verdict, recorded as a decision.")
    ] = None,
) -> None:
    """End an objection, upheld or rejected, with a reason."""
    from datetime import UTC, datetime

    from night.objecting import finish
    from night.workspace import open_store

    settings = settings_of(context)
    with open_store(settings, create=False) as store:
        ended = finish(
            store, number, outcome.value, by, why, verdict.value if verdict else None, datetime.now(UTC)
        )
    print(f"objection {ended.id}: {outcome.value}; `vagvisaren report` shows it")


@objections.command("list")
def listed(
    context: typer.Context,
    still_open: Annotated[bool, typer.Option("--open", help="Only those that have not ended.")] = False,
) -> None:
    """Objections and how they ended."""
    from night.objecting import lines
    from night.workspace import open_store

    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    with open_store(settings, create=False) as store:
        for line in lines(store.objections.all(), registry, still_open=still_open):
            print(line)


@objections.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="`….csv` or `….xlsx`.")],
) -> None:
    """All objections with their ends, for the desk: nothing is masked."""
    from night.auditing import suffix_of
    from night.objecting import rows
    from night.workspace import open_store

    settings = settings_of(context)
    suffix_of(file)  # a wrong name is told before the database is opened
    with open_store(settings, create=False) as store:
        found: tuple[Objection, ...] = store.objections.all()
    table = rows(found)
    write_table(table, "objections", file)
