"""What a contact page says of the function outside of the function's own block: "Kontakta oss", whose first
lines lead everybody to the contact centre, and then "Vad händer med min fråga?" (method §3d, ruling 41)."""

from scoring.area import Area, section_area
from scoring.lexicon import normalise
from scoring.observation import Page, Section
from scoring.site import NOT_MAIN, Site


def sections_beside(site: Site, area: Area, term: str) -> list[Area]:
    """The other blocks of the page on which the function's block stands, none of them anybody else's; empty
    unless the page's first lines name the function."""
    page = area.page
    if page is None or area.whole or term not in _named_first(site, page):
        return []
    beside = (
        section_area(site, page, index)
        for index, section in enumerate(page.sections)
        if section.landmark not in NOT_MAIN and section.level > 1 and not _anothers(site, section)
    )
    return [other for other in beside if other.heading != area.heading]


def _named_first(site: Site, page: Page) -> frozenset[str]:
    """The functions that the lines above the page's first block name."""
    lead = ""
    for section in page.sections:
        if section.landmark in NOT_MAIN:
            continue
        if section.level > 1:
            break
        lead += f"\n{section.text}"
    return frozenset(m.term for m in site.lexicon.find(lead, site.places) if m.cls in "SM" and not m.negative)


def _anothers(site: Site, section: Section) -> bool:
    reading, heading = site.read(section.heading), normalise(section.heading)
    if reading.names or reading.kind == "negative" or site.lexicon.fields_in(section.heading):
        return True
    return any(site.lexicon.patterned(table, heading) for table in ("narrow", "other_body"))
