"""Telephone numbers in running text and `tel:` links.

`phonenumbers` decides, but it is slow (about 50 µs a number, 50 ms to import): only plausible runs of
digits reach it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_DIGITS = re.compile(r"\d")
_RUN = re.compile(
    r"(?<![\w@/.,:+-])(?:\+\s?\d|\(?0\d|00\d)[\d \-‐‑‒–—−()]{4,22}\d(?![\d@%])(?!\s?(?:kr\b|:-|%))"
)
_ODD = re.compile(r"(?<![\w@/.,:+-])0[1-9]\d{0,2}\s?[/.-]\s?\d{2,3}(?:[ .]\d{2}){1,3}(?!\d|[.,:/-]\d)")
"""With slashes or full stops between the groups: "0123/45 60 00", "0123-45.60.00"."""
_PARTS = re.compile(r"[/.]")
_EIGHT = re.compile(r"(?<![\w@/.,:+-])\d{2}(?: ?\d{2}){3}(?!\d)|(?<![\w@/.,:+-])\d{3} \d{2} \d{3}(?!\d)")
"""Norway and Denmark: eight digits without a leading zero, so only after a word for telephone."""
_ASKS = re.compile(r"(?:telefon|tlf|ring|sentralbord|mobil|omstilling)\D{0,30}$", re.IGNORECASE)
_NOT_PHONE = re.compile(
    r"(?:org(?:anisations)?\.?\s?-?\s?(?:nr|nummer|no)|bankgiro|plusgiro|postgiro|\bbg|\bpg|dnr|diarienummer|konto(?:nr|nummer)?"
    r"|iban|moms\S*|vat\S*|fakturareferens|ärende(?:nr|nummer)|fastighets\S*|isbn|\bfax)\W{0,4}(?:nr|nummer)?\W{0,3}$",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"^[012]?\d\s?-\s?[012]?\d\s|^[01]\d[0-5]\d\s?-\s?[012]\d[0-5]\d$|^\d{2}-\d{2}-\d{4}$|^\d{2}\s?-\s?\d{2}$"
)
_DASH = re.compile(r"[‐‑‒–—−]")
_WRITTEN = re.compile(r"\(?0[1-9]\d{1,2}\)?\s?[-‐‑‒–—−]\s?\d{2,3}(?:\s?\d{2}){1,3}")
"""Area code, dash, groups: "0123-45 67 00", "0272 – 44 50 00"."""
_LEAST_DIGITS = 7
_MOST = 40
"""Runs of digits looked at in one line."""
_REGIONS = {"no": "NO", "dk": "DK", "fi": "FI"}


def region_of(host: str) -> str:
    """The country whose national numbers a host writes; Sweden unless its name says otherwise."""
    return _REGIONS.get(host.rsplit(".", 1)[-1].lower(), "SE")


def find_phones(text: str, region: str = "SE") -> Iterator[tuple[int, int, str]]:
    """(start, end, E.164) of each number in one line."""
    if not _DIGITS.search(text):
        return
    for match in islice(_RUN.finditer(text), _MOST):
        if _NOT_PHONE.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        raw = match.group().rstrip(" -‐‑‒–—−(")
        if found := _longest_number(raw, region):
            yield match.start(), match.start() + found[0], found[1]
    for match in islice(_ODD.finditer(text), _MOST):
        number = to_e164(_PARTS.sub(" ", match.group()), region) if _PARTS.search(match.group()) else ""
        if number and not _NOT_PHONE.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.end(), number
    if region in ("NO", "DK"):
        for match in _EIGHT.finditer(text):
            number = to_e164(match.group(), region)
            if number and _ASKS.search(text[max(0, match.start() - 60) : match.start()]):
                yield match.start(), match.end(), number


def _longest_number(raw: str, region: str) -> tuple[int, str] | None:
    """The run, or its beginning: hours or a second number may follow the first ("021-39 00 00 8-16")."""
    ends = [len(raw), *[place.start() for place in re.finditer(r"\s", raw)][::-1]]
    for end in ends[:4]:
        part = raw[:end]
        if _TIMES.search(_DASH.sub("-", part)):
            return None
        if sum(char.isdigit() for char in part) >= _LEAST_DIGITS and (number := to_e164(part, region)):
            return end, number
    return None


@lru_cache(maxsize=8_192)
def to_e164(raw: str, region: str = "SE") -> str:
    """E.164 of a valid number, else empty."""
    import phonenumbers

    digits = sum(char.isdigit() for char in raw)
    if not _LEAST_DIGITS <= digits <= 15 or not raw.isprintable():
        return ""
    try:
        number = phonenumbers.parse(_DASH.sub("-", raw).replace("(0)", " ").replace("( 0 )", " "), region)
    except phonenumbers.NumberParseException:
        return ""
    # Area codes and series change, and a library's table is never complete: what is written as a Swedish
    # number is written, and has a possible length, is one.
    written = region == "SE" and _WRITTEN.fullmatch(raw) and phonenumbers.is_possible_number(number)
    if not written and not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def phone_of_link(href: str, region: str = "SE") -> str:
    """Value of a `tel:` or `sms:` link: E.164 where it parses, else its digits (1177), else empty."""
    number = (
        href.split(":", 1)[-1]
        .split(";")[0]
        .split("?")[0]
        .replace("%20", " ")
        .replace("%2B", "+")
        .strip("/ ")[:40]
    )
    digits = "".join(char for char in number if char.isascii() and char.isdigit())
    return to_e164(number, region) or (digits if 3 <= len(digits) <= 15 else "")
