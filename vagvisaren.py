"""The front door: one command line over the rooms. Parse, call a room, print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from night.run import Ended
    from night.settings import Settings
    from scoring.registry import Municipality, Registry


class _Group(TyperGroup):
    """Its help ends with every setting; they are loaded only when somebody asks."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from night.settings import table

        formatter.write_paragraph()
        formatter.write_text("Every setting is an environment variable; some are flags too.")
        with formatter.section("Settings"):
            rows = [
                (v, f"{text} [{flag or 'no flag'}; default {default or 'empty'}]")
                for v, flag, default, text in table()
            ]
            formatter.write_dl(rows)


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ExportFormat(StrEnum):
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"


class Lang(StrEnum):
    sv = "sv"
    en = "en"


Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Name, alias, code or host.")]


def _say(text: str) -> None:
    """A remark: standard error, so that standard output stays clean."""
    from night.terminal import clean

    print(clean(text, 2000), file=sys.stderr, flush=True)


def _version(wanted: bool) -> None:
    if wanted:
        from night.run import program_version

        print(f"vagvisaren {program_version()}")
        raise typer.Exit


@app.callback()
def main_options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="Database, archive and reports.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it.")
    ] = False,
) -> None:
    """How easy is it to find the way to help on Swedish municipal websites?"""
    context.obj = data


def _settings(context: typer.Context, **flags: Any) -> Settings:
    from night.settings import load

    return load({"data": context.obj, **flags})


def _asked_for(settings: Settings, names: list[str] | None) -> tuple[Registry, tuple[Municipality, ...]]:
    from night.workspace import open_registry, resolve

    registry = open_registry(settings)
    return registry, resolve(registry, names or (), _say)


@app.command()
def crawl(
    context: typer.Context,
    names: Names = None,
    registry: Annotated[Path | None, typer.Option(metavar="FILE", help="Registry CSV.")] = None,
    concurrency: Annotated[
        int | None, typer.Option(metavar="N", help="Pages in the browser at once.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the interrupted run.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit loopback and private addresses.")
    ] = False,
) -> None:
    """Visit all (or the named) municipalities, measure, score, build the reports."""
    settings = _settings(
        context, registry=registry, concurrency=concurrency, allow_private=allow_private or None
    )
    raise typer.Exit(_visit(settings, names, resume=resume).exit_code)


def _visit(settings: Settings, names: list[str] | None, *, resume: bool = False) -> Ended:
    from night.run import Night, run

    places, wanted = _asked_for(settings, names)
    ended = run(Night(settings, places, _say), wanted, resume=resume)
    _say(f"run {ended.run.id}: {ended.message}")
    if ended.report:
        print(f"report: {ended.report}")
    return ended


@app.command()
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
    settings = _settings(context, allow_private=allow_private or None)
    raise typer.Exit(_rescore_live(settings, names) if live else _rescore(settings, names))


def _rescore(settings: Settings, names: list[str] | None) -> int:
    from datetime import UTC, datetime

    from night.rescore import Rescoring, load_judge
    from scoring.store import Store

    registry, wanted = _asked_for(settings, names)
    with Store.open(settings.data, create=False) as store:
        work = Rescoring(store, registry, load_judge(), settings.data)
        for line in work.report([m.code for m in wanted], datetime.now(UTC)):
            print(line)
    return 0


def _rescore_live(settings: Settings, names: list[str] | None) -> int:
    from night.rescore import before_and_after, shown_results

    registry, wanted = _asked_for(settings, names)
    codes = [m.code for m in wanted] or [m.code for m in registry]
    before = shown_results(settings.data, codes)
    ended = _visit(settings, names)
    for line in before_and_after(settings.data, registry, before, codes, ended.run.id):
        print(line)
    return ended.exit_code


@app.command()
def report(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Default: report in the data folder.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language of the site.")] = None,
) -> None:
    """Build the HTML site."""
    from datetime import UTC, datetime

    from night.publish import publish, site_builder
    from scoring.store import Store

    settings = _settings(context, language=lang.value if lang else None)
    registry, _ = _asked_for(settings, None)
    with Store.open(settings.data, create=False) as store:
        if out is None:
            index = publish(store, registry, settings, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        else:
            index = site_builder()(store, registry, out, settings.language, settings.data).index
    print(f"report: {index}")


@app.command()
def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Default: standard output.")] = None,
) -> None:
    """Results for other programs."""
    from night.errors import UserError
    from reports.export import TEXTUAL
    from reports.export import export as exported
    from scoring.store import Store

    if out is None and form.value not in TEXTUAL:
        raise UserError(f"{form.value} is not text: say where with --out FILE.")
    settings = _settings(context)
    registry, _ = _asked_for(settings, None)
    with Store.open(settings.data, create=False) as store:
        content = exported(store, registry, form.value)
    _write(content, out)


def _write(content: bytes, out: Path | None) -> None:
    from scoring.store.atomic import replacing

    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with replacing(out) as stream:
        stream.write(content)
    _say(f"{out}: {len(content)} bytes")


@app.command()
def status(context: typer.Context) -> None:
    """The last runs, what failed and why, health."""
    from datetime import UTC, datetime

    from night.status import status as lines
    from scoring.store import Store

    settings = _settings(context)
    registry, _ = _asked_for(settings, None)
    with Store.open(settings.data, create=False) as store:
        for line in lines(store, registry, settings, datetime.now(UTC)):
            print(line)


@app.command()
def demo(context: typer.Context) -> None:
    """All of it on the bundled example municipalities, without the internet."""
    from night.demo import demo as show

    raise typer.Exit(show(_settings(context), _say))


def main() -> None:
    """Run the command line; wrong input and foreseen failures end in one message and an exit code."""
    sys.exit(_guarded(lambda: app(prog_name="vagvisaren")))


def _guarded(command: Callable[[], Any]) -> Any:
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # `vagvisaren export … | head`: the reader has had enough.
        sys.stderr.close()
        return 0
    except Exception as error:
        from night.log import explained

        message, exit_code = explained(error)
        print(message, file=sys.stderr)
        return exit_code


if __name__ == "__main__":
    main()
