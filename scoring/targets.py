"""What a target says: whether it could be read, and where it names a function."""

import re

from scoring.codes import Code
from scoring.lexicon import LabelReading, normalise
from scoring.observation import Page
from scoring.site import NOT_MAIN, Site, h1, remembered
from scoring.urls import is_login, page_key

BEGINNING, AT_ONCE = 80, 12
"""Characters of a section's text: what is looked at, and where a name must begin to be whose it is."""

_TITLE_MARK = re.compile(r" [|–—•-] ")
_MUNICIPALITY = frozenset({"kommun", "kommuns", "stad", "stads", "webbplats", "hemsida"})

# Failures that are ours, not the site's: the page was not read, which proves nothing.
_OURS = frozenset({"budget", "too_large", "browser", "private_address", "skipped", "blocked"})


def target_trouble(site: Site, url: str) -> Code | None:
    """Why a target proves nothing, or None when it was read."""
    if site.is_start(url):
        return Code.TARGET_HOME if "#" not in url else None
    page = site.page_at(url)
    if page is None:
        if page_key(url) and is_login(url):
            return Code.BEHIND_LOGIN
        return Code.PDF_ONLY if page_key(url).partition("?")[0].endswith(".pdf") else Code.NOT_ARCHIVED
    if page.error == "robots":
        return Code.ROBOTS_PAGE
    if page.error in _OURS:
        return Code.NOT_ARCHIVED
    if not page.ok:
        return Code.TARGET_ERROR
    if site.is_start(page.final_url):
        return Code.TARGET_HOME
    if "pdf" in page.kind_hints or "application/pdf" in page.content_type:
        return Code.PDF_ONLY
    return Code.BEHIND_LOGIN if "login" in page.kind_hints else None


@remembered
def named_by(site: Site, page: Page) -> LabelReading | None:
    """The reading of the H1 or of the title's first part, if it names a function."""
    for text in (h1(page), _title_head(site, page.title)):
        reading = site.read(text)
        if reading.names:
            full = site.read(page.title)
            return full if text != h1(page) and full.kind == "negative" else reading
        if reading.kind == "negative":
            return None
    return None


def _title_head(site: Site, title: str) -> str:
    """The first part of a title that is not the municipality's own name: "Almsta kommun - Kundservice"."""
    parts = _TITLE_MARK.split(title)
    return next((part for part in parts if not _is_own_name(site, part)), parts[0])


def _is_own_name(site: Site, text: str) -> bool:
    own = {form for place in site.places for form in (place.casefold(), f"{place.casefold()}s")}
    words = normalise(text).split()
    return bool(words) and words[0] in own and set(words[1:]) <= _MUNICIPALITY


@remembered
def named_sections(site: Site, page: Page) -> list[int]:
    """Sections of the main content whose heading, or whose number's label, names a function."""
    found = {
        i
        for i, section in enumerate(page.sections)
        if section.landmark not in NOT_MAIN and site.read(section.heading).names
    }
    found |= {
        c.section
        for c in page.channels
        if 0 <= c.section < len(page.sections)
        and page.sections[c.section].landmark not in NOT_MAIN
        and names_itself(site, c.label)
        and not _anothers(site, page.sections[c.section].text, c.raw)
    }
    contact = {c.section for c in page.channels if 0 <= c.section < len(page.sections)}
    shown = (i for i in contact if page.sections[i].landmark not in NOT_MAIN)
    return sorted(found.union(i for i in shown if begins_with_name(site, page, i)))


def _anothers(site: Site, text: str, number: str) -> bool:
    """ "Kundtjänst 0474-551 00" in a list, below "Bostadsbolaget Kvarnbo"."""
    lines = [normalise(line) for line in text.splitlines()]
    at = next((place for place, line in enumerate(lines) if place and normalise(number) in line), 0)
    above = lines[at - 1] if at else ""
    if not above or len(above) > BEGINNING:
        return False
    return site.lexicon.patterned("narrow", above) or bool(site.lexicon.data.qualifiers.groups_in(above))


def begins_with_name(site: Site, page: Page, index: int) -> str:
    """The name with which a section's text begins, if it says at once whose it is ("Kommunens kundservice
    hjälper dig …") and its mailbox says the same; else empty: a name in running text is no label (A1)."""
    boxes = (c.value.partition("@")[0] for c in page.channels if c.section == index and c.kind == "email")
    if not any(site.read(box.replace(".", " ")).names for box in boxes):
        return ""
    matches = site.lexicon.find(page.sections[index].text[:BEGINNING], site.places)
    return next((m.text for m in matches if m.cls in "SM" and not m.negative and m.start <= AT_ONCE), "")


def names_itself(site: Site, label: str) -> bool:
    """Whether a number's label is the function's: "Kundservice", "Ring kundservice", but not what stands
    after somebody else's name ("Almstabostäder AB, kundservice")."""
    reading = site.read(label)
    if not reading.names:
        return False
    before = normalise(label).partition(normalise(reading.text))[0]
    return len(before.split()) <= 1 and not re.search(r"[,:;]", before)
