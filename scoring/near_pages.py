"""Pages one click from the function's page that say more about it (method §3d)."""

from scoring.area import Area, page_area
from scoring.observation import Page
from scoring.page_texts import page_texts
from scoring.site import NOT_MAIN, Site, h1, remembered
from scoring.targets import target_trouble
from scoring.urls import is_below, page_key


def one_click_away(site: Site, area: Area, term: str) -> list[Area]:
    """Pages linked from the function's page (or its section) that are about the function."""
    found = []
    # In an order of their own: the one in which they were read is the order of links.
    for page in sorted(site.observation.pages, key=lambda p: (p.final_url or p.url, p.url, p.digest)):
        if page is area.page or not page.ok or target_trouble(site, page.final_url or page.url) is not None:
            continue
        near = area.page is not None and (
            page_key(page.from_url) in {page_key(area.page.url), page_key(area.page.final_url)}
            # The page that leads to it, one click back: "Kontakt" above "Vad gör kontaktcenter?".
            or page_key(area.page.from_url) in {page_key(page.url), page_key(page.final_url)}
        )
        if (near or page_key(page.url) in _linked(site, area)) and _about(site, area, page, term):
            found.append(page_area(site, page))
    return found


@remembered
def _linked(_: Site, area: Area) -> frozenset[str]:
    return frozenset(page_key(url) for _, url in area.links)


def _about(site: Site, area: Area, page: Page, term: str) -> bool:
    if area.whole and is_below(page.url, area.url):
        return True  # below the function's own page
    labels = (page.via_label, h1(page), page.title)
    readings = [site.read(label) for label in labels]
    if any(r.kind == "contact" or (r.names and r.term == term) for r in readings):
        return True
    if any(_promises(site, label) for label in labels):
        return True
    return site.lexicon.may_name(term, _folded_content(site, page)) and term in _terms_in(site, page)


def _promises(site: Site, label: str) -> bool:
    """What one gets help with, how, or when; "Bibliotekets öppettider" are the library's."""
    lexicon = site.lexicon
    return lexicon.promises_help(label) or (
        lexicon.promises_times(label) and site.read(label).kind != "negative"
    )


@remembered
def _folded_content(site: Site, page: Page) -> str:
    return "\n".join(one.folded for one in page_texts(site, page) if one.section.landmark not in NOT_MAIN)


@remembered
def _terms_in(site: Site, page: Page) -> frozenset[str]:
    """The functions that a page's content names."""
    content = [section.text for section in page.sections if section.landmark not in NOT_MAIN]
    found = site.lexicon.find_all(content, site.places)
    return frozenset(match.term for match in found if not match.negative)
