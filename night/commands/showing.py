"""Commands that give out what is known: site, tables, evidence, agreement."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from night.commands.asked import asked_for, say, settings_of

if TYPE_CHECKING:
    from night.settings import Settings
    from reports.columns import Table

commands = typer.Typer()


class ExportFormat(StrEnum):
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"


class Lang(StrEnum):
    sv = "sv"
    en = "en"


@commands.command()
def report(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Default: report in the data folder. With --pdf: the file."),
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language of the site.")] = None,
    pdf: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="One municipality's page as a PDF instead; `summary`: the start page."
        ),
    ] = None,
) -> None:
    """Build the HTML site, or print one page of it as a PDF."""
    from datetime import UTC, datetime

    from night.publish import publish, publisher_of, site_builder
    from night.workspace import open_store

    settings = settings_of(context, language=lang.value if lang else None)
    if pdf is not None:
        _print(settings, pdf, out)
        return
    registry, _ = asked_for(settings, None)
    with open_store(settings, create=False) as store:
        if out is None:
            index = publish(store, registry, settings, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        else:
            index = site_builder(publisher=publisher_of(settings))(
                store, registry, out, settings.language, settings.data
            ).index
    print(f"report: {index}")


def _print(settings: Settings, name: str, out: Path | None) -> None:
    from night.pdf import SUMMARY, default_name, pdf_of
    from night.workspace import open_store
    from scoring.store.atomic import replacing

    registry, places = asked_for(settings, None if name == SUMMARY else [name])
    place = None if name == SUMMARY else places[0]
    with open_store(settings, create=False) as store:
        content = pdf_of(store, registry, settings, place)
    target = out or Path(default_name(place))
    with replacing(target) as stream:
        stream.write(content)
    print(f"pdf: {target} ({len(content) // 1000} kB)")


@commands.command()
def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Default: standard output.")] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Every accepted visit, a row each, instead of the last result.")
    ] = False,
    measures: Annotated[
        bool, typer.Option("--measures", help="Measures beyond the five points and surveys, a row each.")
    ] = False,
) -> None:
    """Results for other programs."""
    from night.errors import UserError
    from night.workspace import open_store
    from reports.export import TEXTUAL, export_to
    from reports.export_tables import TooLong
    from reports.licence import LICENCES
    from scoring.store.atomic import replacing

    if out is None and form.value not in TEXTUAL:
        raise UserError(f"{form.value} is not text: say where with --out FILE.")
    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    if history and measures:
        raise UserError("--history or --measures, not both.")
    table: Table = "history" if history else "measures" if measures else "results"
    licence = LICENCES[settings.licence]
    with open_store(settings, create=False) as store:
        try:
            if out is None:
                export_to(sys.stdout.buffer, store, registry, form.value, table, licence)
                sys.stdout.buffer.flush()
                return
            with replacing(out) as stream:
                export_to(stream, store, registry, form.value, table, licence)
        except TooLong as error:
            raise UserError(f"{error} Take csv or parquet.") from error
    say(f"{out}: {out.stat().st_size} bytes")


@commands.command()
def validate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.csv", help="Human labels; see docs/interface.md.")],
    run: Annotated[
        str | None, typer.Option(metavar="RUN", help="Default: the last accepted results.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON.")] = False,
) -> None:
    """Agreement of the stored results with human labels, per aspect, every disagreement named."""
    from datetime import UTC, datetime

    from night.agreement import gold_labels, keep
    from night.agreement import validate as validated
    from night.agreement_text import lines
    from night.workspace import open_store
    from reports.export import escaped

    settings = settings_of(context)
    registry, _ = asked_for(settings, None)
    labels = gold_labels(gold, registry)
    with open_store(settings, create=False) as store:
        found = validated(labels, store, registry, run, datetime.now(UTC))
    kept = keep(found, settings.data)
    for line in [escaped(found.as_json().rstrip())] if as_json else lines(found):
        print(line)
    say(f"kept as {kept}: the next report shows it")


@commands.command()
def evidence(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias, code or host.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Default: vagvisaren-CODE-DAY.zip, here.")
    ] = None,
) -> None:
    """All that the shown result of one municipality rests on, in one .zip for whoever wants to check it."""
    from night.evidence import Evidence, default_name
    from night.workspace import open_store
    from scoring.store.atomic import replacing

    settings = settings_of(context)
    registry, (place,) = asked_for(settings, [name])
    with open_store(settings, create=False) as store:
        found = Evidence(store, registry, settings.data, place)
        target = out or Path(default_name(place, found.result))
        with replacing(target) as stream:
            packed = found.write(stream)
    if packed.missing:
        say(f"{len(packed.missing)} pictures that the database names are not there: the file is without them")
    print(f"evidence: {target} (files {packed.files}, visited {packed.measured_at}, run {packed.run})")
