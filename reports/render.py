"""The templates, with everything they may call."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.language import Language, local_time
from reports.licence import LICENCE
from reports.sorting import fold
from reports.standings import LETTERS
from reports.webtext import harmless, short_address, show, web_href
from reports.words import Words
from scoring.statuses import status_of

HERE = Path(__file__).parent
STATIC = HERE / "static"


def _harmless(value: object) -> object:
    """The last net under the `web` filter: no text reaches a page with control characters in it."""
    if (
        isinstance(value, str)
        and not isinstance(value, Markup)
        and not (value.isascii() and value.isprintable())
    ):
        return harmless(value)
    return value


def environment(language: Language, words: Words) -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_harmless,
    )
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
        licence=LICENCE,
        status_of=status_of,
    )
    return env
