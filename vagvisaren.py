"""The front door: one command line over the rooms. The commands themselves stand in `night.commands`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from night.commands import auditing, replying, reviewing, showing, surveying, upkeep, visiting, words


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


for _errand in (visiting, showing, replying, reviewing, upkeep):
    app.add_typer(_errand.commands)
app.add_typer(auditing.commands, name="audit", help="Decisions and phone answers: in, out, and whom to call.")
app.add_typer(replying.objections, name="objection", help="What municipalities object, and how it ends.")
app.add_typer(reviewing.user_commands, name="user", help="Who may work in the review app.")
app.add_typer(surveying.commands, name="survey", help="What surveys say: in, out.")
app.add_typer(words.commands, name="lexicon", help="The words that the method looks for.")


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
