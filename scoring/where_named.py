"""Where a contact page names the function: at once, further down, or not at all (method §3b, ruling 41)."""

from typing import Literal

from scoring.candidates import Candidate
from scoring.observation import Page
from scoring.site import Site
from scoring.targets import begins_with_name, named_by, named_sections
from scoring.urls import page_key

_MAIN = ("main", "none", "complementary")


def where_named(site: Site, page: Page, function: Candidate) -> Literal["first", "further_down", "nowhere"]:
    """H1, title, first heading or contact block of the main content; or further down (ruling 41)."""
    own = named_by(site, page)
    if own is not None and own.term == function.reading.term:
        return "first"
    sections = [i for i in named_sections(site, page) if _names(site, page, i, function)]
    firsts = _first_blocks(site, page)
    if any(i in firsts for i in sections):
        return "first"
    if function.delegated and _leads_there_at_once(site, page, function):
        return "first"
    # A link to what cannot be read (a PDF) names nothing (settled question 6).
    dead = page_key(function.url) if function.trouble is not None else ""
    linked = any(
        site.read(link.text).term == function.reading.term and page_key(link.url) != dead
        for link in page.links
        if link.landmark in _MAIN and site.shows(page, link, desktop=True)
    )
    return "further_down" if sections or linked else "nowhere"


def _leads_there_at_once(site: Site, page: Page, function: Candidate) -> bool:
    """Below its H1, above any other heading, the page sends everybody to the body that runs the function
    (ruling 18)."""
    lead = [s for s in page.sections if s.level < 2 and s.landmark in _MAIN]
    said = "\n".join(line for section in lead for line in (section.text, *section.items))
    names = (link.text for link in page.links if page_key(link.url) == page_key(function.url))
    return any(text in said and site.read(text).term == function.reading.term for text in names)


def _names(site: Site, page: Page, index: int, function: Candidate) -> bool:
    labels = [page.sections[index].heading, *(c.label for c in page.channels if c.section == index)]
    labels.append(begins_with_name(site, page, index))
    return any(site.read(text).term == function.reading.term for text in labels)


def _first_blocks(site: Site, page: Page) -> set[int]:
    """Indexes of the first heading below the H1 and of the first block with contact details."""
    main = [i for i, s in enumerate(page.sections) if s.landmark in _MAIN]
    headed = [i for i in main if page.sections[i].level >= 2]
    contact = [i for i in main if any(c.section == i for c in page.channels)]
    return {*headed[:1], *contact[:1]}
