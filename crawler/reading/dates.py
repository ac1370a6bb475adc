"""The page's own date: when it was changed, else published, as its markup or its words say."""

import datetime as dt
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from lxml import etree

from crawler.reading.lines import Line

_CHANGED = (
    "article:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "rek:moddate",
    "last-modified",
    "og:updated_time",
    "datemodified",
)
_PUBLISHED = (
    "article:published_time",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.issued",
    "rek:pubdate",
    "date",
    "pubdate",
    "datepublished",
)
_SAYS_CHANGED = re.compile(
    r"uppdaterad|uppdaterat|ändrad|granskad|oppdatert|päivitetty|opdateret|modified|updated|\bendret",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(
    r"publicera|publiser|publicer|julkaistu|offentliggj|published|sidan skapad", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "maj|mai", "jun", "jul", "aug", "sep", "okt", "nov", "dec|des")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\.?\s*(?:e\s)?({'|'.join(_MONTHS)})[a-zå]*\.?,?\s+((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./ ]((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"[12](?:(?<=1)9|(?<=2)0)\d\d")
_AFTER = 40
"""Characters between the word and its date."""


def page_date(
    metas: Sequence[etree._Element], times: Sequence[etree._Element], lines: Sequence[Line]
) -> str | None:
    """YYYY-MM-DD, or None. Changed goes before published, words on the page after its metadata."""
    told = {
        str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): str(
            meta.get("content") or ""
        )[:60]
        for meta in metas
    }
    years = _with_years(lines)
    for names in (_CHANGED, _PUBLISHED):
        for name in names:
            if date := find_date(told.get(name, "")):
                return date
        if date := _in_words(lines, years, _SAYS_CHANGED if names is _CHANGED else _SAYS_PUBLISHED):
            return date
    return _time_element(times)


def find_date(text: str) -> str | None:
    """The first date in a text: 2024-03-12, 12 mars 2024, 12.3.2024."""
    if match := _ISO.search(text):
        return _valid(match[1], match[2], match[3])
    if match := _WORDS.search(text):
        prefix = match[2].lower()
        month = next(number for number, names in enumerate(_MONTHS, 1) if prefix in names.split("|"))
        return _valid(match[3], str(month), match[1])
    if match := _NUMBERS.search(text):
        return _valid(match[3], match[2], match[1])
    return None


def _in_words(lines: Sequence[Line], years: Sequence[int], says: re.Pattern[str]) -> str | None:
    for place in years:
        line = lines[place]
        if match := says.search(line.text):
            after = line.text[match.end() : match.end() + _AFTER]
            following = lines[place + 1].text[:_AFTER] if len(after) < 6 and place + 1 < len(lines) else ""
            if date := find_date(f"{after} {following}"):
                return date
    return None


def _with_years(lines: Sequence[Line]) -> list[int]:
    """Short lines that may say a date: with a year, or just above one with a year."""
    years = [place for place, line in enumerate(lines) if line.signs and _YEAR.search(line.text)]
    places = sorted({*years, *(place - 1 for place in years if place)})
    return [place for place in places if len(lines[place].text) <= 300]


def _time_element(times: Sequence[etree._Element]) -> str | None:
    """A single `time` element is the page's date; several are a list of news or events."""
    if len(times) != 1:
        return None
    return find_date(str(times[0].get("datetime") or "")[:60]) or find_date(
        " ".join(map(str, times[0].itertext()))[:100]
    )


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def find_http_date(header: str) -> str | None:
    """Date of an HTTP header ("Tue, 12 Mar 2024 10:00:00 GMT"), or an ISO date."""
    try:
        return parsedate_to_datetime(header).date().isoformat() if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return find_date(header[:60])
