"""One language of the site: its catalog, and numbers, dates and plurals as its readers write them."""

from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations
from markupsafe import Markup, escape

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "reports"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def catalog_path(code: str) -> Path:
    return LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@lru_cache
def _translations(code: str) -> Translations:
    """The catalog, compiled in memory: the .po is the only file to keep; no gettext tools are needed."""
    with catalog_path(code).open("rb") as source:
        catalog = read_po(source, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


class Language:
    """Messages are English in the code; `{placeholders}` take numbers in the language's form."""

    def __init__(self, code: str) -> None:
        if code not in languages():
            raise ValueError(f"no catalog for the language {code!r}; there are: {', '.join(languages())}")
        self.code = code
        self._locale = Locale.parse(code)
        self._catalog = _translations(code)
        self._plain: dict[str, Markup] = {}
        self._numbers: dict[float, str] = {}
        self._percents: dict[float, str] = {}

    def gettext(self, message: str, /, **values: object) -> str:
        return self._catalog.ugettext(message).format(**self._local(values))

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        return self._catalog.ungettext(one, many, n).format(**self._local({"n": n, **values}))

    def markup(self, message: str, /, **values: object) -> Markup:
        """For templates: values are escaped unless they are markup, so a link can stand in a sentence."""
        if not values:
            if message not in self._plain:
                self._plain[message] = escape(self._catalog.ugettext(message)).format()
            return self._plain[message]
        return self._filled(self._catalog.ugettext(message), values)

    def plural_markup(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        return self._filled(self._catalog.ungettext(one, many, n), {"n": n, **values})

    def _filled(self, text: str, values: dict[str, object]) -> Markup:
        """What `Markup.format` does, without its walk through every field: placeholders are plain names."""
        safe = {key: escape(value) for key, value in self._local(values).items()}
        return Markup(str(escape(text)).format(**safe))  # noqa: S704 - text and values are escaped

    def number(self, value: float) -> str:
        """As its readers write it. Remembered: a site says the same few thousand numbers again and again."""
        if value not in self._numbers:
            self._numbers[value] = str(format_decimal(value, locale=self._locale))
        return self._numbers[value]

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole percent."""
        if share not in self._percents:
            self._percents[share] = str(format_percent(share, locale=self._locale))
        return self._percents[share]

    def day(self, moment: date, year: bool = True) -> str:
        return str(format_date(moment, "d MMMM y" if year else "d MMMM", locale=self._locale))

    def day_of(self, moment: str | datetime) -> str:
        """A moment of the store as a local day."""
        return self.day(local_time(moment))

    def interval(self, low: float, high: float) -> str:
        """Two shares in percent. A limit that only rounding would make 0 or 100 keeps a decimal."""

        def end(share: float) -> str:
            hidden = 0 < share < 1 and round(share, 2) in (0, 1)
            return str(format_decimal(100 * share, "0.0" if hidden else "0", locale=self._locale))

        return f"{end(low)}–{end(high)}{self.percent(0).lstrip('0')}"

    def range(self, low: int, high: int) -> str:
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def ordinal(self, n: int) -> str:
        """1:a, 2:a, 3:e, 11:e, 21:a in Swedish; 1st, 2nd, 3rd, 11th, 21st in English."""
        teen = n % 100 in (11, 12, 13)
        if self.code == "sv":
            return f"{n}:{'a' if n % 10 in (1, 2) and not teen else 'e'}"
        return f"{n}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def listing(self, items: list[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.gettext("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def _local(self, values: dict[str, object]) -> dict[str, object]:
        return {key: self.number(v) if isinstance(v, int | float) else v for key, v in values.items()}


def local_time(moment: str | datetime) -> datetime:
    """A moment of the store as a Swedish clock shows it."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(STOCKHOLM)
