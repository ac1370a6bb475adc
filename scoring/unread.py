"""Pages that the rules would follow and that nobody has read: what they would have shown is open, not `no`.

That happens when newer rules judge an older night, and when a visit was cut short. A visit follows so many
pages and no more; what lies beyond that was not found within the search budget (method §1), and stays a `no`.
"""

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from scoring.area import Area
from scoring.candidates import Candidate
from scoring.codes import Code
from scoring.observation import Link, Page
from scoring.search_budget import PAGES, STEPS, TARGETS
from scoring.site import NOT_MAIN, Site
from scoring.urls import page_key

_LABEL = 60
"""Characters: more is a sentence."""
_NO_PAGE = re.compile(r"\.(?!html?$|aspx?$|php$|jsp$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)


def unread_contact(site: Site, candidates: Iterable[Candidate]) -> Candidate | None:
    """A contact label whose page nobody has read, though there was room: it may lead to the function by name
    (method §3b). Of several, the first in the order of the labels."""
    if not _room(site, sum(page.role == "target" for page in site.observation.pages), TARGETS):
        return None
    found = [
        one
        for one in candidates
        if one.reading.generic
        and one.trouble is Code.NOT_ARCHIVED
        and one.entry
        and (one.reached and one.own and not one.only_news)
        and _is_page(one.url)
    ]
    return min(found, key=lambda one: (one.name, one.url, one.entry), default=None)


def unread_help(site: Site, area: Area) -> bool:
    """Whether the function's page has a link that promises what one gets help with, to a page that nobody has
    read (method §3d: or one click from it)."""
    page = area.page
    if page is None or page.role != "target":
        return False
    taken = sum(_led_by(page, other) for other in site.observation.pages)
    if not _room(site, taken, STEPS):
        return False
    base, promises = page.final_url or page.url, site.lexicon.phrases("help_headings")
    links = ((link.text, urljoin(base, link.url)) for link in page.links if _in_content(link))
    return any(
        len(text) <= _LABEL
        and promises.search(text.casefold()) is not None
        and site.own(url)
        and _is_page(url)
        and not site.is_start(url)
        and site.page_at(url) is None
        for text, url in links
    )


def _room(site: Site, taken: int, most: int) -> bool:
    return taken < most and len(site.observation.pages) < PAGES


def _led_by(page: Page, other: Page) -> bool:
    return other.role == "step" and page_key(other.from_url) in (page_key(page.url), page_key(page.final_url))


def _in_content(link: Link) -> bool:
    return bool(link.text) and link.visible and link.landmark not in NOT_MAIN


def _is_page(url: str) -> bool:
    return bool(page_key(url)) and not _NO_PAGE.search(urlsplit(url).path)
