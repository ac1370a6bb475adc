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
    from night.context import Ended
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

lexicon_commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(lexicon_commands, name="lexicon", help="The words that the method looks for.")


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
    deadline: Annotated[
        str | None,
        typer.Option(
            metavar="HH:MM|MINUTES", help="Then no further one is begun; what is there goes through the gate."
        ),
    ] = None,
) -> None:
    """Visit all (or the named) municipalities, measure, score, build the reports."""
    settings = _settings(
        context,
        registry=registry,
        concurrency=concurrency,
        allow_private=allow_private or None,
        deadline=deadline,
    )
    raise typer.Exit(_visit(settings, names, resume=resume).exit_code)


def _visit(settings: Settings, names: list[str] | None, *, resume: bool = False) -> Ended:
    from night.context import Night
    from night.run import run

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

    settings = _settings(context)
    registry, _ = _asked_for(settings, None)
    night = Night(settings, registry, _say)
    with telling(night) as told:
        ended = told(show_all_the_same(night, run))
    print(f"{ended.message}: {ended.report}")


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
    from reports.export import escaped
    from scoring.store import Store

    settings = _settings(context)
    registry, _ = _asked_for(settings, None)
    labels = gold_labels(gold, registry)
    with Store.open(settings.data, create=False) as store:
        found = validated(labels, store, registry, run, datetime.now(UTC))
    kept = keep(found, settings.data)
    for line in [escaped(found.as_json().rstrip())] if as_json else lines(found):
        print(line)
    _say(f"kept as {kept}: the next report shows it")


@app.command()
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
    from scoring.store import Store

    settings = _settings(context)
    if notify and not check:
        raise UserError("--notify goes with --check: `vagvisaren status --check --notify`.")
    if check:
        raise typer.Exit(_check(settings, notify=notify))
    registry, _ = _asked_for(settings, None)
    with Store.open(settings.data, create=False) as store:
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
        tell_once(found, settings, now, _say)
    return found.level


@app.command()
def doctor(context: typer.Context) -> None:
    """Is this machine ready? Browser, fonts, names, clock, disk, database, settings; each with what helps."""
    from night.doctor import doctor as examined

    raise typer.Exit(examined(_settings(context), print))


@app.command()
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

    found = back_up(_settings(context).data, file, datetime.now(UTC), with_archive=with_archive)
    if found.missing:
        _say(f"{found.missing} files that the database names are not there: the backup is without them")
    print(f"backup: {found.path} (files {found.files}, {found.path.stat().st_size / 1e6:.1f} MB)")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the database that is there.")
    ] = False,
) -> None:
    """Put a backup back: all of it or nothing, its digests checked first."""
    from night.restore import restore as put_back

    settings = _settings(context)
    found = put_back(settings.data, file, replace=replace)
    if found.set_aside:
        _say(f"the database that was here is now {found.set_aside}")
    print(f"restored: files {found.files}, runs {found.runs}; `vagvisaren report` builds the site")


@app.command()
def prune(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would free.")] = False,
) -> None:
    """Remove what no result needs any more: old observations, archives and pictures. Scores stay."""
    from datetime import UTC, datetime

    from night.prune import lines, prune

    for line in lines(prune(_settings(context).data, datetime.now(UTC), dry_run=dry_run)):
        print(line)


@app.command()
def evidence(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias, code or host.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Default: vagvisaren-CODE-DAY.zip, here.")
    ] = None,
) -> None:
    """All that the shown result of one municipality rests on, in one .zip for whoever wants to check it."""
    from night.evidence import Evidence, default_name
    from scoring.store import Store
    from scoring.store.atomic import replacing

    settings = _settings(context)
    registry, (place,) = _asked_for(settings, [name])
    with Store.open(settings.data, create=False) as store:
        found = Evidence(store, registry, settings.data, place)
        target = out or Path(default_name(place, found.result))
        with replacing(target) as stream:
            packed = found.write(stream)
    if packed.missing:
        _say(
            f"{len(packed.missing)} pictures that the database names are not there: the file is without them"
        )
    print(f"evidence: {target} (files {packed.files}, visited {packed.measured_at}, run {packed.run})")


@lexicon_commands.command()
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
    from scoring.store import Store

    if as_json and as_csv:
        raise UserError("--json or --csv, not both.")
    settings = _settings(context)
    registry, _ = _asked_for(settings, None)
    with Store.open(settings.data, create=False) as store:
        mined = lexicon_mine.mine(store, registry, every_run=all_runs)
    if as_json or as_csv:
        _write((lexicon_mine.as_json(mined) if as_json else lexicon_mine.as_csv(mined)).encode(), None)
        return
    for line in lexicon_mine.lines(mined):
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
