"""A page to read next, and which addresses no visit asks for."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scoring.observation import PageRole
from scoring.urls import is_login

_NO_PAGE = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|ico|css|js|zip|mp[34]|docx?|xlsx?|pptx?|ics|rss|xml)$", re.IGNORECASE
)
_WAY_OUT = re.compile(r"logga-?ut|logout", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """A page to read next."""

    url: str
    role: PageRole
    label: str
    entry: str | None
    from_url: str
    depth: int


def readable(url: str) -> bool:
    """A page, by its address, that no visit is sorry to have asked for: no file, no way in or out of an
    account. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    return (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc  # a name and a password are never sent, not even the page's own
        and not _NO_PAGE.search(parts.path)
        and not _WAY_OUT.search(parts.path)
        and not is_login(url)
    )
