"""Where the facts about a function stand: a page, a stretch of a page, or a panel on the start page."""

import re
from dataclasses import dataclass

from scoring.frame import NO_FRAME, Frame, frame_of
from scoring.lexicon import normalise
from scoring.lexicon.normalise import SENTENCE, normalise_all
from scoring.observation import Channel, Entry, Hours, Page
from scoring.site import NOT_MAIN, Site, h1, remembered
from scoring.urls import mail_key, phone_key

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+ ?\d{2} ?(?:\(0\) ?)?|0)\d[\d \-‐-―/]{5,14}")


@dataclass(frozen=True, slots=True)
class Area:
    url: str
    heading: str
    text: str
    """Headings, running text and items, one per line."""
    normal: str
    """`text`, normalised."""
    items: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, items) of each list."""
    channels: tuple[Channel, ...]
    hours: tuple[Hours, ...]
    page: Page | None = None
    whole: bool = False
    """The page is the function's own."""
    links: tuple[tuple[str, str], ...] = ()


@remembered
def sentences(site: Site, area: Area) -> list[str]:
    """Normalised; as many as there are `sentences_as_said`."""
    return normalise_all(sentences_as_said(area))


def sentences_as_said(area: Area) -> list[str]:
    """As they stand on the page."""
    return [line for line in SENTENCE.split(area.text) if line.strip()]


@remembered
def page_area(site: Site, page: Page) -> Area:
    """The main content of a page; header, menu and footer say nothing about its function."""
    wanted = [i for i, section in enumerate(page.sections) if section.landmark not in NOT_MAIN]
    return _area(
        page, wanted or list(range(len(page.sections))), h1(page) or page.title, True, frame_of(site, page)
    )


@remembered
def section_area(site: Site, page: Page, index: int) -> Area:
    """One section with the deeper ones that follow it."""
    first = page.sections[index]
    wanted = [index]
    for i in range(index + 1, len(page.sections)):
        section = page.sections[i]
        # Behind a panel the section that it stands in goes on, under the same heading.
        goes_on = (section.heading, section.level) == (first.heading, first.level) and first.heading
        if section.level and section.level <= first.level and not goes_on:
            break
        wanted.append(i)
    return _area(page, wanted, first.heading, whole=False)


def _area(page: Page, wanted: list[int], heading: str, whole: bool, frame: Frame = NO_FRAME) -> Area:
    chosen = set(wanted) | ({-1} if whole else set())
    sections = [page.sections[i] for i in wanted]
    lines = [h1(page)] if whole else []
    for section in sections:
        lines += [section.heading, *section.text.splitlines(), *section.items]
    text = "\n".join(dict.fromkeys(line for line in lines if line and line not in frame.lines))
    items = (
        (section.heading, tuple(item for item in section.items if item not in frame.lines))
        for section in sections
    )
    return Area(
        url=page.final_url or page.url,
        heading=heading,
        text=text,
        normal=normalise(text),
        items=tuple((above, kept) for above, kept in items if kept),
        channels=tuple(c for c in page.channels if c.section in chosen and not frame.holds(c)),
        hours=tuple(h for h in page.hours if h.section in chosen),
        page=page,
        whole=whole,
        links=tuple(
            (link.text, link.url)
            for link in page.links
            if link.landmark not in NOT_MAIN and (link.text, link.url) not in frame.links
        ),
    )


@remembered
def panel_area(site: Site, entry: Entry) -> Area:
    """An entry's panel or text block (settled question 9), its channels and hours read from the words."""
    text = "\n".join(
        t for t in (entry.text or entry.accessible_name, entry.panel_text or entry.near_text) if t
    )
    channels = [*_text_channels(site, text), *_link_channels(entry)]
    hours_text = re.search(site.lexicon.data.raw.get("hours", {}).get("text", r"(?!)"), text.casefold())
    hours = (
        (Hours(kind="unknown", raw=hours_text.group(), intervals=(), label="", section=-1),)
        if hours_text
        else ()
    )
    return Area(
        site.start.page.final_url or site.start.page.url,
        entry.block_heading or entry.text,
        text,
        normalise(text),
        (),
        tuple(channels),
        hours,
        None,
        False,
        entry.panel_links,
    )


def _text_channels(site: Site, text: str) -> list[Channel]:
    found = []
    for line in text.splitlines():
        label = _PHONE.sub("", line).strip(" :,")
        for number in _PHONE.finditer(line):
            # "Kontaktcenter 0123-45 67 00, växel 0123-45 60 00": the words just before the number are its
            # label.
            before = re.split(r"[,;.]", _PHONE.sub("", line[: number.start()]))[-1].strip() or label
            found.append(
                Channel(
                    kind="phone", value=number.group().strip(), raw=number.group(), label=before, section=-1
                )
            )
        for mail in _MAIL.findall(line):
            found.append(Channel(kind="email", value=mail.casefold(), raw=mail, label=label, section=-1))
        street = re.search(site.lexicon.data.raw.get("address", {}).get("street", r"(?!)"), line.casefold())
        if street:
            found.append(
                Channel(kind="address", value=street.group(), raw=street.group(), label="", section=-1)
            )
    return found


def _link_channels(entry: Entry) -> list[Channel]:
    found = []
    for label, url in (*entry.panel_links, (entry.text, entry.target_url or "")):
        if phone_key(url) and url.startswith("tel:"):
            found.append(
                Channel(kind="phone", value=url.removeprefix("tel:"), raw=label, label=label, section=-1)
            )
        elif url.startswith("mailto:"):
            found.append(Channel(kind="email", value=mail_key(url), raw=label, label=label, section=-1))
    return found
