"""The templates, with everything they may call."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.changes import Change
from reports.compiled import Generator, compiled, shown
from reports.language import Language, local_time
from reports.licence import LICENCE, NOBODY
from reports.sorting import fold
from reports.standings import LETTERS, Standing
from reports.webtext import short_address, show, web_href
from reports.words import Words
from scoring.result import Aspect, Verdict
from scoring.statuses import status_of

HERE = Path(__file__).parent
STATIC = HERE / "static"


def environment(language: Language, words: Words) -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(language.code),
        finalize=shown,
    )
    env.code_generator_class = Generator
    env.filters.update(
        web=show,
        href=web_href,
        address=short_address,
        number=language.number,
        ordinal=language.ordinal,
        fold=fold,
        percent=language.percent,
        date=language.day,
    )
    env.filters.update(
        day=lambda moment: language.day(local_time(moment)), iso=lambda m: local_time(m).date().isoformat()
    )
    env.globals.update(
        _=language.markup,
        ngettext=language.plural_markup,
        lang=language.code,
        span=language.range,
        letters=LETTERS,
        listing=language.listing,
        words=words,
        publisher=NOBODY,
        licence=LICENCE,
        status_of=status_of,
        remembered_profile=_remembered_profile(env),
        remembered_row=_remembered_row(env),
    )
    return env


def _remembered_profile(env: Environment) -> Callable[[Mapping[Aspect, Verdict]], str]:
    """The profile of five verdicts, drawn once for each of the few that occur: a site shows thousands."""
    drawn: dict[tuple[Verdict, ...], str] = {}

    def profile(verdicts: Mapping[Aspect, Verdict]) -> str:
        key = tuple(verdicts.values())
        if key not in drawn:
            macros: Any = env.get_template("macros.html.j2").module
            drawn[key] = macros.whole_profile(verdicts)
        return drawn[key]

    return profile


def _remembered_row(env: Environment) -> Callable[[Standing, Change | None, str], Markup]:
    """A municipality's row of a ranking table, rendered once: it stands in the table of all, of its county,
    its group and its size class, where only the way to its page differs."""
    drawn: dict[str, tuple[str, str]] = {}

    def row(standing: Standing, turn: Change | None, home: str) -> Markup:
        code = standing.place.code
        if code not in drawn:
            table: Any = env.get_template("ranking-table.html.j2").module
            drawn[code] = (table.before_link(standing, turn), table.after_link(standing, turn))
        before, after = drawn[code]
        return Markup("%s%s%s") % (before, home, after)

    return row
