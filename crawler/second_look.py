"""Whether a page that was read as plain HTTP must be read once more, in the browser."""

from crawler.candidates import Reader
from scoring.observation import Page


def needs_browser(page: Page, reader: Reader) -> bool:
    """No `no` for a or d may come from an unrendered script page: a shell, or a page of the function's name
    (or behind a contact label) that lacks channels, hours or what."""
    if "pdf" in page.kind_hints:
        return False
    if not page.ok:
        # A wall before scripts may let a browser pass, as it lets visitors pass.
        return page.error == "blocked" and page.status == 200
    if page.needs_script:
        return True
    if not any(reader.read(label).names for label in (page.via_label, *page_names(page))):
        # A contact page may be the function of the broad reading.
        return not page.channels and reader.read(page.via_label).kind == "contact"
    named_things = sum(
        len(section.items)
        for section in page.sections
        if section.landmark not in ("banner", "navigation", "contentinfo")
    )
    return not page.channels or not page.hours or named_things < 3


def page_names(page: Page) -> tuple[str, ...]:
    """What the page calls itself: its title and its first headings."""
    return (page.title, *(heading.text for heading in page.headings[:6]))
