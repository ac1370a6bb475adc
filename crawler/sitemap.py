"""What a site's own map names like a function (sitemaps.org, protocol 0.9): a hint for the human who looks
into a `no`, never a proof, because no visitor finds a page that way."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from scrapy.utils.sitemap import Sitemap

from crawler.candidates import Reader, slug_of
from crawler.reading.text import clean_text
from crawler.wanted import readable
from scoring.urls import page_key

ADDRESS = "/sitemap.xml"
READ_BYTES = 5_000_000
"""A tenth of what the protocol allows: more costs the night more than a hint is worth."""
READ_ADDRESSES = 50_000
"""The protocol's own bound."""
MAX_HINTS = 3
LONGEST = 500
_NAMED = 5
"""Least weight of an address whose words name a function (`crawler.candidates.WEIGHTS`)."""
_PASSING = re.compile(r"(?i)nyhet|aktuell|news|press|arkiv|lediga|jobb|protokoll|kallelse|remiss|/\d{4}[/-]")
"""What comes and goes names functions that are planned, praised or advertised (method §3a, A4)."""


def named_pages(
    body: bytes, reader: Reader, owns: Callable[[str], bool], read: frozenset[str]
) -> tuple[str, ...]:
    """Addresses in a sitemap whose last part names a function, shortest first, at most three; without those
    that were `read` (keys of `scoring.urls.page_key`). What is no sitemap names none."""
    if len(body) > READ_BYTES:
        return ()
    found = {
        address
        for address in islice(_addresses(body), READ_ADDRESSES)
        if len(address) <= LONGEST
        and reader.weight_of(slug_of(address)) >= _NAMED
        and not _PASSING.search(urlsplit(address).path)
        and owns(address)
        and page_key(address) not in read
    }
    return tuple(sorted(found, key=lambda address: (len(address), address))[:MAX_HINTS])


def _addresses(body: bytes) -> Iterator[str]:
    try:
        sitemap = Sitemap(body)
        if sitemap.type != "urlset":
            return
        for row in sitemap:
            address = clean_text(str(row.get("loc", "")))
            if _is_page(address):
                yield address
    except (LxmlError, StopIteration, ValueError):
        return  # cut off, or no XML: what stood before counts


def _is_page(address: str) -> bool:
    try:
        return readable(address)
    except ValueError:
        return False
