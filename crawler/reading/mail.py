"""E-mail addresses: written out, behind `mailto:`, or disguised with "(at)"."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

_LOCAL = r"[A-Za-z0-9ÅÄÖåäöØøÆæ._%+-]{1,64}"
_DOMAIN = r"[A-Za-z0-9åäöøæ-]{1,63}(?:\.[A-Za-z0-9åäöøæ-]{1,63}){1,5}"
_PLAIN = re.compile(rf"(?<![\w.%+-]){_LOCAL}@{_DOMAIN}")
_DISGUISED = re.compile(
    rf"(?<![\w.%+-])({_LOCAL})\s{{0,2}}(?:\((?:at|a|snabel-?a)\)|\[(?:at|a|snabel-?a)\]|\ssnabel-a\s)\s{{0,2}}"
    rf"((?:[A-Za-z0-9åäöøæ-]{{1,63}}\s?(?:\.|\((?:dot|punkt)\)|\[(?:dot|punkt)\])\s?){{1,5}}[A-Za-z]{{2,10}})",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?(?:\.|\((?:dot|punkt)\)|\[(?:dot|punkt)\])\s?", re.IGNORECASE)


def find_emails(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, address in lower case) of each address in one line."""
    if "@" in text:
        for match in _PLAIN.finditer(text):
            address = match.group().rstrip(".-")
            yield match.start(), match.start() + len(address), address.lower().lstrip(".-")
    if "(" in text or "[" in text or "snabel" in text:
        for match in _DISGUISED.finditer(text):
            yield match.start(), match.end(), f"{match.group(1)}@{_DOT.sub('.', match.group(2))}".lower()


def email_of_link(href: str) -> str:
    """Target of a `mailto:` link, lower-cased; empty where there is no address."""
    target = unquote(href[7:400].split("?")[0]).strip()
    match = _PLAIN.search(target)
    return match.group().rstrip(".").lower() if match else ""
