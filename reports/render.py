"""The templates, with everything they may call."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from reports.language import Language, local_time
from reports.licence import LICENCE
from reports.sorting import fold
from reports.standings import LETTERS
from reports.webtext import harmless, short_address, show, web_href
from reports.words import Words
from scoring.result import Aspect, Verdict
from scoring.statuses import status_of

HERE = Path(__file__).parent
STATIC = HERE / "static"


def _harmless(value: object) -> object:
    """The last net under the `web` filter: no text reaches a page with control characters in it."""
    return harmless(value) if type(value) is str else value


class _Compiled(BytecodeCache):
    """Templates compiled once for all languages of a build; nothing is written to disk."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(language: Language, words: Words) -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
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
        remembered_profile=_remembered_profile(env),
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
