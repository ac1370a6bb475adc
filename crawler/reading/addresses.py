"""Street addresses: street, number, perhaps postal code and town. No box addresses, no "i kommunhuset"."""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.reading.remembering import short_texts

_ENDINGS = (
    "gatan|gata|vägen|väg|gränden|gränd|torget|torg|plan|platsen|plats|allén|alléen|allé|backen|backe|stigen|stig|leden|led"
    "|esplanaden|kajen|kaj|strand|stranden|bron|parken|park|gården|gård|stråket|ringen|promenaden|terrassen|slingan|gången"
    "|rondellen|brinken|brink|hamnen|holmen|höjden|liden|viken|kroken|berget|boulevarden|hyllan|ängen|hagen"
    "|gate|gata|gaten|veg|vegen|vei|veien|vej|gade|plass|torv|plads|allé|katu|tie|polku"
)
_WORD = r"[A-ZÅÄÖÆØÉ][\wÅÄÖåäöéèü.'’-]{0,30}"
_STREET = re.compile(
    rf"(?<![\w])(?:{_WORD}\s(?:[\wåäö.]{{1,20}}\s){{0,2}})?(?:{_WORD}?(?<=\w)(?:{_ENDINGS})"
    rf"|(?<=\s)(?:{_ENDINGS})"
    r"|(?<!\w)(?:torget|esplanaden"
    r"|allén|alléen))\b\s(?P<number>\d{1,3})\s?(?:[A-HJ-Z]\b)?(?:\s?[-–]\s?\d{1,3}\b)?(?![\d:]|\s?kr"
    r"|\.\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s\d{1,3}(?!\d)")
_ENDING_WORDS = tuple(_ENDINGS.split("|"))
_STREET_LENGTH = 70
_MOST = 100
"""Numbers looked at in one line."""
_CAPITAL = re.compile(r"(?<!\w)[A-ZÅÄÖÆØÉ]")
_TOWN = re.compile(
    r"\s{0,2},?\s{0,2}(?:SE-?\s?)?(?:\d{3}\s?\d{2}"
    r"|\d{4})\s+[A-ZÅÄÖÆØ][\wÅÄÖåäöæøé-]+(?:\s[A-ZÅÄÖÆØ][\wåäöÅÄÖ-]+)?"
)
_TOWN_LINE = re.compile(rf"^{_TOWN.pattern}$")
_LABELLED = re.compile(
    r"(?P<label>(?:besöks|gatu|leverans)?adress|besök oss|hitta hit|du hittar oss på)(?:\s?[:–-]\s?"
    r"|\s(?:är|på)\s)"
    rf"(?P<street>{_WORD}(?:\s[\wÅÄÖåäö.'’-]{{1,25}}){{0,3}}\s\d{{1,3}}\s?[A-Za-z]?\b)(?!\d|[.:]\d)",
    re.IGNORECASE,
)
_SAYS_ADDRESS = re.compile(r"[Aa]dress|[Bb]esök oss|[Hh]itta")
_BOX = re.compile(r"\bbox\b|postbox|\bboks\b", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:plan|park|led|tie|plats|hamnen|backen|(?:riks|läns|europa|stats)?väg)\b", re.IGNORECASE
)


def find_addresses(text: str, following: str = "") -> Iterator[tuple[int, int, str]]:
    """(start, end, address as written) in one line; `following` is the next line, which may hold code and
    town."""
    if not any(map(str.isdigit, text)):
        return
    seen: list[tuple[int, int]] = []
    for start, end in _spans(text):
        if any(start < other_end and end > other for other, other_end in seen):
            continue
        seen.append((start, end))
        value = text[start:end]
        if town := _TOWN.match(text, end):
            end, value = town.end(), text[start : town.end()]
        elif not text[end:].strip(" ,") and _TOWN_LINE.match(following):
            value = f"{value.rstrip(' ,')}, {following.strip(' ,')}"
        yield start, end, value.strip()


@short_texts(200, 2048)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_find_spans(text))


def _find_spans(text: str) -> Iterator[tuple[int, int]]:
    for labelled in _LABELLED.finditer(text) if _SAYS_ADDRESS.search(text) else ():
        if not _BOX.search(labelled["street"]):
            yield labelled.start("street"), labelled.end("street")
    for number in islice(_NUMBER.finditer(text), _MOST):
        if not text[max(0, number.start() - 20) : number.start()].lower().endswith(_ENDING_WORDS):
            continue
        since = max(0, number.start() - _STREET_LENGTH)
        window = text[since : number.end() + 8]
        near = [match for match in _STREET.finditer(window) if match.end() > number.start() - since]
        match = near[0] if near else None
        capital = _CAPITAL.search(match.group()) if match else None
        if not match or not capital or _BARE.match(match.group()[capital.start() :]):
            continue
        start, end = since + match.start() + capital.start(), since + match.end()
        start += _after_lead(text[start:end])
        if not _BOX.search(text[start:end]):
            yield start, end


def _after_lead(found: str) -> int:
    """Words before the street that belong to the sentence ("Besök oss på Storgatan 12")."""
    lead = re.match(
        r"(?:.{0,60}\s)?(?:på|adress|besöksadress|i|vid|finns|och|till|adresse)\s(?=[A-ZÅÄÖÆØ])", found
    )
    return lead.end() if lead else 0
